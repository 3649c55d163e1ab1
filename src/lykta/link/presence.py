"""New, ongoing, returning or with a changed number: how an advertiser stands to what was seen before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from lykta.link import sentences
from lykta.link.changes import Change, change_between, contacts_used, last_number_change
from lykta.link.keys import Keys
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable, at, count_postings
from lykta.model.link import Presence
from lykta.model.words import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    presence: Presence
    says: Said
    first_at: datetime | None
    last_at: datetime | None


def tell_presence(
    ads: Sequence[int],
    keys: Keys,
    carried: Sequence[tuple[int, int]],
    table: AdTable,
    watching_since: datetime | None,
    as_of_s: float,
    settings: LinkSettings,
) -> Standing:
    """The state of the advertiser with these ads, as of the newest sighting of all at `as_of_s`.

    `carried` are pairs of its ads that only a change of contact joins.
    A change of number comes first, then a return after a gap; a gap counts only while there was watching.
    """
    rows = [ad for ad in ads if not np.isnan(table.first_s[ad])]
    if not rows:
        return Standing(
            presence=Presence.ONGOING, says=sentences.undated(count_postings(table, ads)), first_at=None, last_at=None
        )
    first_s, last_s = float(table.first_s[rows].min()), float(table.last_s[rows].max())
    first, last = at(first_s), at(last_s)
    watched_s = -np.inf if watching_since is None else watching_since.timestamp()
    change = _last_change(rows, carried, keys, table, settings)
    gap = _last_gap(rows, table, watched_s, settings)
    recent = as_of_s - first_s <= settings.return_gap_days * DAY_S
    # The first day of watching shows everybody for the first time; that makes nobody new.
    started_while_watched = watching_since is None or first_s > watched_s + DAY_S
    if change is not None or carried:
        presence, says = Presence.CHANGED_NUMBER, sentences.changed(change)
    elif gap is not None:
        presence, says = Presence.RETURNING, sentences.returning(*gap)
    elif recent and started_while_watched:
        presence, says = Presence.NEW, sentences.new(first, last)
    else:
        presence, says = Presence.ONGOING, sentences.ongoing(first, last)
    return Standing(presence=presence, says=says, first_at=first, last_at=last)


def _last_change(
    rows: Sequence[int],
    carried: Sequence[tuple[int, int]],
    keys: Keys,
    table: AdTable,
    settings: LinkSettings,
) -> Change | None:
    """The last change of number, or else the last of the contacts of the carried pairs."""
    used = contacts_used(rows, keys, table)
    if (change := last_number_change(used, settings)) is not None:
        return change
    found = (change_between(a, b, used, keys) for a, b in carried)
    return max((one for one in found if one is not None), key=lambda one: one.new.began_s, default=None)


def _last_gap(
    rows: Sequence[int], table: AdTable, watched_s: float, settings: LinkSettings
) -> tuple[datetime, datetime, int] | None:
    """The latest long silence: last day before, first day after, days between."""
    gap = None
    ended = float(table.last_s[rows[0]])
    for ad in rows:
        first = float(table.first_s[ad])
        if first - max(ended, watched_s) > settings.return_gap_days * DAY_S:
            gap = (at(ended), at(first), int((first - ended) / DAY_S))
        ended = max(ended, float(table.last_s[ad]))
    return gap
