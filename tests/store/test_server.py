"""The embedded server: closed to others, shared by processes, stopped with the last one."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from lykta.errors import StoreError
from lykta.store import server as server_module
from lykta.store.server import APP_ROLE, OWNER_ROLE, EmbeddedServer, remove_cluster


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    remove_cluster(tmp_path)


def _connect(server: EmbeddedServer, role: str = APP_ROLE) -> psycopg.Connection:
    return psycopg.connect(server.url(role).replace("postgresql+psycopg", "postgresql"))


def test_safe_settings_are_on_and_no_address_is_listened_on(server: EmbeddedServer) -> None:
    with _connect(server) as connection:
        for setting, wanted in {
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "data_checksums": "on",
            "listen_addresses": "",
            "log_min_error_statement": "panic",
        }.items():
            row = connection.execute(f"SHOW {setting}").fetchone()
            assert row == (wanted,), setting


def test_lower_case_works_for_swedish_letters(server: EmbeddedServer) -> None:
    with _connect(server) as connection:
        assert connection.execute("SELECT lower('ÅÄÖ')").fetchone() == ("åäö",)


def test_nobody_but_the_owner_may_enter_the_socket_folder(server: EmbeddedServer) -> None:
    folder = Path(server.url().split("host=")[1])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(os.getuid() != 0, reason="only root can try as another user")
def test_another_user_of_the_machine_cannot_connect(server: EmbeddedServer) -> None:
    socket = server.url().split("host=")[1] + "/.s.PGSQL.5432"
    script = f"import socket; socket.socket(socket.AF_UNIX).connect({socket!r})"
    done = subprocess.run(
        ["/usr/bin/python3", "-c", script], user=65534, group=65534, capture_output=True, check=False, text=True
    )
    assert done.returncode != 0
    assert "PermissionError" in done.stderr


def test_the_programs_role_is_no_superuser_and_may_not_change_the_server(server: EmbeddedServer) -> None:
    with _connect(server) as connection:
        connection.autocommit = True
        for forbidden in (
            "ALTER SYSTEM SET fsync = off",
            "CREATE TABLE mine (x int)",
            f"SET ROLE {OWNER_ROLE}",
            "DELETE FROM archive_file",
            "UPDATE alembic_version SET version_num = '9999'",
            "CREATE DATABASE other",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)


def test_the_server_stops_with_the_last_process_and_not_before(home: Path) -> None:
    first, second = EmbeddedServer(home).start(), EmbeddedServer(home).start()
    first.close()
    with _connect(second) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.close()
    with pytest.raises(psycopg.OperationalError):
        _connect(second)


KILLED = (
    "import os, sys; from pathlib import Path; from lykta.store.server import EmbeddedServer;"
    "EmbeddedServer(Path(sys.argv[1])).start(); os.kill(os.getpid(), 9)"
)


def _ends(home: Path, *, within_s: float = 60) -> bool:
    """Whether the home's server stops; False when it still runs after so long."""
    return _wait_for(lambda: not (home / "db" / "data" / "postmaster.pid").exists(), within_s=within_s)


def test_a_server_whose_last_program_was_killed_is_stopped(home: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(home)], check=False)
    assert _ends(home)


def test_a_server_that_another_program_uses_outlives_one_that_was_killed(home: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(home)], check=False)
    other = EmbeddedServer(home).start()
    assert not _ends(home, within_s=3)
    with _connect(other) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    other.close()
    assert _ends(home)


def test_a_program_that_comes_while_the_server_is_being_stopped_gets_one_that_runs(home: Path) -> None:
    for _ in range(5):
        subprocess.run([sys.executable, "-c", KILLED, str(home)], check=False)
        come = EmbeddedServer(home).start()
        with _connect(come) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        come.close()
    assert _ends(home)


def test_a_server_whose_keeper_was_killed_too_gets_another_with_the_next_program(home: Path) -> None:
    server = EmbeddedServer(home).start()
    (keeper,) = _wait_for(lambda: _keepers(home))
    os.kill(keeper, signal.SIGKILL)
    _wait_for(lambda: not _keepers(home))
    subprocess.run([sys.executable, "-c", KILLED, str(home)], check=False)
    assert _wait_for(lambda: _keepers(home))
    os.close(server._users)  # as when it is killed
    server._users = -1
    assert _ends(home)


def test_there_is_one_keeper_however_many_programs_start(home: Path) -> None:
    servers = [EmbeddedServer(home).start() for _ in range(4)]
    time.sleep(1)
    assert len(_keepers(home)) == 1
    for server in servers:
        server.close()
    assert _ends(home)


@pytest.mark.skipif(os.getuid() != 0, reason="an ordinary user's database lies in the home and goes with it")
def test_a_home_that_was_removed_leaves_no_server_and_gives_no_data_to_the_next_of_its_name(home: Path) -> None:
    home.mkdir(exist_ok=True)
    server = EmbeddedServer(home).start()
    before = (home / "db").resolve()
    shutil.rmtree(home)
    os.close(server._users)
    server._users = -1
    _wait_for(lambda: not (before / "data" / "postmaster.pid").exists())
    home.mkdir()
    again = EmbeddedServer(home).start()
    assert (home / "db").resolve() != before
    again.close()
    shutil.rmtree(before)


def _keepers(home: Path) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            arguments = (folder / "cmdline").read_bytes().split(b"\0")
            if b"lykta.store.keeper" in arguments and os.fsencode(home.resolve()) in arguments:
                found.append(int(folder.name))
    return found


Found = TypeVar("Found")


def _wait_for(look: Callable[[], Found], *, within_s: float = 60) -> Found:
    until = time.monotonic() + within_s
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_a_long_home_gets_a_short_socket_folder_of_its_own(tmp_path: Path) -> None:
    base = tmp_path / ("long" * 30)
    base.mkdir()
    folder = server_module._socket_folder(base)
    assert len(os.fsencode(folder)) < server_module.SOCKET_PATH_BYTES - server_module.SOCKET_NAME_BYTES
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.rmdir()


def test_a_short_socket_folder_that_is_open_to_others_is_refused(tmp_path: Path) -> None:
    base = tmp_path / ("long" * 30)
    base.mkdir()
    folder = server_module._socket_folder(base)
    folder.chmod(0o777)
    with pytest.raises(StoreError, match="open to others"):
        server_module._socket_folder(base)
    folder.rmdir()


def test_folders_above_the_home_keep_their_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    EmbeddedServer(home).start().close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    remove_cluster(home)


def test_a_damaged_cluster_is_named_with_the_next_step(home: Path) -> None:
    EmbeddedServer(home).start().close()
    control = (home / "db").resolve() / "data" / "global" / "pg_control"
    control.write_bytes(b"\0" * 8192)
    with pytest.raises(StoreError, match="rebuild"):
        EmbeddedServer(home).start()
