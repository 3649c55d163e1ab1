"""What the simulated sites send to a browser. A server of these pages is the market's, not this file's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, Template

from lykta.simulate.sites import Posting, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paths:
    """How a layout's addresses look; a site keeps its addresses when only its layout changes."""

    list: str
    ad: str
    picture: str
    terms: str

    def of_list(self, page: int) -> str:
        return self.list.format(page=page)

    def of_ad(self, key: str) -> str:
        return self.ad.format(key=quote(key, safe=""))

    def of_picture(self, name: str) -> str:
        return self.picture.format(name=quote(name, safe=""))


_PATHS: Mapping[str, _Paths] = {
    "cards": _Paths(list="/annonser?sida={page}", ad="/annons/{key}", picture="/bilder/{name}", terms="/villkor"),
    "cards_dark": _Paths(list="/alla/sida/{page}", ad="/alla/{key}.html", picture="/media/{name}", terms="/om/villkor"),
    "table": _Paths(
        list="/ads/index.php?page={page}",
        ad="/ads/show_{key}.html",
        picture="/ads/img/{name}",
        terms="/terms.html",
    ),
    "hashed": _Paths(list="/l/{page}", ad="/a/{key}", picture="/i/{name}", terms="/t"),
    "timeline": _Paths(list="/flode?sida={page}", ad="/inlagg/{key}", picture="/foto/{name}", terms="/om/regler"),
    "jsonld": _Paths(list="/sok/sida-{page}", ad="/objekt/{key}", picture="/objektbild/{name}", terms="/villkor"),
    "opengraph": _Paths(list="/browse/{page}/", ad="/view/{key}/", picture="/photos/{name}", terms="/terms/"),
    "deflist": _Paths(list="/lista/{page}", ad="/visa/{key}", picture="/bild/{name}", terms="/regler"),
    "forum": _Paths(
        list="/forum/board/?p={page}",
        ad="/forum/topic/{key}/",
        picture="/forum/files/{name}",
        terms="/forum/rules/",
    ),
    "query": _Paths(
        list="/index.php?sida={page}",
        ad="/visa.php?id={key}&ref=lista",
        picture="/bild.php?fil={name}",
        terms="/visa.php?sida=villkor",
    ),
    "scripted": _Paths(list="/app/list/{page}", ad="/app/ad/{key}", picture="/app/img/{name}", terms="/app/terms"),
}

LAYOUTS: tuple[str, ...] = tuple(_PATHS)

_WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "home": "Start",
        "ads": "Annonser",
        "new_ad": "Lägg in annons",
        "log_in": "Logga in",
        "terms": "Villkor",
        "place": "Ort",
        "price": "Pris",
        "contact": "Kontakt",
        "posted": "Publicerad",
        "category": "Kategori",
        "text": "Text",
        "pictures": "Bilder",
        "previous": "Föregående",
        "next": "Nästa",
        "none": "Inga annonser just nu.",
        "related": "Liknande annonser",
        "popular": "Populärt just nu",
        "report": "Anmäl annonsen",
        "by": "Inlagt av",
        "member": "medlem",
        "bicycle": "Damcykel 28 tum säljes",
        "storage": "Förråd 12 kvm uthyres",
        "terms_text": "Annonsören ansvarar för sin annons. Vi tar bort annonser som bryter mot reglerna.",
        "ingress": "Alla annonser, nyast först.",
    },
    "en": {
        "home": "Home",
        "ads": "Ads",
        "new_ad": "Post an ad",
        "log_in": "Log in",
        "terms": "Terms",
        "place": "Location",
        "price": "Price",
        "contact": "Contact",
        "posted": "Posted",
        "category": "Category",
        "text": "Text",
        "pictures": "Pictures",
        "previous": "Previous",
        "next": "Next",
        "none": "No ads right now.",
        "related": "Related ads",
        "popular": "Popular now",
        "report": "Report this ad",
        "by": "Posted by",
        "member": "member",
        "bicycle": "City bike 28 inch for sale",
        "storage": "Storage room 12 sqm to let",
        "terms_text": "Advertisers answer for their ads. We remove ads that break the rules.",
        "ingress": "All ads, newest first.",
    },
}

# What a site calls the kinds of posting; a word that is not here is shown as it is.
_CATEGORIES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "offer": "Erbjudes",
        "wanted": "Sökes",
        "recruitment": "Jobb",
        "premises": "Lokal",
        "other": "Övrigt",
    },
    "en": {
        "offer": "Offered",
        "wanted": "Wanted",
        "recruitment": "Jobs",
        "premises": "Rooms",
        "other": "Other",
    },
}

_MONTHS_SV = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def list_url(site: Site, domain: str, page: int) -> str:
    return f"https://{domain}{_PATHS[site.layout].of_list(page)}"


def ad_url(site: Site, domain: str, key: str) -> str:
    return f"https://{domain}{_PATHS[site.layout].of_ad(key)}"


def picture_url(site: Site, domain: str, name: str) -> str:
    return f"https://{domain}{_PATHS[site.layout].of_picture(name)}"


def terms_url(site: Site, domain: str) -> str:
    return f"https://{domain}{_PATHS[site.layout].terms}"


def render_list(site: Site, postings: Sequence[Posting], *, page: int, pages: int, now: datetime, layout: str) -> str:
    """One page of a site's list; `postings` are this page's only, `page` counts from 1."""
    return _template(layout).render(view="list", postings=postings, page=page, pages=pages, **_common(site, now))


def render_ad(site: Site, posting: Posting, *, now: datetime, layout: str, related: Sequence[Posting] = ()) -> str:
    """An ad's page. Its blocks of unrelated ads are traps for a reader; `related` adds real ones to them."""
    return _template(layout).render(
        view="ad", posting=posting, lines=posting.body.split("\n"), related=related, **_common(site, now)
    )


def render_terms(site: Site, *, now: datetime, layout: str) -> str:
    """A page that belongs to the site and is no ad."""
    return _template(layout).render(view="terms", **_common(site, now))


def _common(site: Site, now: datetime) -> dict[str, object]:
    return {
        "site": site,
        "now": now,
        "paths": _PATHS[site.layout],
        "t": _WORDS[site.language],
        "categories": _CATEGORIES[site.language],
    }


@cache
def _template(layout: str) -> Template:
    if layout not in _PATHS:
        raise ValueError(f"there is no layout {layout!r}; choose one of {', '.join(LAYOUTS)}")
    return _environment().get_template(f"{layout}.html")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "layouts"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        iso=lambda moment: _local(moment).isoformat(timespec="seconds"),
        iso_utc=lambda moment: f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        plain=lambda moment: f"{_local(moment):%Y-%m-%d %H:%M}",
        day=lambda moment: f"{_local(moment):%Y-%m-%d}",
        unix_ms=lambda moment: int(moment.timestamp() * 1000),
        long_sv=_long_swedish,
        short_en=_short_english,
        relative_sv=_relative_swedish,
    )
    return environment


@cache
def _stockholm() -> ZoneInfo:
    return ZoneInfo("Europe/Stockholm")


def _local(moment: datetime) -> datetime:
    return moment.astimezone(_stockholm())


def _long_swedish(moment: datetime) -> str:
    local = _local(moment)
    return f"{local.day} {_MONTHS_SV[local.month - 1]} {local.year} kl. {local:%H.%M}"


def _short_english(moment: datetime) -> str:
    local = _local(moment)
    return f"{_MONTHS_EN[local.month - 1]} {local.day}, {local.year}"


def _relative_swedish(moment: datetime, now: datetime) -> str:
    local = _local(moment)
    days = (_local(now).date() - local.date()).days
    if days in (0, 1):
        return f"{('idag', 'igår')[days]} {local:%H:%M}"
    return f"{local.day} {_MONTHS_SV[local.month - 1]} {local.year} {local:%H:%M}"
