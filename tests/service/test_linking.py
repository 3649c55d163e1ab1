"""What *Today* counts: ads as a reader counts them, however often a posting was reworded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lykta.model.ad import Ad, count_postings
from lykta.model.desk import AdView
from lykta.service import looking
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.linking import count_new, count_unlinked, link_all

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROWS = """id,source,text,seen_at
1,board,"Ring 070-174 06 05, bor i Umeå.",2026-03-01T10:00
1,board,"Ring 070-174 06 05, bor i Umeå nu.",2026-03-08T10:00
2,board,"Nås på 070-174 06 05, bor i Umeå.",2026-03-08T11:00
"""


def view(key: str, text: str, *, day: int) -> AdView:
    ad = Ad(
        id=f"{key}{text}", source="board", key=key, url="", title="", text=text, snapshot="s", snapshot_sha256="0" * 64
    )
    at = DAY + timedelta(days=day)
    return AdView(ad=ad, findings=(), first_seen_at=at, last_seen_at=at, sightings=1)


def test_wordings_of_one_posting_are_one_ad() -> None:
    seen = [view("1", "a", day=0), view("1", "b", day=3), view("2", "a", day=3)]
    assert count_postings(one.ad for one in seen) == 2


@pytest.mark.parametrize(("since_day", "new"), [(-1, 2), (1, 1), (4, 0)])
def test_a_new_wording_of_an_old_posting_is_not_new(since_day: int, new: int) -> None:
    seen = [view("1", "a", day=0), view("1", "b", day=3), view("2", "a", day=3)]
    assert count_new(seen, DAY + timedelta(days=since_day)) == new


def test_every_count_that_is_shown_counts_postings(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "ads.csv"
    table.write_text(ROWS, "utf-8")
    import_files(desk, [table])
    (network,) = link_all(desk).networks
    page = looking.network_page(desk, network.id)
    assert (page.item.ads, page.item.new_ads) == (2, 1)
    assert [place.ads for place in page.places] == [2]
    assert [one.ads for one in page.advertisers] == [2]
    assert page.ads_shown_of == 3
    assert max(day.ads for day in page.days) == 2
    assert looking.today(desk).ads == 2
    said = {reason.says.en for one in page.advertisers for link in one.links for reason in link.because}
    assert any("it is found in 2 ads" in sentence for sentence in said)
    assert not any("3 ads" in sentence for sentence in said)


def test_ads_that_wait_to_be_linked_are_counted_as_postings(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "ads.csv"
    table.write_text(ROWS, "utf-8")
    import_files(desk, [table])
    assert count_unlinked(desk) == 2
    link_all(desk)
    assert count_unlinked(desk) == 0
