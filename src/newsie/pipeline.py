"""The way through the house: which stages, in which order, for one document or for many."""

from __future__ import annotations

import datetime
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sized
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, cast

from newsie.dates import find_dates_on
from newsie.document import Document
from newsie.entities import resolve_entities
from newsie.entities.records import entity_ids, entity_records, mention_records
from newsie.errors import InputError
from newsie.ner import Recognizer
from newsie.ner.embedded import EmbeddedRecognizer
from newsie.network.model import default_network
from newsie.schema import Article, Sentence, Span
from newsie.statements import StatementExtractor
from newsie.statements.ranker import default_ranker
from newsie.text.page import Page, read_page
from newsie.text.view import public_tokens

if TYPE_CHECKING:
    from newsie.entities import Gazetteer

Item = str | Document | tuple[str, dict[str, Any]]
Errors = Literal["raise", "return", "skip"]
_AHEAD = 4  # batches in flight for each process: enough to keep it busy, few enough to bound memory


class Pipeline:
    """Reads articles: `nlp(text)` gives an `Article`, `nlp.pipe(texts)` a stream of them.

    Made by `newsie.load`. It keeps no state between articles: the same input gives the same output, alone or
    in a batch, in this process or another.
    """

    def __init__(self, recognizer: Recognizer, statements: StatementExtractor, *, gazetteer: Gazetteer | None = None, tokens: bool = False) -> None:
        self._recognizer = recognizer
        self._statements = statements
        self._gazetteer = gazetteer
        self._tokens = tokens

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
        Any str gives an Article. Raises `InputError` for anything else, or for a `published` that is no date.
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

        Items are str, `Document`, or (str, dict of the Document's other fields). `batch_size` items travel to a process at
        a time, at most four batches for each process at once. `errors` says what a bad item does: "raise" stops,
        "return" yields its exception in its place, "skip" leaves it out. `progress` draws a bar on standard error.
        """
        if errors not in ("raise", "return", "skip"):
            raise InputError(f'errors must be "raise", "return" or "skip", not {errors!r}')
        if batch_size < 1 or processes < 1:
            raise InputError("batch_size and processes must be at least 1")
        stream: Iterator[Article | Exception] = self._here(items) if processes == 1 else self._spread(items, batch_size, processes)
        if progress:
            from tqdm.auto import tqdm

            total = len(items) if isinstance(items, Sized) else None
            stream = cast("Iterator[Article | Exception]", iter(tqdm(stream, unit=" articles", total=total)))
        return _sorted_out(stream, errors)

    def _here(self, items: Iterable[Item]) -> Iterator[Article | Exception]:
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

    def _spread(self, items: Iterable[Item], batch_size: int, processes: int) -> Iterator[Article | Exception]:
        source = iter(items)
        context = multiprocessing.get_context("spawn")
        with context.Pool(processes, initializer=_begin, initargs=(self,)) as pool:
            waiting: deque[Any] = deque()
            while True:
                while len(waiting) < processes * _AHEAD and (batch := list(islice(source, batch_size))):
                    waiting.append(pool.apply_async(_work, (batch,)))
                if not waiting:
                    return
                yield from waiting.popleft().get()

    def _read(self, document: Document) -> Article:
        page = read_page(document.text, document.title)
        names = self._recognizer.recognize([page])[0]
        entities = resolve_entities(page, names, self._gazetteer)
        ids = entity_ids(entities)
        people, organizations, places = entity_records(page, names, entities, ids)
        roles = {person.id: person.roles[0] for person in people if person.roles}
        speakers, statements = self._statements.extract(page, names, entities, ids, roles)
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
            dates=tuple(find_dates_on(page, document.published)),
            speakers=tuple(speakers),
            statements=tuple(statements),
            sentences=_sentences(page),
            tokens=tuple(public_tokens(page.tokens)) if self._tokens else None,
        )


_mine: Pipeline | None = None


def _begin(pipeline: Pipeline) -> None:
    """Keep the pipeline that a worker process was started with."""
    global _mine
    _mine = pipeline


def _work(batch: list[Item]) -> list[Article | Exception]:
    assert _mine is not None
    return [_mine._try(item) for item in batch]


def _sorted_out(stream: Iterator[Article | Exception], errors: Errors) -> Iterator[Article | Exception]:
    for result in stream:
        if not isinstance(result, Exception) or errors == "return":
            yield result
        elif errors == "raise":
            raise result


def _span(text: str, ends: tuple[int, int] | None) -> Span | None:
    return None if ends is None else Span(start=ends[0], end=ends[1], text=text[ends[0] : ends[1]])


def _sentences(page: Page) -> tuple[Sentence, ...]:
    tokens, paragraph_of = page.tokens, page.paragraph_of
    return tuple(Sentence(start=tokens.starts[first], end=tokens.ends[end - 1], text=tokens.surface(first, end), paragraph=paragraph_of[first]) for first, end in page.sentences)


def load(*, ner: Literal["embedded"] = "embedded", gazetteer: Gazetteer | None = None, tokens: bool = False) -> Pipeline:
    """The pipeline with the model that comes with the package: no network, no other files, no torch.

    `gazetteer` holds names of your own, whose ids come back in `entity.links`; `tokens` keeps every token and its clitics in
    `Article.tokens`. Raises `ModelCorrupt` where the package's files are damaged,
    `InputError` for an engine that there is not.
    """
    if ner != "embedded":
        raise InputError(f'ner must be "embedded", not {ner!r}')
    network = default_network()
    return Pipeline(EmbeddedRecognizer(network), StatementExtractor(network, default_ranker()), gazetteer=gazetteer, tokens=tokens)
