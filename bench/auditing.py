"""The audit log: the cost of an entry, a million verified, a proof, and tampering seen by a witness."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

from bench.worlds import SEED, pin_to_one_core
from lykta.guard.entries import canonical, read_entry
from lykta.guard.merkle import completed_by, leaf_hash
from lykta.model.audit import Act, Actor, AuditEntry, Door, Ground
from lykta.service import auditing, verifying_log, witnessing
from lykta.service.desk import Desk
from lykta.service.settings import Settings
from lykta.service.standing import open_desk
from lykta.store import audit as audit_store
from lykta.store._schema import copy_rows
from lykta.store.server import OWNER_ROLE, EmbeddedServer, remove_cluster

ENTRIES, TAMPERED, LOOKS = 1_000_000, 1_000, 500
SMALL = 500  # entries of the log that is tampered with
GOAL_VERIFY_S, GOAL_PROOF_MS = 30, 50
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def run() -> None:
    pin_to_one_core()
    home = Path(tempfile.mkdtemp(prefix="lykta-bench-home-"))
    print(f"auditing: one core for program and database together, seed {SEED}")
    server = EmbeddedServer(home).start()
    try:
        # As the owner of the database, who may do what the program's own role may not.
        owner = server.url(OWNER_ROLE).replace("postgresql+psycopg", "postgresql")
        with open_desk(Settings(home=home, database_url=owner)) as desk:
            _print_looks(desk)
            _print_tampering(desk)
            _print_million(desk)
    finally:
        server.close()
        remove_cluster(home)
        shutil.rmtree(home, ignore_errors=True)


def _print_looks(desk: Desk) -> None:
    began = time.perf_counter()
    for number in range(LOOKS):
        auditing.note(desk, Act.LOOKED_AT_NETWORK, f"network-{number}")
    print(f"  an entry before each look: {(time.perf_counter() - began) / LOOKS * 1000:.1f} ms, of {LOOKS}")


def _print_million(desk: Desk) -> None:
    _fill(desk, [canonical(_entry(number)) for number in range(ENTRIES)])
    witness = witnessing.checkpoint(desk)
    began = time.perf_counter()
    check = verifying_log.verify_log(desk, [("witness", witness)])
    verified_s = time.perf_counter() - began
    began = time.perf_counter()
    for number in range(0, ENTRIES, ENTRIES // 100):
        auditing.prove(desk, number, old_size=ENTRIES // 2)
    proof_ms = (time.perf_counter() - began) * 10
    print(
        f"  {check.entries:,} entries verified, {'all hold' if check.holds else 'BROKEN'}: {verified_s:.1f} s "
        f"(goal {GOAL_VERIFY_S}); a proof with a fresh checkpoint: {proof_ms:.1f} ms (goal {GOAL_PROOF_MS})"
    )


def _print_tampering(desk: Desk) -> None:
    """Whoever tampers here has the whole database and makes the tree anew: only the witness's checkpoint tells."""
    rng = Random(SEED)
    whole = [canonical(_entry(number)) for number in range(SMALL)]
    _fill(desk, whole)
    witness = [("witness", witnessing.checkpoint(desk))]
    found = unseen_alone = 0
    for _ in range(TAMPERED):
        _fill(desk, _tampered(whole, rng))
        unseen_alone += verifying_log.verify_log(desk).holds
        found += not verifying_log.verify_log(desk, witness).holds
    print(
        f"  {TAMPERED} rewritten logs of {SMALL} entries (edits, deletions, swaps, back-datings, cuts, insertions): "
        f"{found} found against a witness's checkpoint (goal all); {unseen_alone} hold by themselves, which is why"
    )


def _tampered(whole: list[str], rng: Random) -> list[str]:
    at = rng.randrange(len(whole) - 1)
    lines, entry = list(whole), read_entry(whole[at])
    way = rng.choice(("edit", "delete", "swap", "backdate", "cut", "insert"))
    if way == "edit":
        lines[at] = canonical(replace(entry, by=replace(entry.by, name="somebody else")))
    elif way == "backdate":
        lines[at] = canonical(replace(entry, at=entry.at - timedelta(days=1)))
    elif way == "swap":
        lines[at : at + 2] = lines[at + 1], lines[at]
    elif way == "insert":
        lines.insert(at, lines[at])
    elif way == "delete":
        del lines[at]
    else:
        del lines[at + 1 :]
    return [canonical(replace(read_entry(line), number=number)) for number, line in enumerate(lines)]


def _entry(number: int) -> AuditEntry:
    by = Actor(name="anna", door=Door.PAGES, purpose="K 1234-26", ground=Ground.INVESTIGATION)
    at = _BEGAN + timedelta(seconds=number)
    return AuditEntry(number=number, at=at, act=Act.LOOKED_AT_NETWORK, by=by, about=(f"network-{number % 997}",))


def _fill(desk: Desk, lines: list[str]) -> None:
    """The log is these entries and their tree, whatever it was."""
    nodes: dict[tuple[int, int], bytes] = {}

    def every_node() -> Iterator[tuple[int, int, bytes]]:
        for number, line in enumerate(lines):
            for level, index, found in completed_by(number, leaf_hash(line.encode()), lambda a, b: nodes[a, b]):
                nodes[level, index] = found
                yield level, index, found

    with desk.store.writing() as connection:
        connection.execute(text("TRUNCATE audit_entry, audit_node, audit_checkpoint"))
        copy_rows(connection, audit_store.audit_entry, enumerate(lines))
        copy_rows(connection, audit_store.audit_node, every_node())
