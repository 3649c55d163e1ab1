"""The audit log: every look is written down before it is answered; what was written can be listed and proven."""

import hmac
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from string import hexdigits

from lykta.errors import BadInputError, DamagedError, LyktaError
from lykta.guard.checkpoints import read_checkpoint
from lykta.guard.entries import canonical, read_entry
from lykta.guard.merkle import (
    completed_by,
    consistency_proof,
    inclusion_proof,
    is_continued,
    is_included,
    leaf_hash,
    root_of,
)
from lykta.kit.hashing import ID_HEX_DIGITS
from lykta.model.audit import Act, AuditEntry
from lykta.service.desk import Desk
from lykta.service.keys import search_key
from lykta.service.reaching import identifiers_typed
from lykta.service.rights import refuse_unless_may
from lykta.service.witnessing import checkpoint, is_witnessed, lay_witness, verifier_key
from lykta.store import audit as audit_store

CHECKPOINT_EVERY = timedelta(hours=1)  # our goal, after C2SP's witnesses
_MARK_HEX_DIGITS = 24  # 96 bits: no two searches look alike by chance
_log = logging.getLogger(__name__)


def note(desk: Desk, act: Act, *about: str) -> int:
    """The entry is safe in the log, in the name of the desk's actor, who may do it; only then is it done or answered.

    Raises StoreError when it cannot be written: then nothing is shown and nothing is done. Raises NotFoundError and
    NotAllowedError, after it is written, as `rights.refuse_unless_may` says. Returns its number.
    """
    at = desk.now()

    def entry_at(number: int) -> str:
        return canonical(AuditEntry(number=number, at=at, act=act, by=desk.actor, about=about))

    with desk.store.whole.writing() as connection:
        number = audit_store.append(connection, entry_at, _completed)
        last = audit_store.last_checkpoint(connection)
    _keep_witnessed(desk, last, at)
    refuse_unless_may(desk, act)
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


def search_marks(desk: Desk, asked: str) -> tuple[str, ...]:
    """The marks of a search: of its words, and of each number or address in them in its one normal form."""
    values = (one.value for one in identifiers_typed(desk, asked))
    return tuple(dict.fromkeys(search_mark(desk, one) for one in (asked, *values)))


def sign_log(desk: Desk) -> str:
    """A checkpoint of the log as it is now. Raises NotFoundError for who may not sign it."""
    refuse_unless_may(desk, Act.SIGNED_LOG)
    return checkpoint(desk)


def _keep_witnessed(desk: Desk, last: tuple[int, str, datetime] | None, at: datetime) -> None:
    """There is a checkpoint of the last hour, and the newest lies in the witness folder.

    A witness that cannot be reached must not stop the work; that it could not be is told, and tried again.
    """
    try:
        # A last one that lies ahead was made while the clock was wrong; it must not silence the hours until then.
        if last is None or not timedelta(0) <= at - last[2] < CHECKPOINT_EVERY:
            checkpoint(desk)
        elif not is_witnessed(desk, last[0]):
            lay_witness(desk, last[0], last[1])
    except LyktaError as error:
        _log.warning("the audit log's checkpoint was not kept; it is tried again at the next entry: %s", error)


def prove(desk: Desk, number: int, *, old_size: int | None = None) -> dict[str, object]:
    """That entry `number` is in the log as it is now; with `old_size`, also that the log of that size is its start."""
    note(desk, Act.READ_LOG, str(number))
    signed = checkpoint(desk)
    state = read_checkpoint(signed, verifier_key(desk))
    with desk.store.whole.reading() as connection:

        def node_at(level: int, index: int) -> bytes:
            return audit_store.node_at(connection, level, index)

        try:
            inclusion = inclusion_proof(number, state.size, node_at)
            consistency = consistency_proof(old_size, state.size, node_at) if old_size is not None else []
        except ValueError as error:
            raise BadInputError(f"{error}. List entries: lykta audit log.") from error
        (entry,) = [line for _, line in audit_store.newest_entries(connection, limit=1, before=number + 1)]
        holds = is_included(leaf_hash(entry.encode()), number, state.size, inclusion, state.root)
        if old_size is not None:
            old_root = root_of(old_size, node_at)
            holds &= is_continued(old_size, old_root, state.size, state.root, consistency)
    if not holds:
        raise DamagedError(
            f"No proof can be given of entry {number}: the entries and the tree kept with them do not fit, so one was "
            "altered. Run: lykta audit verify"
        )
    return {
        "entry": entry,
        "number": number,
        "inclusion": [step.hex() for step in inclusion],
        "old_size": old_size,
        "consistency": [step.hex() for step in consistency],
        "checkpoint": signed,
    }


def log_entries(desk: Desk, *, limit: int, before: int | None = None) -> tuple[AuditEntry, ...]:
    """The newest entries; reading them is logged too."""
    note(desk, Act.READ_LOG)
    with desk.store.reading() as connection:
        lines = audit_store.newest_entries(connection, limit=limit, before=before)
    return tuple(_entry_of(number, line) for number, line in lines)


def searches_for(desk: Desk, words: str) -> tuple[AuditEntry, ...]:
    """Who searched for these words, whatever their case, or for a number or address in them, however it was written.

    The oldest first. Asking is logged too.
    """
    marks = search_marks(desk, words)
    note(desk, Act.READ_LOG, *marks)
    found: dict[int, str] = {}
    with desk.store.reading() as connection:
        for mark in marks:
            found.update(audit_store.entries(connection, holding=mark))
    entries = (_entry_of(number, line) for number, line in sorted(found.items()))
    return tuple(entry for entry in entries if entry.act is Act.SEARCHED)


def _entry_of(number: int, line: str) -> AuditEntry:
    try:
        return read_entry(line)
    except ValueError as error:
        raise BadInputError(f"Entry {number} of the audit log is none: {error}. Run: lykta audit verify") from error
