"""Step two: pairs of ads with every reason they share, a chain in time per key instead of all pairs."""

from collections.abc import Iterable, Iterator

import numpy as np

from lykta.link import sentences
from lykta.link.advertisers import Carried
from lykta.link.keys import Keys
from lykta.link.table import DAY_S, AdTable, when
from lykta.link.weigh import weigh_place
from lykta.model.link import Family, Link, Reason

_NEAR_DAYS = 2.0
_CARRIED_BITS = 2.0  # consistent order in time: by chance, one in four pairs of spans do not lie over each other


def build_links(keys: Keys, reasons: dict[int, Reason], carried: Iterable[Carried], table: AdTable) -> tuple[Link, ...]:
    """Links by ad ids, each with all that the two ads share. A key of n ads gives at most n - 1 links."""
    extra: dict[tuple[int, int], Reason] = {(join.a, join.b): _because(join, table) for join in carried}
    pairs = {pair for key in keys.keys for pair in zip(key.ads, key.ads[1:], strict=False)} | extra.keys()
    place = _weigh_places(table)
    links = []
    for a, b in sorted(pairs):
        other = set(keys.of_ad[b])
        because = [reasons[number] for number in keys.of_ad[a] if number in other]
        because += _same_place(a, b, table, place)
        if (a, b) in extra:
            because.append(extra[a, b])
        because.sort(key=lambda reason: (-reason.bits, reason.kind, reason.value))
        first, second = sorted((table.ads[a].id, table.ads[b].id))
        links.append(Link(a=first, b=second, because=tuple(because)))
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _because(join: Carried, table: AdTable) -> Reason:
    if join.changed:
        says = sentences.number_changed(when(table.last_s[join.a]), when(table.first_s[join.b]))
        kind = "changed_number"
    else:
        says, kind = sentences.no_other_contact(), "no_other_contact"
    return Reason(family=Family.PLACE_AND_TIME, kind=kind, value="", bits=_CARRIED_BITS, says=says)


def _weigh_places(table: AdTable) -> dict[int, Reason]:
    """Per place the worth of being there within two days of each other, by the place's share of all ads."""
    known = table.place[table.place >= 0]
    dated = table.first_s[~np.isnan(table.first_s)]
    if len(known) == 0 or len(dated) == 0:
        return {}
    days = max(1.0, float(dated.max() - dated.min()) / DAY_S)
    window = min(1.0, (2 * _NEAR_DAYS + 1) / days)
    shares = np.bincount(known) / len(known)
    return {code: weigh_place(table.places[code], float(share) * window) for code, share in enumerate(shares) if share}


def _same_place(a: int, b: int, table: AdTable, place: dict[int, Reason]) -> Iterator[Reason]:
    code = int(table.place[a])
    near = abs(table.first_s[a] - table.first_s[b]) <= _NEAR_DAYS * DAY_S
    if code >= 0 and code == table.place[b] and near and code in place:
        yield place[code]
