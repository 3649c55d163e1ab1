"""`groups`: every line has its answer in its place, and a site's own lines join nobody."""

import io
import json
from pathlib import Path

import pytest

from lykta.cli import filtering
from lykta.cli import grouping as command
from lykta.cli import resolving as resolving_command
from lykta.errors import BadInputError
from lykta.link.settings import LinkSettings
from lykta.service.grouping import TextRecord, group_records, without_site_lines
from lykta.service.settings import Settings
from tests.link.evidence import FOREST, HARBOUR, MARKET_SQUARE
from tests.link.templates.test_templates import SWEDISH, filled

SETTINGS = Settings()
SITE_LINE = (
    "Annonsera gratis på Torget. Betala aldrig i förskott till någon du inte har träffat. Regler finns på sidan."
)


def run(
    lines: list[object], monkeypatch: pytest.MonkeyPatch, templates: Path | None = None
) -> tuple[int, list[object]]:
    given = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    out = io.BytesIO()
    monkeypatch.setattr(filtering, "stdin", lambda: io.BytesIO(given))
    monkeypatch.setattr(resolving_command, "stdout", lambda: out)
    status = command.run_groups(SETTINGS, None, templates)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_is_answered_in_its_place_also_the_bad_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    status, answers = run(
        [
            {"id": "b", "text": HARBOUR},
            b"no json\n",
            {"id": 7, "text": f"{HARBOUR} Parkering finns."},
            {"id": "b", "text": FOREST},
            {"id": "c", "text": FOREST},
            {"text": FOREST},
            b"\xff\n",
        ],
        monkeypatch,
    )
    assert status == 1
    assert [answer.get("group", "error") for answer in answers] == ["7", "error", "7", "error", "c", "error", "error"]  # type: ignore[attr-defined]
    assert "came before" in answers[3]["error"]  # type: ignore[index]


def test_templates_are_written_with_slots_values_and_spans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = filled(SWEDISH)
    file = tmp_path / "templates.jsonl"
    status, _ = run([{"id": id_, "text": text} for id_, text in texts.items()], monkeypatch, file)
    assert status == 0
    (line,) = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert (line["group"], line["size"]) == ("ad0", 3)
    assert [piece["kind"] for piece in line["template"] if "slot" in piece] == ["name", "place", "phone", "price"]
    for slot in line["slots"]:
        for id_, value in slot["values"].items():
            start, end = value["span"]
            assert texts[id_][start:end] == value["text"]


def test_templates_that_cannot_be_written_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInputError, match="cannot be written"):
        run([{"id": "a", "text": "x"}], monkeypatch, tmp_path / "none" / "file")


def site_records(source: str | None) -> list[TextRecord]:
    own = (HARBOUR, FOREST, MARKET_SQUARE)
    return [
        TextRecord(id=f"{number:03d}", text=f"{own[number % 3]} {number}\n{SITE_LINE}", source=source)
        for number in range(60)
    ]


def test_a_line_on_a_large_share_of_a_source_is_left_out_and_only_where_the_source_is_known() -> None:
    assert all(SITE_LINE not in text for text in without_site_lines(site_records("torget"), LinkSettings()))
    assert all(SITE_LINE in text for text in without_site_lines(site_records(None), LinkSettings()))


def test_ads_of_nothing_but_a_sites_own_lines_stay_whole() -> None:
    records = [*site_records("torget"), TextRecord(id="own", text=SITE_LINE, source="torget")]
    assert without_site_lines(records, LinkSettings())[-1] == SITE_LINE


def test_short_ads_under_one_sites_long_line_are_not_joined_by_it() -> None:
    short = ("Ring på kvällen.", "Hus vid sjön.", "Lägenhet nära torget.")
    records = [
        TextRecord(id=f"{number:03d}", text=f"{short[number % 3]} {number}\n{SITE_LINE}", source="torget")
        for number in range(60)
    ]
    found = list(group_records(SETTINGS, records, with_templates=False))
    assert all(len({short[int(id_) % 3] for id_ in group.ids}) == 1 for group in found)
