"""The desk: everything a user verb needs, opened once and passed in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from lykta.service.settings import Settings, make_home
from lykta.store.database import Store


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An opened home. `now` is the only clock of all service functions."""

    settings: Settings
    store: Store
    now: Callable[[], datetime] = utc_now


@contextmanager
def open_desk(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Iterator[Desk]:
    """The home of these settings, ready for work; closed when the block ends."""
    home = make_home(settings)
    store = Store.open(home, url=settings.database_url)
    try:
        yield Desk(settings=settings, store=store, now=now)
    finally:
        store.close()
