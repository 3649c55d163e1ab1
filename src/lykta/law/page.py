"""The offences as one page that a lawyer can read and correct, in both languages."""

from collections.abc import Iterator, Sequence

from lykta.model.law import LAWYER_MUST_CHECK, Element, Offence, ReadFrom, Reading, Side
from lykta.model.words import Said

_READS = {
    ReadFrom.CARD: "card",
    ReadFrom.FINDING: "finding",
    ReadFrom.AD_KIND: "kind of ad",
    ReadFrom.TIE: "tie by",
    ReadFrom.JUDGEMENT: "judgement",
}
_OPENING = """# Offences and their elements

Written by `lykta law` from the files of offences, in both languages; change a file and write it anew. An offence of
your own, or of another country, is one more file: [guide.md](guide.md#an-offence).

On a network's page each element gets what speaks for it, what speaks against it, what is unknown, and the lawful steps
that could tell. Nothing is added up, and nothing here is legal advice.
"""


def offences_page(offences: Sequence[Offence]) -> str:
    """Markdown: of each offence where it stands, how sure that is, a table of its own elements, and each in words."""
    return "\n".join((_OPENING, *(line for offence in offences for line in _offence(offence))))


def _offence(offence: Offence) -> Iterator[str]:
    yield f"## {_both(offence.name)}\n"
    where = f"`{offence.id}`, {offence.country}, {offence.section}"
    wording = f"{offence.wording.version}, in force {offence.wording.in_force}"
    yield f"{where}. Wording: {wording}. Source: [{offence.source.number}]({offence.source.address}).\n"
    yield f"- {_both(offence.source.read)}"
    if offence.penalty is not None:
        yield f"- {_both(offence.penalty)}"
    if offence.checked is None:
        yield f"- **{LAWYER_MUST_CHECK.sv} / {LAWYER_MUST_CHECK.en}**"
    else:
        yield f"- Kontrollerad av / *checked by* {offence.checked.by}, {offence.checked.on}"
    if offence.base is not None:
        yield f"- Rekvisiten i `{offence.base.id}` kommer först / *the elements of `{offence.base.id}` come first*"
    yield "\n| element | needed | an ad alone can show it | read for | read against |"
    yield "|---|---|---|---|---|"
    for element in offence.own_elements:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in _cells(offence, element))} |"
    yield ""
    for element in offence.own_elements:
        yield from _in_words(element)
    yield ""


def _cells(offence: Offence, element: Element) -> Iterator[str]:
    yield f"`{element.id}`"
    yield offence.need_of(element).en
    yield "no" if element.ad_alone_cannot_show else "yes"
    yield _names(element, Side.FOR)
    yield _names(element, Side.AGAINST)


def _names(element: Element, side: Side) -> str:
    return ", ".join(_named(one) for one in element.readings if one.side is side) or "–"


def _named(reading: Reading) -> str:
    return f"{_READS[reading.source]} `{reading.key[1]}`"


def _in_words(element: Element) -> Iterator[str]:
    yield f"**{element.name.sv}** / *{element.name.en}*\n"
    for reading in element.readings:
        yield f"- {reading.side}, {_named(reading)}: {_both(reading.means)}"
    yield f"- could speak for: {_both(element.could_speak_for)}"
    yield f"- could speak against: {_both(element.could_speak_against)}"
    for step in element.next_steps:
        yield f"- [ ] {_both(step)}"
    yield ""


def _both(said: Said) -> str:
    return f"{said.sv} / *{said.en}*"
