"""The ten simulated sites: layouts, languages, domains over time and how much is posted on each."""

from random import Random

from lykta.simulate.asides import FOOTER
from lykta.simulate.numbers import NumberPool
from lykta.simulate.settings import WorldSettings
from lykta.simulate.sites import DomainPeriod, Site

# id, name, layout, language, page size. The last two are read without an adapter of their own.
_SITES = (
    ("annonstorget", "Annonstorget", "cards", "sv", 50),
    ("citykontakt", "Citykontakt", "table", "en", 40),
    ("nattguiden", "Nattguiden", "hashed", "sv", 50),
    ("norrannonser", "Norrannonser", "deflist", "sv", 30),
    ("meetboard", "Meetboard", "forum", "en", 40),
    ("kvallskontakt", "Kvällskontakt", "query", "sv", 50),
    ("sydlistan", "Sydlistan", "cards_dark", "sv", 50),
    ("vastlistan", "Västlistan", "table", "sv", 50),
    ("oppnabladet", "Öppna bladet", "jsonld", "sv", 50),
    ("smallads", "Small Ads", "opengraph", "en", 30),
)
GENERIC = frozenset({"oppnabladet", "smallads"})
UNCOUNTED = frozenset({"nattguiden"})  # whose addresses do not count upwards
_LARGEST_VOLUME = 6.0  # keeps one site from being the whole market


def make_sites(settings: WorldSettings, pool: NumberPool) -> tuple[tuple[Site, ...], dict[str, tuple[str, str]]]:
    """The sites, and each one's support number and e-mail, which stand in its footer."""
    sites, support = [], {}
    for id_, name, layout, language, page_size in _SITES:
        phone, email = pool.swedish(), f"kontakt@{id_}.example"
        support[id_] = (phone, email)
        relaid = id_ == "nattguiden"
        sites.append(
            Site(
                id=id_,
                name=name,
                layout=layout,
                language=language,
                domains=_domains(id_, settings),
                footer=FOOTER[language].format(site=name, phone=plain_support(phone), email=email),
                page_size=page_size,
                relayout_day=settings.relayout_day if relaid else None,
                next_layout="timeline" if relaid else None,
            )
        )
    return tuple(sites), support


def plain_support(phone: str) -> str:
    return f"0{phone[3:5]}-{phone[5:8]} {phone[8:10]} {phone[10:]}"


def _domains(id_: str, settings: WorldSettings) -> tuple[DomainPeriod, ...]:
    if id_ != "kvallskontakt":
        return (DomainPeriod(domain=f"{id_}.example", from_day=0),)
    return (
        DomainPeriod(domain=f"{id_}.example", from_day=0, to_day=settings.death_day),
        DomainPeriod(domain=f"{id_}-nl.example", from_day=settings.death_day + settings.silent_d),
    )


def draw_volumes(settings: WorldSettings, rng: Random) -> dict[str, float]:
    """Heavy-tailed shares of what is posted, the first site's the largest."""
    drawn = sorted(
        (min(rng.paretovariate(settings.site_volume_exponent) - 1 + 0.15, _LARGEST_VOLUME) for _ in _SITES),
        reverse=True,
    )
    return {site[0]: volume / sum(drawn) for site, volume in zip(_SITES, drawn, strict=True)}
