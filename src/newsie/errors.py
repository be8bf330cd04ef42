"""Everything that newsie raises on purpose.

    NewsieError
    ├── InputError       (ValueError)    what was given cannot be an article
    ├── ModelNotFound    (LookupError)   a model that is not on this machine
    ├── ModelCorrupt     (ValueError)    a model file that is not what it should be
    └── ExtraNotInstalled (ImportError)  a feature whose extra is missing

Each is also the builtin that a caller would catch, and its message says what, where and what to do.
"""  # fmt: skip


class NewsieError(Exception):
    """The root of newsie's errors."""


class InputError(NewsieError, ValueError):
    """The given document, record or option cannot be used."""


class ModelNotFound(NewsieError, LookupError):
    """A model was asked for that is not on this machine."""


class ModelCorrupt(NewsieError, ValueError):
    """A model file is truncated, foreign, or of a version that this newsie does not read."""


class ExtraNotInstalled(NewsieError, ImportError):
    """A feature needs a package that an extra brings."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs the extra '{extra}': pip install 'newsie[{extra}]'")
