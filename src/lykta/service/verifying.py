"""`lykta verify`: is every kept byte still what it was? Needs no database and no network."""

from collections.abc import Sequence
from pathlib import Path

from lykta.archive.shelf import is_sha256
from lykta.archive.stamping import joined
from lykta.archive.verifying import verify
from lykta.errors import BadInputError
from lykta.model.archived import Check
from lykta.service.package_checks import verify_package
from lykta.service.stamping import read_trusted_file


def verify_path(path: Path, *, signer: str | None = None, authorities: Sequence[Path] = ()) -> list[Check]:
    """Every check of an archive folder, of one archive file, or of a package, passed or not.

    A WACZ that is not called by its own hash, as one in an archive is, is a package; `signer` is the verifier key of
    whoever must have sealed it. `authorities` are PEM files with the roots of those whose time stamps are believed.
    Raises BadInputError when a signer or an authority is named for anything else.
    """
    if path.suffix == ".wacz" and path.is_file() and not is_sha256(path.stem):
        return verify_package(path, signer)
    if signer is not None:
        raise BadInputError(f"{path}: only a package has a seal that --key checks. Leave --key out.")
    trusted = [read_trusted_file(each) for each in authorities]
    if trusted and not path.is_dir():
        raise BadInputError(f"{path}: only an archive folder has time stamps that --authority checks. Leave it out.")
    return verify(path, trusted=joined(trusted) if trusted else None)
