"""How often Python looks for objects that hold each other in a ring."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects that outlive others before the young are looked through, and how many such rounds before older ones are.
# Python's own are 700, 10 and 10; with them an eighth of an import goes into walking over what is kept anyway.
SELDOM = (100_000, 50, 1_000)


def collect_seldom() -> None:
    """From here on this process looks for rings seldom: for work whose objects are let go of one by one."""
    gc.set_threshold(*SELDOM)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """`collect_seldom` within the block; afterwards as it was."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
