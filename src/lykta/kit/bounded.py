"""Work on hostile bytes in a process of its own, which may not take more memory or time than it is given."""

import importlib
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from lykta.errors import BadInputError, LyktaError, StoreError

WALL_TIMES = 10
START_S = 120
_PAGE_BYTES = resource.getpagesize()


@dataclass(slots=True, kw_only=True)
class BoundedWorker:
    """Calls one function of bytes by its name, `module:function`, in a child process; the child lives on between calls.

    `memory_bytes` is what the child may take beyond what it holds once the module is loaded; `seconds` is its
    processor time for one call, and WALL_TIMES as much its wall time: a busy machine is not the bytes' fault. A child
    that dies or is too slow costs its own call only: the next call has a new one. Not for several threads at once.
    """

    function: str
    memory_bytes: int
    seconds: int
    _child: BaseProcess | None = field(default=None, init=False, repr=False)
    _ends: Connection | None = field(default=None, init=False, repr=False)
    _owner: int = field(default_factory=os.getpid, init=False, repr=False)

    def call(self, data: bytes) -> object:
        """What the function returns. Raises what it raises of ours, or BadInputError when it broke its bounds."""
        ends = self._started()
        try:
            ends.send_bytes(data)
            if not ends.poll(self.seconds * WALL_TIMES):
                self.close()
                raise BadInputError(f"reading took longer than {self.seconds * WALL_TIMES} s and was stopped")
            answer = ends.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise BadInputError(
                f"reading needed more than {self.memory_bytes >> 20} MB or {self.seconds} s, or broke its reader"
            ) from error
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self) -> None:
        """The child is gone; a later call starts another."""
        if self._ends is not None:
            self._ends.close()
        if self._child is not None:
            self._child.kill()
            self._child.join()
        self._child = self._ends = None

    def _started(self) -> Connection:
        if self._owner != os.getpid():
            # A fork has its parent's pipe; two who ask the same child would read each other's answers.
            self._child = self._ends = None
            self._owner = os.getpid()
        if self._ends is None:
            # Spawned, not forked: a fork would hold the parent's connections and locks.
            context = multiprocessing.get_context("spawn")
            self._ends, theirs = context.Pipe()
            self._child = context.Process(
                target=_serve, args=(theirs, self.function, self.memory_bytes, self.seconds), daemon=True
            )
            self._child.start()
            theirs.close()
            self._await_start(self._ends)
        return self._ends

    def _await_start(self, ends: Connection) -> None:
        """The child says that it has loaded its reader: what goes wrong before has nothing to do with the bytes."""
        try:
            ready = ends.poll(START_S) and ends.recv() is None
        except (EOFError, OSError):
            ready = False
        if not ready:
            self.close()
            raise StoreError(
                f"{self.function}: its process did not start within {START_S} s. "
                "Is the machine out of memory? Free some and run the same command again."
            )


def _serve(ends: Connection, name: str, memory_bytes: int, seconds: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when to stop
    module, _, attribute = name.partition(":")
    function: Callable[[bytes], object] = getattr(importlib.import_module(module), attribute)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_held_bytes() + memory_bytes, resource.RLIM_INFINITY))
    ends.send(None)
    while True:
        try:
            data = ends.recv_bytes()
        except EOFError:  # the parent has gone
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        ends.send(_answer(function, data, memory_bytes))


def _answer(function: Callable[[bytes], object], data: bytes, memory_bytes: int) -> object:
    try:
        return function(data)
    except LyktaError as error:
        return error
    except MemoryError:
        return BadInputError(f"reading needed more than {memory_bytes >> 20} MB and was stopped")


def _held_bytes() -> int:
    """The address space that this process has now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE_BYTES
