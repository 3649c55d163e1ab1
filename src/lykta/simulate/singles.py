"""Advertisers who stand alone: independents, copycats, scammers, buyers, recruiters and landlords."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from lykta.model.ad import AdKind
from lykta.simulate.grammar import Text, compose, with_typing_errors
from lykta.simulate.ground import GRAMMARS, Ground, draw_names, draw_price, picture_bases, reach_of
from lykta.simulate.lives import draw_name_count, draw_posts, draw_window, solo_tour
from lykta.simulate.other_ads import compose_other
from lykta.simulate.people import Advertiser, AdvertiserKind, Period, Stay, Wording
from lykta.simulate.places import draw_place

_OTHER_KINDS = (
    (AdvertiserKind.BUYER, AdKind.WANTED),
    (AdvertiserKind.RECRUITER, AdKind.RECRUITMENT),
    (AdvertiserKind.LANDLORD, AdKind.PREMISES),
)


def make_independent(ground: Ground, id_: str, *, copied: Advertiser | None = None) -> Advertiser:
    """An independent with own texts, or with another independent's text but own names and pictures."""
    rng = ground.rng("independent", id_)
    settings = ground.settings
    start, end = draw_window(settings, ground.days, rng)
    home = draw_place(rng)
    language = ground.draw_language(rng)
    names = draw_names(draw_name_count(settings, rng), rng)
    tours = rng.random() < settings.solo_tour_share
    numbers: tuple[str, ...] = () if rng.random() < settings.without_number_share else (ground.draw_number(rng),)
    if numbers and rng.random() < settings.second_number_share:
        numbers += (ground.draw_number(rng),)
    wordings = own_wordings(ground, id_, language, names, rng)
    if copied is not None:
        text = copied.periods[0].wordings[0].text
        wordings = (replace(wordings[0], text=text, copied_from=copied.id),)
    email, handle = reach_of(id_, names, rng)
    shows_reach = not numbers or rng.random() < settings.with_handle_share
    by_mail = rng.random() < 0.5
    return Advertiser(
        id=id_,
        kind=AdvertiserKind.INDEPENDENT,
        start_day=start,
        end_day=end,
        sites=ground.draw_sites(home, language, rng),
        stays=solo_tour(home, rng, start=start, end=end) if tours else (Stay(from_day=start, place=home),),
        periods=(Period(from_day=start, numbers=numbers, wordings=wordings),),
        family=ground.draw_family(language, rng),
        posts=draw_posts(settings, rng, start=start, end=end, days=ground.days, rate=ground.draw_rate(rng)),
        price=draw_price(rng),
        age=rng.randint(21, 46),
        email=email if shows_reach and by_mail else None,
        handle=handle if shows_reach and not by_mail else None,
        tours=tours,
    )


def own_wordings(ground: Ground, owner: str, language: str, names: tuple[str, ...], rng: Random) -> tuple[Wording, ...]:
    """One text, in both languages for the bilingual, with the owner's pictures."""
    settings = ground.settings
    shown = 0 if rng.random() < settings.no_picture_share else rng.choice((1, 1, 2, 2, 3, 4))
    languages = ("sv", "en") if rng.random() < settings.bilingual_share else (language,)
    errs = rng.random() < settings.typing_error_share
    texts = [compose(GRAMMARS[one], rng) for one in languages]
    return tuple(
        Wording(
            text=_mistyped(text, settings.typing_error_letters, rng) if errs else text,
            names=names,
            pictures=picture_bases(owner, shown),
        )
        for text in texts
    )


def _mistyped(text: Text, every_letters: int, rng: Random) -> Text:
    sentences = tuple(with_typing_errors(line, rng, every_letters=every_letters) for line in text.sentences)
    return replace(text, sentences=sentences)


def make_scammer(ground: Ground, id_: str, victims: Sequence[Advertiser]) -> Advertiser:
    """One number under many others' texts and pictures, on many sites and in many places at once."""
    rng = ground.rng("scam", id_)
    count = rng.randint(*ground.settings.scam_ads)
    start = rng.uniform(0, max(ground.days - 15, 1))
    end = min(start + rng.uniform(5, 15), ground.days)
    taken = rng.sample(list(victims), k=min(len(victims), rng.randint(3, 6)))
    wordings = tuple(replace(victim.periods[0].wordings[0], copied_from=victim.id) for victim in taken)
    posts = sorted(rng.uniform(start, end) for _ in range(count))
    # A town of its own for every posting: nobody is there.
    stays = tuple(Stay(from_day=post, place=draw_place(rng)) for post in posts)
    return Advertiser(
        id=id_,
        kind=AdvertiserKind.SCAM,
        start_day=start,
        end_day=end,
        sites=tuple(rng.sample([site.id for site in ground.sites], k=rng.randint(3, 6))),
        stays=stays,
        periods=(Period(from_day=start, numbers=(ground.draw_number(rng),), wordings=wordings),),
        family=ground.draw_family("sv", rng),
        posts=tuple(posts),
        price=draw_price(rng),
        age=rng.randint(21, 30),
    )


def make_other(ground: Ground, id_: str) -> Advertiser:
    """A buyer, a recruiter or a landlord with a few ads."""
    rng = ground.rng("other", id_)
    kind, ad_kind = rng.choice(_OTHER_KINDS)
    language = ground.draw_language(rng)
    text = compose_other(GRAMMARS[language], ad_kind, rng)
    names = draw_names(1, rng)
    start = rng.uniform(-5, ground.days - 1)
    end = start + rng.uniform(3, 25)
    home = draw_place(rng)
    pictures = picture_bases(id_, rng.choice((0, 0, 1))) if kind is AdvertiserKind.LANDLORD else ()
    return Advertiser(
        id=id_,
        kind=kind,
        start_day=start,
        end_day=end,
        sites=ground.draw_sites(home, language, rng),
        stays=(Stay(from_day=start, place=home),),
        periods=(
            Period(
                from_day=start,
                numbers=(ground.draw_number(rng),),
                wordings=(Wording(text=text, names=names, pictures=pictures, kind=ad_kind),),
            ),
        ),
        family=ground.draw_family(language, rng),
        posts=draw_posts(ground.settings, rng, start=start, end=end, days=ground.days, rate=0.25),
        price=draw_price(rng),
        age=rng.randint(30, 60),
    )
