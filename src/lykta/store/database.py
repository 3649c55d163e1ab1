"""Opening the store: the server, the schema and the promise that what is committed stays."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import psycopg.errors
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from lykta.errors import DiskFullError, StoreError, UnstorableError, nothing_here
from lykta.model.account import Role
from lykta.store.server import OWNER_ROLE, EmbeddedServer

VERSIONS = Path(__file__).parent / "migrations" / "versions"
OLDEST_SERVER = 150000  # PostgreSQL 15: DESIGN 6.1
_MIGRATION_LOCK = 0x4C796B7461  # any fixed number; "Lykta" in ASCII
PATIENCE_MS = 10_000  # for a migration of another process; all migrations of an empty home take about a second
# A value too long for an index, or one that its column cannot hold.
_UNSTORABLE = (psycopg.errors.ProgramLimitExceeded, psycopg.DataError)
_log = logging.getLogger(__name__)
_VERSION_FILE = re.compile(r"(\d{4})_\w+\.py")


# Roles of the database that a transaction takes on, by how much they see (migration 0007).
PERSON_ROLES = ("lykta_person", "lykta_person_ads", "lykta_person_signals")
_SEES_SIGNALS = frozenset((Role.INVESTIGATOR, Role.ANALYST, Role.PROSECUTOR))
_SEES_ADS = _SEES_SIGNALS | {Role.MANAGER, Role.OUTREACH}
_WALL = text(
    "SELECT set_config('lykta.account', :account, true), set_config('lykta.roles', :roles, true),"
    " set_config('role', :role, true)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """For whom the database is asked."""

    account: str
    roles: frozenset[Role]

    @property
    def database_role(self) -> str:
        nothing, ads, signals = PERSON_ROLES
        if self.roles & _SEES_SIGNALS:
            return signals
        return ads if self.roles & _SEES_ADS else nothing


class Store:
    """The database of one home, open. `close` it, so that the last process stops the embedded server."""

    def __init__(self, engine: Engine, server: EmbeddedServer | None, person: "Person | None" = None) -> None:
        self._engine = engine
        self._server = server
        self._person = person

    def of(self, person: "Person") -> "Store":
        """The same database behind the wall: it shows and takes only what this person's roles allow."""
        return Store(self._engine, self._server, person)

    @property
    def whole(self) -> "Store":
        """The database as the program itself sees it: for what is done after a right was asked for, or by nobody."""
        return Store(self._engine, self._server)

    @classmethod
    def open(cls, home: Path, *, url: str | None = None) -> "Store":
        """The home's store, started and migrated. With `url`, that PostgreSQL instead of the embedded one.

        Raises StoreError when the server would lose acknowledged work, the schema is newer than this
        program, or another process is migrating it right now.
        """
        if url is not None:
            engine = _engine(_with_driver(url))
            opened = cls(engine, None)
            owner = engine
        else:
            server = EmbeddedServer(home).start()
            opened = cls(_engine(server.url()), server)
            owner = _engine(server.url(OWNER_ROLE))
        try:
            _check(owner)
        except BaseException:
            opened.close()
            raise
        finally:
            if owner is not opened._engine:
                owner.dispose()
        return opened

    def close(self) -> None:
        self._engine.dispose()
        if self._server is not None:
            self._server.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is safe on disk when the block ends; nothing of it is kept if the block fails."""
        with _told_plainly(self._person), self._engine.begin() as connection:
            self._stand_behind_the_wall(connection)
            yield connection
            # Any role may switch this off in its own connection, so it is asked again
            # right before the commit that acknowledges.
            _refuse_unsafe(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database: all queries in the block see the same state."""
        with _told_plainly(self._person), self._engine.connect() as connection:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._stand_behind_the_wall(connection)
            yield connection

    def _stand_behind_the_wall(self, connection: Connection) -> None:
        """Until this transaction ends, the database answers to this person (migration 0007)."""
        if self._person is None:
            return
        role, roles = self._person.database_role, ",".join(sorted(self._person.roles))
        try:
            connection.execute(_WALL, {"role": role, "account": self._person.account, "roles": roles})
        except DBAPIError as error:
            user = _user_of(connection)
            raise StoreError(
                f"The database does not let {user} act as {role}, so nothing is shown. Ask who runs it to say: "
                f"GRANT {', '.join(PERSON_ROLES)} TO {user};"
            ) from error

    @contextmanager
    def alone_with(self, sha256s: Iterable[str], *, wait: bool = True) -> Iterator[bool]:
        """No other process works on these archive files during the block. Without `wait`, False if one does.

        The locks belong to a connection, so a killed process lets go of them. They are taken in one
        order, so that two processes never wait for each other.
        """
        keys = sorted({int(sha256[:15], 16) for sha256 in sha256s})
        lock = "SELECT true FROM (SELECT pg_advisory_lock(:key)) taken" if wait else "SELECT pg_try_advisory_lock(:key)"
        with _told_plainly(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            try:
                yield all(connection.execute(text(lock), {"key": key}).scalar_one() for key in keys)
            finally:
                connection.execute(text("SELECT pg_advisory_unlock_all()"))


def _with_driver(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.split("+")[0] not in {"postgresql", "postgres"}:
        raise StoreError(
            f"LYKTA_DATABASE_URL starts with {scheme[:20]!r}, expected postgresql://user@host/database. "
            "Lykta works on PostgreSQL >= 15 only; leave the setting out to use the embedded one."
        )
    return f"postgresql+psycopg://{rest}"


def _engine(url: str) -> Engine:
    # A full log disk restarts the server and drops every connection; pre-ping finds that out.
    return create_engine(
        url, pool_pre_ping=True, pool_size=5, max_overflow=10, connect_args={"application_name": "lykta"}
    )


def _check(owner: Engine) -> None:
    """The server is fit to keep what it acknowledges, and its schema is ours."""
    try:
        with owner.connect() as connection:
            _refuse_old(connection)
            _refuse_unsafe(connection)
            _refuse_newer(connection)
            if _version_of(connection) != newest_version():
                connection.rollback()
                _migrate(connection)
    except OperationalError as error:
        where = make_url(owner.url).render_as_string(hide_password=True)
        raise StoreError(
            f"No answer from the database {where}: {str(error.orig).strip()}. "
            "Is the server running and does this user have the right to connect?"
        ) from error


def _refuse_old(connection: Connection) -> None:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < OLDEST_SERVER:
        raise StoreError(
            f"The database is PostgreSQL {version // 10000}; Lykta needs 15 or newer. "
            "Upgrade the server, or leave LYKTA_DATABASE_URL out to use the embedded one."
        )


def _refuse_unsafe(connection: Connection) -> None:
    """Refuses a server or connection that may forget what it has acknowledged (docs/adr/0001)."""
    for setting in ("fsync", "synchronous_commit"):
        value = connection.execute(text(f"SHOW {setting}")).scalar_one()
        if value == "off":
            raise StoreError(
                f"The database has {setting} = off and may lose what it has acknowledged. "
                f"Set {setting} = on in postgresql.conf (or by ALTER SYSTEM), reload the server, start again."
            )


def newest_version() -> str:
    """The schema that this program knows, as the number of the last migration file."""
    numbers = [match[1] for file in VERSIONS.iterdir() if (match := _VERSION_FILE.fullmatch(file.name))]
    return max(numbers)


def _version_of(connection: Connection) -> str | None:
    if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar_one() is None:
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return version


def _refuse_newer(connection: Connection) -> None:
    found = _version_of(connection)
    if found is not None and found > newest_version():
        raise StoreError(
            f"The database has schema {found}; this program knows up to {newest_version()}. "
            "It was used by a newer Lykta: run that one, or restore a backup made before the upgrade."
        )


def _take_migration_lock(connection: Connection) -> None:
    """No other session migrates until the one of this connection lets the lock go or ends.

    Another holder is given time to end: the server notices only at the end of a statement that its program was killed.
    """
    connection.execute(text("SELECT set_config('lock_timeout', :patience, true)"), {"patience": f"{PATIENCE_MS}ms"})
    try:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _MIGRATION_LOCK})
    except OperationalError as error:
        if not isinstance(error.orig, psycopg.errors.LockNotAvailable):
            raise
        raise StoreError(
            "Another process is migrating this home's database. Wait until it has finished and try again; "
            "if none is running, look for a stuck `lykta` process."
        ) from error
    connection.commit()


def _migrate(connection: Connection) -> None:
    """The schema is the newest one. Each migration is a transaction: a kill leaves the old or the new."""
    _take_migration_lock(connection)
    try:
        from alembic import command  # noqa: PLC0415 - 0.8 s that only a migration pays
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(VERSIONS.parent).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except ProgrammingError as error:
            if not isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
                raise
            raise _no_wall(connection) from error
        connection.commit()
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _MIGRATION_LOCK})
        connection.commit()


def _user_of(connection: Connection) -> str:
    return connection.engine.url.username or "the user of LYKTA_DATABASE_URL"


def _no_wall(connection: Connection) -> StoreError:
    user = _user_of(connection)
    made = " ".join(f"CREATE ROLE {role} NOLOGIN;" for role in PERSON_ROLES)
    chained = " ".join(f"GRANT {less} TO {more};" for less, more in pairwise(PERSON_ROLES))
    return StoreError(
        f"The database user {user} may not make, or not act as, the roles that keep accounts apart. Ask who runs the "
        f"database to say, once: {made} {chained} GRANT {', '.join(PERSON_ROLES)} TO {user}; Then start again. "
        "Nothing was changed."
    )


@contextmanager
def _told_plainly(person: Person | None = None) -> Iterator[None]:
    """A database error becomes a sentence with a next step; other errors pass through."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, psycopg.errors.DiskFull):
            raise DiskFullError(
                "The disk of the database is full. Free space and run the same command again: "
                "all that was acknowledged is kept."
            ) from error
        if isinstance(error.orig, _UNSTORABLE):
            raise UnstorableError(f"The database refuses a value: {type(error.orig).__name__}.") from error
        if person is not None and isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
            _log.exception("the database refused what no check of the program had refused")
            raise nothing_here() from error
        if isinstance(error.orig, psycopg.OperationalError):
            raise StoreError(
                "The database connection was lost. Nothing of the unfinished step was kept; run the same command again."
            ) from error
        raise
    except _UNSTORABLE as error:
        raise UnstorableError(f"The database refuses a value: {type(error).__name__}.") from error
    except psycopg.errors.DiskFull as error:  # COPY speaks to the driver without SQLAlchemy between
        raise DiskFullError(
            "The disk of the database is full. Free space and run the same command again: "
            "all that was acknowledged is kept."
        ) from error
