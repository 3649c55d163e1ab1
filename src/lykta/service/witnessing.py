"""Signed states of the audit log, and the folder elsewhere in which they stand as witnesses."""

from pathlib import Path

from lykta.errors import BadInputError, DamagedError, StoreError
from lykta.guard.checkpoints import Checkpoint, Verifier, read_checkpoint, sign
from lykta.guard.merkle import root_of
from lykta.kit.files import Files, disk_errors_in_words, write_durably
from lykta.service.desk import Desk
from lykta.service.keys import log_signer
from lykta.store import audit as audit_store


def verifier_key(desk: Desk) -> Verifier:
    """The public key with which anybody checks this log's checkpoints."""
    return log_signer(desk.settings.home).verifier()


def checkpoint(desk: Desk) -> str:
    """The log as it is now, signed; also in the witness folder when the settings name one.

    A checkpoint is worth something once it lies where whoever may change the database may not write.
    Raises DamagedError when a witness of that size saw another log.
    """
    signer = log_signer(desk.settings.home)
    with desk.store.whole.writing() as connection:
        size = audit_store.size_of(connection)
        root = root_of(size, lambda level, index: audit_store.node_at(connection, level, index))
        signed = sign(Checkpoint(origin=signer.name, size=size, root=root), signer)
        audit_store.add_checkpoint(connection, size, signed, at=desk.now())
    lay_witness(desk, size, signed)
    return signed


def lay_witness(desk: Desk, size: int, signed: str) -> None:
    """The checkpoint lies in the witness folder, if the settings name one, and what lay there of its size is the same.

    Raises DamagedError for a witness that saw another log or is none, StoreError when the folder is not there or
    cannot be read or written.
    """
    folder = desk.settings.witness
    if folder is None:
        return
    verifier = verifier_key(desk)
    place = folder / f"{verifier.name}-{size:012d}.txt"
    with disk_errors_in_words(place):
        if not folder.is_dir():  # made here, it would lie on this machine when the other one's disk is not mounted
            raise StoreError(f"{folder}: the witness folder is not there. Mount it, or make it where it belongs.")
        try:
            lies = place.read_text("utf-8", "replace")
        except FileNotFoundError:
            write_durably(place, signed.encode(), drafts=folder, files=Files())
            return
    _refuse_another(place, lies, read_checkpoint(signed, verifier), verifier)


def _refuse_another(place: Path, lies: str, ours: Checkpoint, verifier: Verifier) -> None:
    """Returns when the file is of our state; witnesses may have added lines of their own."""
    try:
        theirs = read_checkpoint(lies, verifier)
    except BadInputError as error:
        raise DamagedError(f"{place}: this should be a checkpoint of this log. {error} Move it away.") from error
    if theirs != ours:
        raise DamagedError(
            f"{place}: this witness saw another log of {ours.size} entries than the one in the database: one of the "
            "two was altered. Keep both, and run: lykta audit verify"
        )


def is_witnessed(desk: Desk, size: int) -> bool:
    """Whether a checkpoint of this size lies in the witness folder, where there is one; no when nobody can tell."""
    folder = desk.settings.witness
    try:
        return folder is None or (folder / f"{verifier_key(desk).name}-{size:012d}.txt").exists()
    except OSError:
        return False


def witnessed(desk: Desk) -> list[tuple[str, str]]:
    """Every checkpoint of this log in the witness folder, as path and text; none without a folder.

    Raises StoreError when the folder, or a checkpoint in it, cannot be read.
    """
    folder = desk.settings.witness
    if folder is None:
        return []
    with disk_errors_in_words(folder):
        names = sorted(path for path in folder.iterdir() if path.name.startswith(f"{verifier_key(desk).name}-"))
        return [(str(path), path.read_text("utf-8", "replace")) for path in names]


def read_checkpoint_file(path: Path) -> tuple[str, str]:
    """Name and text of a checkpoint in a file. Raises BadInputError when it cannot be read."""
    try:
        return path.name, path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path}: cannot be read as a checkpoint: {error}. Name the file that was kept.") from error
