"""Write what in the documentation is made from the code: `python docs/generate.py all`, or one of the names below.

    schema   docs/schema.md, from the pydantic models
    cli      the reference in docs/command-line.md, from the commands
    picture  the notebook's view in docs/who-said-what.md, from an article made by hand
    readme   the output that README.md shows, from the command above it
    tour     docs/tour.ipynb, executed (needs the extra `notebook`)
    figures GOLD_FOLDER   the figures in docs/accuracy.md

`all` writes the first three, which depend on no model. With --check nothing is written: the exit code says whether all is up to date.
"""  # fmt: skip

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import textwrap
import types
import typing
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
_SEED = "seeds/000_c1a0b6a97d918df4.txt"


def schema() -> tuple[Path, str]:
    """The reference of the models, in the order in which a reader meets them."""
    from newsie import schema as models

    names = ["Article", "Statement", "Cue", "Speaker", "Role", "Person", "Organization", "Place", "Mention", "DateExpression", "Sentence", "Token", "Span"]
    out = [
        "# Schema\n",
        "Written by `python docs/generate.py schema` from the models. All are frozen pydantic models; offsets are half-open code points of `Article.text`.\n",
        f"`schema_version` is `{models.SCHEMA_VERSION}`. `newsie.Article.model_json_schema()` gives the JSON Schema.\n",
    ]
    out += [_model(getattr(models, name)) for name in names]
    return DOCS / "schema.md", "\n".join(out)


def _model(model: typing.Any) -> str:
    notes: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if base.__module__.startswith("newsie"):
            notes.update(_field_notes(base))
    rows = [f"| `{name}` | {_type(field.annotation)} | {_default(field)} | {notes.get(name, '')} |" for name, field in model.model_fields.items()]
    parents = [base.__name__ for base in model.__bases__ if base.__name__ != "Record"]
    heading = f"## {model.__name__}\n\n{inspect.getdoc(model)}\n"
    return heading + (f"\nIs a {', '.join(parents)}.\n" if parents else "") + "\n| field | type | default | |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _field_notes(model: typing.Any) -> dict[str, str]:
    """The docstring under each field."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(body, ast.ClassDef)
    notes = {}
    for field, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            notes[field.target.id] = " ".join(str(after.value.value).split())
    return notes


def _type(annotation: typing.Any) -> str:
    return "`" + _plain(annotation).replace("|", "\\|") + "`"


def _plain(annotation: typing.Any) -> str:
    """An annotation as it is written: `str | None`, `tuple[Span, ...]`, `"direct" | "indirect"`."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        return " | ".join(f'"{value}"' for value in inner)
    if origin in (typing.Union, types.UnionType):
        return " | ".join(_plain(part) for part in inner)
    if origin is not None:
        return f"{origin.__name__}[{', '.join('...' if part is ... else _plain(part) for part in inner)}]"
    return "None" if annotation is type(None) else annotation.__name__


def _default(field: typing.Any) -> str:
    return "required" if field.is_required() else f"`{field.default!r}`"


def _all_commands(commands: dict[str, typing.Any], before: str = "") -> typing.Iterator[tuple[str, typing.Any]]:
    """Commands by their full name, those of a group behind it."""
    for name, command in sorted(commands.items()):
        yield before + name, command
        yield from _all_commands(getattr(command, "commands", {}), f"{before}{name} ")


def cli() -> tuple[Path, str]:
    """The options of each command, as typer holds them."""
    import typer

    from newsie.cli import app

    out = []
    commands: dict[str, typing.Any] = vars(typer.main.get_command(app))["commands"]
    for name, command in _all_commands(commands):
        out.append(f"### newsie {name}\n\n{inspect.cleandoc(command.help or '')}\n")
        parameters = [parameter for parameter in command.params if parameter.name != "help"]
        if parameters:
            out.append("| argument or option | default | |\n|---|---|---|")
        for parameter in parameters:
            names = ", ".join(f"`{opt}`" for opt in parameter.opts) if parameter.param_type_name == "option" else f"`{(parameter.name or '').upper()}`"
            default = parameter.default
            shown = "" if default is None or default is False or callable(default) else f"`{getattr(default, 'value', default)}`"
            out.append(f"| {names} | {shown} | {getattr(parameter, 'help', '') or ''} |")
        out.append("")
    return _filled(DOCS / "command-line.md", "cli", "\n".join(out).replace("\n\n\n", "\n\n").strip())


def picture() -> tuple[Path, str]:
    """The view of an article made by hand, so that it changes with the view only."""
    sys.path.insert(0, str(ROOT / "tests"))
    from made_articles import MADE

    return _filled(DOCS / "who-said-what.md", "picture", MADE._repr_html_())


def readme() -> tuple[Path, str]:
    """The output of the command that README.md shows, in the block under it."""
    done = subprocess.run([sys.executable, "-m", "newsie", "extract", "--format", "table", _SEED], cwd=ROOT, capture_output=True, check=True)
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    start = text.index("```text\n", text.index("extract --format table")) + len("```text\n")
    return path, text[:start] + done.stdout.decode().rstrip() + "\n" + text[text.index("```", start) :]


def figures(gold: str) -> tuple[Path, str]:
    """What `newsie evaluate` and the benchmarks say of a gold folder and of the cases beside it, with the commands that give it."""
    folder = Path(gold).resolve()
    shared = folder.parents[1]
    commands = {
        "figures": (f"newsie evaluate {folder.name}", ["newsie", "evaluate", str(folder)]),
        "statements": (f"python -m benchmarks.statements ../shared/gold/{folder.name}", ["benchmarks.statements", str(folder), "--scorer", str(shared / "eval/score.py")]),
        "cases": (
            "python -m benchmarks.cases ../shared/design/reported_speech_cases.jsonl",
            ["benchmarks.cases", str(shared / "design/reported_speech_cases.jsonl")],
        ),
    }
    path = DOCS / "accuracy.md"
    text = path.read_text(encoding="utf-8")
    for name, (shown, command) in commands.items():
        done = subprocess.run([sys.executable, "-m", *command], capture_output=True, check=True, cwd=ROOT)
        text = _filled_in(text, name, f"```text\n$ {shown}\n{done.stdout.decode().rstrip()}\n```")
    return path, text


def tour() -> tuple[Path, str]:
    """The notebook, run from top to bottom, with its outputs."""
    import nbformat
    from nbclient import NotebookClient

    path = DOCS / "tour.ipynb"
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(DOCS)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return path, nbformat.writes(notebook) + "\n"


def _filled(path: Path, name: str, content: str) -> tuple[Path, str]:
    """A page with the block `<!-- name -->` … `<!-- end -->` holding `content`."""
    return path, _filled_in(path.read_text(encoding="utf-8"), name, content)


def _filled_in(text: str, name: str, content: str) -> str:
    return re.sub(rf"(<!-- {name} -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}{content}\n{m[2]}", text, count=1, flags=re.DOTALL)


MADE_FROM_CODE: tuple[Callable[[], tuple[Path, str]], ...] = (schema, cli, picture)


def main(arguments: list[str]) -> int:
    """Write, or with --check compare."""
    check = "--check" in arguments
    wanted, *rest = [a for a in arguments if a != "--check"] or ["all"]
    one: dict[str, Callable[..., tuple[Path, str]]] = {"schema": schema, "cli": cli, "picture": picture, "readme": readme, "tour": tour, "figures": figures}
    made = [make() for make in MADE_FROM_CODE] if wanted == "all" else [one[wanted](*rest)]
    stale = [path for path, text in made if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in made:
        if path in stale and not check:
            path.write_text(text, encoding="utf-8")
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}" if path in stale else f"up to date: {path.relative_to(ROOT)}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
