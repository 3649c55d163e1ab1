"""From ads with findings to a linking: in memory, for the stored ads and for `resolve` alike."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from lykta.link.linking import link_ads
from lykta.link.names import NOTHING_BEFORE, Before
from lykta.link.settings import LinkSettings
from lykta.model.desk import AdView
from lykta.model.finding import PictureHash
from lykta.model.judgement import PairJudgement
from lykta.model.link import AdEvidence, Linking
from lykta.service.identifiers import identifiers_of

# A page shows an ad for weeks; an older date is its account's, or a fault of the page.
LONGEST_SHOWN = timedelta(days=60)


def link_views(
    views: Iterable[AdView],
    pictures: Mapping[str, tuple[PictureHash, ...]],
    *,
    judgements: Iterable[PairJudgement] = (),
    before: Before = NOTHING_BEFORE,
) -> Linking:
    seen = tuple(views)
    evidence = [evidence_of(view, pictures.get(view.ad.id, ())) for view in seen]
    began = min((view.first_seen_at for view in seen), default=None)
    linking = link_ads(evidence, settings=LinkSettings(), watching_since=began, judgements=judgements, before=before)
    # Everything is assessed and written, some of it more than once: each link and advertiser is made here, and kept.
    return replace(linking, links=tuple(linking.links), advertisers=tuple(linking.advertisers))


def evidence_of(view: AdView, pictures: tuple[PictureHash, ...]) -> AdEvidence:
    """What linking may know of an ad: identifiers, text, pictures, prices, municipality and times."""
    return AdEvidence(
        id=view.ad.id,
        source=view.ad.source,
        key=view.ad.key,
        text=view.ad.text,
        first_at=_began(view),
        last_at=view.last_seen_at,
        place=next((one.value for one in view.findings if one.kind == "place"), None),
        identifiers=identifiers_of(view),
        pictures=pictures,
        prices=tuple(sorted({one.value for one in view.findings if one.kind == "price"})),
    )


def _began(view: AdView) -> datetime:
    """When the ad was posted, if its page says so within reason; else when it was first seen.

    A visit sees the ads of hours or days at once: contacts that follow each other, or post together, need more.
    """
    posted, seen = view.ad.posted_at, view.first_seen_at
    return posted if posted is not None and timedelta(0) <= seen - posted <= LONGEST_SHOWN else seen
