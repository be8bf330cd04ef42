"""Everything that newsie raises on purpose.

    NewsieError
    ├── InputError       (ValueError)    what was given cannot be an article
    ├── ModelNotFound    (LookupError)   a model that is not on this machine
    ├── ModelCorrupt     (ValueError)    a model file that is not what it should be
    ├── WorkerDied       (RuntimeError)  a process that read articles was killed
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


class WorkerDied(NewsieError, RuntimeError):
    """A process of `Pipeline.pipe` was killed; `items` are the numbers, counted from 0, of the stream's items that it took along."""

    def __init__(self, message: str, items: range = range(0)) -> None:
        super().__init__(message, items)
        self.items = items

    def __str__(self) -> str:
        return str(self.args[0])


class ExtraNotInstalled(NewsieError, ImportError):
    """A feature needs a package that an extra brings."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs the extra '{extra}': pip install 'newsie[{extra}]'")
