"""Cases made by hand: entries in order, folded."""

from datetime import UTC, date, datetime, timedelta

from lykta.cases.folding import case_of
from lykta.cases.rules import Around, refuse_unless_allowed
from lykta.model.audit import Ground
from lykta.model.case import Case, CaseEntry, Change, MemberSet, Opened, Part

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
OPENED = Opened(name="K 1-26", purpose="who runs the flats", ground=Ground.INVESTIGATION)
AROUND = Around(today=TODAY, offences=("procuring",), is_account=True)


def entries(*done: tuple[str, Change], case: str = "c1", opened: Opened = OPENED) -> tuple[CaseEntry, ...]:
    """Anna's case with what was done in it, a minute apart."""
    whole = (("anna", opened), *done)
    return tuple(
        CaseEntry(case=case, number=number, at=AT + timedelta(minutes=number), by=by, did=did)
        for number, (by, did) in enumerate(whole, 1)
    )


def made(*done: tuple[str, Change], case: str = "c1", opened: Opened = OPENED) -> Case:
    return case_of(entries(*done, case=case, opened=opened))


def joined(name: str, part: Part | None) -> tuple[str, Change]:
    return "anna", MemberSet(member=name, part=part, why="works on it")


def may(case: Case, by: str, change: Change, around: Around = AROUND) -> None:
    refuse_unless_allowed(case, change, by=by, around=around)
