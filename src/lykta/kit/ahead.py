"""Work that waits for a disk goes on while its results are used."""

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def ahead(items: Iterable[Item], most: int) -> Generator[Item, None, None]:
    """The items in their order, made by one thread up to `most` before they are asked for.

    What making an item raises is raised where that item would have come. Once the iterator is closed, the item
    under way is finished and no other is begun.
    """
    boxed = ((item,) for item in items)  # a box, since an item may be None
    thread = ThreadPoolExecutor(max_workers=1)
    try:
        waiting = deque(thread.submit(next, boxed, None) for _ in range(most))
        while (box := waiting.popleft().result()) is not None:
            waiting.append(thread.submit(next, boxed, None))
            yield box[0]
    finally:
        thread.shutdown(cancel_futures=True)
