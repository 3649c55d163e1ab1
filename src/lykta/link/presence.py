"""New, ongoing, returning or with a changed number: how an advertiser stands to what was seen before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from lykta.link import sentences
from lykta.link.keys import PHONE, Keys
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
    carried_change: bool,
    table: AdTable,
    watching_since: datetime | None,
    settings: LinkSettings,
) -> Standing:
    """The state of the advertiser with these ads, as of the newest sighting of all.

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
    change = _number_change(rows, keys, table, settings)
    gap = _last_gap(rows, table, watched_s, settings)
    as_of_s = float(np.nanmax(table.last_s))
    recent = as_of_s - first_s <= settings.return_gap_days * DAY_S
    # The first day of watching shows everybody for the first time; that makes nobody new.
    started_while_watched = watching_since is None or first_s > watched_s + DAY_S
    if change is not None or carried_change:
        presence, says = Presence.CHANGED_NUMBER, sentences.changed(change, first, last)
    elif gap is not None:
        presence, says = Presence.RETURNING, sentences.returning(*gap)
    elif recent and started_while_watched:
        presence, says = Presence.NEW, sentences.new(first, last)
    else:
        presence, says = Presence.ONGOING, sentences.ongoing(first, last)
    return Standing(presence=presence, says=says, first_at=first, last_at=last)


def _number_change(
    rows: Sequence[int], keys: Keys, table: AdTable, settings: LinkSettings
) -> tuple[str, datetime, str, datetime] | None:
    """The last change: old number, its last day, new number, its first day. Two at once are no change."""
    spans: dict[str, tuple[float, float]] = {}
    for ad in rows:
        for number in keys.of_ad[ad]:
            key = keys.keys[number]
            if key.kind == PHONE:
                first, last = spans.get(key.value, (np.inf, -np.inf))
                spans[key.value] = (
                    min(first, float(table.first_s[ad])),
                    max(last, float(table.last_s[ad])),
                )
    in_time = sorted(spans.items(), key=lambda item: (item[1][0], item[0]))
    overlap_s = (settings.change_overlap_days + settings.change_stays_days) * DAY_S
    change = None
    began, ended, old = -np.inf, -np.inf, ""
    for value, (first, last) in in_time:
        if old and first >= max(began + settings.change_overlap_days * DAY_S, ended - overlap_s):
            change = (old, at(ended), value, at(first))
        if last > ended:
            began, ended, old = first, last, value
    return change


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
