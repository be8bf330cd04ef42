"""Write the list of the shipped model files with their digests: `python -m newsie.training.manifest`.

Whoever puts a new file into src/newsie/models runs it, for a file that is not the listed one is not read. With --check nothing is written: the
exit code says whether the list is true.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from newsie.shipped import MANIFEST, SCHEMAS, entry

MODELS = Path(__file__).parents[1] / "models"


def manifest(folder: Path = MODELS) -> str:
    """The list for the files in a folder."""
    return json.dumps({"manifest": 1, "files": {name: entry(folder / name) for name in sorted(SCHEMAS)}}, indent=1) + "\n"


def write_manifest(folder: Path = MODELS) -> None:
    """Write the list into a folder, all at once."""
    part = folder / f"{MANIFEST}.part"
    part.write_text(manifest(folder), encoding="utf-8")
    os.replace(part, folder / MANIFEST)


def main(arguments: list[str] | None = None) -> int:
    """Write the list, or with --check compare."""
    cli = argparse.ArgumentParser(prog="python -m newsie.training.manifest", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--check", action="store_true", help="write nothing")
    cli.add_argument("--folder", type=Path, default=MODELS)
    args = cli.parse_args(arguments)
    path = args.folder / MANIFEST
    if not args.check:
        write_manifest(args.folder)
        print(f"written: {path}")
        return 0
    true = path.exists() and path.read_text(encoding="utf-8") == manifest(args.folder)
    print(f"{'up to date' if true else 'stale'}: {path}")
    return int(not true)


if __name__ == "__main__":
    sys.exit(main())
