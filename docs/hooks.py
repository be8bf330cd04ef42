"""What mkdocs adds when it builds the site: a page for each room of the package, from its docstrings."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

SOURCE = Path(__file__).resolve().parents[1] / "src/newsie"
ROOMS = ("text", "network", "ner", "dates", "entities", "statements", "schema", "export", "lexicons", "training")
OPTIONAL = (("Scaling", "scaling.md"), ("Reliability", "reliability.md"))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the rooms, and pages that are there, into the navigation."""
    nav: list[dict[str, Any]] = config.nav or []
    sections = {name: pages for entry in nav for name, pages in entry.items() if isinstance(pages, list)}
    sections["Use it"] += [{title: name} for title, name in OPTIONAL if Path(config.docs_dir, name).exists()]
    sections["Develop"].append({"Rooms": [{room: f"rooms/{room}.md"} for room in ROOMS]})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages, which stand in no folder."""
    for room in ROOMS:
        files.append(File.generated(config, f"rooms/{room}.md", content=page(room)))
    return files


def page(room: str) -> str:
    """A room: what its package says of itself, then each module with its public names."""
    modules = sorted((SOURCE / room).glob("*.py"))
    out = [f"# `newsie.{room}`\n", _said(modules[0]), "\n[All rooms](../architecture.md)\n"]
    for path in modules[1:]:
        out.append(f"\n## {path.stem}\n\n{_said(path)}\n")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                first = (ast.get_docstring(node) or "").partition("\n")[0]
                out.append(f"- `{node.name}`: {first}" if first else f"- `{node.name}`")
    return "\n".join(out) + "\n"


def _said(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
