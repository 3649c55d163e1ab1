"""The texts that ads of a network share, as templates with slots, so that a reader sees at once what differs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from lykta.link.templates.slots import template_of
from lykta.model.desk import AdView, Wording
from lykta.model.finding import Finding
from lykta.model.link import Link
from lykta.model.template import SlotKind
from lykta.store.ads import ad_views, count_postings

SHOWN = 2  # wordings on a page
_MADE_FROM = 24  # newest ads of each: more would not change what is common, and take longer than a page may
# What the extractors read, by the kind of slot that it fills.
KIND_OF = {
    "phone": SlotKind.PHONE,
    "price": SlotKind.PRICE,
    "place": SlotKind.PLACE,
    "abroad": SlotKind.PLACE,
    "alias": SlotKind.NAME,
}


def stretches_of(findings: Iterable[Finding]) -> tuple[tuple[int, int, SlotKind], ...]:
    """Where in a text something was read that could fill a slot, and what kind of slot that would be."""
    return tuple((one.start, one.end, KIND_OF[one.kind]) for one in findings if one.kind in KIND_OF)


def wordings_of(connection: Connection, links: Iterable[Link], newest_first: Sequence[str]) -> tuple[Wording, ...]:
    """The most shared texts among these ads, by the links that rest on them."""
    sharing: dict[str, set[str]] = defaultdict(set)
    for link in links:
        for reason in link.because:
            if reason.kind == "text":
                sharing[reason.value] |= {link.a, link.b}
    ours = set(newest_first)
    groups = sorted((sorted(ads & ours) for ads in sharing.values()), key=lambda ads: (-len(ads), ads))
    return tuple(
        _wording(connection, set(ads), [ad for ad in newest_first if ad in set(ads)][:_MADE_FROM])
        for ads in groups[:SHOWN]
        if len(ads) > 1
    )


def _wording(connection: Connection, ads: set[str], chosen: Sequence[str]) -> Wording:
    views: list[AdView] = list(ad_views(connection, chosen))
    template = template_of(
        {view.ad.id: view.ad.text for view in views}, {view.ad.id: stretches_of(view.findings) for view in views}
    )
    return Wording(template=template, ads=count_postings(connection, ads))
