"""The truth of a market as JSON lines, each with `what`, and its reader for scoring."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from lykta.errors import BadInputError
from lykta.simulate.board import Board
from lykta.simulate.collection import Visit
from lykta.simulate.market import Market
from lykta.simulate.people import Advertiser
from lykta.simulate.postings import TrueAd
from lykta.simulate.site_list import GENERIC
from lykta.simulate.sites import Site

Row = dict[str, Any]
AdKey = tuple[str, str]  # source and key, as a reader of the pages names them


def write_truth(market: Market, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in truth_rows(market):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def truth_rows(market: Market) -> Iterator[Row]:
    """Rows of `what`: world, site, advertiser, network, number_change, handover, hub, visit, ad."""
    collected = market.collected()
    yield _world(market)
    yield from (_site(site) for site in market.sites)
    yield from (_advertiser(one, market) for one in market.advertisers)
    for network in market.networks:
        yield {"what": "network", **asdict(network)}
    for change in market.changes:
        yield {"what": "number_change", **asdict(change), "at": _at(market, change.day)}
    for handover in market.handovers:
        yield {"what": "handover", **asdict(handover), "at": _at(market, handover.day)}
    yield from _hubs(market)
    yield from (_visit(visit) for visit in market.visits)
    for ad in market.ads:
        yield _ad(ad, market.boards[ad.site], (ad.site, ad.posting.key) in collected)


def _world(market: Market) -> Row:
    return {
        "what": "world",
        "preset": market.settings.name,
        "seed": market.seed,
        "days": market.days,
        "scale": market.scale,
        "settings": {**asdict(market.settings), "start": market.settings.start.isoformat()},
    }


def _site(site: Site) -> Row:
    return {
        "what": "site",
        "id": site.id,
        "source": source_of(site.id),
        "language": site.language,
        "layout": site.layout,
        "next_layout": site.next_layout,
        "relayout_day": site.relayout_day,
        "domains": [asdict(period) for period in site.domains],
    }


def _advertiser(one: Advertiser, market: Market) -> Row:
    return {
        "what": "advertiser",
        "id": one.id,
        "kind": one.kind.value,
        "network": one.network,
        "organised": one.organised,
        "tours": one.tours,
        "minor": one.minor,
        "start_at": _at(market, one.start_day),
        "end_at": _at(market, one.end_day),
        "numbers": list(dict.fromkeys(number for period in one.periods for number in period.numbers)),
        "email": one.email,
        "handle": one.handle,
        "names": sorted({name for p in one.periods for wording in p.wordings for name in wording.names}),
        "copied_from": sorted({w.copied_from for p in one.periods for w in p.wordings if w.copied_from}),
        "stays": [
            {"from_at": _at(market, stay.from_day), "place": stay.place}
            for stay in one.stays
            if stay.from_day < market.days
        ],
    }


def _hubs(market: Market) -> Iterator[Row]:
    for site, (number, email) in market.support.items():
        yield {"what": "hub", "kind": "e164", "value": number, "site": site}
        yield {"what": "hub", "kind": "email", "value": email, "site": site}
    stock = {picture.name for ad in market.ads for picture in ad.pictures if picture.stock}
    for name in sorted(stock):
        yield {"what": "hub", "kind": "picture", "value": name, "site": None}


def _visit(visit: Visit) -> Row:
    return {
        "what": "visit",
        "site": visit.site,
        "domain": visit.domain,
        "at": visit.at.isoformat(),
        "outcome": visit.outcome.value,
        "fetches": len(visit.fetches),
        "new": len(visit.new),
        "seen": len(visit.seen),
    }


def _ad(ad: TrueAd, board: Board, is_collected: bool) -> Row:
    return {
        "what": "ad",
        "source": source_of(ad.site),
        "key": key_of(ad, board),
        "site": ad.site,
        "advertiser": ad.advertiser,
        "network": ad.network,
        "kind": ad.kind.value,
        "language": ad.language,
        "place": ad.posting.place,
        "names": list(ad.names),
        "numbers": list(ad.numbers),
        "number_slip": ad.number_slip,
        "support_number": ad.support_number,
        "email": ad.email,
        "handle": ad.handle,
        "form": ad.form,
        "minor": ad.minor,
        "copied_from": ad.copied_from,
        "pictures": [picture.name for picture in ad.pictures],
        "collected": is_collected,
        "posted_at": ad.posting.posted_at.isoformat(),
        "gone_at": ad.gone_at.isoformat(),
        "edited_at": None if ad.edited_at is None else ad.edited_at.isoformat(),
    }


def source_of(site: str) -> str:
    """A site with an adapter is named by it; another by its host, as the generic reader does."""
    return f"{site}.example" if site in GENERIC else site


def key_of(ad: TrueAd, board: Board) -> str:
    """The site's own key, or the path and query where no adapter knows the key."""
    return board.path_of_ad(ad) if ad.site in GENERIC else ad.posting.key


def _at(market: Market, day: float) -> str:
    return (market.settings.start + timedelta(days=day)).replace(microsecond=0).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a scorer needs. Ads are named by (source, key); `rows` keeps every row by its `what`."""

    advertiser_of: Mapping[AdKey, str]
    network_of: Mapping[AdKey, str | None]
    ads: Mapping[AdKey, Row]
    collected: frozenset[AdKey]
    minors: frozenset[AdKey]
    hubs: Mapping[str, frozenset[str]]  # values by kind: e164, email, picture
    rows: Mapping[str, tuple[Row, ...]]

    @property
    def unseen(self) -> int:
        """Ads that were posted and never collected."""
        return len(self.ads) - len(self.collected)


def read_truth(path: Path) -> Truth:
    """Raises BadInputError naming the line that is no row of a truth."""
    rows: dict[str, list[Row]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row: Row = json.loads(line)
            rows.setdefault(row["what"], []).append(row)
        except (ValueError, KeyError, TypeError) as error:
            raise BadInputError(
                f"{path}, line {number}: no JSON object with `what`. Was the file written by lykta simulate?"
            ) from error
    ads = {(row["source"], row["key"]): row for row in rows.get("ad", ())}
    hubs: dict[str, set[str]] = {"e164": set(), "email": set(), "picture": set()}
    for row in rows.get("hub", ()):
        hubs[row["kind"]].add(row["value"])
    return Truth(
        advertiser_of={key: row["advertiser"] for key, row in ads.items()},
        network_of={key: row["network"] for key, row in ads.items()},
        ads=ads,
        collected=frozenset(key for key, row in ads.items() if row["collected"]),
        minors=frozenset(key for key, row in ads.items() if row["minor"]),
        hubs={kind: frozenset(values) for kind, values in hubs.items()},
        rows={what: tuple(kept) for what, kept in rows.items()},
    )
