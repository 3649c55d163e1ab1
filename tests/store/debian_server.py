"""A throw-away server from Debian's PostgreSQL 15, for the promise that any PostgreSQL >= 15 will do."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BIN = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def debian_server() -> Iterator[str]:
    """The address of an empty database as its owner."""
    user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="lykta-pg15-"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(BIN / program), "-D", str(folder / "data"), *arguments],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
            user=None if user is None else user.pw_uid, group=None if user is None else user.pw_gid,
        )  # fmt: skip

    run("initdb", "-A", "trust", "-U", "unit", "--locale=C.UTF-8", "-E", "UTF8")
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"-c listen_addresses='' -k {folder}")
    try:
        yield f"postgresql://unit@/postgres?host={folder}"
    finally:
        run("pg_ctl", "stop", "-w", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)
