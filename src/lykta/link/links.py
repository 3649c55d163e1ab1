"""Step two: pairs of ads with every reason they share, a chain in time per key instead of all pairs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lykta.link import sentences
from lykta.link.advertisers import Carried, Grouping, Why, ads_of
from lykta.link.changes import Used, change_between, contacts_used
from lykta.link.keys import Keys
from lykta.link.places import same_place
from lykta.link.rulings import Ruling
from lykta.link.table import AdTable
from lykta.model.judgement import PairJudgement
from lykta.model.link import Family, Link, Reason

_SLIP_BITS = 9.0  # seven of nine free digits agree, at ten places where two may differ; less, as ranges are narrow
_CARRIED_BITS = 2.0  # consistent order in time: by chance, one in four pairs of spans do not lie over each other


def build_links(
    keys: Keys,
    reasons: dict[int, Reason],
    place: dict[int, Reason],
    grouping: Grouping,
    ruled: Iterable[Ruling],
    table: AdTable,
) -> tuple[Link, ...]:
    """Links by ad ids, each with all that the two ads share. A key of n ads gives at most n - 1 links.

    `ruled` are the pairs that a person joined.
    """
    extra: dict[tuple[int, int], list[Reason]] = defaultdict(list)
    members = ads_of(grouping.advertiser)
    used: dict[int, tuple[Used, ...]] = {}
    for join in grouping.carried:
        leader = int(grouping.advertiser[join.a])
        if leader not in used:
            used[leader] = contacts_used(members[leader], keys, table)
        extra[join.a, join.b] += [_because(join, used[leader], keys), *join.because]
    for ruling in ruled:
        extra[min(ruling.a, ruling.b), max(ruling.a, ruling.b)].append(judged(ruling.judgement))
    pairs = {pair for key in keys.keys for pair in zip(key.ads, key.ads[1:], strict=False)} | extra.keys()
    links = []
    for a, b in sorted(pairs):
        other = set(keys.of_ad[b])
        because = [reasons[number] for number in keys.of_ad[a] if number in other]
        because += same_place(a, b, table, place)
        because += extra.get((a, b), ())
        because.sort(key=lambda reason: (-reason.bits, reason.kind, reason.value))
        first, second = sorted((table.ads[a].id, table.ads[b].id))
        links.append(Link(a=first, b=second, because=tuple(because)))
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def judged(judgement: PairJudgement) -> Reason:
    """A person's joining as a reason: it weighs no bits, since it is a decision and no evidence."""
    says = sentences.judged_together(judgement.level, judgement.by, judgement.at, judgement.why)
    return Reason(family=Family.PERSON, kind=judgement.level.value, value=judgement.id, bits=0.0, says=says)


def _because(join: Carried, used: Sequence[Used], keys: Keys) -> Reason:
    if join.why is Why.SLIP:
        bits, family, says = _SLIP_BITS, Family.IDENTIFIER, sentences.number_slip()
    elif join.why is Why.CHANGED:
        bits, family = _CARRIED_BITS, Family.PLACE_AND_TIME
        says = sentences.contact_followed(change_between(join.a, join.b, used, keys))
    else:
        bits, family, says = _CARRIED_BITS, Family.PLACE_AND_TIME, sentences.no_other_contact()
    return Reason(family=family, kind=join.why.value, value="", bits=bits, says=says)
