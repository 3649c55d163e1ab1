"""The desk: everything a user verb needs, opened once and passed in."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from lykta.model.audit import PROGRAM, Actor, Door
from lykta.service.settings import Settings, make_home
from lykta.store.database import Store

LOCAL_ACCOUNT = "local"  # of whoever may work as the home's user


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An opened home. `now` is the only clock of all service functions, `actor` in whose name they work."""

    settings: Settings
    store: Store
    now: Callable[[], datetime] = utc_now
    actor: Actor = PROGRAM


def at_terminal(settings: Settings) -> Actor:
    """The person at the keyboard, by the name that the machine knows."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        name = f"user {os.getuid()}"
    return Actor(name=name, door=Door.TERMINAL, purpose=settings.purpose)


@contextmanager
def open_desk(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Iterator[Desk]:
    """The home of these settings, ready for the work of whoever sits at the terminal; closed when the block ends."""
    home = make_home(settings)
    store = Store.open(home, url=settings.database_url)
    try:
        yield Desk(settings=settings, store=store, now=now, actor=at_terminal(settings))
    finally:
        store.close()
