"""Ads as their advertisers post them: when, on which sites, under which name, with which pictures."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from math import floor
from random import Random

from lykta.kit.hashing import content_id
from lykta.model.ad import AdKind
from lykta.simulate.adtext import AdText, Moment, write_ad
from lykta.simulate.asides import PRICE_FORMS
from lykta.simulate.ground import GRAMMARS, Ground
from lykta.simulate.other_ads import compose_other
from lykta.simulate.people import Advertiser, AdvertiserKind, Wording
from lykta.simulate.pictures import TREATMENTS, Picture
from lykta.simulate.places import serves
from lykta.simulate.site_list import UNCOUNTED, plain_support
from lykta.simulate.sites import Posting, Site

LONGEST_AD_D = 9.0  # no ad is shown longer (assumption)
_SHORTEST_AD_D = 0.04
_REPOST_WITHIN_D = 0.02  # half an hour from the first site to the last (assumption)
_TWO_NAMES_SHARE = 0.15  # ads of several persons that name two (assumption)
_RECRUITING_SHARE = 0.012  # ads of the organised that seek more people (assumption)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueAd:
    """An ad with all that is true of it. `numbers` are E.164 as written; `body_later` is set by an edit."""

    site: str
    posting: Posting
    gone_at: datetime
    advertiser: str
    network: str | None
    kind: AdKind
    language: str
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    number_slip: bool
    support_number: str | None  # the site's own number, in the body
    email: str | None
    handle: str | None
    form: str | None
    minor: bool
    copied_from: str | None
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
    edited_at: datetime | None = None
    body_later: str | None = field(default=None, repr=False)

    def posting_at(self, now: datetime) -> Posting:
        """The posting as worded at `now`."""
        if self.edited_at is None or self.body_later is None or now < self.edited_at:
            return self.posting
        return replace(self.posting, body=self.body_later)

    def is_shown(self, now: datetime) -> bool:
        return self.posting.posted_at <= now < self.gone_at


def post_ads(
    ground: Ground, advertisers: tuple[Advertiser, ...], support: dict[str, tuple[str, str]]
) -> tuple[TrueAd, ...]:
    """Every ad of everybody, keyed by its site in the order of posting."""
    poster = _Poster(ground, support)
    drafts = [ad for one in advertisers for ad in poster.ads_of(one)]
    drafts.sort(key=lambda ad: (ad.posting.posted_at, ad.site, ad.advertiser))
    counters = {site.id: 120_000 + 1_000 * index for index, site in enumerate(ground.sites)}
    keyed = []
    for ad in drafts:
        counters[ad.site] += 1 + len(ad.posting.body) % 7  # gaps, as where other kinds of ads lie between
        key = str(counters[ad.site])
        if ad.site in UNCOUNTED:
            key = content_id(ad.site, key)[:10]
        keyed.append(replace(ad, posting=replace(ad.posting, key=key)))
    return tuple(keyed)


class _Poster:
    def __init__(self, ground: Ground, support: dict[str, tuple[str, str]]) -> None:
        self._ground = ground
        self._settings = ground.settings
        self._sites = {site.id: site for site in ground.sites}
        self._support = {id_: (plain_support(phone), email, phone) for id_, (phone, email) in support.items()}
        self._stock = tuple(content_id("stock", str(n)) for n in range(ground.settings.stock_pictures))

    def ads_of(self, one: Advertiser) -> Iterator[TrueAd]:
        """A post on the main site, repeated now and then on the others; a site that is down takes none."""
        for index, day in enumerate(one.posts):
            rng = self._ground.rng("post", one.id, index)
            place = one.place_on(day)
            for site_id in self._sites_for(one, place, rng):
                site = self._sites[site_id]
                posted_day = day + rng.uniform(0, _REPOST_WITHIN_D)
                if posted_day < self._ground.days and site.domain_on(floor(posted_day)) is not None:
                    yield self._ad(one, site, place, posted_day, rng)

    def _sites_for(self, one: Advertiser, place: str, rng: Random) -> list[str]:
        if one.kind is AdvertiserKind.SCAM:
            open_here = [site for site in one.sites if serves(site, place)]
            return [rng.choice(open_here)] if open_here else []
        main, *rest = one.sites
        again = [site for site in rest if rng.random() < self._settings.crosspost_share]
        return [site for site in (main, *again) if serves(site, place)]

    def _ad(self, one: Advertiser, site: Site, place: str, day: float, rng: Random) -> TrueAd:
        period = one.period_on(day)
        wording = _choose_wording(one, period.wordings, site, rng)
        names = _choose_names(one, wording, period.wordings, rng)
        numbers, slip = self._with_slip(period.numbers, rng)
        minor = one.minor and wording.kind is AdKind.OFFER and rng.random() < self._settings.minor_ad_share
        phone, email, e164 = self._support[site.id]
        price = rng.choice(PRICE_FORMS[wording.text.language]).format(amount=one.price)
        moment = Moment(
            one=one, site=site, support=(phone, email), support_e164=e164, names=names, numbers=numbers,
            place=place, price=price, minor=minor,
        )  # fmt: skip
        text = write_ad(wording.text, moment, self._settings, rng)
        pictures = self._pictures(wording, site, one.id, rng)
        posted_at = (self._settings.start + timedelta(days=day)).replace(microsecond=0)
        life_d = self._life_d(rng)
        edited_at, body_later = self._edit(text, wording, posted_at, life_d, rng)
        return TrueAd(
            site=site.id,
            posting=_posting(text, place, price if rng.random() < 0.6 else None, wording, posted_at, pictures),
            gone_at=posted_at + timedelta(days=life_d),
            advertiser=one.id,
            network=one.network,
            kind=wording.kind,
            language=wording.text.language,
            names=names,
            numbers=numbers,
            number_slip=slip,
            support_number=text.support_number,
            email=one.email,
            handle=one.handle,
            form=text.form,
            minor=minor,
            copied_from=wording.copied_from,
            pictures=pictures,
            edited_at=edited_at,
            body_later=body_later,
        )

    def _with_slip(self, numbers: tuple[str, ...], rng: Random) -> tuple[tuple[str, ...], bool]:
        """Now and then the last digit of the first number is wrong; the slip is a number of nobody."""
        if not numbers or rng.random() >= self._settings.number_slip_share:
            return numbers, False
        return (self._ground.pool.near(numbers[0]), *numbers[1:]), True

    def _life_d(self, rng: Random) -> float:
        life = self._settings.ad_life_median_d * rng.lognormvariate(0, self._settings.ad_life_spread)
        return min(max(life, _SHORTEST_AD_D), LONGEST_AD_D)

    def _pictures(self, wording: Wording, site: Site, owner: str, rng: Random) -> tuple[Picture, ...]:
        """One to all of the wording's pictures, each treated in the same way as before on the same site."""
        bases = list(wording.pictures)
        shown = rng.sample(bases, k=rng.randint(1, len(bases))) if bases else []
        pictures = [_as_shown(base, site.id, owner) for base in shown]
        if rng.random() < self._settings.stock_picture_share:
            pictures.append(Picture(base=rng.choice(self._stock), stock=True))
        return tuple(pictures)

    def _edit(
        self, text: AdText, wording: Wording, posted_at: datetime, life_d: float, rng: Random
    ) -> tuple[datetime | None, str | None]:
        if wording.kind is not AdKind.OFFER or rng.random() >= self._settings.edited_share:
            return None, None
        edited_at = posted_at + timedelta(days=life_d * rng.uniform(0.2, 0.8))
        added = {"sv": "Uppdaterad: fler tider i veckan.", "en": "Updated: more times this week."}
        return edited_at, f"{text.body}\n{added[wording.text.language]}"


@lru_cache(maxsize=8192)
def _as_shown(base: str, site: str, owner: str) -> Picture:
    habit = Random(f"{base}:{site}:{owner}")
    treatment = habit.choice(TREATMENTS)
    return Picture(base=base, treatment=treatment, twist=habit.randrange(1000) if treatment != "same" else 0)


def _choose_wording(one: Advertiser, wordings: tuple[Wording, ...], site: Site, rng: Random) -> Wording:
    """One in the site's language when there is one; the organised now and then seek people instead."""
    fitting = [wording for wording in wordings if wording.text.language == site.language]
    wording = rng.choice(fitting or list(wordings))
    if not one.organised or rng.random() >= _RECRUITING_SHARE:
        return wording
    text = compose_other(GRAMMARS[wording.text.language], AdKind.RECRUITMENT, rng)
    return Wording(text=text, names=wording.names, kind=AdKind.RECRUITMENT)


def _choose_names(one: Advertiser, wording: Wording, wordings: tuple[Wording, ...], rng: Random) -> tuple[str, ...]:
    """The persons of an ad: one name, or two where several work under one contact."""
    name = rng.choice(wording.names)
    others = sorted({other for each in wordings for other in each.names} - {name})
    if one.organised and others and rng.random() < _TWO_NAMES_SHARE:
        return (name, rng.choice(others))
    return (name,)


def _posting(
    text: AdText,
    place: str,
    price: str | None,
    wording: Wording,
    posted_at: datetime,
    pictures: tuple[Picture, ...],
) -> Posting:
    return Posting(
        key="",
        title=text.title,
        body=text.body,
        place=place,
        price=price,
        contact=text.contact,
        category=wording.kind.value,
        posted_at=posted_at,
        pictures=tuple(picture.name for picture in pictures),
    )
