"""Compiled loops over arrays. Everything that numba compiles goes through here, so that one command can do it early."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Loop = TypeVar("Loop", bound=Callable[..., object])


def kernel(signature: str | list[str]) -> Callable[[Loop], Loop]:
    """The function compiled for the signature when its module is first imported, and kept on disk from then on.

    An explicit signature makes the compiler's seconds fall at import, where `lykta prepare` can take them during
    installation, and never in the middle of a user's work. Overflow wraps, as hashes need; no bounds are checked,
    so a kernel's caller sizes its buffers and a kernel returns how much it would have needed.
    """
    return cast("Callable[[Loop], Loop]", njit(signature, cache=True, nogil=True))
