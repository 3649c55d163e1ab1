"""What it is worth that two ads give the same place at about the same time, and all that two ads share."""

from collections.abc import Iterator, Mapping

import numpy as np

from lykta.link.keys import Keys
from lykta.link.sharing import NEAR_DAYS
from lykta.link.table import DAY_S, AdTable
from lykta.link.weigh import weigh_place
from lykta.model.link import LinkWeights, Reason


def weigh_places(table: AdTable, weights: LinkWeights) -> dict[int, Reason]:
    """Per place the worth of being there within two days of each other, by the place's share of all ads."""
    known = table.place[table.place >= 0]
    dated = table.first_s[~np.isnan(table.first_s)]
    if len(known) == 0 or len(dated) == 0:
        return {}
    days = max(1.0, float(dated.max() - dated.min()) / DAY_S)
    window = min(1.0, (2 * NEAR_DAYS + 1) / days)
    shares = np.bincount(known) / len(known)
    return {
        code: weigh_place(table.places[code], float(share) * window, weights)
        for code, share in enumerate(shares)
        if share
    }


def same_place(a: int, b: int, table: AdTable, place: dict[int, Reason]) -> Iterator[Reason]:
    code = int(table.place[a])
    near = abs(table.first_s[a] - table.first_s[b]) <= NEAR_DAYS * DAY_S
    if code >= 0 and code == table.place[b] and near and code in place:
        yield place[code]


def shared_bits(
    a: int, b: int, keys: Keys, reasons: Mapping[int, Reason], table: AdTable, place: dict[int, Reason]
) -> float:
    """The worth of all that two ads share, each family once."""
    best = {reason.family: reason.bits for reason in same_place(a, b, table, place)}
    for number in set(keys.of_ad[a]) & set(keys.of_ad[b]):
        reason = reasons[number]
        best[reason.family] = max(reason.bits, best.get(reason.family, 0.0))
    return sum(best.values())
