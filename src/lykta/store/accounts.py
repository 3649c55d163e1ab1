"""Accounts, sessions, one-time keys and the tries to sign in. What they mean is `guard`'s."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, DateTime, Index, Table, Text, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from lykta.store._schema import metadata, storable

account = Table(
    "account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
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


def password_hash_of(connection: Connection, name: str) -> str | None:
    wanted = select(account.c.password_hash).where(account.c.name == storable(name))
    return connection.execute(wanted).scalar_one_or_none()


def add_account(connection: Connection, name: str, password_hash: str, *, made_at: datetime) -> None:
    values = {"name": name, "password_hash": password_hash, "made_at": made_at}
    connection.execute(insert(account).values(values).on_conflict_do_nothing())


def set_password_hash(connection: Connection, name: str, password_hash: str) -> None:
    connection.execute(update(account).where(account.c.name == name).values(password_hash=password_hash))


def add_session(connection: Connection, id_hash: str, name: str, *, at: datetime) -> None:
    values = {"id_hash": id_hash, "account": name, "created_at": at, "last_seen_at": at}
    connection.execute(insert(session).values(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A log-in as it is kept; `purpose` is None until it is chosen."""

    account: str
    created_at: datetime
    last_seen_at: datetime
    purpose: str | None
    ground: str | None


def session_of(connection: Connection, id_hash: str) -> SessionRow | None:
    row = connection.execute(select(session).where(session.c.id_hash == id_hash)).one_or_none()
    if row is None:
        return None
    return SessionRow(
        account=row.account,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        purpose=row.purpose,
        ground=row.ground,
    )


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


def count_accounts(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(account)).scalar_one()
