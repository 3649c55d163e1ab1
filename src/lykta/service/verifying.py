"""`lykta verify`: is every kept byte still what it was? Needs no database and no network."""

from pathlib import Path

from lykta.archive.shelf import is_sha256
from lykta.archive.verifying import verify
from lykta.errors import BadInputError
from lykta.model.archived import Check
from lykta.service.package_checks import verify_package


def verify_path(path: Path, *, signer: str | None = None) -> list[Check]:
    """Every check of an archive folder, of one archive file, or of a package, passed or not.

    A WACZ that is not called by its own hash, as one in an archive is, is a package; `signer` is the verifier key of
    whoever must have sealed it. Raises BadInputError when a signer is named for anything else.
    """
    if path.suffix == ".wacz" and path.is_file() and not is_sha256(path.stem):
        return verify_package(path, signer)
    if signer is not None:
        raise BadInputError(f"{path}: only a package has a seal that --key checks. Leave --key out.")
    return verify(path)
