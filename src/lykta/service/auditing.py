"""The audit log: every look is written down before it is answered, and the whole can be verified."""

import hmac
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from string import hexdigits

from sqlalchemy import Connection

from lykta.errors import BadInputError, LyktaError
from lykta.guard.checkpoints import Checkpoint, Verifier, read_checkpoint, read_verifier, sign
from lykta.guard.entries import canonical, cells_of, read_entry
from lykta.guard.merkle import Growing, completed_by, consistency_proof, inclusion_proof, leaf_hash, root_of
from lykta.kit.files import Files, write_durably
from lykta.kit.hashing import ID_HEX_DIGITS
from lykta.model.audit import Act, AuditEntry, LogCheck
from lykta.model.words import Said
from lykta.service.desk import Desk
from lykta.service.keys import log_signer, search_key
from lykta.store import audit as audit_store

CHECKPOINT_EVERY = timedelta(hours=1)  # our goal, after C2SP's witnesses
CLOCK_MAY_STEP = timedelta(minutes=1)  # back, by ordinary correction
_MARK_HEX_DIGITS = 24  # 96 bits: no two searches look alike by chance
__all__ = [
    "checkpoint",
    "log_entries",
    "named",
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
    # A last one that lies ahead was made while the clock was wrong; it must not silence the hours until then.
    if last is None or not timedelta(0) <= at - last < CHECKPOINT_EVERY:
        _checkpoint_or_warn(desk)
    return number


def _completed(number: int, entry: str, node_at: audit_store.NodeAt) -> Iterator[tuple[int, int, bytes]]:
    return completed_by(number, leaf_hash(entry.encode("ascii")), node_at)


def named(desk: Desk, given: str) -> str:
    """What was asked for by its id, as the log may hold it: an id as it is, anything else as a mark."""
    is_id = len(given) == ID_HEX_DIGITS and set(given) <= set(hexdigits)
    return given if is_id else search_mark(desk, given)


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
    note(desk, Act.READ_LOG, str(number))
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
    found = _Found()
    with desk.store.reading() as connection:
        own = [(f"#{size}", text) for size, text, _ in audit_store.checkpoints(connection)]
        states = _states((*own, *against), verifier, found)
        growing, roots = _read_all(connection, {state.size for _, state in states}, found)
        _compare_nodes(connection, growing, found)
    for name, state in states:
        _compare(name, state, growing, roots, found)
    if not against:
        found.notes.append(
            Said(
                sv="jämfört bara med databasens egna kontrollpunkter: den som kan skriva om den kan ha skrivit om dem; "
                "ge en som har legat någon annanstans med --against",
                en="compared with checkpoints of this database only: whoever may rewrite it may have rewritten those; "
                "give one that was kept elsewhere with --against",
            )
        )
    return LogCheck(
        entries=growing.size,
        root=growing.root().hex(),
        passed=tuple(found.passed),
        failed=tuple(found.failed),
        notes=tuple(found.notes),
    )


@dataclass(slots=True)
class _Found:
    """What a verification has found so far."""

    passed: list[Said] = field(default_factory=list)
    failed: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)


def _states(named: Sequence[tuple[str, str]], verifier: Verifier, found: _Found) -> list[tuple[str, Checkpoint]]:
    states = []
    for name, text in named:
        try:
            states.append((name, read_checkpoint(text, verifier)))
        except BadInputError as error:
            found.failed.append(
                Said(sv=f"{name}: ingen giltig kontrollpunkt av den här loggen ({error})", en=f"{name}: {error}")
            )
    return states


def _read_all(connection: Connection, sizes: set[int], found: _Found) -> tuple[Growing, dict[int, bytes]]:
    """The tree over all entries, and its root at each of the sizes."""
    growing = Growing()
    roots = {0: growing.root()}
    times: list[datetime] = []
    for number, line in audit_store.entries(connection):
        if number != growing.size:
            found.failed.append(
                Said(
                    sv=f"rad {growing.size} saknas: nästa som finns är {number}",
                    en=f"entry {growing.size} is missing: the next one found is {number}",
                )
            )
            break
        _check_entry(number, line, times, found)
        growing.add(leaf_hash(line.encode("utf-8", "surrogatepass")))
        if growing.size in sizes:
            roots[growing.size] = growing.root()
    back = sum(later < earlier - CLOCK_MAY_STEP for earlier, later in pairwise(times))
    if back:
        found.notes.append(
            Said(
                sv=f"klockan gick bakåt {back} gånger; raderna står i nummerordning",
                en=f"the clock went back {back} times; entries are in order of their numbers",
            )
        )
    return growing, roots


def _check_entry(number: int, line: str, times: list[datetime], found: _Found) -> None:
    try:
        cells = cells_of(line)
        times.append(datetime.fromisoformat(cells["at"]))
    except ValueError as error:
        found.failed.append(Said(sv=f"rad {number} är ingen rad: {error}", en=f"entry {number}: {error}"))
        return
    if cells["n"] != number:
        found.failed.append(
            Said(sv=f"rad {number} säger att den är {cells['n']}", en=f"entry {number} says that it is {cells['n']}")
        )


def _compare_nodes(connection: Connection, growing: Growing, found: _Found) -> None:
    try:
        kept = root_of(growing.size, lambda level, index: audit_store.node_at(connection, level, index))
    except LyktaError as error:
        found.failed.append(Said(sv=f"trädets noder är inte hela: {error}", en=str(error)))
        return
    if kept == growing.root():
        found.passed.append(
            Said(
                sv=f"{growing.size} rader ger det träd som sparades med dem",
                en=f"{growing.size} entries give the tree that was kept with them",
            )
        )
    else:
        found.failed.append(
            Said(
                sv="raderna ger inte det träd som sparades med dem: någon har ändrats efteråt",
                en="the entries do not give the tree that was kept with them: one was changed after it was written",
            )
        )


def _compare(name: str, state: Checkpoint, growing: Growing, roots: dict[int, bytes], found: _Found) -> None:
    if state.size > growing.size:
        found.failed.append(
            Said(
                sv=f"{name}: den såg {state.size} rader, det finns {growing.size}: loggens slut är borttaget",
                en=f"{name}: it saw {state.size} entries, there are {growing.size}: the log's end was cut off",
            )
        )
    elif roots.get(state.size) != state.root:
        found.failed.append(
            Said(
                sv=f"{name}: de första {state.size} raderna är inte de som den såg",
                en=f"{name}: the first {state.size} entries are not those that it saw",
            )
        )
    else:
        found.passed.append(
            Said(
                sv=f"{name}: dess {state.size} rader står oförändrade",
                en=f"{name}: its {state.size} entries stand unchanged",
            )
        )


def read_checkpoint_file(path: Path) -> tuple[str, str]:
    """Name and text of a checkpoint in a file. Raises BadInputError when it cannot be read."""
    try:
        return path.name, path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path}: cannot be read as a checkpoint: {error}. Name the file that was kept.") from error
