"""Items made ahead come in order, one error does not overtake them, and nothing is begun after the end."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from lykta.kit.ahead import ahead


@pytest.mark.parametrize("most", [1, 3, 50])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_all_items_come_in_their_order(count: int, most: int) -> None:
    assert list(ahead(range(count), most)) == list(range(count))


def test_an_item_that_is_none_ends_nothing() -> None:
    assert list(ahead([None, 1, None], 2)) == [None, 1, None]


def test_the_next_item_is_made_while_this_one_is_used() -> None:
    is_made = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        is_made.set()
        yield 2

    made = ahead(items(), 2)
    assert next(made) == 1
    assert is_made.wait(30)
    assert list(made) == [2]


def test_an_error_comes_after_the_items_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        yield 2
        raise OSError("the disk is full")

    made = ahead(items(), 5)
    assert [next(made), next(made)] == [1, 2]
    with pytest.raises(OSError, match="the disk is full"):
        next(made)


def test_after_a_close_no_more_items_are_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    is_closing = threading.Event()

    class Pool(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            is_closing.set()
            super().shutdown(wait=wait)

    def items() -> Iterator[int]:
        for number in range(100):
            begun.append(number)
            assert number == 0 or is_closing.wait(30)
            yield number

    monkeypatch.setattr("lykta.kit.ahead.ThreadPoolExecutor", Pool)
    made = ahead(items(), 10)
    assert next(made) == 0
    made.close()
    assert len(begun) <= 2
