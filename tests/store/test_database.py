"""Opening the store: what it refuses, and that two processes never spoil each other's start."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from lykta.errors import StoreError
from lykta.store import database
from lykta.store.database import VERSIONS, Store, newest_version
from lykta.store.server import OWNER_ROLE, EmbeddedServer
from lykta.store.tables import metadata
from tests.store import debian_server as debian


def test_migrations_make_exactly_the_tables_in_code(store: Store) -> None:
    with store.writing() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_newer_schema_is_refused(tmp_path: Path, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer Lykta"):
        Store.open(tmp_path, url=database_url)


def test_a_server_that_does_not_wait_for_the_disk_is_refused_at_start(tmp_path: Path, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {connection.info.dbname} SET synchronous_commit = off")
    with pytest.raises(StoreError, match="synchronous_commit = off"):
        Store.open(tmp_path, url=database_url)


def test_a_server_without_fsync_is_refused_at_start(server: EmbeddedServer, tmp_path: Path, database_url: str) -> None:
    base = server.url(OWNER_ROLE).replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        try:
            _wait_for(lambda: connection.execute("SHOW fsync").fetchone() == ("off",))
            with pytest.raises(StoreError, match="fsync = off"):
                Store.open(tmp_path, url=database_url)
        finally:
            connection.execute("ALTER SYSTEM RESET fsync")
            connection.execute("SELECT pg_reload_conf()")
            _wait_for(lambda: connection.execute("SHOW fsync").fetchone() == ("on",))


def test_a_connection_that_stopped_waiting_for_the_disk_may_not_acknowledge(store: Store) -> None:
    def acknowledge_in_haste() -> None:
        with store.writing() as connection:
            connection.execute(text("INSERT INTO home_mark VALUES ('a', 'b')"))
            connection.execute(text("SET LOCAL synchronous_commit = off"))

    with pytest.raises(StoreError, match="synchronous_commit = off"):
        acknowledge_in_haste()
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM home_mark")).scalar_one() == 0


def test_a_home_that_is_being_migrated_is_refused(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_MS", 100)
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute("DELETE FROM alembic_version")
        other.execute("SELECT pg_advisory_lock(%s)", (0x4C796B7461,))
        with pytest.raises(StoreError, match="migrating"):
            Store.open(tmp_path, url=database_url)


def test_a_start_waits_for_a_migration_that_is_about_to_end(tmp_path: Path, database_url: str) -> None:
    """As when a program was killed in a migration: the server lets its lock go a moment later."""
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute("DROP SCHEMA public CASCADE")
        other.execute("CREATE SCHEMA public")
        other.execute("SELECT pg_advisory_lock(%s)", (0x4C796B7461,))
        ending = threading.Timer(0.5, other.close)
        ending.start()
        opened = Store.open(tmp_path, url=database_url)
    with opened.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == newest_version()
    opened.close()


def _tables_after_each_migration() -> list[int]:
    """How many tables stand after each, with the version table; first that one alone."""
    made = [path.read_text("utf-8").count("CREATE TABLE ") for path in sorted(VERSIONS.glob("[0-9]*.py"))]
    counts = [1 + sum(made[:number]) for number in range(len(made) + 1)]
    assert counts[-1] == len(metadata.tables) + 1
    return counts


def test_a_killed_migration_leaves_the_old_schema_and_the_next_start_finishes_it(
    server: EmbeddedServer, tmp_path: Path
) -> None:
    base = server.url(OWNER_ROLE).replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute("CREATE DATABASE killed_migration TEMPLATE template0")
    url = base.replace("/lykta?", "/killed_migration?")
    # A lock on the version table's name space is not possible before it exists, so the kill is by time.
    script = (
        "import sys; from pathlib import Path; from lykta.store.database import Store;"
        "Store.open(Path(sys.argv[1]), url=sys.argv[2])"
    )
    for wait_s in (0.6, 0.9, 1.2):
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), url])
        time.sleep(wait_s)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with psycopg.connect(url) as connection:
            tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            versions = connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone()
            assert tables is not None
            # Nothing, the empty version table alone, or all tables of one migration and those before it; never half.
            assert tables[0] in {0, *_tables_after_each_migration()}, (tables, versions)
    opened = Store.open(tmp_path, url=url)
    with opened.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == newest_version()
    opened.close()
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute("DROP DATABASE killed_migration WITH (FORCE)")


def test_an_address_that_is_no_postgresql_is_refused_with_the_expected_form(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="postgresql://"):
        Store.open(tmp_path, url="sqlite:///x.db")


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path, url="postgresql://u:secret@127.0.0.1:1/x")
    assert "127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_two_processes_on_one_archive_file_work_one_after_the_other(store: Store) -> None:
    order: list[str] = []

    def second() -> None:
        with store.alone_with(["a" * 64, "b" * 64]):
            order.append("second")

    with store.alone_with(["a" * 64, "b" * 64]):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.skipif(not Path("/usr/lib/postgresql/15/bin/initdb").exists(), reason="Debian's PostgreSQL 15 is not here")
def test_debians_postgresql_15_serves_as_well(tmp_path: Path) -> None:
    with debian.debian_server() as url:
        opened = Store.open(tmp_path, url=url)
        with opened.writing() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        opened.close()


def _wait_for(claim: object) -> None:
    until = time.monotonic() + 20
    while not claim():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.05)
