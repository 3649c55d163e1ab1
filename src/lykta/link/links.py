"""Step two: pairs of ads with every reason they share, a chain in time per key instead of all pairs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import eq
from typing import overload

from lykta.link import sentences
from lykta.link.advertisers import Carried, Grouping, Why
from lykta.link.changes import Used, change_between, contacts_used
from lykta.link.contacts import Contacts
from lykta.link.keys import Keys
from lykta.link.pairs import LinkedPairs, pair_ads
from lykta.link.places import same_place
from lykta.link.rulings import Ruling
from lykta.link.table import AdTable, ads_of
from lykta.model.judgement import PairJudgement
from lykta.model.link import Family, Link, Reason

_SLIP_BITS = 9.0  # seven of nine free digits agree, at ten places where two may differ; less, as ranges are narrow
_CARRIED_BITS = 2.0  # consistent order in time: by chance, one in four pairs of spans do not lie over each other


class Links(Sequence[Link]):
    """Links by ad ids, each with all that its two ads share; an object is built when it is asked for.

    Of a million links a reader sees some hundreds, and their sentences would cost more than finding them.
    """

    def __init__(
        self,
        pairs: LinkedPairs,
        keys: Keys,
        reasons: Mapping[int, Reason],
        place: dict[int, Reason],
        beside: Mapping[tuple[int, int], Sequence[Reason]],
        table: AdTable,
    ) -> None:
        self.pairs = pairs
        self._keys, self._reasons, self._place, self._beside, self._table = keys, reasons, place, beside, table

    def __len__(self) -> int:
        return len(self.pairs.a)

    @overload
    def __getitem__(self, at: int) -> Link: ...
    @overload
    def __getitem__(self, at: slice) -> list[Link]: ...
    def __getitem__(self, at: int | slice) -> Link | list[Link]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        return self._build(int(self.pairs.a[at]), int(self.pairs.b[at]))

    def __iter__(self) -> Iterator[Link]:
        return map(self._build, self.pairs.a.tolist(), self.pairs.b.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # as a list: equal by what it holds

    def _build(self, a: int, b: int) -> Link:
        other = set(self._keys.of_ad[b])
        because = [self._reasons[number] for number in self._keys.of_ad[a] if number in other]
        because += same_place(a, b, self._table, self._place)
        because += self._beside.get((a, b), ())
        because.sort(key=lambda reason: (-reason.bits, reason.kind, reason.value))
        first, second = sorted((self._table.ads[a].id, self._table.ads[b].id))
        return Link(a=first, b=second, because=tuple(because))


def build_links(
    contacts: Contacts,
    reasons: Mapping[int, Reason],
    place: dict[int, Reason],
    grouping: Grouping,
    ruled: Iterable[Ruling],
    table: AdTable,
) -> Links:
    """Links by ad ids, each with all that the two ads share. A key of n ads gives at most n - 1 links.

    `ruled` are the pairs that a person joined.
    """
    keys = contacts.keys
    beside: dict[tuple[int, int], list[Reason]] = defaultdict(list)
    members = ads_of(grouping.advertiser) if grouping.carried else {}
    used: dict[int, tuple[Used, ...]] = {}
    for join in grouping.carried:
        leader = int(grouping.advertiser[join.a])
        if leader not in used:
            used[leader] = contacts_used(members[leader], keys, table)
        beside[join.a, join.b] += [_because(join, used[leader], keys), *join.because]
    for ruling in ruled:
        beside[min(ruling.a, ruling.b), max(ruling.a, ruling.b)].append(judged(ruling.judgement))
    return Links(pair_ads(keys, contacts.shared, beside, table), keys, reasons, place, beside, table)


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
