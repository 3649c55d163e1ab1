import json
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from lykta.errors import BadInputError
from lykta.simulate.market import Market
from lykta.simulate.truth import read_truth

KINDS = {"world", "site", "advertiser", "network", "ad", "hub", "visit", "number_change"}


def test_every_kept_ad_page_is_in_the_truth_as_collected(week: Market, week_on_disk: Path) -> None:
    truth = read_truth(week_on_disk / "truth.jsonl")
    by_path = {(site, board.path_of_ad(ad)): ad.posting.key for site, board in week.boards.items() for ad in board.ads}
    kept = set()
    for path in week_on_disk.glob("warc/*"):
        site = path.name.rsplit("-", 1)[0]
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                url = record.rec_headers.get_header("WARC-Target-URI") or "https://none/"
                key = by_path.get((site, "/" + url.split("/", 3)[3]))
                if key is not None:
                    kept.add((site, key))
    assert len(kept) > 50
    assert kept == {(row["site"], _site_key(row)) for row in truth.ads.values() if row["collected"]}


def _site_key(row: dict[str, str]) -> str:
    return row["key"].rstrip("/").rsplit("/", 1)[-1]


def test_the_truth_has_a_row_of_every_kind(week_on_disk: Path) -> None:
    rows = [json.loads(line) for line in (week_on_disk / "truth.jsonl").read_text().splitlines()]
    assert {row["what"] for row in rows} >= KINDS


def test_a_site_without_an_adapter_is_named_by_its_host_and_keyed_by_its_path(week_on_disk: Path) -> None:
    keys = [key for key in read_truth(week_on_disk / "truth.jsonl").ads if key[0].endswith(".example")]
    assert {source for source, _ in keys} <= {"oppnabladet.example", "smallads.example"}
    assert keys
    assert all(path.startswith(("/objekt/", "/view/")) for _, path in keys)


def test_the_reader_answers_what_a_scorer_asks(week: Market, week_on_disk: Path) -> None:
    truth = read_truth(week_on_disk / "truth.jsonl")
    ad = next(ad for ad in week.ads if ad.site == "annonstorget" and ad.network)
    key = ("annonstorget", ad.posting.key)
    assert truth.advertiser_of[key] == ad.advertiser
    assert truth.network_of[key] == ad.network
    assert truth.unseen == len(week.ads) - len(week.collected())
    assert {number for number, _ in week.support.values()} == truth.hubs["e164"]
    assert truth.minors == {key for key, row in truth.ads.items() if row["minor"]}


@pytest.mark.parametrize("line", ["{", "[]", '{"no": 1}', "7"])
def test_a_line_that_is_no_truth_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "truth.jsonl"
    path.write_text('{"what": "world"}\n' + line + "\n")
    with pytest.raises(BadInputError, match="line 2"):
        read_truth(path)
