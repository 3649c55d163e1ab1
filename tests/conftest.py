"""One embedded server per test process; each test that asks for a database gets a fresh one on it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from lykta.service.desk import Desk
from lykta.service.settings import Settings
from lykta.service.simulating import make_world, write_captures
from lykta.store.database import Store
from lykta.store.server import OWNER_ROLE, EmbeddedServer, remove_cluster

# A slow machine makes no test fail.
settings.register_profile("any_machine", deadline=None)
settings.load_profile("any_machine")

_numbers = count()


@pytest.fixture(scope="session")
def server_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose database is migrated and serves as the template of every test's own."""
    home = tmp_path_factory.mktemp("server-home")
    Store.open(home).close()
    yield home
    remove_cluster(home)


@pytest.fixture(scope="session")
def server(server_home: Path) -> Iterator[EmbeddedServer]:
    running = EmbeddedServer(server_home).start()
    yield running
    running.close()


@pytest.fixture
def database_url(server: EmbeddedServer) -> Iterator[str]:
    """A migrated, empty database of this test's own."""
    name = f"test_{next(_numbers)}"
    base = server.url(OWNER_ROLE).replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(base.replace("/lykta?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE lykta")
        yield base.replace("/lykta?", f"/{name}?")
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def store(tmp_path: Path, database_url: str) -> Iterator[Store]:
    opened = Store.open(tmp_path, url=database_url)
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path, store: Store, database_url: str) -> Desk:
    """An opened, empty home."""
    settings = Settings(home=tmp_path / "home", database_url=database_url, language="en")
    settings.archive.mkdir(parents=True)
    return Desk(settings=settings, store=store)


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated world of six days in a folder: warc/ and truth.jsonl."""
    folder = tmp_path_factory.mktemp("world")
    write_captures(make_world(preset="default", seed=11, days=6, scale=0.15), folder)
    return folder
