"""The desk: everything a user verb needs, opened once and passed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lykta.model.account import EVERY_ROLE, Role
from lykta.model.audit import PROGRAM, Actor
from lykta.service.settings import Settings
from lykta.store.database import Store

LOCAL_ACCOUNT = "local"  # of whoever may work as the home's user


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """The session in which somebody works: the hash of its token, and how long it lay idle until now."""

    id_hash: str
    idle: timedelta


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An opened home. `now` is the only clock of all service functions, `actor` in whose name they work.

    `account` is who that is in cases, and `roles` what they may do. Whoever is alone in a home may do everything there
    (docs/adr/0028); a desk of somebody else is made by `service.standing.desk_of`.
    """

    settings: Settings
    store: Store
    now: Callable[[], datetime] = utc_now
    actor: Actor = PROGRAM
    account: str = LOCAL_ACCOUNT
    roles: frozenset[Role] = EVERY_ROLE
    log_in: LogIn | None = None
