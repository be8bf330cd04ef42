"""The command line: `newsie models list`, `path`, `download`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(invoke_without_command=True, help="Model files: those that come with newsie, and those of other engines.")

Engine = Annotated[str, typer.Argument(help="stanza or camel.")]
Dir = Annotated[Path | None, typer.Option("--dir", help="Another folder than the one that `newsie models path` names.")]


@app.callback()
def _models(context: typer.Context) -> None:
    """List the model files that come with newsie, and those that other engines offer."""
    if context.invoked_subcommand is None:
        list_models()


@app.command("list")
def list_models() -> None:
    """List the model files that come with newsie, and those that other engines offer: size, licence, publisher, and whether they are here."""
    from newsie.about import shipped_models
    from newsie.engines.download import present
    from newsie.engines.places import OFFERS, VARIABLE, places

    for model in shipped_models():
        typer.echo(f"{model.path}\n  {model.size / 1e6:.2f} MB · licence: {model.licence or 'not stated'} · card: {model.card or 'none'}")
    for engine in VARIABLE:
        found = next((folder for _, folder in places(engine) if present(engine, folder)), None)
        typer.echo(f"\n{engine}: {f'in {found}' if found else f'not on this machine; newsie models download {engine}'}")
        for offer in OFFERS:
            if offer.engine == engine:
                typer.echo(f"{offer.name} · {offer.what}\n  {_size(offer.size, offer.at_most)} · licence: {offer.licence} · {offer.publisher}, {offer.source}")


@app.command()
def path(engine: Engine) -> None:
    """Print the folder in which an engine's models are, or into which they would be downloaded."""
    from newsie.engines.download import present
    from newsie.engines.places import engine_named, places, target
    from newsie.errors import NewsieError

    try:
        name = engine_named(engine)
        typer.echo(next((folder for _, folder in places(name) if present(name, folder)), None) or target(name))
    except NewsieError as fault:
        _fail(fault)


@app.command()
def download(engine: Engine, dir: Dir = None) -> None:
    """Fetch an engine's models from their publisher, after saying what, from whom, how large and under which licence."""
    from newsie.engines.download import download as fetch
    from newsie.engines.places import OFFERS, engine_named, target
    from newsie.errors import NewsieError

    try:
        name = engine_named(engine)
        folder = target(name, dir)
        for offer in OFFERS:
            if offer.engine == name:
                typer.echo(f"{offer.name}: {offer.what}\n  {_size(offer.size, offer.at_most)} · licence: {offer.licence} · from {offer.publisher}, {offer.source}", err=True)
        typer.echo(f"into {folder}", err=True)
        fetch(name, folder)
        typer.echo(str(folder))
    except (NewsieError, OSError) as fault:
        _fail(fault)


def _size(size: int, at_most: bool) -> str:
    return f"{'at most ' if at_most else ''}{size / 1e6:.0f} MB"


def _fail(fault: Exception) -> None:
    typer.echo(f"newsie: {fault}", err=True)
    raise typer.Exit(1) from None
