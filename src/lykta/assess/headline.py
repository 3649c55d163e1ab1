"""Why a network is here, in one sentence."""

from datetime import datetime, timedelta

from lykta.assess.facts import count_ads, municipalities, values
from lykta.assess.ties import held_by
from lykta.model.counting import AD, ADVERTISER, MUNICIPALITY, NEW_NUMBER, SITE, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.signal import Assessment, Tier
from lykta.model.words import Said

MOST_CHARACTERS = 140  # about two lines of a list; what does not fit stands on the network's page
# fmt: off
_MONTHS_SV = ("januari", "februari", "mars", "april", "maj", "juni",
              "juli", "augusti", "september", "oktober", "november", "december")
_MONTHS_EN = ("January", "February", "March", "April", "May", "June",
              "July", "August", "September", "October", "November", "December")
# fmt: on


def headline(
    view: NetworkView, assessment: Assessment, *, since: datetime | None = None, as_of: datetime | None = None
) -> Said:
    """Who, what holds them together, where, and what is new, at most MOST_CHARACTERS in each language.

    Tiers 0 and 1 begin with their own reason. `since` is what new is counted from; without it nothing is
    called new. With `as_of` the day before it is called yesterday, else a date is written. Dates are UTC.
    """
    clauses = [_who_and_where(view)]
    if assessment.tier in (Tier.SUSPECTED_MINOR, Tier.URGENT):
        clauses.insert(0, assessment.because[0])
    if since is not None and (new := _new_numbers(view, since)):
        said, when = count(new, NEW_NUMBER), _since(since, as_of)
        clauses.append(Said(sv=f"{said.sv} {when.sv}", en=f"{said.en} {when.en}"))
    return sentence(sv=_fitting([clause.sv for clause in clauses]), en=_fitting([clause.en for clause in clauses]))


def _who_and_where(view: NetworkView) -> Said:
    """`fyra annonsörer med samma textmall i tre kommuner`; without places, the sites."""
    several = len(view.network.advertisers) > 1
    who = count(len(view.network.advertisers), ADVERTISER)
    having = held_by(view) if several else count(count_ads(view.ads), AD)
    places = municipalities(view)
    sites = {seen.ad.source for seen in view.ads}
    where = count(len(places), MUNICIPALITY) if places else count(len(sites), SITE)
    on_sites = "in" if places else "on"
    at_sites = "i" if places else "på"
    return Said(
        sv=f"{who.sv} med {having.sv} {at_sites} {where.sv}",
        en=f"{who.en} with {having.en} {on_sites} {where.en}",
    )


def _new_numbers(view: NetworkView, since: datetime) -> int:
    """Numbers first seen after `since`; a network whose every number is new is itself new, so 0."""
    first: dict[str, datetime] = {}
    for seen in view.ads:
        for number in values(seen, "phone"):
            first[number] = min(seen.first_seen_at, first.get(number, seen.first_seen_at))
    new = sum(at > since for at in first.values())
    return new if new < len(first) else 0


def _since(since: datetime, as_of: datetime | None) -> Said:
    if as_of is not None and as_of.date() - since.date() == timedelta(days=1):
        return Said(sv="sedan i går", en="since yesterday")
    month = since.month - 1
    return Said(sv=f"sedan {since.day} {_MONTHS_SV[month]}", en=f"since {since.day} {_MONTHS_EN[month]}")


def _fitting(clauses: list[str]) -> str:
    """As many clauses as fit; the first always stands, cut at a word if need be."""
    most = MOST_CHARACTERS - 1  # the full stop
    said = clauses[0].rstrip(".")
    if len(said) > most:
        said = said[: most - 1].rsplit(" ", 1)[0] + "…"
    for clause in clauses[1:]:
        if len(said) + 2 + len(clause) <= most:
            said += "; " + clause
    return said
