"""The log is written before the answer, refuses rather than forgets, and shows every way of tampering."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from sqlalchemy import text

from lykta.cli.auditing import _print_entries
from lykta.errors import BadInputError, DamagedError, LyktaError
from lykta.guard.checkpoints import read_checkpoint
from lykta.guard.entries import canonical, read_entry
from lykta.guard.merkle import is_continued, is_included, leaf_hash
from lykta.model.audit import Act, Actor, AuditEntry, Door, Ground
from lykta.service import auditing, exporting, importing, judging, linking, looking, verifying_log, witnessing
from lykta.service.desk import Desk
from lykta.store import audit as audit_store

ANNA = Actor(name="anna", door=Door.PAGES, purpose="K 1-26", ground=Ground.INVESTIGATION)


@pytest.fixture
def annas(desk: Desk) -> Desk:
    return replace(desk, actor=ANNA)


def acts(desk: Desk) -> list[AuditEntry]:
    with desk.store.reading() as connection:
        return [read_entry(line) for _, line in audit_store.entries(connection)]


def fill(desk: Desk, entries: int) -> None:
    for number in range(entries):
        auditing.note(desk, Act.LOOKED_AT_NETWORK, f"network-{number}")


def as_owner(desk: Desk, statement: str) -> None:
    with desk.store.writing() as connection:
        connection.execute(text(statement))


def test_an_entry_says_who_what_when_why_and_through_which_door(annas: Desk) -> None:
    auditing.note(annas, Act.LOOKED_AT_NETWORK, "abc")
    (entry,) = acts(annas)
    assert (entry.number, entry.by, entry.act, entry.about) == (0, ANNA, Act.LOOKED_AT_NETWORK, ("abc",))


LOOKS: dict[str, Callable[[Desk], object]] = {
    "today": looking.today,
    "network_page": lambda desk: looking.network_page(desk, "none"),
    "pair_page": lambda desk: looking.pair_page(desk, "a", "b"),
    "unread_view": looking.unread_view,
    "find": lambda desk: looking.find(desk, "070-174 06 05"),
    "all_judgements": judging.all_judgements,
    "export_network": lambda desk: exporting.export_network(desk, "none", "csv", language="en"),
    "log_entries": lambda desk: auditing.log_entries(desk, limit=5),
    "searches_for": lambda desk: auditing.searches_for(desk, "word"),
    "link_all": linking.link_all,
    "import_files": lambda desk: importing.import_files(desk, []),
    "rebuild": importing.rebuild,
}


@pytest.mark.parametrize("name", LOOKS)
def test_every_look_is_in_the_log_also_one_that_finds_nothing(annas: Desk, name: str) -> None:
    with suppress(LyktaError):
        LOOKS[name](annas)
    assert [entry.by for entry in acts(annas)][:1] == [ANNA]


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_is_answered_when_the_log_cannot_be_written(annas: Desk, name: str) -> None:
    as_owner(annas, "ALTER TABLE audit_entry RENAME TO audit_gone")
    try:
        with pytest.raises(Exception, match="audit_entry"):
            LOOKS[name](annas)
    finally:
        as_owner(annas, "ALTER TABLE audit_gone RENAME TO audit_entry")


def test_no_function_that_looks_is_missing_from_this_test() -> None:
    # What was typed, ids only, and what counts lines without showing one: nothing of anybody.
    inner = {"identifiers_in", "became", "page_of_today"}
    for module in (looking, exporting):
        public = {
            name
            for name, value in vars(module).items()
            if callable(value) and getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
        }
        assert public - inner <= set(LOOKS), module.__name__


def test_a_search_is_in_the_log_without_its_words_and_can_be_tried(annas: Desk) -> None:
    looking.find(annas, "070-174 06 05")
    looking.find(annas, "another")
    lines = "".join(canonical(entry) for entry in acts(annas))
    assert "174" not in lines
    for written in (" 070-174  06 05", "+46 70 174 06 05", "noll sju noll ett sju fyra noll sex noll fem"):
        (found,) = auditing.searches_for(annas, written)
        assert found.by == ANNA
    assert auditing.searches_for(annas, "070-174 06 06") == ()


def test_two_programs_number_their_entries_without_a_gap(annas: Desk) -> None:
    workers = [Thread(target=fill, args=(annas, 25)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [entry.number for entry in acts(annas)] == list(range(100))
    assert verifying_log.verify_log(annas).holds


def test_two_programs_may_sign_the_log_at_once(annas: Desk) -> None:
    fill(annas, 3)
    signed: list[str] = []
    workers = [Thread(target=lambda: signed.append(witnessing.checkpoint(annas))) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(signed) == 8
    assert verifying_log.verify_log(annas, [("one", one) for one in signed]).holds


def test_an_untouched_log_holds_and_says_what_alone_proves_little(annas: Desk) -> None:
    fill(annas, 40)
    check = verifying_log.verify_log(annas)
    assert check.holds
    assert check.entries == 40
    assert any("--against" in note.en for note in check.notes)
    kept = witnessing.checkpoint(annas)
    fill(annas, 13)
    checked = verifying_log.verify_log(annas, [("kept", kept)])
    assert checked.holds
    assert "kept: its 40 entries stand unchanged" in [said.en for said in checked.passed]
    assert checked.notes == ()


def rewrite(desk: Desk, lines: list[str]) -> None:
    """What an insider with the whole database can do: other entries, a tree that fits them, no old checkpoints."""
    as_owner(desk, "TRUNCATE audit_entry, audit_node, audit_checkpoint")
    for line in lines:
        with desk.store.writing() as connection:
            audit_store.append(connection, lambda _, line=line: line, auditing._completed)  # type: ignore[misc]


def test_every_edit_deletion_swap_backdating_and_cut_is_found_against_a_witness(annas: Desk) -> None:
    random = Random(9)
    fill(annas, 30)
    witness = witnessing.checkpoint(annas)
    with annas.store.reading() as connection:
        whole = [line for _, line in audit_store.entries(connection)]
    for way in ("edit", "delete", "swap", "backdate", "cut", "insert") * 3:
        at = random.randrange(29)
        lines = list(whole)
        entry = read_entry(lines[at])
        if way == "edit":
            lines[at] = canonical(replace(entry, by=replace(entry.by, name="bo")))
        elif way == "backdate":
            lines[at] = canonical(replace(entry, at=entry.at - timedelta(days=1)))
        elif way == "swap":
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
        elif way == "insert":
            lines.insert(at, lines[at])
        else:
            lines = lines[:at] + lines[at + 1 :] if way == "delete" else lines[: at + 1]
        lines = [canonical(replace(read_entry(line), number=number)) for number, line in enumerate(lines)]
        rewrite(annas, lines)
        assert verifying_log.verify_log(annas).holds, "so thorough that the database alone shows nothing"
        assert not verifying_log.verify_log(annas, [("witness", witness)]).holds, way
    rewrite(annas, whole)
    assert verifying_log.verify_log(annas, [("witness", witness)]).holds


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET entry = replace(entry, 'anna', 'anne') WHERE number = 7",
        "DELETE FROM audit_entry WHERE number = 7",
        "DELETE FROM audit_entry WHERE number = 19",
        "UPDATE audit_entry SET number = 99 WHERE number = 19",
        "UPDATE audit_node SET hash = decode(repeat('00', 32), 'hex') WHERE level = 4 AND index = 0",
        "DELETE FROM audit_node WHERE level = 4",
        "UPDATE audit_checkpoint SET note = replace(note, '1', '2')",
        "UPDATE audit_entry SET entry = 'no entry' WHERE number = 3",
        "UPDATE audit_node SET hash = decode(repeat('00', 32), 'hex') WHERE level = 1 AND index = 2",
        "DELETE FROM audit_node WHERE level = 0 AND index = 5",
        "UPDATE audit_node SET index = -1 WHERE level = 2 AND index = 1",
        "INSERT INTO audit_node VALUES (40, 0, decode(repeat('00', 32), 'hex'))",
        "INSERT INTO audit_entry VALUES (-1, 'hidden')",
    ],
)
def test_a_hand_in_the_tables_is_found_without_any_witness(annas: Desk, statement: str) -> None:
    fill(annas, 20)
    witnessing.checkpoint(annas)
    as_owner(annas, statement)
    check = verifying_log.verify_log(annas)
    assert not check.holds
    assert check.failed


def test_a_checkpoint_is_made_within_the_hour_and_laid_into_the_witness_folder(annas: Desk, tmp_path: Path) -> None:
    began = annas.now()
    folder = tmp_path / "witness"
    folder.mkdir()
    settings = annas.settings.model_copy(update={"witness": folder})
    desk = replace(annas, settings=settings, now=lambda: began)
    fill(desk, 3)
    assert len(list(folder.iterdir())) == 1
    later = replace(desk, now=lambda: began + timedelta(minutes=61))
    fill(later, 1)
    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir())]
    assert [read_checkpoint(one, witnessing.verifier_key(desk)).size for one in texts] == [1, 4]
    assert verifying_log.verify_log(desk, [(path.name, path.read_text()) for path in folder.iterdir()]).holds


def test_a_clock_that_was_years_ahead_silences_no_checkpoint(annas: Desk) -> None:
    began = annas.now()
    fill(replace(annas, now=lambda: began + timedelta(days=3650)), 1)
    fill(annas, 4)
    with annas.store.reading() as connection:
        assert audit_store.checkpoints(connection)[-1][0] > 1


def test_what_is_no_id_is_in_the_log_as_a_mark(annas: Desk) -> None:
    with suppress(LyktaError):
        looking.network_page(annas, "070-174 06 99")
    (entry,) = acts(annas)
    assert entry.about[0].startswith("asked:")
    assert auditing.named(annas, "0123456789abcdef0123") == "0123456789abcdef0123"


def test_a_proof_that_is_asked_for_is_logged(annas: Desk) -> None:
    fill(annas, 1)
    auditing.prove(annas, 0)
    assert acts(annas)[-1].act is Act.READ_LOG


def test_no_typed_word_makes_a_line_of_its_own_in_the_terminal(annas: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    forged = replace(annas, actor=replace(ANNA, name="ann\nX 2026 chief \x1b[31mRED\x1b]0;pwn\x07\u202e"))
    auditing.note(forged, Act.WAS_REFUSED)
    _print_entries(acts(annas), "sv")
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert "\x1b" not in printed


def test_a_witness_folder_that_cannot_be_written_stops_no_work_and_is_told(
    annas: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    desk = replace(annas, settings=annas.settings.model_copy(update={"witness": blocked / "folder"}))
    fill(desk, 1)
    assert len(acts(desk)) == 1
    assert "checkpoint was not kept" in caplog.text


def test_an_export_leaves_a_signed_log_behind(annas: Desk, tmp_path: Path) -> None:
    table = tmp_path / "ads.csv"
    table.write_text('id,text\n1,"Ring 070-174 06 05 i dag"\n', "utf-8")
    importing.import_files(annas, [table])
    (network,) = linking.link_all(annas).networks
    exporting.export_network(annas, network.id, "csv", language="en")
    with annas.store.reading() as connection:
        newest = audit_store.checkpoints(connection)[-1][0]
        assert newest == audit_store.size_of(connection)


def test_a_proof_shows_one_entry_and_that_the_log_only_grew(annas: Desk) -> None:
    fill(annas, 11)
    old = read_checkpoint(witnessing.checkpoint(annas), witnessing.verifier_key(annas))
    fill(annas, 8)
    proof = auditing.prove(annas, 5, old_size=old.size)
    state = read_checkpoint(str(proof["checkpoint"]), witnessing.verifier_key(annas))
    steps = {name: [bytes.fromhex(step) for step in proof[name]] for name in ("inclusion", "consistency")}  # type: ignore[attr-defined]
    assert is_included(leaf_hash(str(proof["entry"]).encode()), 5, state.size, steps["inclusion"], state.root)
    assert is_continued(old.size, old.root, state.size, state.root, steps["consistency"])
    for number, size in ((500, None), (0, 500)):
        with pytest.raises(BadInputError):
            auditing.prove(annas, number, old_size=size)


def test_no_proof_is_given_that_does_not_hold(annas: Desk) -> None:
    fill(annas, 16)
    as_owner(annas, "UPDATE audit_node SET hash = decode(repeat('00', 32), 'hex') WHERE level = 0 AND index = 4")
    auditing.prove(annas, 12)
    with pytest.raises(DamagedError, match="No proof can be given of entry 5"):
        auditing.prove(annas, 5)
    with pytest.raises(DamagedError, match="No proof can be given of entry 12"):
        auditing.prove(annas, 12, old_size=5)


def with_witness(desk: Desk, folder: Path) -> Desk:
    if not folder.exists():
        folder.mkdir()
    return replace(desk, settings=desk.settings.model_copy(update={"witness": folder}))


def test_a_witness_folder_that_failed_gets_its_checkpoint_at_the_next_entry(annas: Desk, tmp_path: Path) -> None:
    began = annas.now()
    blocked = tmp_path / "folder"
    blocked.write_text("no folder")
    desk = replace(with_witness(annas, blocked), now=lambda: began)
    fill(desk, 1)
    blocked.unlink()
    blocked.mkdir()
    fill(desk, 1)
    (laid,) = blocked.iterdir()
    assert read_checkpoint(laid.read_text("utf-8"), witnessing.verifier_key(desk)).size == 1


def test_verify_reads_the_witness_folder_by_itself(annas: Desk, tmp_path: Path) -> None:
    desk = with_witness(annas, tmp_path / "folder")
    fill(desk, 3)
    witnessing.checkpoint(desk)
    check = verifying_log.verify_log(desk)
    assert (check.holds, check.notes) == (True, ())
    with desk.store.reading() as connection:
        whole = [line for _, line in audit_store.entries(connection)]
    lines = [*whole[:2], canonical(replace(read_entry(whole[2]), by=replace(ANNA, name="bo")))]
    rewrite(desk, lines)
    assert not verifying_log.verify_log(desk).holds
    assert verifying_log.verify_log(annas).holds, "the database alone shows nothing"
    (tmp_path / "folder").rename(tmp_path / "away")
    assert any("witness folder" in said.en for said in verifying_log.verify_log(desk).failed)


def test_a_witness_of_the_same_size_that_saw_another_log_is_an_alarm(
    annas: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = with_witness(annas, tmp_path / "folder")
    fill(desk, 1)
    with desk.store.reading() as connection:
        (line,) = [line for _, line in audit_store.entries(connection)]
    rewrite(desk, [canonical(replace(read_entry(line), by=replace(ANNA, name="bo")))])
    with pytest.raises(DamagedError, match="saw another log of 1 entries"):
        witnessing.checkpoint(desk)
    rewrite(desk, [])
    fill(desk, 1)
    assert "saw another log" in caplog.text
    (laid,) = (tmp_path / "folder").iterdir()
    laid.write_text("garbage")
    with pytest.raises(DamagedError, match="should be a checkpoint of this log"):
        witnessing.checkpoint(desk)


def test_a_witness_folder_that_is_not_there_is_not_made(annas: Desk, tmp_path: Path) -> None:
    """As when the other machine's disk is not mounted: a witness on this machine would be none."""
    gone = replace(annas, settings=annas.settings.model_copy(update={"witness": tmp_path / "gone"}))
    fill(annas, 1)
    with pytest.raises(LyktaError, match="Mount it"):
        witnessing.checkpoint(gone)
    assert not (tmp_path / "gone").exists()


def test_a_clock_that_went_back_is_noted_and_the_order_of_numbers_stays(annas: Desk) -> None:
    fill(annas, 2)
    began = annas.now()
    fill(replace(annas, now=lambda: began - timedelta(days=1)), 1)
    check = verifying_log.verify_log(annas)
    assert check.holds
    assert any("went back 1 times" in note.en for note in check.notes)


def test_a_checkpoint_of_another_home_or_no_checkpoint_fails_the_check(annas: Desk, tmp_path: Path) -> None:
    fill(annas, 2)
    other = replace(annas, settings=annas.settings.model_copy(update={"home": tmp_path / "other"}))
    for strange in (witnessing.checkpoint(other), "", "x\n\ny\n"):
        as_owner(annas, "TRUNCATE audit_checkpoint")
        assert not verifying_log.verify_log(annas, [("strange", strange)]).holds
    with pytest.raises(BadInputError, match="cannot be read as a checkpoint"):
        witnessing.read_checkpoint_file(tmp_path / "none")


def test_the_keys_are_this_users_only(annas: Desk) -> None:
    fill(annas, 1)
    looking.find(annas, "x")
    folder = annas.settings.home / "keys"
    assert folder.stat().st_mode & 0o077 == 0
    for key in ("log.ed25519", "search.hmac"):
        assert (folder / key).stat().st_mode & 0o077 == 0
    (folder / "log.ed25519").write_bytes(b"short")
    with pytest.raises(LyktaError, match="a key of 5 bytes"):
        witnessing.checkpoint(annas)
