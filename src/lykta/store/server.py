"""The embedded PostgreSQL of one home, shared by every `lykta` process on it, stopped with the last.

Reachable by Unix socket only, by peer authentication only.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lykta.errors import DiskFullError, StoreError
from lykta.store import wheel

OWNER_ROLE = "lykta_owner"
APP_ROLE = "lykta_app"
DATABASE = "lykta"
# Where the cluster of a home lives when root runs Lykta: PostgreSQL refuses to run as root, and a
# home of root is closed to any other user.
ROOT_BASE = Path("/var/lib/lykta")
SERVER_USER = "lykta-db"
SOCKET_PATH_BYTES = 107  # sun_path of Linux, unix(7), less the final zero
SOCKET_NAME_BYTES = len("/.s.PGSQL.5432")
START_WAIT_S = 60
LOCK_WAIT_S = 90

_CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = '256MB'
maintenance_work_mem = '128MB'
max_wal_size = '2GB'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# The server's log must never hold the text of an ad or a number.
log_min_error_statement = panic
log_error_verbosity = terse
fsync = on
full_page_writes = on
synchronous_commit = on
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where one home's cluster lives and as whom it runs; `uid` is None for the user of this process."""

    cluster: Path
    socket: Path
    programs: Path
    uid: int | None


class EmbeddedServer:
    """A running server for a home. Close it when done; the last process to close stops the server."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._place = _place(home)
        self._users = _open_lock(home / "db.users.lock")

    def start(self) -> "EmbeddedServer":
        """The server runs and has the database and both roles. Safe to call from many processes at once."""
        with _Held(self._home / "db.start.lock"):
            fcntl.flock(self._users, fcntl.LOCK_SH)
            if not (self._place.cluster / "PG_VERSION").is_file():
                self._make_cluster()
            self._write_rights()
            if not self._runs():
                self._run_pg_ctl("start", "-w", "-t", str(START_WAIT_S), "-l", str(self._log), "-o", self._options())
            if not self._is_kept():  # also when a server runs whose keeper was killed
                _start_keeper(self._home)
            self._make_database()
        return self

    def close(self) -> None:
        """From here on this process does without the server, which is stopped if all others do too."""
        if self._users < 0:
            return
        with _Held(self._home / "db.start.lock"):
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still works here
            else:
                self._stop()
            os.close(self._users)
            self._users = -1

    def stop_when_unused(self) -> None:
        """Waits until no program uses the server, also none that was killed, and then stops it. One keeper does it.

        The kernel frees the lock of a killed program. It is waited for without the lock of starting, which a
        program holds while it waits for us; between the two somebody may come, and then the waiting begins again.
        """
        keeping = _open_lock(self._keeper_lock)
        try:
            fcntl.flock(keeping, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        while True:
            fcntl.flock(self._users, fcntl.LOCK_EX)
            fcntl.flock(self._users, fcntl.LOCK_UN)
            if not self._home.is_dir():  # somebody removed it, and with it every lock
                if self._place.cluster.is_dir():
                    self._stop()
                return
            with _Held(self._home / "db.start.lock"):
                try:
                    fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                self._stop()
                os.close(self._users)
                self._users = -1
                os.close(keeping)  # before the next program may start and look for a keeper
                return

    def _stop(self) -> None:
        if self._runs():
            self._run_pg_ctl("stop", "-w", "-m", "fast")

    @property
    def _keeper_lock(self) -> Path:
        return self._home / "db.keeper.lock"

    def _is_kept(self) -> bool:
        file = _open_lock(self._keeper_lock)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(file)

    def url(self, role: str = APP_ROLE) -> str:
        return f"postgresql+psycopg://{role}@/{DATABASE}?host={self._place.socket}"

    @property
    def _log(self) -> Path:
        return self._place.cluster.parent / "server.log"

    def _options(self) -> str:
        return f"-c unix_socket_directories='{self._place.socket}'"

    def _runs(self) -> bool:
        return self._pg_ctl("status").returncode == 0

    def _make_cluster(self) -> None:
        unfinished = self._place.cluster.with_name("data.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The locale is named because LC_ALL=C would make lower('Å') do nothing (docs/adr/0001).
        self._run(
            "initdb", "--pgdata", str(unfinished), "--username", OWNER_ROLE, "--encoding", "UTF8",
            "--auth-local", "peer", "--auth-host", "reject", "--data-checksums", "--no-instructions",
            "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
        )  # fmt: skip
        with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(_CONFIGURATION)
        unfinished.rename(self._place.cluster)

    def _write_rights(self) -> None:
        """Only this process's user and the server's own may connect, each under their own name."""
        users = {pwd.getpwuid(os.getuid()).pw_name, pwd.getpwuid(self._place.cluster.stat().st_uid).pw_name}
        (self._place.cluster / "pg_hba.conf").write_text("local all all peer map=lykta\n", encoding="utf-8")
        (self._place.cluster / "pg_ident.conf").write_text(
            "".join(f"lykta {user} {role}\n" for user in sorted(users) for role in (OWNER_ROLE, APP_ROLE)),
            encoding="utf-8",
        )

    def _make_database(self) -> None:
        import psycopg  # noqa: PLC0415 - 0.2 s that a running filter never pays

        socket = str(self._place.socket)
        with psycopg.connect(host=socket, user=OWNER_ROLE, dbname="postgres", autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP_ROLE,)).fetchone():
                connection.execute(f"CREATE ROLE {APP_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")
                connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
                connection.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APP_ROLE}")

    def _run_pg_ctl(self, *arguments: str) -> None:
        done = self._pg_ctl(*arguments)
        if done.returncode == 0:
            return
        tail = self._log.read_text(encoding="utf-8", errors="replace")[-1500:] if self._log.exists() else ""
        if "No space left on device" in tail:
            raise DiskFullError(f"The disk that holds {self._place.cluster} is full. Free space and start again.")
        raise StoreError(
            f"The embedded database did not {arguments[0]}. Its log, {self._log}, ends:\n{tail}\n"
            "Run the same command again. If it says the same, the folder is damaged: restore it from a backup, "
            "or move it away and run `lykta rebuild`."
        )

    def _pg_ctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._call("pg_ctl", "--pgdata", str(self._place.cluster), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        done = self._call(program, *arguments)
        if done.returncode != 0:
            said = done.stderr.strip()
            if "No space left on device" in said:
                raise DiskFullError(
                    f"The disk that holds {self._place.cluster.parent} is full. Free space, then retry."
                )
            raise StoreError(f"{program} failed for {self._place.cluster}: {said}")

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _call(self._place.programs / program, arguments, uid=self._place.uid, folder=self._place.cluster.parent)


def _start_keeper(home: Path) -> None:
    """A process of its own that outlives this one and stops the server when the last program is gone."""
    null = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
    os.posix_spawn(
        sys.executable,
        [sys.executable, "-I", "-m", "lykta.store.keeper", str(home.resolve())],
        {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        file_actions=null,
        setsid=True,
    )


def remove_cluster(home: Path) -> None:
    """The home's database folder is gone, wherever it lived. Only for homes made for a trial."""
    link = home / "db"
    target = link.resolve()
    shutil.rmtree(target, ignore_errors=True)
    if link.is_symlink():
        link.unlink()


def _call(
    program: Path, arguments: Sequence[str], *, uid: int | None, folder: Path
) -> subprocess.CompletedProcess[str]:
    # pg_ctl's child keeps its output streams; files end when pg_ctl ends, pipes would not.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        done = subprocess.run(  # noqa: S603 - our own program with our own arguments
            [str(program), *arguments],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False, cwd=folder,
            user=uid, group=None if uid is None else pwd.getpwuid(uid).pw_gid,
            extra_groups=None if uid is None else [],
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"},
        )  # fmt: skip
        out.seek(0)
        said = out.read()
    return subprocess.CompletedProcess(done.args, done.returncode, said, said)


def _place(home: Path) -> _Place:
    if os.getuid() == 0:
        return _place_for_root(home)
    base = home / "db"
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _Place(cluster=base / "data", socket=_socket_folder(base), programs=wheel.programs(None), uid=None)


def _place_for_root(home: Path) -> _Place:
    link = home / "db"
    if link.is_dir() and link.stat().st_uid != 0:  # made before, by root or by the home's own user
        base = link.resolve()
        uid = base.stat().st_uid
    else:
        uid = _server_user()
        base = _new_base(home, uid)
    socket = base / "socket"
    socket.mkdir(mode=0o700, exist_ok=True)
    os.chown(socket, uid, pwd.getpwuid(uid).pw_gid)
    return _Place(cluster=base / "data", socket=socket, programs=wheel.programs(ROOT_BASE), uid=uid)


def _new_base(home: Path, uid: int) -> Path:
    """A folder of the server's user, which the home leads to. Its name is new: no removed home's data comes back."""
    link = home / "db"
    with _Held(home / "db.start.lock"):
        if link.is_dir():  # another program that starts at the same time was first
            return link.resolve()
        link.unlink(missing_ok=True)  # it led to a folder that is gone
        homes = ROOT_BASE / "homes"
        homes.mkdir(mode=0o755, parents=True, exist_ok=True)
        base = Path(tempfile.mkdtemp(dir=homes))
        os.chown(base, uid, pwd.getpwuid(uid).pw_gid)
        link.symlink_to(base)
        return base


def _server_user() -> int:
    try:
        return pwd.getpwnam(SERVER_USER).pw_uid
    except KeyError:
        pass
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise StoreError(
            "PostgreSQL does not run as root, and `useradd` is missing, so no user can be made for it. "
            "Run Lykta as an ordinary user, or name a PostgreSQL >= 15 in LYKTA_DATABASE_URL."
        )
    subprocess.run(  # noqa: S603 - a fixed command
        [useradd, "--system", "--no-create-home", "--home-dir", str(ROOT_BASE),
         "--shell", "/usr/sbin/nologin", SERVER_USER],
        check=False, capture_output=True,
    )  # fmt: skip
    try:
        return pwd.getpwnam(SERVER_USER).pw_uid
    except KeyError as error:
        raise StoreError(f"The user {SERVER_USER} for the embedded database could not be made.") from error


def _socket_folder(base: Path) -> Path:
    """A folder that only this user may enter, with a path short enough for a socket."""
    folder = base / "socket"
    if len(os.fsencode(folder)) + SOCKET_NAME_BYTES <= SOCKET_PATH_BYTES:
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder
    name = hashlib.sha256(os.fsencode(base.resolve())).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"lykta-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077 or folder.is_symlink():
        raise StoreError(f"{folder} exists and is open to others. Remove it, or choose a shorter LYKTA_HOME.")
    return folder


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


class _Held:
    """An exclusive lock on a file for the length of a with-block; waits, then says who it waits for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def __enter__(self) -> None:
        self._file = _open_lock(self._path)
        until = time.monotonic() + LOCK_WAIT_S
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    os.close(self._file)
                    raise StoreError(
                        f"Another process has been starting or stopping this home's database for "
                        f"{LOCK_WAIT_S} s (lock {self._path}). Look for a stuck `lykta` and try again."
                    ) from None
                time.sleep(0.05)
            else:
                return

    def __exit__(self, *_: object) -> None:
        os.close(self._file)
