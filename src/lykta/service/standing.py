"""Who somebody is in a home: their account, its roles, and the desk at which they work."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from lykta.errors import NotAllowedError
from lykta.guard import sessions
from lykta.model.account import EVERY_ROLE, Role
from lykta.model.audit import Actor, Door, Ground
from lykta.service.desk import LOCAL_ACCOUNT, Desk, LogIn, utc_now
from lykta.service.settings import Settings, make_home
from lykta.store import accounts
from lykta.store.database import Person, Store

LOCAL_BESIDE_OTHERS = frozenset((Role.ADMIN,))


def is_demo(desk: Desk) -> bool:
    with desk.store.whole.reading() as connection:
        return _is_demo(connection)


def _is_demo(connection: Connection) -> bool:
    return accounts.home_marks(connection).get("demo") == "yes"


def local_roles(connection: Connection) -> frozenset[Role]:
    """What the home's own account may do: everything while it was always alone, and where nothing is real."""
    is_alone = not accounts.are_others(connection, LOCAL_ACCOUNT)
    return EVERY_ROLE if is_alone or _is_demo(connection) else LOCAL_BESIDE_OTHERS


def roles_of(connection: Connection, account: str) -> frozenset[Role]:
    """The roles of the open account; none when there is no such account."""
    if account == LOCAL_ACCOUNT:
        return local_roles(connection)
    found = accounts.account_of(connection, account)
    return frozenset() if found is None else found.roles


def desk_of(desk: Desk, actor: Actor, *, account: str, roles: frozenset[Role], log_in: LogIn | None = None) -> Desk:
    """The desk of this person. Unless they may do everything anyway, the database is asked behind the wall."""
    is_whole = account == LOCAL_ACCOUNT and roles == EVERY_ROLE
    store = desk.store.whole if is_whole else desk.store.of(Person(account=account, roles=roles))
    return replace(desk, store=store, actor=actor, account=account, roles=roles, log_in=log_in)


def used_session(desk: Desk, token: str) -> tuple[accounts.SessionRow, LogIn, frozenset[Role]] | None:
    """The live session of this token, used now, with the roles of its account; None when there is none or it is over.

    One that is over, or whose account was closed, is gone afterwards.
    """
    now = desk.now()
    with desk.store.whole.writing() as connection:
        row = accounts.session_of(connection, sessions.token_hash(token))
        if row is None:
            return None
        session = sessions.Session(
            id_hash=row.id_hash, account=row.account, created_at=row.created_at, last_seen_at=row.last_seen_at
        )
        roles = roles_of(connection, row.account)
        is_admin = Role.ADMIN in roles and roles != EVERY_ROLE
        limit = sessions.STRICT_IDLE_LIMIT if is_admin else sessions.IDLE_LIMIT
        is_open = accounts.account_of(connection, row.account) is not None
        if not is_open or not sessions.is_live(session, token, now, idle_limit=limit):
            accounts.drop_session(connection, row.id_hash)
            return None
        accounts.touch_session(connection, row.id_hash, at=sessions.seen(session, now).last_seen_at)
    return row, LogIn(id_hash=row.id_hash, idle=now - row.last_seen_at), roles


def at_terminal(desk: Desk) -> Desk:
    """The desk of whoever sits at the terminal.

    With a session in the settings it is that account's. Without one it is the home's own account, whose user can read
    the files anyway, by the name that the machine knows.
    Raises NotAllowedError for a session that is over.
    """
    settings = desk.settings
    if settings.session is None:
        with desk.store.reading() as connection:
            roles = local_roles(connection)
        # A colon is in no account's name, so nobody at the terminal is taken for one who signed in.
        name = _user() if roles == EVERY_ROLE else f"{LOCAL_ACCOUNT}:{_user()}"
        actor = Actor(name=name, door=Door.TERMINAL, purpose=settings.purpose)
        return desk_of(desk, actor, account=LOCAL_ACCOUNT, roles=roles)
    found = used_session(desk, settings.session.get_secret_value())
    if found is None:
        raise NotAllowedError(
            "The log-in in LYKTA_SESSION is over. Sign in again: export LYKTA_SESSION=$(lykta account enter NAME)",
            sv="Inloggningen i LYKTA_SESSION är slut. Logga in igen: export LYKTA_SESSION=$(lykta account enter NAMN)",
        )
    row, log_in, roles = found
    actor = Actor(name=row.account, door=Door.TERMINAL, purpose=settings.purpose or row.purpose or "")
    return desk_of(desk, actor, account=row.account, roles=roles, log_in=log_in)


def in_pages(desk: Desk, token: str) -> Desk | None:
    """The desk of whoever holds the token, at the pages; None when it is unknown or over."""
    found = used_session(desk, token)
    if found is None:
        return None
    row, log_in, roles = found
    ground = Ground(row.ground) if row.ground else None
    actor = Actor(name=row.account, door=Door.PAGES, purpose=row.purpose or "", ground=ground)
    return desk_of(desk, actor, account=row.account, roles=roles, log_in=log_in)


@contextmanager
def open_home(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Iterator[Desk]:
    """The home of these settings, opened in nobody's name; closed when the block ends."""
    home = make_home(settings)
    store = Store.open(home, url=settings.database_url)
    try:
        yield Desk(settings=settings, store=store, now=now)
    finally:
        store.close()


@contextmanager
def open_desk(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Iterator[Desk]:
    """The home of these settings, ready for the work of whoever sits at the terminal; closed when the block ends."""
    with open_home(settings, now=now) as desk:
        yield at_terminal(desk)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return f"user {os.getuid()}"
