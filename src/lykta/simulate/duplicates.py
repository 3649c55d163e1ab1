"""World W11: texts of many writers, some organised, with the templates and slots that they were made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from lykta.simulate.asides import BOILERPLATE
from lykta.simulate.grammar import OPEN_SLOTS, Text, compose, with_word_noise
from lykta.simulate.ground import GRAMMARS
from lykta.simulate.groups import FILLERS
from lykta.simulate.numbers import families_for, written
from lykta.simulate.templates import network_text

ORGANISED_SHARE = 0.4
GROUP_SIZES = (3, 15)
BOILERPLATE_SHARE = 0.1
OBSCURED_SHARE = 0.3
_PRICES = ("1200 kr", "1500 kr", "1800 kr", "2000 kr", "2500 kr", "1 500:-", "2000 SEK", "900 kr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """One text; `writer` made it, from `planted` when the writer is organised."""

    id: str
    text: str
    writer: str
    planted: str | None = None


def make_duplicates(seed: int, *, documents: int, noise: float) -> tuple[Duplicate, ...]:
    """As many texts, Swedish and English, in random order.

    40 % are from templates in groups of 3 to 15, a tenth has a line of the site beneath, and `noise` of the words
    are dropped or led by a filler, half of each.
    `planted` is the template's title and body with its open slots in braces.
    """
    rng = Random(f"duplicates {seed}")
    made: list[Duplicate] = []
    writers = {language: 0 for language in GRAMMARS}
    names = _names(rng)
    while len(made) < documents:
        language = rng.choice(tuple(GRAMMARS))
        writer = f"w{len(made)}"
        if rng.random() < _group_chance():
            text = network_text(GRAMMARS[language], rng, order=writers[language])
            writers[language] += 1
            for _ in range(rng.randint(*GROUP_SIZES)):
                made.append(_write(len(made), text, writer, names, rng, noise=noise, organised=True))
        else:
            text = compose(GRAMMARS[language], rng)
            made.append(_write(len(made), text, writer, names, rng, noise=noise, organised=False))
    chosen = made[:documents]
    rng.shuffle(chosen)
    return tuple(chosen)


def _group_chance() -> float:
    """How often a writer is organised, so that ORGANISED_SHARE of the texts are."""
    size = sum(GROUP_SIZES) / 2
    return ORGANISED_SHARE / (ORGANISED_SHARE + size * (1 - ORGANISED_SHARE))


def _names(rng: Random) -> tuple[str, ...]:
    starts, ends = (
        ("Al", "Be", "Da", "El", "Fi", "Ja", "Li", "Mi", "Na", "So", "Ti", "Vi"),
        ("da", "la", "na", "ra", "sa"),
    )
    names = [start + end for start in starts for end in ends]
    rng.shuffle(names)
    return tuple(names)


def _write(
    number: int, text: Text, writer: str, names: tuple[str, ...], rng: Random, *, noise: float, organised: bool
) -> Duplicate:
    planted = f"{text.title}\n{text.body}"
    worded = with_word_noise(planted, rng, share=noise, fillers=FILLERS[text.language]) if noise else planted
    lines = [_filled(worded, _values(names, text.language, rng))]
    if rng.random() < BOILERPLATE_SHARE:
        lines.append(rng.choice(BOILERPLATE[text.language]).format(site="Torget"))
    return Duplicate(id=f"d{number:06d}", text="\n".join(lines), writer=writer, planted=planted if organised else None)


def _values(names: tuple[str, ...], language: str, rng: Random) -> Mapping[str, str]:
    return {
        "name": rng.choice(names),
        "place": rng.choice(_PLACES),
        "price": rng.choice(_PRICES),
        "number": _number(language, rng),
        "age": str(rng.randint(20, 45)),
    }


def _number(language: str, rng: Random) -> str:
    """A number of the paging range, which no person has, three in ten of them obscured."""
    number = f"+4674{rng.randint(2, 9)}{rng.randrange(10**6):06d}"
    families = families_for(language, obscured=rng.random() < OBSCURED_SHARE)
    return written(number, rng.choice(families), rng)


def _filled(text: str, values: Mapping[str, str]) -> str:
    for slot in OPEN_SLOTS:
        text = text.replace(f"{{{slot}}}", values[slot])
    return text


_PLACES = ("Stockholm", "Göteborg", "Malmö", "Uppsala", "Västerås", "Örebro", "Linköping", "Umeå", "Luleå", "Gävle")
