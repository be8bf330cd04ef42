"""How a command ends that does not come to its end: in one line, without a traceback, with the exit code that a shell expects.

130 after an interrupt, 143 after SIGTERM, 129 after SIGHUP, 141 where the reader of its output went away (as if SIGPIPE had ended it), 1 after a fault.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO

from newsie.errors import NewsieError

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_READER_GONE = 141


class Stopped(SystemExit):
    """A signal asked the process to end; `code` is 128 and its number."""


def say(message: str) -> None:
    """Write a line to standard error, where there is one."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"newsie: {message}", file=sys.stderr, flush=True)


@contextmanager
def clear_endings() -> Iterator[None]:
    """Whatever ends the block ends the process in good order: what is open is closed, worker processes end, and one line says why."""
    try:
        with _signals_raise():
            yield
            if sys.stdout is not None:
                sys.stdout.flush()
    except Stopped as stopped:
        say(f"ended by {signal.Signals(int(str(stopped.code)) - 128).name}")
        raise
    except BrokenPipeError:
        _silence()
        raise SystemExit(_READER_GONE) from None
    except (OSError, ImportError, NewsieError) as fault:
        where = f"{fault.filename}: " if isinstance(fault, OSError) and fault.filename else ""
        say(f"{where}{fault.strerror}" if isinstance(fault, OSError) and fault.strerror else str(fault))
        _silence()
        raise SystemExit(1) from None


@contextmanager
def _signals_raise() -> Iterator[None]:
    """The first of the signals raises `Stopped`, another ends the process at once; a signal that the parent has us ignore stays ignored."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)):
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.getsignal(number)

    def stop(number: int, frame: FrameType | None) -> None:
        for other in before:
            signal.signal(other, signal.SIG_DFL)
        raise Stopped(128 + number)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _silence() -> None:
    """Send what is still held back for standard output nowhere: the interpreter would fail on it once more at its end."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def standard_output() -> TextIO:
    """Standard output in UTF-8, whatever the locale says. Raises `OSError` where it is closed."""
    if sys.stdout is None:
        raise OSError("standard output is closed")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout
