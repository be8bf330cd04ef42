"""How a pipeline reaches other processes: pickled once, its arrays out of band (PEP 574), into memory that all of them map."""

from __future__ import annotations

import mmap
import os
import pickle
import shutil
import tempfile
from multiprocessing.shared_memory import SharedMemory
from typing import TYPE_CHECKING, NamedTuple

from newsie.errors import InputError

if TYPE_CHECKING:
    from newsie.pipeline import Pipeline

_ALIGNED = 64


class Handed(NamedTuple):
    """A pipeline on its way to the workers: the memory that holds it, as the name of a block or of a file, and the stretches of its parts."""

    block: str
    is_file: bool
    stretches: list[slice]


class Memory:
    """Memory that every worker maps, with a pipeline in it: its pickle, then its arrays, which each uses where they lie.

    Shared memory, or, where that is too small (a container's 64 MB), a temporary file. What a new process is given directly must be small:
    Python waits for ever for one that dies before it has read more than a pipe holds.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        buffers: list[pickle.PickleBuffer] = []
        try:
            pickled = pickle.dumps(pipeline, protocol=5, buffer_callback=buffers.append)
        except Exception as fault:
            raise InputError(f"processes > 1 hands the pipeline to other processes, and a part of it cannot be pickled: {fault}") from fault
        parts = [memoryview(pickled), *(buffer.raw() for buffer in buffers)]
        stretches, size = [], 0
        for part in parts:
            stretches.append(slice(size, size + part.nbytes))
            size += -(-part.nbytes // _ALIGNED) * _ALIGNED
        self._block: SharedMemory | None = SharedMemory(create=True, size=size) if _fits(size) else None
        if self._block is not None and self._block.buf is not None:
            for stretch, part in zip(stretches, parts, strict=True):
                self._block.buf[stretch] = part
            self.handed = Handed(self._block.name, False, stretches)
        else:
            with tempfile.NamedTemporaryFile(prefix="newsie-", delete=False) as file:
                for stretch, part in zip(stretches, parts, strict=True):
                    file.seek(stretch.start)
                    file.write(part)
            self.handed = Handed(file.name, True, stretches)

    def free(self) -> None:
        """Give the memory back; when the workers have ended."""
        if self._block is not None:
            self._block.close()
            self._block.unlink()
        else:
            os.unlink(self.handed.block)


def _fits(size: int) -> bool:
    """Whether shared memory has room; a write beyond it would kill the process. Only Linux says."""
    return not os.path.isdir("/dev/shm") or shutil.disk_usage("/dev/shm").free > 2 * size


class _Kept(SharedMemory):
    """Shared memory that stays mapped until the process ends, because arrays look into it."""

    def close(self) -> None:
        """Nothing."""


def taken(handed: Handed) -> Pipeline:
    """The pipeline, in a worker; its arrays are read-only."""
    if handed.is_file:
        with open(handed.block, "rb") as file:
            memory = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    else:
        shared = _Kept(handed.block).buf
        assert shared is not None
        memory = shared.toreadonly()
    pickled, *arrays = (memory[stretch] for stretch in handed.stretches)
    pipeline: Pipeline = pickle.loads(pickled, buffers=arrays)
    return pipeline
