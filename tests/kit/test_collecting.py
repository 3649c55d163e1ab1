"""Rings are looked for seldom within the block, still are found, and as before after it."""

import gc
import weakref

import pytest

from lykta.kit.collecting import SELDOM, collecting_seldom


class Ring:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.me = self


def _fail_within() -> None:
    with collecting_seldom():
        assert gc.get_threshold() == SELDOM
        raise ZeroDivisionError


def test_the_thresholds_are_as_before_after_the_block_also_when_it_fails() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError):
        _fail_within()
    assert gc.get_threshold() == before


def test_a_ring_is_found_within_the_block_too() -> None:
    with collecting_seldom():
        gone = weakref.ref(Ring())
        kept = [[] for _ in range(2 * SELDOM[0])]  # type: ignore[var-annotated]
        assert gone() is None, len(kept)
