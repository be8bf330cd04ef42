"""The way through the house: which stages, in which order, for one document or for many."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from newsie.dates import find_dates_on
from newsie.document import Document
from newsie.engines.choice import Choice, MorphologyEngine, Names, TokensEngine, load_engines
from newsie.engines.places import Folder
from newsie.entities import resolve_entities
from newsie.entities.records import entity_ids, entity_records, mention_records
from newsie.errors import InputError
from newsie.ner import Recognizer
from newsie.ner.combine import Combination
from newsie.network.model import default_network
from newsie.schema import Article, Sentence, Span
from newsie.statements import StatementExtractor
from newsie.statements.ranker import default_ranker
from newsie.text.page import Page, read_page
from newsie.text.view import public_tokens

if TYPE_CHECKING:
    from tqdm import tqdm

    from newsie.entities import Gazetteer

Item = str | Document | tuple[str, dict[str, Any]]
Errors = Literal["raise", "return", "skip"]
Reader = Callable[[str, str | None], Page]
_SAYING_TIMES = ("minute", "hour", "daypart", "day", "weekend", "week", "month", "year", "vague")  # how closely the time of a statement is told


class Pipeline:
    """Reads articles: `nlp(text)` gives an `Article`, `nlp.pipe(texts)` a stream of them.

    Made by `newsie.load`. It keeps no state between articles: the same input gives the same output, alone or
    in a batch, in this process or another.
    """

    def __init__(
        self,
        recognizer: Recognizer,
        statements: StatementExtractor,
        *,
        read: Reader = read_page,
        gazetteer: Gazetteer | None = None,
        keep_tokens: bool = False,
        max_chars: int | None = None,
    ) -> None:
        self._read_page = read
        self._recognizer = recognizer
        self._statements = statements
        self._gazetteer = gazetteer
        self._keep_tokens = keep_tokens
        self._max_chars = max_chars

    def __call__(
        self,
        document: str | Document,
        *,
        published: datetime.date | str | None = None,
        id: str | None = None,
        title: str | None = None,
        outlet: str | None = None,
        url: str | None = None,
    ) -> Article:
        """Read one article.

        `document` is its text or a `Document`; `published` is the day (or its ISO form) that «أمس» and «الثلاثاء» rest on.
        Any str gives an Article. Raises `InputError` for anything else, for a text longer than `max_chars`, or for a `published` that is no date.
        """
        return self._read(Document.of(document, published=published, id=id, title=title, outlet=outlet, url=url))

    def pipe(
        self,
        items: Iterable[Item],
        *,
        batch_size: int = 32,
        processes: int = 1,
        errors: Errors = "raise",
        progress: bool = False,
    ) -> Iterator[Article | Exception]:
        """Read many articles, lazily and in order.

        Items are str, `Document`, or (str, dict of the Document's other fields). `errors` says what a bad item does: "raise" stops,
        "return" yields its exception in its place, "skip" leaves it out. `progress` draws a bar on standard error or in the notebook.

        With `processes` above 1 `batch_size` items travel to a process at a time, at most four batches for each process at once; they are
        started anew (spawn) when the first article is asked for, share the model's arrays, run one numpy thread each, and end when the stream
        is closed. Raises `WorkerDied` where one is killed; with "return" or "skip" what it was reading is read again.
        """
        if errors not in ("raise", "return", "skip"):
            raise InputError(f'errors must be "raise", "return" or "skip", not {errors!r}')
        if batch_size < 1 or processes < 1:
            raise InputError("batch_size and processes must be at least 1")
        if processes == 1:
            stream = self._here(items)
        else:
            from newsie.workers import spread

            stream = spread(self, items, batch_size, processes, go_on=errors != "raise")
        return _sorted_out(stream, errors, _bar(items) if progress else None)

    def _here(self, items: Iterable[Item]) -> Generator[Article | Exception]:
        for item in items:
            yield self._try(item)

    def _try(self, item: Item) -> Article | Exception:
        try:
            if isinstance(item, tuple):
                text, fields = item
                return self._read(Document.of(text, **fields))
            return self._read(Document.of(item))
        except Exception as fault:  # every fault is handed on to `errors`
            return fault

    def _read(self, document: Document) -> Article:
        if self._max_chars is not None and len(document.text) > self._max_chars:
            raise InputError(
                f"{'the text' if document.id is None else f'the text of {document.id!r}'} has {len(document.text):,} characters, more than the {self._max_chars:,} of "
                "max_chars: cut it into articles, or raise the limit (newsie.load(max_chars=…), newsie extract --max-chars)"
            )
        page = self._read_page(document.text, document.title)
        names = self._recognizer.recognize([page])[0]
        entities = resolve_entities(page, names, self._gazetteer)
        ids = entity_ids(entities)
        people, organizations, places = entity_records(page, names, entities, ids)
        roles = {person.id: person.roles[0] for person in people if person.roles}
        dates = find_dates_on(page, document.published)
        speakers, statements = self._statements.extract(page, names, entities, ids, roles, [d for d in dates if d.granularity in _SAYING_TIMES and d.kind in ("date", "time")])
        return Article(
            id=document.id,
            text=document.text,
            published=document.published,
            outlet=document.outlet,
            url=document.url,
            title=_span(page.text, page.layout.title),
            dateline=_span(page.text, page.layout.dateline),
            mentions=mention_records(page, names, entities, ids),
            people=people,
            organizations=organizations,
            places=places,
            dates=tuple(dates),
            speakers=tuple(speakers),
            statements=tuple(statements),
            sentences=_sentences(page),
            tokens=tuple(public_tokens(page.tokens)) if self._keep_tokens else None,
        )


def _sorted_out(stream: Generator[Article | Exception], errors: Errors, bar: tqdm[NoReturn] | None) -> Iterator[Article | Exception]:
    with closing(stream), bar if bar is not None else nullcontext():
        for result in stream:
            if bar is not None:
                bar.update()
            if not isinstance(result, Exception) or errors == "return":
                yield result
            elif errors == "raise":
                raise result


def _bar(items: Iterable[Item]) -> tqdm[NoReturn]:
    """A progress bar, as a terminal or a notebook shows it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # in a notebook without ipywidgets tqdm warns, and draws its bar as text
        from tqdm.auto import tqdm

        return tqdm(unit=" articles", total=len(items) if isinstance(items, Sized) else None)


def _span(text: str, ends: tuple[int, int] | None) -> Span | None:
    return None if ends is None else Span(start=ends[0], end=ends[1], text=text[ends[0] : ends[1]])


def _sentences(page: Page) -> tuple[Sentence, ...]:
    tokens, paragraph_of = page.tokens, page.paragraph_of
    return tuple(Sentence(start=tokens.starts[first], end=tokens.ends[end - 1], text=tokens.surface(first, end), paragraph=paragraph_of[first]) for first, end in page.sentences)


def load(
    *,
    ner: Names | None = None,
    combine: Combination = "union",
    tokens: TokensEngine | None = None,
    morphology: MorphologyEngine | None = None,
    stanza_dir: Folder = None,
    camel_dir: Folder = None,
    gazetteer: Gazetteer | None = None,
    keep_tokens: bool = False,
    max_chars: int | None = 10_000_000,
) -> Pipeline:
    """The pipeline, by default with the model that comes with the package: no network, no other files, no torch.

    ner: what finds names: "embedded" (the package's model), "stanza", "camel", or a list of them, read as one by `combine`: the "union" of
    what they find (best for recall), or a "vote" that keeps what more than half of them find (best for precision).
    tokens: what cuts words into clitics and text into sentences, "embedded" or "stanza".
    morphology: what gives a reporting verb's lemma, gender and number, "embedded" (newsie's lexicon) or "camel" (CAMeL Tools' data too).
    stanza_dir, camel_dir: folders with their models; without them they are looked for where `newsie models path` says. A folder given alone,
    with no engine named, asks for whatever it has.
    gazetteer: names of your own, whose ids come back in `entity.links`.
    keep_tokens: whether every token and its clitics are kept in `Article.tokens`.
    max_chars: the longest text in characters, a guard against what is no article; a longer one raises `InputError`. None: no limit.

    Nothing is ever downloaded here. Raises `InputError` for an engine that there is not, `ExtraNotInstalled` where its library is missing,
    `ModelNotFound` where its models are, and `ModelCorrupt` where files are damaged, the package's own among them.
    """
    engines = load_engines(Choice(ner, combine, tokens, morphology, stanza_dir, camel_dir))
    statements = StatementExtractor(default_network(), default_ranker(), engines.agreement)
    return Pipeline(engines.recognizer, statements, read=engines.read, gazetteer=gazetteer, keep_tokens=keep_tokens, max_chars=max_chars)
