"""`lykta judge`: a named person says that two ads belong together or do not; the next linking obeys."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from lykta.errors import BadInputError, NotFoundError
from lykta.kit.hashing import content_id
from lykta.model.audit import Act
from lykta.model.judgement import LONGEST_WHY, Decision, JudgementView, Level, PairJudgement, Withdrawal
from lykta.service.auditing import named, note
from lykta.service.desk import Desk
from lykta.store import judgements as judgements_store
from lykta.store.advertisers import first_ad_of
from lykta.store.former_ids import became_of
from lykta.store.review import linked_as_of

LONGEST_NAME = 200


def judge_pair(
    desk: Desk, first: str, second: str, *, level: Level, decision: Decision, by: str, why: str
) -> PairJudgement:
    """The judgement is kept, and every linking from now on obeys it. It replaces no other: a clash is shown.

    `first` and `second` are ads, or advertisers or networks, which stand for their oldest ad.
    Raises NotFoundError for an id of nothing, BadInputError for a pair that is one ad, no reason or no name, and
    for what is judged already.
    """
    by, why = _named(desk, by), _reasoned(why)
    note(desk, Act.JUDGED, named(desk, first), named(desk, second), level.value, decision.value)
    now = desk.now()
    with desk.store.writing() as connection:
        a, b = sorted(_ad_of(connection, one) for one in (first, second))
        if a == b:
            raise BadInputError(f"{first} and {second} are the same ad; two different ads are judged. Name another.")
        for one in judgements_store.holding(connection, ads=[a]):
            if (one.a, one.b, one.level, one.decision) == (a, b, level, decision):
                raise BadInputError(
                    f"That was judged already, by {one.by} on {one.at:%Y-%m-%d} ({one.id}). "
                    "Withdraw it first to give another reason."
                )
        judgement = PairJudgement(
            id=content_id("judgement", a, b, level.value, decision.value, by, now.isoformat()),
            a=a,
            b=b,
            level=level,
            decision=decision,
            by=by,
            at=now,
            why=why,
        )
        judgements_store.add_judgement(connection, judgement)
    return judgement


def withdraw_judgement(desk: Desk, judgement: str, *, by: str, why: str) -> None:
    """The judgement stays on record and no longer holds. Raises NotFoundError when none that holds has this id."""
    withdrawal = Withdrawal(by=_named(desk, by), at=desk.now(), why=_reasoned(why))
    note(desk, Act.WITHDREW, named(desk, judgement))
    with desk.store.writing() as connection:
        if not judgements_store.withdraw(connection, judgement, withdrawal):
            raise NotFoundError(f"There is no judgement {judgement} that still holds. List them: lykta judgements.")


def all_judgements(desk: Desk) -> tuple[JudgementView, ...]:
    """Every judgement ever made, the newest first."""
    note(desk, Act.LOOKED_AT_JUDGEMENTS)
    with desk.store.reading() as connection:
        return judgement_views(connection)


def judgement_views(connection: Connection, *, ads: Sequence[str] | None = None) -> tuple[JudgementView, ...]:
    """The judgements, or those on one of these ads, with how each stands."""
    unheeded = judgements_store.what_is_unheeded(connection)
    contradicts: dict[str, tuple[str, ...]] = {}
    for conflict in unheeded.conflicts:
        everyone = (conflict.apart, *conflict.together)
        for one in everyone:
            contradicts[one] = (*contradicts.get(one, ()), *(other for other in everyone if other != one))
    linked = linked_as_of(connection)
    wanted = set(ads) if ads is not None else None
    return tuple(
        JudgementView(
            judgement=one,
            withdrawal=gone,
            contradicts=tuple(dict.fromkeys(contradicts.get(one.id, ()))),
            on_missing_ad=one.id in unheeded.on_missing_ads,
            waits=_newer(one.at if gone is None else gone.at, linked),
        )
        for one, gone in judgements_store.every_judgement(connection)
        if wanted is None or wanted & {one.a, one.b}
    )


def _newer(at: datetime, linked: datetime | None) -> bool:
    return linked is None or at >= linked


def _ad_of(connection: Connection, given: str) -> str:
    ad = first_ad_of(connection, given) or first_ad_of(connection, became_of(connection, given) or given)
    if ad is None:
        raise NotFoundError(
            f"There is no ad, advertiser or network {given}. Ids of networks and advertisers are printed by today, "
            "network and find; those of ads by network and in an export."
        )
    return ad


def _named(desk: Desk, by: str) -> str:
    """Who signed in judges in their own name, whatever name came with it."""
    by = desk.account if desk.log_in is not None else by
    name = " ".join(by.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInputError(f"A judgement needs the name of who makes it, of at most {LONGEST_NAME} characters.")
    return name


def _reasoned(why: str) -> str:
    reason = why.strip()
    if not reason or len(reason) > LONGEST_WHY:
        raise BadInputError(f"A judgement needs a reason in words, of at most {LONGEST_WHY} characters. Say why.")
    return reason
