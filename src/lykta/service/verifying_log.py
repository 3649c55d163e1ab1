"""`lykta audit verify`: every entry and node of the log is read again and held against checkpoints."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from lykta.errors import BadInputError, LyktaError
from lykta.guard.checkpoints import Checkpoint, Verifier, read_checkpoint, read_verifier
from lykta.guard.entries import cells_of
from lykta.guard.merkle import Growing, leaf_hash
from lykta.model.audit import Act, LogCheck
from lykta.model.words import Said
from lykta.service.desk import Desk
from lykta.service.rights import refuse_unless_may
from lykta.service.witnessing import verifier_key, witnessed
from lykta.store import audit as audit_store

CLOCK_MAY_STEP = timedelta(minutes=1)  # back, by ordinary correction
_ENTRIES_AT_ONCE = 20_000  # whose nodes are compared together


def verify_log(desk: Desk, against: Sequence[tuple[str, str]] = (), *, key: str | None = None) -> LogCheck:
    """Every entry is read, the tree made anew and each of its nodes compared, then each checkpoint.

    `against` are checkpoints kept elsewhere, as name and text; those in the witness folder of the settings are compared
    too. Without any, whoever may write the whole database may have rewritten all of it; the check says so.
    `key` is the log's verifier key as somebody wrote it down, where the home's own is not to be trusted.
    Raises BadInputError when it is no key, NotFoundError for who may not sign the log either.
    """
    refuse_unless_may(desk, Act.SIGNED_LOG)
    verifier = read_verifier(key) if key else verifier_key(desk)
    found = _Found()
    elsewhere = (*against, *_witnessed(desk, found))
    with desk.store.whole.reading() as connection:
        own = [(f"#{size}", text) for size, text, _ in audit_store.checkpoints(connection)]
        states = _states((*own, *elsewhere), verifier, found)
        growing, roots = _read_all(connection, {state.size for _, state in states}, found)
        _compare_count(connection, growing.size, found)
    for name, state in states:
        _compare(name, state, growing, roots, found)
    if not elsewhere:
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


def _witnessed(desk: Desk, found: _Found) -> list[tuple[str, str]]:
    try:
        return witnessed(desk)
    except LyktaError as error:
        found.failed.append(Said(sv=f"vittnesmappen kan inte läsas: {error}", en=f"the witness folder: {error}"))
        return []


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
    """The tree over all entries, each node of it compared with the one kept, and its root at each of the sizes."""
    growing, nodes = Growing(), _Nodes(connection)
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
        nodes.compare(number, growing.add(leaf_hash(line.encode("utf-8", "surrogatepass"))))
        if growing.size in sizes:
            roots[growing.size] = growing.root()
    nodes.tell(growing.size, found)
    back = sum(later < earlier - CLOCK_MAY_STEP for earlier, later in pairwise(times))
    if back:
        found.notes.append(
            Said(
                sv=f"klockan gick bakåt {back} gånger; raderna står i nummerordning",
                en=f"the clock went back {back} times; entries are in order of their numbers",
            )
        )
    return growing, roots


class _Nodes:
    """The nodes made anew beside those kept, a page of entries at a time; memory stays bounded."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._first = 0  # entry whose nodes have not been compared
        self._made: list[list[bytes]] = []  # by level
        self._right = True

    def compare(self, number: int, completed: Sequence[bytes]) -> None:
        while len(self._made) < len(completed):
            self._made.append([])
        for made, node in zip(self._made, completed, strict=False):
            made.append(node)
        if number + 1 - self._first == _ENTRIES_AT_ONCE:
            self._compare_made(number + 1)

    def tell(self, entries: int, found: _Found) -> None:
        self._compare_made(entries)
        if self._right:
            found.passed.append(
                Said(
                    sv=f"{entries} rader ger det träd som sparades med dem",
                    en=f"{entries} entries give the tree that was kept with them",
                )
            )
        else:
            found.failed.append(
                Said(
                    sv="raderna ger inte det träd som sparades med dem: något har ändrats efteråt",
                    en="the entries do not give the tree that was kept with them: something was changed afterwards",
                )
            )

    def _compare_made(self, entries: int) -> None:
        for level, made in enumerate(self._made):
            self._right = self._right and audit_store.are_nodes(self._connection, level, self._first >> level, made)
            made.clear()
        self._first = entries


def _compare_count(connection: Connection, entries: int, found: _Found) -> None:
    """Whether the tables hold nothing beside the log, such as entries with numbers below zero."""
    entries_kept, nodes_kept = audit_store.rows_of_log(connection)
    nodes = sum(entries >> level for level in range(entries.bit_length()))
    if (entries_kept, nodes_kept) != (entries, nodes):
        found.failed.append(
            Said(
                sv=f"tabellerna har {entries_kept} rader och {nodes_kept} noder; loggen har {entries} och {nodes}",
                en=f"the tables hold {entries_kept} entries and {nodes_kept} nodes; the log has {entries} and {nodes}",
            )
        )


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
