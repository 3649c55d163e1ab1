"""When an ad began, as linking sees it."""

from datetime import UTC, datetime, timedelta

import pytest

from lykta.model.ad import Ad, AdKind
from lykta.model.desk import AdView
from lykta.service.evidence import evidence_of

SEEN = datetime(2026, 3, 10, 12, tzinfo=UTC)


def _began(posted_at: datetime | None) -> datetime | None:
    ad = Ad(
        id="a",
        source="board",
        key="1",
        url="https://board.example/1",
        title="",
        text="Hej",
        kind=AdKind.OFFER,
        posted_at=posted_at,
        snapshot="s",
        snapshot_sha256="0" * 64,
    )
    view = AdView(ad=ad, findings=(), first_seen_at=SEEN, last_seen_at=SEEN + timedelta(days=1), sightings=2)
    return evidence_of(view, ()).first_at


def test_an_ad_begins_when_its_page_says_that_it_was_posted() -> None:
    assert _began(SEEN - timedelta(hours=9)) == SEEN - timedelta(hours=9)


@pytest.mark.parametrize("posted_at", [None, SEEN + timedelta(hours=1), SEEN - timedelta(days=400)])
def test_without_a_credible_date_an_ad_begins_when_it_was_first_seen(posted_at: datetime | None) -> None:
    assert _began(posted_at) == SEEN
