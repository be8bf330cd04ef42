"""What another library's import and loading change in the process, put back."""

from __future__ import annotations

import logging
import os
import random
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from newsie.errors import ExtraNotInstalled

#: The libraries that set the level or the handlers of their own logger when they are imported or used; "" is the root.
_LOGGERS = ("", "stanza", "transformers", "huggingface_hub", "camel_tools")

#: Held by whoever changes what belongs to the whole process, till it is put back: of several threads one at a time loads or runs an engine.
alone = threading.RLock()


def need(module: str, feature: str, extra: str) -> None:
    """Raise `ExtraNotInstalled` where a package is not there, without importing it."""
    if find_spec(module) is None:
        raise ExtraNotInstalled(feature, extra)


@contextmanager
def same_random() -> Iterator[None]:
    """The random states of Python, numpy and torch are afterwards what they were before; torch's loaders of data draw from them."""
    import numpy

    with alone:
        state, numbers = random.getstate(), numpy.random.get_state()
        torch: Any = sys.modules.get("torch")
        tensors = torch and torch.get_rng_state()
        try:
            yield
        finally:
            random.setstate(state)
            numpy.random.set_state(numbers)
            if torch:
                torch.set_rng_state(tensors)


@contextmanager
def unchanged() -> Iterator[None]:
    """Log levels and handlers, warning filters, environment, threads and random states are afterwards what they were before."""
    levels = [(logger, logger.level, list(logger.handlers), logger.propagate) for logger in map(logging.getLogger, _LOGGERS)]
    environment = dict(os.environ)
    torch: Any = sys.modules.get("torch")
    threads = torch and torch.get_num_threads()
    try:
        with warnings.catch_warnings(), same_random():
            yield
    finally:
        for logger, level, handlers, propagate in levels:
            logger.setLevel(level)
            logger.handlers[:], logger.propagate = handlers, propagate
        for name in os.environ.keys() - environment.keys():
            del os.environ[name]
        os.environ.update(environment)
        if torch:
            torch.set_num_threads(threads)


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Environment variables set for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def one_thread() -> Iterator[None]:
    """One OpenMP thread for torch: two collapse, up to 18-fold, where other processes share the machine."""
    import torch

    before = torch.get_num_threads()
    if before != 1:
        torch.set_num_threads(1)
    try:
        yield
    finally:
        if before != 1:
            torch.set_num_threads(before)


@contextmanager
def no_progress_bars() -> Iterator[None]:
    """Transformers draws none while it reads weights."""
    import transformers.utils.logging as bars

    shown = bars.is_progress_bar_enabled()
    bars.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            bars.enable_progress_bar()


def import_torch() -> None:
    """Import torch, and transformers where it is there, by themselves first, so that their loggers are theirs; all else that this sets is put back."""
    with warnings.catch_warnings():
        before = dict(os.environ)
        import torch  # noqa: F401

        if find_spec("transformers") is not None:
            import transformers.utils.logging

            transformers.utils.logging.get_verbosity()
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
