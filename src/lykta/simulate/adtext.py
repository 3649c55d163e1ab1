"""The words of one ad: an advertiser's text with its open slots filled, and the lines that come beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from lykta.simulate.asides import (
    AGE_DECOYS,
    BOILERPLATE,
    EMAIL_LINES,
    FOREIGN_LINES,
    HANDLE_LINES,
    MINOR_CUES,
    SUPPORT,
)
from lykta.simulate.grammar import Text
from lykta.simulate.numbers import FAMILIES, PLAIN, Family, families_for, written
from lykta.simulate.people import Advertiser
from lykta.simulate.settings import WorldSettings
from lykta.simulate.sites import Site

_SEE_CONTACT = {"sv": "numret under Kontakt", "en": "the number under Contact"}
_SHORTENED_SHARE = 0.2  # ads that leave one sentence of their text out (assumption)
_OTHER_HABIT_SHARE = 0.1  # obscured ads written in another way than the writer's usual one (assumption)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdText:
    """`contact` is the site's own contact field; `form` the family of the number in the text or that field."""

    title: str
    body: str
    contact: str | None
    form: str | None
    support_number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What an ad's words depend on beside the text."""

    one: Advertiser
    site: Site
    support: tuple[str, str]  # the site's number as written and its e-mail
    support_e164: str
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    place: str
    price: str
    minor: bool


def write_ad(text: Text, moment: Moment, settings: WorldSettings, rng: Random) -> AdText:
    """The finished title and body. The number stands in the body, or only in the contact field."""
    family = _family(moment, text.language, rng)
    contact = _contact(moment, family, rng)
    number = _number_text(moment, family, rng)
    if contact is not None and rng.random() < 0.3:
        number, family = _SEE_CONTACT[text.language], PLAIN[0]
    slots = {
        "name": (" och " if text.language == "sv" else " and ").join(moment.names),
        "place": moment.place,
        "price": moment.price,
        "number": number,
        "age": str(moment.one.age),
    }
    sentences = _sentences(text, settings, moment, rng)
    after, support_number = _lines_after(text.language, moment, settings, rng)
    return AdText(
        title=_capital(_filled(text.title, slots))[:90],
        body="\n".join((_filled(text.joint.join(sentences), slots), *after)),
        contact=contact,
        form=None if family is None else family.name,
        support_number=support_number,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _filled(text: str, slots: Mapping[str, str]) -> str:
    for slot, value in slots.items():
        text = text.replace(f"{{{slot}}}", value)
    return text


def _family(moment: Moment, language: str, rng: Random) -> Family | None:
    if not moment.numbers:
        return None
    if not moment.numbers[0].startswith("+46"):
        return FAMILIES["foreign"]
    usual = FAMILIES[moment.one.family]
    if usual.obscured and rng.random() < _OTHER_HABIT_SHARE:
        return rng.choice(families_for(language, obscured=True))
    return usual


def _contact(moment: Moment, family: Family | None, rng: Random) -> str | None:
    """The contact field, filled in by a quarter of those who do not hide their number."""
    if family is None or family.obscured or rng.random() >= 0.25:
        return None
    return written(moment.numbers[0], PLAIN[0], rng)


def _number_text(moment: Moment, family: Family | None, rng: Random) -> str:
    if family is None:
        return moment.one.email or f"@{moment.one.handle}"
    return rng.choice((" / ", ", ", " ")).join(written(number, family, rng) for number in moment.numbers)


def _sentences(text: Text, settings: WorldSettings, moment: Moment, rng: Random) -> list[str]:
    sentences = list(text.sentences)
    droppable = [index for index, line in enumerate(sentences) if "{number}" not in line]
    if len(sentences) > 4 and rng.random() < _SHORTENED_SHARE:
        del sentences[rng.choice(droppable)]
    extra = []
    if moment.minor:
        extra.append(rng.choice(MINOR_CUES[text.language]))
    if rng.random() < settings.decoy_share:
        extra.append(rng.choice(AGE_DECOYS[text.language]))
    if rng.random() < settings.foreign_line_share:
        extra.append(rng.choice(FOREIGN_LINES))
    for line in extra:
        sentences.insert(rng.randint(1, len(sentences)), line)
    return sentences


def _lines_after(language: str, moment: Moment, settings: WorldSettings, rng: Random) -> tuple[list[str], str | None]:
    lines, support_number = [], None
    if moment.one.email and moment.numbers:
        lines.append(rng.choice(EMAIL_LINES[language]).format(email=moment.one.email))
    if moment.one.handle and moment.numbers:
        lines.append(rng.choice(HANDLE_LINES).format(handle=moment.one.handle))
    if rng.random() < settings.boilerplate_share:
        lines.append(rng.choice(BOILERPLATE[moment.site.language]).format(site=moment.site.name))
    if rng.random() < settings.support_share:
        phone, email = moment.support
        line = SUPPORT[moment.site.language]
        lines.append(line.format(site=moment.site.name, phone=phone, email=email))
        support_number = moment.support_e164
    return lines, support_number
