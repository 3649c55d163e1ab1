"""An import is killed at any moment: everything acknowledged is there, and the next run finishes the rest."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from lykta.archive.verifying import verify
from lykta.service.desk import Desk
from lykta.service.importing import Acknowledged, import_files
from lykta.service.settings import Settings
from lykta.store.database import Store
from lykta.store.server import OWNER_ROLE, EmbeddedServer

RUNS = 50
FILES = 5
TABLES = ("archive_file", "snapshot", "ad", "finding", "sighting", "picture")
_numbers = count()
_forked = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def captures(small_world: Path) -> list[Path]:
    return sorted((small_world / "warc").glob("*.warc.gz"))[:FILES]


@contextmanager
def _home(server: EmbeddedServer, folder: Path) -> Iterator[Settings]:
    """An empty home with a database of its own, dropped at the end."""
    name = f"killed_{next(_numbers)}"
    base = server.url(OWNER_ROLE).replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(base.replace("/lykta?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE lykta")
        settings = Settings(home=folder / name, database_url=base.replace("/lykta?", f"/{name}?"))
        settings.archive.mkdir(parents=True)
        yield settings
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _desk(settings: Settings) -> Iterator[Desk]:
    store = Store.open(settings.home, url=settings.database_url)
    try:
        yield Desk(settings=settings, store=store)
    finally:
        store.close()


def _import(settings: Settings, captures: list[Path], log: Path) -> None:
    """In the child: acknowledgements go to a file, each line on disk before the next step."""
    with _desk(settings) as desk, log.open("a") as file:

        def acknowledge(one: Acknowledged) -> None:
            file.write(f"{one.what} {one.sha256}\n")
            file.flush()
            os.fsync(file.fileno())

        import_files(desk, captures, acknowledge=acknowledge)


def _import_and_boast(settings: Settings, captures: list[Path], log: Path) -> None:
    """The control: says everything is read before it is."""
    from lykta.kit.hashing import sha256_of_file

    log.write_text("".join(f"read {sha256_of_file(capture)}\n" for capture in captures))
    _import(settings, captures, log)


def _killed_run(
    work: Callable[[Settings, list[Path], Path], None], settings: Settings, captures: list[Path], after_s: float
) -> Path:
    log = settings.home / "acknowledged"
    log.touch()
    child = _forked.Process(target=work, args=(settings, captures, log))
    child.start()
    time.sleep(after_s)
    assert child.pid is not None
    if child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    return log


def _counts(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as connection:
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES}


def _lost(settings: Settings, log: Path) -> list[str]:
    """Acknowledgements that do not hold."""
    lost = []
    with _desk(settings) as desk, desk.store.reading() as connection:
        for line in log.read_text().splitlines():
            what, sha256 = line.split()
            on_disk = any(settings.archive.rglob(f"{sha256}.warc.gz"))
            row = connection.execute(
                text("SELECT read_at IS NOT NULL AS done FROM archive_file WHERE sha256 = :s"), {"s": sha256}
            ).one_or_none()
            if not on_disk or row is None or (what == "read" and not row.done):
                lost.append(line)
    return lost


def _whole_time_s(server: EmbeddedServer, captures: list[Path], folder: Path) -> tuple[float, dict[str, int]]:
    with _home(server, folder) as settings, _desk(settings) as desk:
        began = time.perf_counter()
        import_files(desk, captures)
        return time.perf_counter() - began, _counts(desk)


def test_fifty_kills_lose_nothing_acknowledged_and_the_next_run_finishes(
    server: EmbeddedServer, captures: list[Path], tmp_path: Path
) -> None:
    whole_s, expected = _whole_time_s(server, captures, tmp_path)
    chance = random.Random(9)
    unfinished = 0
    for _ in range(RUNS):
        with _home(server, tmp_path) as settings:
            log = _killed_run(_import, settings, captures, after_s=chance.uniform(0.0, whole_s * 1.1))
            assert _lost(settings, log) == []
            with _desk(settings) as desk:
                unfinished += _counts(desk) != expected
                report = import_files(desk, captures)
                assert report.refused == []
                assert _counts(desk) == expected
            assert all(check.passed for check in verify(settings.archive))
    assert unfinished > RUNS // 4, "most kills came too late to prove anything"


def test_the_harness_sees_acknowledgements_that_come_too_early(
    server: EmbeddedServer, captures: list[Path], tmp_path: Path
) -> None:
    lost = 0
    for after_s in (0.05, 0.1, 0.15):
        with _home(server, tmp_path) as settings:
            log = _killed_run(_import_and_boast, settings, captures, after_s=after_s)
            lost += len(_lost(settings, log))
    assert lost > 0


def test_two_imports_of_the_same_files_at_once_both_end_well_and_add_once(
    server: EmbeddedServer, captures: list[Path], tmp_path: Path
) -> None:
    _, expected = _whole_time_s(server, captures, tmp_path)
    with _home(server, tmp_path) as settings:
        logs = [tmp_path / "one", tmp_path / "two"]
        children = [_forked.Process(target=_import, args=(settings, captures, log)) for log in logs]
        for child in children:
            child.start()
        for child in children:
            child.join()
        assert [child.exitcode for child in children] == [0, 0]
        for log in logs:
            assert len([line for line in log.read_text().splitlines() if line.startswith("read")]) == FILES
        with _desk(settings) as desk:
            assert _counts(desk) == expected
