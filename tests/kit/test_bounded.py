"""A child that takes too much is stopped; the next call has a new one."""

import contextlib
import os
from collections.abc import Iterator

import pytest

from lykta.errors import BadInputError, StoreError
from lykta.kit.bounded import BoundedWorker


@pytest.fixture(scope="module")
def worker() -> Iterator[BoundedWorker]:
    made = BoundedWorker(function="tests.kit.bounded_tasks:by_name", memory_bytes=256 << 20, seconds=2)
    yield made
    made.close()


def test_a_function_answers_in_its_own_process_again_and_again(worker: BoundedWorker) -> None:
    assert [worker.call(b"ab"), worker.call(b"abc")] == [2, 3]


@pytest.mark.parametrize(("asked", "why"), [(b"memory", "256 MB"), (b"time", "2 s"), (b"crash", "broke its reader")])
def test_what_breaks_its_bounds_is_an_error_and_the_next_call_is_answered(
    worker: BoundedWorker, asked: bytes, why: str
) -> None:
    with pytest.raises(BadInputError, match=why):
        worker.call(asked)
    assert worker.call(b"abc") == 3


def test_an_error_of_ours_comes_through_as_it_is() -> None:
    worker = BoundedWorker(function="tests.kit.bounded_tasks:refuse", memory_bytes=64 << 20, seconds=2)
    with pytest.raises(BadInputError, match="2 bytes are not wanted"):
        worker.call(b"ab")
    worker.close()


def test_a_fork_has_a_child_of_its_own_and_takes_no_answer_from_its_parents(worker: BoundedWorker) -> None:
    assert worker.call(b"ab") == 2
    forked = os.fork()
    if forked == 0:
        with contextlib.suppress(BaseException):
            answer = worker.call(b"four")
            worker.close()
            os._exit(0 if answer == 4 else 1)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
    assert worker.call(b"abc") == 3


def test_a_child_that_cannot_start_is_not_the_bytes_fault() -> None:
    worker = BoundedWorker(function="tests.kit.bounded_tasks:there_is_no_such", memory_bytes=64 << 20, seconds=2)
    with pytest.raises(StoreError, match="did not start"):
        worker.call(b"ab")
