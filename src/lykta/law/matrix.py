"""Offence elements against what is kept of a network: for, against, unknown. No sum is made of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lykta.model.ad import Ad, count_postings
from lykta.model.counting import AD, count, sentence
from lykta.model.desk import AdView, NetworkView
from lykta.model.judgement import JudgementView, PairJudgement
from lykta.model.law import (
    Element,
    ElementRow,
    Evidence,
    Fact,
    MachineOutput,
    Offence,
    OffenceMatrix,
    PersonsAssessment,
    ReadFrom,
    Side,
)
from lykta.model.signal import Assessment, Quote, Signal
from lykta.model.words import Said

MOST_FACTS = 20  # a reader needs examples, not a thousand of them; the sentence tells the number of ads
MOST_SEEN_ON = 5
MOST_SENTENCES = 3  # of one family of ties

Key = tuple[ReadFrom, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Everything that elements may read, by what they ask for. Until an element reads it, it means what it says."""

    machine: Mapping[Key, tuple[MachineOutput, ...]]
    people: Mapping[Key, tuple[PersonsAssessment, ...]]


def matrix_of(
    view: NetworkView, assessment: Assessment, judgements: Iterable[JudgementView], offences: Sequence[Offence]
) -> tuple[OffenceMatrix, ...]:
    """One matrix an offence, in their order. The same for the same input, whatever else is stored."""
    asked = {reading.key for offence in offences for element in offence.elements for reading in element.readings}
    heard = _heard(view, assessment, tuple(judgements), asked)
    return tuple(
        OffenceMatrix(network=view.network.id, offence=offence, rows=rows_of(offence, heard)) for offence in offences
    )


def rows_of(offence: Offence, heard: Heard) -> tuple[ElementRow, ...]:
    return tuple(
        ElementRow(
            element=element,
            speaks_for=_side(element, Side.FOR, heard),
            against=_side(element, Side.AGAINST, heard),
        )
        for element in offence.elements
    )


def _side(element: Element, side: Side, heard: Heard) -> Evidence:
    readings = [reading for reading in element.readings if reading.side is side]
    return Evidence(
        machine=tuple(replace(one, means=r.means) for r in readings for one in heard.machine.get(r.key, ())),
        people=tuple(replace(one, means=r.means) for r in readings for one in heard.people.get(r.key, ())),
    )


def _heard(view: NetworkView, assessment: Assessment, judgements: Sequence[JudgementView], asked: set[Key]) -> Heard:
    ads = {seen.ad.id: seen.ad for seen in view.ads}
    machine: dict[Key, tuple[MachineOutput, ...]] = {}
    for signal in assessment.signals:
        machine[ReadFrom.CARD, signal.card] = (_from_card(signal, view, ads),)
    for key in sorted(asked):
        outputs = tuple(_from_network(key, view, ads))
        if outputs:
            machine[key] = outputs
    people: dict[Key, tuple[PersonsAssessment, ...]] = {}
    for one in (told.judgement for told in judgements if _holds(told)):
        decision = (ReadFrom.JUDGEMENT, f"{one.level}_{one.decision}")
        people[decision] = (*people.get(decision, ()), _from_person(one, ads))
    return Heard(machine=machine, people=people)


def _from_card(signal: Signal, view: NetworkView, ads: Mapping[str, Ad]) -> MachineOutput:
    rests_on = tuple(fact for quote in signal.quotes if (fact := _quoted(quote, ads)) is not None)
    return MachineOutput(
        by=f"{signal.card}, version {signal.version}",
        grade=signal.grade,
        says=signal.says,
        means=signal.says,
        rests_on=rests_on[:MOST_FACTS],
        seen_on=() if rests_on else _openings_of_each(view, ads),
    )


def _quoted(quote: Quote, ads: Mapping[str, Ad]) -> Fact | None:
    """The words as they stand in the kept text; None when they do not stand there, for then they are no fact."""
    ad = ads.get(quote.ad)
    if ad is None or ad.text[quote.start : quote.end] != quote.written:
        return None
    return _fact(ad, quote.start, quote.end)


def _fact(ad: Ad, start: int, end: int) -> Fact:
    return Fact(
        ad=ad.id,
        snapshot=ad.snapshot,
        snapshot_sha256=ad.snapshot_sha256,
        start=start,
        end=end,
        quote=ad.text[start:end],
    )


def _openings_of_each(view: NetworkView, ads: Mapping[str, Ad]) -> tuple[Fact, ...]:
    """The opening words of one ad of each advertiser."""
    return _openings(ads[one.ads[0]] for one in view.advertisers if one.ads[0] in ads)


def _openings(ads: Iterable[Ad]) -> tuple[Fact, ...]:
    """The first line of each, as far as it has one."""
    facts = []
    for ad in ads:
        line = ad.text.split("\n", 1)[0]
        if line.strip():
            facts.append(_fact(ad, 0, len(line)))
    return tuple(facts[:MOST_SEEN_ON])


def _from_network(key: Key, view: NetworkView, ads: Mapping[str, Ad]) -> Iterator[MachineOutput]:
    source, name = key
    if source is ReadFrom.FINDING:
        yield from _from_findings(name, view.ads)
    elif source is ReadFrom.AD_KIND:
        yield from _from_kinds(name, view.ads)
    elif source is ReadFrom.TIE:
        yield from _from_ties(name, view, ads)


def _from_findings(name: str, ads: Sequence[AdView]) -> Iterator[MachineOutput]:
    kind, _, value = name.partition("=")
    found = [
        (seen, finding)
        for seen in ads
        for finding in seen.findings
        if finding.kind == kind and value in ("", finding.value)
    ]
    if not found:
        return
    extractors = sorted({f"{finding.extractor}, version {finding.version}" for _, finding in found})
    standing = [(seen, one) for seen, one in found if seen.ad.text[one.start : one.end] == one.written]
    read_in = _read_in([seen for seen, _ in found])
    yield MachineOutput(
        by="; ".join(extractors),
        grade=None,
        says=read_in,
        means=read_in,
        rests_on=tuple(_fact(seen.ad, one.start, one.end) for seen, one in standing[:MOST_FACTS]),
        seen_on=() if standing else _openings(seen.ad for seen, _ in found),
    )


def _from_kinds(name: str, ads: Sequence[AdView]) -> Iterator[MachineOutput]:
    """Ads that their page says are of the kind, and those whose text does where the page is silent."""
    of_it = [seen for seen in ads if seen.kind == name]
    if of_it:
        read_in = _read_in(of_it)
        yield MachineOutput(
            by="adkind",
            grade=None,
            says=read_in,
            means=read_in,
            seen_on=_openings(seen.ad for seen in of_it),
        )


def _read_in(ads: Sequence[AdView]) -> Said:
    many = count(count_postings(seen.ad for seen in ads), AD)
    return sentence(sv=f"läst i {many.sv}", en=f"read in {many.en}")


def _from_ties(family: str, view: NetworkView, ads: Mapping[str, Ad]) -> Iterator[MachineOutput]:
    first_ad = {one.id: one.ads[0] for one in view.advertisers}
    found: dict[Said, list[str]] = {}
    for tie in view.network.ties:
        for reason in tie.because:
            if reason.family == family:
                found.setdefault(reason.says, []).extend((tie.a, tie.b))
    for says, between in list(found.items())[:MOST_SENTENCES]:
        ours = dict.fromkeys(first_ad[one] for one in between if one in first_ad)
        yield MachineOutput(
            by="linking",
            grade=None,
            says=says,
            means=says,
            seen_on=_openings(ads[ad] for ad in ours if ad in ads),
        )


def _holds(view: JudgementView) -> bool:
    return view.withdrawal is None and not view.contradicts and not view.on_missing_ad


_DECIDED = {
    "contact_together": Said(sv="Två annonser har en kontakt.", en="Two ads have one contact."),
    "contact_apart": Said(sv="Två annonser har inte en kontakt.", en="Two ads have not one contact."),
    "network_together": Said(sv="Två annonser har en organisatör.", en="Two ads have one organiser."),
    "network_apart": Said(sv="Två annonser har inte en organisatör.", en="Two ads have not one organiser."),
}


def _from_person(one: PairJudgement, ads: Mapping[str, Ad]) -> PersonsAssessment:
    decided = _DECIDED[f"{one.level}_{one.decision}"]
    return PersonsAssessment(
        by=one.by,
        at=one.at,
        why=one.why,
        says=decided,
        means=decided,
        about=_openings(ads[ad] for ad in (one.a, one.b) if ad in ads),
    )
