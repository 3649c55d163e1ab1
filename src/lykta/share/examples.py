"""A network's page for the formats' own proof, with the hostile text that every format must bear."""

from datetime import UTC, date, datetime

from lykta.model.ad import Ad
from lykta.model.desk import AdvertiserView, AdView, DayCount, NetworkPage, PlaceCount, TodayItem
from lykta.model.finding import Finding
from lykta.model.link import Advertiser, Family, Identifier, Link, Presence, Reason
from lykta.model.signal import Assessment, Tier
from lykta.model.words import Said

# What a spreadsheet would run: OWASP, CSV injection.
FORMULA = '=HYPERLINK("http://board.example","click")'
_AT = datetime(2026, 1, 5, 10, tzinfo=UTC)


def example_page() -> NetworkPage:
    """Two ads of one advertiser, who wishes no contact, linked by a number; the second ad's title is a formula."""
    says = Said(sv="Samma telefonnummer i båda annonserna.", en="The same phone number in both ads.")
    phone = "+46701740605"
    link = Link(
        a="ad-1", b="ad-2", because=(Reason(family=Family.IDENTIFIER, kind="phone", value=phone, bits=9.2, says=says),)
    )
    advertiser = Advertiser(
        id="advertiser-1", ads=("ad-1", "ad-2"), presence=Presence.NEW, says=says, first_at=_AT, last_at=_AT
    )
    item = TodayItem(
        network="network-1", tier=Tier.ORGANISED, headline=says, because=(says,), ads=2, advertisers=1, new_ads=0,
        sources=("board",),
        places=(PlaceCount(municipality="2480", name="Umeå", county="24", county_name="Västerbottens län", ads=2),),
        first_seen_at=_AT, last_seen_at=_AT,
    )  # fmt: skip
    return NetworkPage(
        item=item,
        assessment=Assessment(
            network="network-1", tier=Tier.ORGANISED, because=(says,), signals=(), families=1, changed_at=_AT
        ),
        advertisers=(
            AdvertiserView(
                advertiser=advertiser,
                identifiers=(Identifier(kind="phone", value=phone, confidence=0.99),),
                ads=2,
                links=(link,),
                no_contact=True,
            ),
        ),
        ties=(),
        ads=(_view("ad-1", "Hej från Umeå", phone), _view("ad-2", FORMULA, phone)),
        ads_shown_of=2,
        places=item.places,
        days=(DayCount(day=date(2026, 1, 5), ads=2, new_ads=2, looked=True),),
        signals=(),
        source_names={"board": "Board"},
    )


def _view(id_: str, title: str, phone: str) -> AdView:
    text = f"{title}\nRing 070-174 06 05"
    start = text.index("070")
    return AdView(
        ad=Ad(
            id=id_, source="board", key=id_, url=f"https://board.example/{id_}", title=title, text=text,
            snapshot="snapshot-1", snapshot_sha256="0" * 64,
        ),
        findings=(
            Finding(
                kind="phone", value=phone, written="070-174 06 05", start=start, end=start + 13, confidence=0.99,
                extractor="phone", version=1,
            ),
        ),
        first_seen_at=_AT, last_seen_at=_AT, sightings=1,
    )  # fmt: skip
