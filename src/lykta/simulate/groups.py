"""Organised advertisers: networks whose members each have a number, and agencies with one number."""

from dataclasses import dataclass, replace
from random import Random

from lykta.simulate.grammar import Text, compose, with_word_noise
from lykta.simulate.ground import GRAMMARS, Ground, draw_names, draw_price, picture_bases, reach_of
from lykta.simulate.lives import draw_life_d, draw_posts, draw_route, follow, on_route
from lykta.simulate.people import Advertiser, AdvertiserKind, Network, Period, Stay, Wording
from lykta.simulate.places import draw_place
from lykta.simulate.templates import network_text

_SHORTEST_GROUP_D = 20.0  # assumption: a group outlives its members' ads
FILLERS = {"sv": ("nu", "gärna", "också", "verkligen"), "en": ("now", "really", "also", "just")}
_BUSY = 2.2  # a group's advertisers post more often than independents (assumption)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes a network's texts; `order` counts the writers of one language from 0."""

    id: str
    language: str
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What the members of a network have in common."""

    id: str
    language: str
    templates: tuple[Text, ...]
    pictures: tuple[str, ...]
    names: tuple[str, ...]
    sites: tuple[str, ...]
    route: tuple[Stay, ...]
    tours: bool
    base: tuple[float, ...]
    rate: float
    start: float
    end: float


def make_network(ground: Ground, id_: str, writer: Writer) -> tuple[Network, tuple[Advertiser, ...]]:
    """A network and its members, with the writer's texts."""
    common = _draw_common(ground, id_, writer)
    size = ground.rng("size", id_).randint(*ground.settings.network_sizes)
    members = tuple(_make_member(ground, f"{id_}-{index + 1}", common) for index in range(size))
    network = Network(id=id_, writer=writer.id, members=tuple(member.id for member in members), tours=common.tours)
    return network, members


def _draw_common(ground: Ground, id_: str, writer: Writer) -> _Common:
    rng, settings = ground.rng("network", id_), ground.settings
    start, end = _group_window(ground, rng)
    tours = rng.random() < settings.touring_network_share
    language = writer.language
    home = draw_place(rng)
    rate = ground.draw_rate(rng, times=_BUSY)
    return _Common(
        id=id_,
        language=language,
        templates=_templates(ground, writer, rng.randint(*settings.network_templates)),
        pictures=picture_bases(id_, rng.randint(4, 10)),
        names=draw_names(rng.randint(4, 12), rng),
        # Those on a route use the sites of the whole country, the only ones that serve Stockholm.
        sites=ground.draw_sites("Stockholm" if tours else home, language, rng),
        route=draw_route(rng, start=start, end=end) if tours else (Stay(from_day=start, place=home),),
        tours=tours,
        base=draw_posts(settings, rng, start=start, end=end, days=ground.days, rate=rate),
        rate=rate,
        start=start,
        end=end,
    )


def _templates(ground: Ground, writer: Writer, count: int) -> tuple[Text, ...]:
    """The writer's texts: the first is hand-made while these last, the others are composed."""
    writing, grammar = ground.rng("writer", writer.id), GRAMMARS[writer.language]
    first = network_text(grammar, writing, order=writer.order)
    others = [compose(grammar, writing, shortest=9, longest=13) for _ in range(count - 1)]
    return (first, *others)


def _group_window(ground: Ground, rng: Random) -> tuple[float, float]:
    life = max(draw_life_d(ground.settings, rng), _SHORTEST_GROUP_D)
    start = rng.uniform(-min(life, 60) * 0.8, ground.days * 0.9)
    return start, start + life


def _make_member(ground: Ground, id_: str, common: _Common) -> Advertiser:
    rng, settings = ground.rng("member", id_), ground.settings
    length = common.end - common.start
    start = common.start + rng.uniform(0, 0.3) * length
    end = common.end - rng.uniform(0, 0.3) * length
    names = tuple(rng.sample(common.names, k=rng.choice((1, 1, 1, 2, 2, 3))))
    pictures = tuple(rng.sample(common.pictures, k=rng.randint(1, 3)))
    wordings = tuple(
        Wording(text=_worked_over(text, settings.template_noise, rng), names=names, pictures=pictures)
        for text in common.templates
    )
    followed = follow(common.base, settings, rng, start=start, end=min(end, ground.days))
    own_rate = common.rate * (1 - settings.sync_share)
    own = draw_posts(settings, rng, start=start, end=end, days=ground.days, rate=own_rate)
    return Advertiser(
        id=id_,
        kind=AdvertiserKind.MEMBER,
        network=common.id,
        start_day=start,
        end_day=end,
        sites=common.sites,
        stays=on_route(common.route, settings, rng) if common.tours else common.route,
        periods=(Period(from_day=start, numbers=(ground.draw_number(rng),), wordings=wordings),),
        family=ground.draw_family(common.language, rng),
        posts=tuple(sorted((*followed, *own))),
        price=draw_price(rng),
        age=rng.randint(21, 34),
        tours=common.tours,
    )


def _worked_over(text: Text, noise: float, rng: Random) -> Text:
    return replace(
        text,
        sentences=tuple(
            with_word_noise(line, rng, share=noise, fillers=FILLERS[text.language]) for line in text.sentences
        ),
    )


def make_agency(ground: Ground, id_: str) -> Advertiser:
    """One number and e-mail address, several persons with a text and pictures each, in one to three towns."""
    rng, settings = ground.rng("agency", id_), ground.settings
    start, end = _group_window(ground, rng)
    language = ground.draw_language(rng)
    names = draw_names(rng.randint(3, 8), rng)
    rate = ground.draw_rate(rng, times=_BUSY * 1.5)
    wordings = []
    for index, name in enumerate(names):
        text = compose(GRAMMARS[language], rng)
        pictures = picture_bases(f"{id_}:{index}", rng.randint(1, 2))
        wordings.append(Wording(text=text, names=(name,), pictures=pictures))
    email, _ = reach_of(id_, names, rng)
    home = draw_place(rng)
    return Advertiser(
        id=id_,
        kind=AdvertiserKind.AGENCY,
        start_day=start,
        end_day=end,
        sites=ground.draw_sites(home, language, rng),
        stays=(Stay(from_day=start, place=home),),
        periods=(Period(from_day=start, numbers=(ground.draw_number(rng),), wordings=tuple(wordings)),),
        family=ground.draw_family(language, rng),
        posts=draw_posts(settings, rng, start=start, end=end, days=ground.days, rate=rate),
        price=draw_price(rng),
        age=rng.randint(22, 40),
        email=email if rng.random() < 0.5 else None,
    )
