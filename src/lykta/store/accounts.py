"""Accounts, sessions, one-time keys and the tries to sign in. What they mean is `guard`'s."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Index,
    Table,
    Text,
    delete,
    false,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from lykta.model.account import Role
from lykta.store._schema import metadata, storable

account = Table(
    "account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("roles", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("closed_at", DateTime(timezone=True)),
    Column("is_first_password", Boolean, nullable=False, server_default=false()),
    Column("code_secret", Text),  # of one-time codes; without one, signing in asks for none
    Column("code_offered", Text),  # a secret that its person has not yet shown to work
    Column("code_step", BigInteger, nullable=False, server_default="0"),  # of the last code used
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("account", Text, primary_key=True),
    Column("code_hash", Text, primary_key=True),
    Column("used_at", DateTime(timezone=True)),
)

session = Table(
    "session",
    metadata,
    Column("id_hash", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("last_seen_at", DateTime(timezone=True), nullable=False),
    Column("purpose", Text),
    Column("ground", Text),
    Index("session_by_account", "account"),
)

sign_in_key = Table(
    "sign_in_key",
    metadata,
    Column("key_hash", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
)

sign_in_try = Table(
    "sign_in_try",
    metadata,
    Column("account", Text, nullable=False),
    Column("tried_at", DateTime(timezone=True), nullable=False),
    Index("sign_in_try_by_account", "account", "tried_at"),
)

home_mark = Table(
    "home_mark",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account as it is kept; `closed_at` is None while it is open."""

    name: str
    password_hash: str
    made_at: datetime
    roles: frozenset[Role]
    closed_at: datetime | None
    is_first_password: bool
    code_secret: str | None
    code_offered: str | None
    code_step: int


def account_of(connection: Connection, name: str) -> AccountRow | None:
    """The open account of that name."""
    wanted = select(account).where(account.c.name == storable(name), account.c.closed_at.is_(None))
    row = connection.execute(wanted).mappings().one_or_none()
    return None if row is None else _account(row)


def all_accounts(connection: Connection) -> tuple[AccountRow, ...]:
    """Open and closed, the oldest first."""
    wanted = select(account).order_by(account.c.made_at, account.c.name)
    return tuple(_account(row) for row in connection.execute(wanted).mappings())


def _account(row: Any) -> AccountRow:
    return AccountRow(**{**row, "roles": frozenset(map(Role, row["roles"]))})


def password_hash_of(connection: Connection, name: str) -> str | None:
    """None when there is no open account of that name."""
    found = account_of(connection, name)
    return None if found is None else found.password_hash


def add_account(
    connection: Connection,
    name: str,
    password_hash: str,
    *,
    made_at: datetime,
    roles: Iterable[Role] = (),
    is_first_password: bool = False,
) -> bool:
    """The account is there. False when one of that name was before, also a closed one: it is left as it is."""
    values = {
        "name": name,
        "password_hash": password_hash,
        "made_at": made_at,
        "roles": sorted(roles),
        "is_first_password": is_first_password,
    }
    made = insert(account).values(values).on_conflict_do_nothing().returning(account.c.name)
    return connection.execute(made).scalar_one_or_none() is not None


def set_roles(connection: Connection, name: str, roles: Collection[Role]) -> None:
    connection.execute(update(account).where(account.c.name == name).values(roles=sorted(roles)))


def close_account(connection: Connection, name: str, *, at: datetime) -> None:
    """Nobody signs in by it again, by password or key, and every session of it is over."""
    connection.execute(update(account).where(account.c.name == name).values(closed_at=at))
    connection.execute(delete(sign_in_key).where(sign_in_key.c.account == name))
    drop_sessions(connection, name)


def offer_code_secret(connection: Connection, name: str, secret: str) -> None:
    connection.execute(update(account).where(account.c.name == name).values(code_offered=secret))


def keep_code_secret(connection: Connection, name: str, secret: str | None, *, step: int) -> None:
    """From now on signing in asks for codes of this secret, later than `step`; for none when it is None."""
    values = {"code_secret": secret, "code_offered": None, "code_step": step}
    connection.execute(update(account).where(account.c.name == name).values(values))


def use_code_step(connection: Connection, name: str, step: int) -> bool:
    """True for the one who is first to use the code of this step or a later one."""
    unused = update(account).where(account.c.name == name, account.c.code_step < step)
    return connection.execute(unused.values(code_step=step)).rowcount == 1


def replace_recovery_codes(connection: Connection, name: str, code_hashes: Iterable[str]) -> None:
    connection.execute(delete(recovery_code).where(recovery_code.c.account == name))
    rows = [{"account": name, "code_hash": one} for one in code_hashes]
    if rows:
        connection.execute(insert(recovery_code), rows)


def use_recovery_code(connection: Connection, name: str, code_hash: str, *, at: datetime) -> bool:
    """True for the one who is first to use the code."""
    unused = update(recovery_code).where(
        recovery_code.c.account == name, recovery_code.c.code_hash == code_hash, recovery_code.c.used_at.is_(None)
    )
    return connection.execute(unused.values(used_at=at)).rowcount == 1


def count_recovery_codes(connection: Connection, name: str) -> int:
    """How many are left to use."""
    unused = select(func.count()).where(recovery_code.c.account == name, recovery_code.c.used_at.is_(None))
    return connection.execute(unused).scalar_one()


def set_password_hash(
    connection: Connection, name: str, password_hash: str, *, is_first_password: bool = False
) -> None:
    values = {"password_hash": password_hash, "is_first_password": is_first_password}
    connection.execute(update(account).where(account.c.name == name).values(values))


def add_session(connection: Connection, id_hash: str, name: str, *, at: datetime) -> None:
    values = {"id_hash": id_hash, "account": name, "created_at": at, "last_seen_at": at}
    connection.execute(insert(session).values(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A log-in as it is kept; `purpose` is None until it is chosen."""

    id_hash: str
    account: str
    created_at: datetime
    last_seen_at: datetime
    purpose: str | None
    ground: str | None


def session_of(connection: Connection, id_hash: str) -> SessionRow | None:
    row = connection.execute(select(session).where(session.c.id_hash == id_hash)).mappings().one_or_none()
    return None if row is None else SessionRow(**row)


def all_sessions(connection: Connection, name: str | None = None) -> tuple[SessionRow, ...]:
    """Every session, or those of one account, the newest first; also those that are over and were not asked for."""
    wanted = select(session).order_by(session.c.created_at.desc(), session.c.id_hash)
    if name is not None:
        wanted = wanted.where(session.c.account == name)
    return tuple(SessionRow(**row) for row in connection.execute(wanted).mappings())


def drop_sessions(connection: Connection, name: str, *, but: str = "") -> int:
    """Every session of the account is over, except the one of hash `but`. Returns how many were."""
    return connection.execute(delete(session).where(session.c.account == name, session.c.id_hash != but)).rowcount


def set_purpose(connection: Connection, id_hash: str, purpose: str, ground: str) -> None:
    """What the session is for, from now on."""
    values = {"purpose": storable(purpose), "ground": ground}
    connection.execute(update(session).where(session.c.id_hash == id_hash).values(values))


def touch_session(connection: Connection, id_hash: str, *, at: datetime) -> None:
    connection.execute(update(session).where(session.c.id_hash == id_hash).values(last_seen_at=at))


def drop_session(connection: Connection, id_hash: str) -> None:
    connection.execute(delete(session).where(session.c.id_hash == id_hash))


def add_sign_in_key(connection: Connection, key_hash: str, name: str, *, at: datetime) -> None:
    connection.execute(insert(sign_in_key).values(key_hash=key_hash, account=name, created_at=at))


def sign_in_key_of(connection: Connection, key_hash: str) -> tuple[str, datetime, datetime | None] | None:
    """Account, birth, and when it was used."""
    row = connection.execute(select(sign_in_key).where(sign_in_key.c.key_hash == key_hash)).one_or_none()
    return None if row is None else (row.account, row.created_at, row.used_at)


def use_sign_in_key(connection: Connection, key_hash: str, *, at: datetime) -> bool:
    """True for the one who is first to use the key."""
    unused = update(sign_in_key).where(sign_in_key.c.key_hash == key_hash, sign_in_key.c.used_at.is_(None))
    return connection.execute(unused.values(used_at=at)).rowcount == 1


def add_try(connection: Connection, name: str, *, at: datetime) -> None:
    connection.execute(insert(sign_in_try).values(account=storable(name), tried_at=at))


def tries_of(connection: Connection, name: str, *, since: datetime) -> tuple[datetime, ...]:
    wanted = select(sign_in_try.c.tried_at).where(
        sign_in_try.c.account == storable(name), sign_in_try.c.tried_at > since
    )
    return tuple(connection.execute(wanted.order_by(sign_in_try.c.tried_at)).scalars())


def forget_tries(connection: Connection, name: str) -> None:
    connection.execute(delete(sign_in_try).where(sign_in_try.c.account == storable(name)))


def mark_home(connection: Connection, name: str, value: str) -> None:
    new = insert(home_mark).values(name=name, value=value)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def home_marks(connection: Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(select(home_mark))}


def are_others(connection: Connection, name: str) -> bool:
    """Whether the home has, or once had, another account than this one."""
    return connection.execute(select(account.c.name).where(account.c.name != name).limit(1)).first() is not None
