"""Small made-up networks on which cards prove themselves. Neutral texts, numbers reserved for fiction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from lykta.kit.hashing import content_id, sha256_of
from lykta.model.ad import Ad
from lykta.model.desk import AdView, NetworkView
from lykta.model.finding import Finding
from lykta.model.link import Advertiser, Family, Link, Network, Presence, Reason, Tie
from lykta.model.words import Said

DAY_0 = datetime(2026, 3, 2, 9, 17, tzinfo=UTC)
PHONES = ("+46701740605", "+46701740606", "+46701740607", "+46701740608")
STOCKHOLM, GOTEBORG, MALMO = "0180", "1480", "1280"
_WORDS = {
    Family.TEXT: Said(sv="samma text", en="same text"),
    Family.PICTURE: Said(sv="samma bild", en="same picture"),
}
_OTHER_WORDS = Said(sv="samma kontakt", en="same contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A fact to be written at the end of an example's text and found there."""

    kind: str
    value: str
    written: str
    obscured: str | None = None


def phone(value: str = PHONES[0], *, obscured: str | None = None) -> Written:
    return Written(kind="phone", value=value, written=value.replace("+46", "0"), obscured=obscured)


def age(years: int) -> Written:
    return Written(kind="age", value=str(years), written=f"{years} år")


def place(code: str) -> Written:
    return Written(kind="place", value=code, written=f"kommun {code}")


def persons(number: int, written: str) -> Written:
    return Written(kind="persons", value=str(number), written=written)


def visit(value: str, written: str) -> Written:
    return Written(kind="visit", value=value, written=written)


def price(value: str) -> Written:
    return Written(kind="price", value=value, written=value)


def paid_to(kind: str, value: str) -> Written:
    return Written(kind=kind, value=value, written=value)


def ad_kind(value: str) -> Written:
    return Written(kind="adkind", value=value, written=f"[{value}]")


def name(written: str) -> Written:
    return Written(kind="alias", value=written.casefold(), written=written)


_POSTING = "posting "  # before the key of an ad that others are wordings of


def ad(
    text: str = "Välkommen att höra av dig.",
    *facts: Written,
    source: str = "board",
    day: int = 0,
    days: int = 1,
    posted_at: datetime | None = None,
    posting: str | None = None,
) -> AdView:
    """An ad first seen on `day` and listed for `days`, with the facts written after its text.

    Those with one `posting` are wordings of one; without it every ad is a posting of its own.
    """
    findings = []
    for fact in facts:
        text += " "
        findings.append(_finding(fact, start=len(text)))
        text += fact.written
    first = DAY_0 + timedelta(days=day)
    built = Ad(
        id=content_id(source, text, str(day)),
        source=source,
        key=content_id(text) if posting is None else _POSTING + posting,
        url=f"https://{source}.example/ad",
        title="",
        text=text,
        posted_at=posted_at,
        snapshot=content_id(source, text),
        snapshot_sha256=sha256_of(text.encode("utf-8", "replace")),
    )
    return AdView(
        ad=built,
        findings=tuple(findings),
        first_seen_at=first,
        last_seen_at=first + timedelta(days=days - 1),
        sightings=days,
    )


def network(
    *advertisers: Sequence[AdView],
    ties: Sequence[Family] = (Family.TEXT,),
    presence: Presence = Presence.ONGOING,
    id_: str = "n1",
) -> NetworkView:
    """A network of these advertisers, each given as its ads; neighbours are tied by every family of `ties`.

    Ads of one advertiser that share no phone are linked by their text. All get ids of their own.
    """
    groups = _numbered(advertisers)
    ids = [f"{id_}-{number}" for number in range(1, len(groups) + 1)]
    links = [link for ads in groups for link in _links(ads)]
    tied = tuple(Tie(a=a, b=b, because=tuple(map(_reason, ties))) for a, b in pairwise(ids))
    return NetworkView(
        network=Network(id=id_, advertisers=tuple(ids), ties=tied),
        advertisers=tuple(_advertiser(own, ads, presence) for own, ads in zip(ids, groups, strict=True)),
        ads=tuple(seen for ads in groups for seen in ads),
        links=tuple(links),
    )


def one(*ads: AdView, presence: Presence = Presence.ONGOING) -> NetworkView:
    """A network of one advertiser."""
    return network(ads, presence=presence)


def _finding(fact: Written, *, start: int) -> Finding:
    return Finding(
        kind=fact.kind,
        value=fact.value,
        written=fact.written,
        start=start,
        end=start + len(fact.written),
        confidence=0.95,
        extractor="example",
        version=1,
        obscured=fact.obscured,
    )


def _numbered(advertisers: Sequence[Sequence[AdView]]) -> list[list[AdView]]:
    groups, number = [], 0
    for ads in advertisers:
        group = []
        for seen in ads:
            number += 1
            key = seen.ad.key if seen.ad.key.startswith(_POSTING) else str(number)
            group.append(replace(seen, ad=replace(seen.ad, id=f"a{number:04}", key=key)))
        groups.append(group)
    return groups


def _links(ads: Sequence[AdView]) -> list[Link]:
    return [
        Link(a=a.ad.id, b=b.ad.id, because=(_reason(Family.IDENTIFIER if _share_phone(a, b) else Family.TEXT),))
        for a, b in pairwise(ads)
    ]


def _share_phone(a: AdView, b: AdView) -> bool:
    return bool(_phones(a) & _phones(b))


def _phones(seen: AdView) -> set[str]:
    return {finding.value for finding in seen.findings if finding.kind == "phone"}


def _reason(family: Family) -> Reason:
    says = _WORDS.get(family, _OTHER_WORDS)
    return Reason(family=family, kind="example", value="example", bits=9.0, says=says)


def _advertiser(own: str, ads: Sequence[AdView], presence: Presence) -> Advertiser:
    return Advertiser(
        id=own,
        ads=tuple(seen.ad.id for seen in ads),
        presence=presence,
        says=Said(sv="ett exempel", en="an example"),
        first_at=min(seen.first_seen_at for seen in ads),
        last_at=max(seen.last_seen_at for seen in ads),
    )
