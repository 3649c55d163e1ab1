"""The audit log: every look is written down before it is answered, and the whole can be verified."""

import hmac
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection

from lykta.errors import BadInputError, LyktaError
from lykta.guard.checkpoints import Checkpoint, Verifier, read_checkpoint, read_verifier, sign
from lykta.guard.entries import canonical, read_entry
from lykta.guard.merkle import Growing, completed_by, consistency_proof, inclusion_proof, leaf_hash, root_of
from lykta.kit.files import Files, write_durably
from lykta.model.audit import Act, AuditEntry, LogCheck
from lykta.service.desk import Desk
from lykta.service.keys import log_signer, search_key
from lykta.store import audit as audit_store

CHECKPOINT_EVERY = timedelta(hours=1)  # our goal, after C2SP's witnesses
CLOCK_MAY_STEP = timedelta(minutes=1)  # back, by ordinary correction
_MARK_HEX_DIGITS = 24  # 96 bits: no two searches look alike by chance
__all__ = [
    "checkpoint",
    "log_entries",
    "note",
    "prove",
    "read_checkpoint_file",
    "read_verifier",
    "search_mark",
    "searches_for",
    "verifier_key",
    "verify_log",
]
_log = logging.getLogger(__name__)


def note(desk: Desk, act: Act, *about: str) -> int:
    """The entry is safe in the log, in the name of the desk's actor; only then may the act be done or answered.

    Raises StoreError when it cannot be written: then nothing is shown and nothing is done. Returns its number.
    """
    at = desk.now()

    def entry_at(number: int) -> str:
        return canonical(AuditEntry(number=number, at=at, act=act, by=desk.actor, about=about))

    with desk.store.writing() as connection:
        number = audit_store.append(connection, entry_at, _completed)
        last = audit_store.last_checkpoint_at(connection)
    if last is None or at - last >= CHECKPOINT_EVERY:
        _checkpoint_or_warn(desk)
    return number


def _completed(number: int, entry: str, node_at: audit_store.NodeAt) -> Iterator[tuple[int, int, bytes]]:
    return completed_by(number, leaf_hash(entry.encode("ascii")), node_at)


def search_mark(desk: Desk, asked: str) -> str:
    """What the log holds of a search: not the words, but what the same words give again under this home's key."""
    normal = " ".join(asked.casefold().split())
    mark = hmac.digest(search_key(desk.settings.home), normal.encode("utf-8", "surrogatepass"), "sha256")
    return f"asked:{mark.hex()[:_MARK_HEX_DIGITS]}"


def checkpoint(desk: Desk) -> str:
    """The log as it is now, signed; also in the witness folder when the settings name one.

    A checkpoint is worth something once it lies where whoever may change the database may not write.
    """
    signer = log_signer(desk.settings.home)
    with desk.store.writing() as connection:
        size = audit_store.size_of(connection)
        root = root_of(size, lambda level, index: audit_store.node_at(connection, level, index))
        signed = sign(Checkpoint(origin=signer.name, size=size, root=root), signer)
        audit_store.add_checkpoint(connection, size, signed, at=desk.now())
    folder = desk.settings.witness
    if folder is not None:
        place = folder / f"{signer.name}-{size:012d}.txt"
        if not place.exists():
            write_durably(place, signed.encode(), drafts=folder, files=Files())
    return signed


def _checkpoint_or_warn(desk: Desk) -> None:
    """A witness that cannot be reached must not stop the work; that it could not be is told, and tried again."""
    try:
        checkpoint(desk)
    except LyktaError:
        _log.exception("the audit log's checkpoint could not be made or kept; it is tried again at the next entry")


def prove(desk: Desk, number: int, *, old_size: int | None = None) -> dict[str, object]:
    """That entry `number` is in the log as it is now; with `old_size`, also that the log of that size is its start."""
    signed = checkpoint(desk)
    with desk.store.reading() as connection:
        size = read_checkpoint(signed, log_signer(desk.settings.home).verifier()).size

        def node_at(level: int, index: int) -> bytes:
            return audit_store.node_at(connection, level, index)

        try:
            inclusion = inclusion_proof(number, size, node_at)
            consistency = consistency_proof(old_size, size, node_at) if old_size is not None else []
        except ValueError as error:
            raise BadInputError(f"{error}. List entries: lykta audit log.") from error
        (entry,) = [line for found, line in audit_store.newest_entries(connection, limit=1, before=number + 1)]
    return {
        "entry": entry,
        "number": number,
        "inclusion": [step.hex() for step in inclusion],
        "old_size": old_size,
        "consistency": [step.hex() for step in consistency],
        "checkpoint": signed,
    }


def verifier_key(desk: Desk) -> Verifier:
    """The public key with which anybody checks this log's checkpoints."""
    return log_signer(desk.settings.home).verifier()


def log_entries(desk: Desk, *, limit: int, before: int | None = None) -> tuple[AuditEntry, ...]:
    """The newest entries; reading them is logged too."""
    note(desk, Act.READ_LOG)
    with desk.store.reading() as connection:
        lines = audit_store.newest_entries(connection, limit=limit, before=before)
    return tuple(_entry_of(number, line) for number, line in lines)


def searches_for(desk: Desk, words: str) -> tuple[AuditEntry, ...]:
    """Who searched for exactly these words, whatever their case: the oldest first. Asking is logged too."""
    mark = search_mark(desk, words)
    note(desk, Act.READ_LOG, mark)
    with desk.store.reading() as connection:
        entries = tuple(_entry_of(number, line) for number, line in audit_store.entries(connection, holding=mark))
    return tuple(entry for entry in entries if entry.act is Act.SEARCHED)


def _entry_of(number: int, line: str) -> AuditEntry:
    try:
        return read_entry(line)
    except ValueError as error:
        raise BadInputError(f"Entry {number} of the audit log is none: {error}. Run: lykta audit verify") from error


def verify_log(desk: Desk, against: Sequence[tuple[str, str]] = (), *, key: Verifier | None = None) -> LogCheck:
    """Every entry is read and the tree made anew, then compared with its nodes and with each checkpoint.

    `against` are checkpoints kept elsewhere, as name and text. Without one, whoever may write the whole database may
    have rewritten all of it; the check says so.
    """
    verifier = key or verifier_key(desk)
    passed: list[str] = []
    failed: list[str] = []
    notes: list[str] = []
    with desk.store.reading() as connection:
        own = [(f"own checkpoint of {size} entries", text) for size, text, _ in audit_store.checkpoints(connection)]
        states = _states((*own, *against), verifier, failed)
        growing, roots = _read_all(connection, {state.size for _, state in states}, failed, notes)
        _compare_nodes(connection, growing, passed, failed)
    for name, state in states:
        _compare(name, state, growing, roots, passed, failed)
    if not against:
        notes.append(
            "compared with checkpoints of this database only: whoever may rewrite it may have rewritten those; "
            "give one that was kept elsewhere with --against"
        )
    return LogCheck(
        entries=growing.size,
        root=growing.root().hex(),
        passed=tuple(passed),
        failed=tuple(failed),
        notes=tuple(notes),
    )


def _states(named: Sequence[tuple[str, str]], verifier: Verifier, failed: list[str]) -> list[tuple[str, Checkpoint]]:
    states = []
    for name, text in named:
        try:
            states.append((name, read_checkpoint(text, verifier)))
        except BadInputError as error:
            failed.append(f"{name}: {error}")
    return states


def _read_all(
    connection: Connection, sizes: set[int], failed: list[str], notes: list[str]
) -> tuple[Growing, dict[int, bytes]]:
    """The tree over all entries, and its root at each of the sizes."""
    growing = Growing()
    roots = {0: growing.root()}
    times: list[datetime] = []
    for number, line in audit_store.entries(connection):
        if number != growing.size:
            failed.append(f"entry {growing.size} is missing: the next one found is {number}")
            break
        problem = _problem_of(number, line, times)
        if problem:
            failed.append(problem)
        growing.add(leaf_hash(line.encode("utf-8", "surrogatepass")))
        if growing.size in sizes:
            roots[growing.size] = growing.root()
    back = sum(later < earlier - CLOCK_MAY_STEP for earlier, later in pairwise(times))
    if back:
        notes.append(f"the clock went back {back} times; entries are in order of their numbers")
    return growing, roots


def _problem_of(number: int, line: str, times: list[datetime]) -> str | None:
    try:
        entry = read_entry(line)
    except ValueError as error:
        return f"entry {number}: {error}"
    times.append(entry.at)
    return None if entry.number == number else f"entry {number} says that it is {entry.number}"


def _compare_nodes(connection: Connection, growing: Growing, passed: list[str], failed: list[str]) -> None:
    try:
        kept = root_of(growing.size, lambda level, index: audit_store.node_at(connection, level, index))
    except LyktaError as error:
        failed.append(str(error))
        return
    if kept == growing.root():
        passed.append(f"{growing.size} entries give the tree that was kept with them")
    else:
        failed.append("the entries do not give the tree that was kept with them: one was changed after it was written")


def _compare(
    name: str,
    state: Checkpoint,
    growing: Growing,
    roots: dict[int, bytes],
    passed: list[str],
    failed: list[str],
) -> None:
    if state.size > growing.size:
        failed.append(f"{name}: it saw {state.size} entries, there are {growing.size}: the log's end was cut off")
    elif roots.get(state.size) != state.root:
        failed.append(f"{name}: the first {state.size} entries are not those that it saw")
    else:
        passed.append(f"{name}: its {state.size} entries stand unchanged")


def read_checkpoint_file(path: Path) -> tuple[str, str]:
    """Name and text of a checkpoint in a file. Raises BadInputError when it cannot be read."""
    try:
        return path.name, path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path}: cannot be read as a checkpoint: {error}. Name the file that was kept.") from error
