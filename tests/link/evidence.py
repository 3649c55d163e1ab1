"""Short ways to write ads in tests."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from lykta.link import LinkSettings, link_ads
from lykta.model.finding import PictureHash
from lykta.model.link import AdEvidence, Identifier, Link, Linking

DAY_0 = datetime(2026, 3, 1, 12, tzinfo=UTC)
PHONE_A, PHONE_B, PHONE_C, PHONE_D = (f"+4670174060{digit}" for digit in (5, 6, 7, 8))
HARBOUR = (
    "Hej jag bor nära hamnen och tar emot på kvällar efter klockan sex. "
    "Det finns gott om plats för bilen bakom huset och porten är alltid öppen på vardagar."
)
FOREST = (
    "Nyinflyttad i ett rött hus vid skogen med utsikt över sjön. "
    "Skriv gärna några rader om dig själv så bestämmer vi en tid som passar oss båda bra."
)
MARKET_SQUARE = (
    "Lugn lägenhet mitt emot torget med hiss och egen ingång från gården. "
    "Måndag till torsdag går bäst och det är enklast att nå mig tidigt på förmiddagen."
)


def picture(seed: str, *, flip: int = 0, quality: float = 0.9) -> PictureHash:
    """A picture of its own for each seed; `flip` bits of both hashes differ."""
    hashes = [blake2b(f"{seed}:{part}".encode(), digest_size=8).digest() for part in range(4)]
    phash, dhash, phash_m, dhash_m = (int.from_bytes(part, "big") for part in hashes)
    mask = (1 << flip) - 1
    return PictureHash(
        sha256=blake2b(seed.encode()).hexdigest()[:64],
        phash=f"{phash ^ mask:016x}",
        dhash=f"{dhash ^ mask:016x}",
        phash_mirrored=f"{phash_m:016x}",
        dhash_mirrored=f"{dhash_m:016x}",
        quality=quality,
        width=600,
        height=800,
    )


def ad(
    id_: str,
    *,
    day: float | None = 0,
    stays: float = 1,
    phone: str | None = None,
    other: tuple[tuple[str, str], ...] = (),
    text: str = "",
    pictures: tuple[PictureHash, ...] = (),
    place: str | None = "0180",
    source: str = "site",
    key: str | None = None,
) -> AdEvidence:
    values = ((("phone", phone),) if phone else ()) + other
    first_at = None if day is None else DAY_0 + timedelta(days=day)
    return AdEvidence(
        id=id_,
        source=source,
        key=key or id_,
        text=text,
        first_at=first_at,
        last_at=None if first_at is None else first_at + timedelta(days=stays),
        place=place,
        identifiers=tuple(Identifier(kind=kind, value=value, confidence=0.9) for kind, value in values),
        pictures=pictures,
    )


def link(*ads: AdEvidence, watching_since: datetime | None = None) -> Linking:
    return link_ads(ads, settings=LinkSettings(), watching_since=watching_since)


def groups(linking: Linking) -> list[list[str]]:
    """The advertisers as sorted lists of ad ids."""
    return sorted(sorted(advertiser.ads) for advertiser in linking.advertisers)


def networks(linking: Linking) -> list[list[str]]:
    """The networks as sorted lists of ad ids."""
    ads = {advertiser.id: advertiser.ads for advertiser in linking.advertisers}
    return sorted(sorted(ad for one in network.advertisers for ad in ads[one]) for network in linking.networks)


def between(linking: Linking, a: str, b: str) -> Link:
    return next(found for found in linking.links if (found.a, found.b) == (a, b))
