from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from lykta.simulate.board import Board
from lykta.simulate.market import Market
from lykta.simulate.postings import TrueAd
from lykta.simulate.world import write_world


def _responses(path: Path) -> Iterator[tuple[str, str, str, bytes]]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            body = record.content_stream().read()
            if record.rec_type == "response":
                headers = record.rec_headers
                yield (
                    headers.get_header("WARC-Target-URI"),
                    headers.get_header("WARC-Date"),
                    record.http_headers.get_header("Content-Type"),
                    body,
                )


def test_the_same_market_gives_the_same_bytes(week: Market, week_on_disk: Path, tmp_path: Path) -> None:
    write_world(week, tmp_path)
    files = sorted(path.relative_to(week_on_disk) for path in week_on_disk.rglob("*") if path.is_file())
    assert len(files) > 20
    assert files == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    for name in files:
        assert (tmp_path / name).read_bytes() == (week_on_disk / name).read_bytes()


def test_every_record_is_read_with_a_valid_digest(week: Market, week_on_disk: Path) -> None:
    urls = [response for path in sorted(week_on_disk.glob("warc/*")) for response in _responses(path)]
    assert len(urls) == sum(len(visit.fetches) for visit in week.visits)


def test_a_file_begins_with_its_own_description(week_on_disk: Path) -> None:
    with next(week_on_disk.glob("warc/*")).open("rb") as file:
        assert next(iter(ArchiveIterator(file))).rec_type == "warcinfo"


def test_a_changed_byte_is_noticed(week_on_disk: Path, tmp_path: Path) -> None:
    damaged = bytearray(next(week_on_disk.glob("warc/*")).read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    path = tmp_path / "damaged.warc.gz"
    path.write_bytes(damaged)
    with pytest.raises((ArchiveLoadFailed, EOFError)):
        assert len(list(_responses(path))) < 0


def test_a_picture_is_kept_once_a_site(week_on_disk: Path) -> None:
    pictures = [
        url
        for path in sorted(week_on_disk.glob("warc/*"))
        for url, _, kind, _ in _responses(path)
        if kind == "image/jpeg"
    ]
    assert pictures
    assert len(set(pictures)) == len(pictures)


def test_records_are_dated_when_the_visit_was_made(week: Market, week_on_disk: Path) -> None:
    visit = next(visit for visit in week.visits if visit.fetches)
    day = (visit.at - week.settings.start).days
    dates = [date for _, date, _, _ in _responses(week_on_disk / "warc" / f"{visit.site}-{day:03d}.warc.gz")]
    assert f"{visit.fetches[0].at:%Y-%m-%dT%H:%M:%SZ}" in dates


def test_an_ad_page_holds_the_text_of_its_ad(week: Market, week_on_disk: Path) -> None:
    board = week.boards["annonstorget"]
    ads: dict[str, TrueAd] = {board.path_of_ad(ad): ad for ad in board.ads}
    found = 0
    for path in sorted(week_on_disk.glob("warc/annonstorget-*")):
        for url, _, _, body in _responses(path):
            ad = ads.get("/" + url.split("/", 3)[3])
            if ad is not None and "&" not in ad.posting.title:
                assert ad.posting.place in body.decode()
                assert ad.posting.title in body.decode()
                found += 1
    assert found > 5


def test_progress_counts_up_to_all_files(week: Market, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_world(week, tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told[0][0] == 1
    assert told[-1][0] == told[-1][1] == len(list(tmp_path.glob("warc/*")))


def test_a_site_changes_its_layout_but_not_its_addresses(season: Market) -> None:
    board = season.boards["nattguiden"]
    pages = {}
    for day in (34, 36):
        ad = next(ad for ad in board.ads if board.day_of(ad.posting.posted_at) == day)
        pages[day] = board.answer(board.path_of_ad(ad), ad.posting.posted_at).body.decode()
        assert board.path_of_ad(ad).startswith("/a/")
    assert "post__text" not in pages[34]
    assert "post__text" in pages[36]


def test_an_ad_that_is_gone_or_not_yet_posted_is_not_found(week: Market) -> None:
    board: Board = week.boards["annonstorget"]
    ad = board.ads[0]
    assert board.answer(board.path_of_ad(ad), ad.posting.posted_at).status == 200
    assert board.answer(board.path_of_ad(ad), ad.gone_at).status == 404
    assert board.answer(board.path_of_ad(board.ads[-1]), week.settings.start).status == 404
    assert board.answer("/../etc", week.settings.start).status == 404
