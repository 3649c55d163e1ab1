"""The order of review: of networks, by tiers and reasons, never by a score of a person."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from lykta.model.signal import Assessment, Direction

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def order_for_review(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The more urgent tier first; inside one, more independent families, fewer counter-signs, newer change.

    Counter-signs decide only between equals: no likelihood ratio could be read from any study, so none
    outweighs a family of evidence, and none moves a network to another tier. The id makes it total.
    """
    return tuple(sorted(assessments, key=_key))


def _key(assessment: Assessment) -> tuple[int, int, int, timedelta, str]:
    against = sum(signal.direction is Direction.AGAINST for signal in assessment.signals)
    age = -((assessment.changed_at or _LONG_AGO) - _LONG_AGO)
    return assessment.tier, -assessment.families, against, age, assessment.network
