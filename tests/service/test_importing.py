"""Import: archived first, read once, and one bad input never stops the rest."""

import gzip
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from lykta.archive.verifying import verify
from lykta.errors import DamagedError
from lykta.service import looking
from lykta.service.desk import Desk
from lykta.service.importing import Acknowledged, import_files, rebuild, resume
from lykta.service.linking import link_all
from lykta.service.looking import today
from lykta.simulate.truth import read_truth
from lykta.store import ads as ads_store
from tests.archive.made import warc

TABLES = ("snapshot", "ad", "finding", "sighting", "picture")


def _counts(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as connection:
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES}


def _captures(world: Path) -> list[Path]:
    return sorted((world / "warc").glob("*.warc.gz"))


def _jsonl(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def test_every_collected_ad_of_a_simulated_world_is_stored_with_its_own_key(desk: Desk, small_world: Path) -> None:
    report = import_files(desk, _captures(small_world))
    truth = read_truth(small_world / "truth.jsonl")
    with desk.store.reading() as connection:
        stored = {key for _, key in ads_store.ad_keys(connection)}
    assert truth.collected <= stored
    assert stored <= truth.ads.keys()
    assert report.refused == []
    assert report.damaged == []


def test_the_same_files_again_add_nothing(desk: Desk, small_world: Path) -> None:
    files = _captures(small_world)[:3]
    import_files(desk, files)
    before = _counts(desk)
    again = import_files(desk, files)
    assert _counts(desk) == before
    assert (again.files_already, again.ads, again.pages) == (3, 0, 0)


def test_every_finding_stands_where_it_says(desk: Desk, small_world: Path) -> None:
    import_files(desk, _captures(small_world)[:4])
    with desk.store.reading() as connection:
        views = list(ads_store.ad_views(connection))
    assert views
    for view in views:
        for finding in view.findings:
            if "field" not in finding.extra:
                assert view.ad.text[finding.start : finding.end] == finding.written


def test_a_number_in_a_jsonl_line_becomes_a_finding(desk: Desk, tmp_path: Path) -> None:
    file = _jsonl(tmp_path / "ads.jsonl", {"id": "1", "text": "Ring 070-174 06 05 eller mejla"})
    assert import_files(desk, [file]).ads == 1
    with desk.store.reading() as connection:
        found = [one.value for view in ads_store.ad_views(connection) for one in view.findings if one.kind == "phone"]
    assert found == ["+46701740605"]


def test_a_csv_without_the_needed_columns_is_refused_and_the_next_file_is_read(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("name,body\nA,hej\n")
    good = _jsonl(tmp_path / "good.jsonl", {"id": "1", "text": "Hej från Umeå"})
    report = import_files(desk, [bad, good])
    assert report.ads == 1
    [sentence] = report.refused
    assert "bad.csv" in sentence
    assert "text" in sentence


def test_a_jsonl_line_that_is_no_json_is_damage_with_its_line_and_the_rest_is_read(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ads.jsonl"
    file.write_text('{"id":"1","text":"Hej"}\n{"id":"2",\n{"id":"3","text":"Hej igen"}\n')
    report = import_files(desk, [file])
    assert report.ads == 2
    assert any("2" in one.problem for one in report.damaged)


def test_a_second_import_of_a_damaged_file_tells_the_damage_again(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ads.jsonl"
    file.write_text('{"id":"1","text":"Hej"}\n{"id":"2",\n{"id":"3","text":"Hej","posted_at":"igår"}\n')
    first = import_files(desk, [file])
    again = import_files(desk, [file, file])
    assert (first.ads, again.ads) == (2, 0)
    assert again.damaged == first.damaged
    assert [one.problem[:6] for one in again.damaged] == ["line 2", "line 3"]


def test_damage_is_named_by_the_users_file_and_in_a_folder_by_the_page(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text("<p>Hej</p>")
    (tmp_path / "pages" / "b.html").symlink_to(tmp_path / "pages" / "a.html")
    table = tmp_path / "ads.csv"
    table.write_text("id,text\n1,Hej\n2\n")
    (link, row) = import_files(desk, [tmp_path / "pages", table]).damaged
    assert (link.file, link.problem[:7]) == ("pages", "b.html:")
    assert (row.file, row.problem[:7]) == ("ads.csv", "line 3:")


def test_a_file_named_twice_or_copied_tells_its_damage_once(desk: Desk, tmp_path: Path) -> None:
    file, copy = tmp_path / "ads.jsonl", tmp_path / "copy.jsonl"
    for path in (file, copy):
        path.write_text('{"id":"1","text":"Hej"}\nnonsense\n')
    assert len(import_files(desk, [file, copy, file]).damaged) == 1


def test_a_file_that_lost_its_manifest_is_refused_and_the_others_are_read(
    desk: Desk, small_world: Path, tmp_path: Path
) -> None:
    first, second = _captures(small_world)[:2]
    import_files(desk, [first, second])
    before = _counts(desk)
    manifest = next(desk.settings.archive.glob("??/*.json"))
    manifest.unlink()
    report = rebuild(desk, despite_missing=True)
    assert len(report.refused) == 1
    assert 0 < _counts(desk)["ad"] < before["ad"]
    later = tmp_path / "later.jsonl"
    later.write_text('{"id":"1","text":"Hej"}\n')
    assert import_files(desk, [later]).ads == 1
    assert len(resume(desk).refused) == 1


def test_what_could_not_be_read_is_listed_and_told_on_today_for_a_week(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ads.jsonl"
    file.write_text('{"id":"1","text":"Hej"}\nnonsense\n')
    import_files(desk, [file])
    (place,) = looking.unread_view(desk).damaged
    assert (place.file, place.offset) == ("ads.jsonl", 24)
    page = looking.today(desk)
    assert page.damaged == 1
    assert any("1 damaged place" in alarm.says.en for alarm in page.alarms)
    later = replace(desk, now=lambda: desk.now() + timedelta(days=8))
    assert not any("damaged place" in alarm.says.en for alarm in looking.today(later).alarms)
    assert looking.today(later).damaged == 1


def test_an_empty_file_and_a_missing_one_are_refused_by_name(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty.warc.gz"
    empty.touch()
    report = import_files(desk, [empty, tmp_path / "missing.warc"])
    assert "empty.warc.gz" in report.refused[0]
    assert "missing.warc" in report.refused[1]


def test_a_truncated_capture_gives_what_it_has_and_says_what_is_lost(
    desk: Desk, small_world: Path, tmp_path: Path
) -> None:
    whole = _captures(small_world)[0].read_bytes()
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    report = import_files(desk, [cut])
    assert report.pages > 0
    assert report.damaged


def test_garbage_between_records_is_told_and_the_records_after_it_are_read(
    desk: Desk, small_world: Path, tmp_path: Path
) -> None:
    first, second = _captures(small_world)[:2]
    mixed = tmp_path / "mixed.warc.gz"
    mixed.write_bytes(first.read_bytes() + b"\0garbage" * 50 + second.read_bytes())
    alone = import_files(desk, [first, second])
    report = import_files(desk, [mixed])
    assert report.damaged
    assert report.pages == alone.pages  # the same records at other places are captures of their own


def test_nul_bytes_and_lone_surrogates_are_stored_as_replacement_characters(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ads.jsonl"
    file.write_text('{"id":"1","text":"Hej \\u0000 du \\ud800 dar"}\n')
    assert import_files(desk, [file]).ads == 1
    with desk.store.reading() as connection:
        [view] = ads_store.ad_views(connection)
    assert "\ufffd" in view.ad.text
    assert "\0" not in view.ad.text


def test_a_hostile_ad_with_endless_values_does_not_stop_its_batch(desk: Desk, tmp_path: Path) -> None:
    long_url = "http://plats.example/" + "a" * 200_000
    file = _jsonl(
        tmp_path / "ads.jsonl",
        {"id": "k" * 50_000, "text": f"Se {long_url} nu", "url": long_url, "pictures": [long_url] * 50},
        {"id": "2", "text": "Hej från Luleå"},
    )
    report = import_files(desk, [file])
    assert report.ads + len(report.damaged) + report.unread >= 2
    with desk.store.reading() as connection:
        assert any("Luleå" in view.ad.text for view in ads_store.ad_views(connection))


def test_a_name_too_long_for_any_index_costs_neither_its_ad_nor_the_next_file(desk: Desk, tmp_path: Path) -> None:
    letters = "".join(f"{number:x}" for number in range(2000))
    odd = _jsonl(
        tmp_path / "odd.jsonl",
        {"id": "1", "text": "Hej från Umeå", "source": letters},
        {"id": letters, "text": "Hej från Luleå"},
        {"id": "3", "text": "Hej från Kiruna", "source": "ö" * 4000},
    )
    after = _jsonl(tmp_path / "after.jsonl", {"id": "4", "text": "Hej från Lund"})
    assert import_files(desk, [odd, after]).ads == 4
    rebuild(desk)
    with desk.store.reading() as connection:
        assert len(list(ads_store.ad_views(connection))) == 4


def test_a_page_that_the_database_refuses_is_damage_and_the_rest_of_its_batch_is_stored(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.store.writing() as connection:  # a refusal that no reader can foresee
        connection.execute(text("CREATE INDEX narrow ON ad (place)"))
    letters = "".join(f"{number:x}" for number in range(2000))
    file = _jsonl(
        tmp_path / "ads.jsonl",
        {"id": "1", "text": "Hej", "place": letters},
        {"id": "2", "text": "Hej från Luleå"},
    )
    report = import_files(desk, [file])
    assert report.ads == 1
    assert any("refuses" in one.problem for one in report.damaged)
    assert import_files(desk, [file]).files_already == 1


def test_what_was_kept_and_not_read_is_told_on_today_until_it_is_read(desk: Desk, small_world: Path) -> None:
    import_files(desk, _captures(small_world)[:2])
    with desk.store.writing() as connection:
        connection.execute(text("UPDATE archive_file SET read_at = NULL, read_to = 0"))
    assert any("not wholly read" in alarm.says.en for alarm in today(desk).alarms)
    resume(desk)
    assert any("not linked" in alarm.says.en for alarm in today(desk).alarms)
    link_all(desk)
    assert not any(alarm.source == "lykta" for alarm in today(desk).alarms)


def test_a_file_name_cannot_forge_a_line_or_colour_a_terminal(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "x\nkept y\x1b[31m.csv"
    bad.write_text("nothing")
    good = _jsonl(tmp_path / "g\n\x1b[31m.jsonl", {"id": "1", "text": "Hej"})
    said: list[Acknowledged] = []
    report = import_files(desk, [bad, good], acknowledge=said.append)
    for line in (*report.refused, *(one.name for one in said)):
        assert line.isprintable()


def test_an_edited_posting_is_another_ad_under_the_same_key(desk: Desk, tmp_path: Path) -> None:
    import_files(desk, [_jsonl(tmp_path / "a.jsonl", {"id": "1", "text": "Hej"})])
    import_files(desk, [_jsonl(tmp_path / "b.jsonl", {"id": "1", "text": "Hej, nytt pris"})])
    with desk.store.reading() as connection:
        assert len({ad for ad, _ in ads_store.ad_keys(connection)}) == 2
        assert len({key for _, key in ads_store.ad_keys(connection)}) == 1


def test_rebuild_makes_the_same_tables_from_the_archive_alone(desk: Desk, small_world: Path) -> None:
    import_files(desk, _captures(small_world)[:4])
    before = _counts(desk)
    with desk.store.writing() as connection:
        connection.execute(text("DELETE FROM finding"))
        connection.execute(text("UPDATE ad SET text = 'altered'"))
    rebuild(desk)
    assert _counts(desk) == before
    with desk.store.reading() as connection:
        assert all(view.ad.text != "altered" for view in ads_store.ad_views(connection))


def test_nothing_is_emptied_while_archive_files_are_missing(desk: Desk, small_world: Path) -> None:
    import_files(desk, _captures(small_world)[:2])
    before = _counts(desk)
    hidden = desk.settings.archive.rename(desk.settings.archive.with_name("elsewhere"))
    with pytest.raises(DamagedError, match="2 of 2 archive files are missing"):
        rebuild(desk)
    assert _counts(desk) == before
    hidden.rename(desk.settings.archive)
    first = next(desk.settings.archive.rglob("*.warc.gz"))
    first.unlink()
    with pytest.raises(DamagedError, match="1 of 2"):
        rebuild(desk)
    rebuild(desk, despite_missing=True)
    assert 0 < _counts(desk)["ad"] < before["ad"]


def test_an_archive_file_that_the_database_does_not_know_is_adopted(desk: Desk, small_world: Path) -> None:
    import_files(desk, _captures(small_world)[:1])
    before = _counts(desk)
    with desk.store.writing() as connection:
        for table in ("archive_file", *TABLES):
            connection.execute(text(f"DELETE FROM {table}"))
    resume(desk)
    assert _counts(desk) == before


def test_a_byte_changed_in_the_archive_is_found_before_anything_is_read_from_it(desk: Desk, small_world: Path) -> None:
    capture = _captures(small_world)[0]
    import_files(desk, [capture])
    [kept] = desk.settings.archive.rglob("*.warc.gz")
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.chmod(0o600)
    kept.write_bytes(data)
    assert not all(check.passed for check in verify(desk.settings.archive))
    with pytest.raises(DamagedError, match="missing or altered"):
        rebuild(desk)
    report = rebuild(desk, despite_missing=True)
    assert report.pages == 0
    assert report.refused


def test_acknowledgements_come_after_the_bytes_are_safe(desk: Desk, small_world: Path) -> None:
    capture = _captures(small_world)[0]
    said: list[Acknowledged] = []

    def acknowledge(one: Acknowledged) -> None:
        if one.what == "kept":
            assert any(one.sha256 in path.name for path in desk.settings.archive.rglob("*"))
        said.append(one)

    import_files(desk, [capture], acknowledge=acknowledge)
    assert [one.what for one in said] == ["kept", "read"]


@pytest.mark.parametrize("charset", ["windows-1252", "utf-16"])
def test_a_page_in_another_charset_is_kept_raw_and_counted(desk: Desk, tmp_path: Path, charset: str) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    html = f"<html><head><meta charset={charset}><title>Rörö</title></head><body><main><h1>Rörö i Malmö</h1>"
    html += "<p>Vi ses i Malmö på en promenad längs kanalen, ring gärna 070-174 06 05 efter klockan tre.</p>"
    html += "</main></body></html>"
    (folder / "a.html").write_bytes(html.encode(charset))
    report = import_files(desk, [folder])
    assert report.pages >= 1
    assert report.ads + report.unread >= 1


def test_a_gzip_bomb_is_cut_off_and_told(desk: Desk, tmp_path: Path) -> None:
    head = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
    )
    head += b"WARC-Record-ID: <urn:uuid:7b2a2a3e-0000-4000-8000-000000000001>\r\nContent-Type: text/html\r\n"
    body = b"0" * 200_000_000
    bomb = tmp_path / "bomb.warc.gz"
    bomb.write_bytes(gzip.compress(head + b"Content-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n", 9))
    report = import_files(desk, [bomb])
    assert report.ads == 0
    assert report.damaged or report.refused or report.unread


def test_a_row_with_a_day_that_cannot_be_is_told_with_its_line_and_the_rest_goes_on(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "ads.csv"
    table.write_text("id,text,seen_at\n1,Ring på kvällen,2026-03-01\n2,Ring på dagen,2096-03-01\n", "utf-8")
    report = import_files(desk, [table])
    assert report.ads == 2
    (told,) = report.damaged
    assert "line 3: seen_at is '2096-03-01'" in told.problem


def test_a_folder_of_captures_and_tables_stands_for_each_of_them(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "day"
    (folder / "deep").mkdir(parents=True)
    warc(folder / "deep" / "a.warc.gz", pages=3)
    (folder / "b.csv").write_text('id,text\n1,"Ring 070-174 06 05"\n', "utf-8")
    (folder / "readme.txt").write_text("not for import")
    (folder / "link.csv").symlink_to(folder / "b.csv")
    report = import_files(desk, [folder])
    assert (report.files, report.refused, report.pages) == (2, [], 4)


def test_a_folder_with_a_page_is_one_input_whatever_stands_beside_it(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    warc(folder / "a.warc")
    (folder / "page.html").write_text("<html><body><h1>A page</h1></body></html>")
    assert import_files(desk, [folder]).files == 1


def test_an_empty_folder_and_one_that_may_not_be_read_are_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = import_files(desk, [tmp_path / "empty", tmp_path / "gone"])
    assert len(report.refused) == 2
    assert "Name another folder" in report.refused[0]
