"""What `plan` prints: the hours, what a cut loses, each line with its reasons; suspected minors on top."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from lykta.cli.planning import show_review, show_visits
from lykta.model.plan import ReviewLine, ReviewPlan, VisitLine, VisitPlan
from lykta.model.warning import warned
from lykta.model.words import Language, Said

WHY = Said(sv="Därför.", en="Because.")
LINE = VisitLine(
    source="a", name="[b]Torget", visits_a_day=2.6543, now_a_day=3.8, minutes_a_visit=0.76, share=0.861, share_now=None,
    next_at=datetime(2026, 3, 5, 21, 30, tzinfo=UTC), because=(WHY,),
)  # fmt: skip
VISITS = VisitPlan(
    hours=1.0, hours_used=0.98, step_hours=0.25, ads=68.4, ads_published=85.2, gained=2.81, lost=4.12,
    hardest_hit="Torget", lines=(LINE,), warnings=(warned("PLAN-BIAS"),),
)  # fmt: skip
REVIEW = ReviewPlan(
    hours=6, minors=3, minor_hours=0.5, reviewed=9.4, gained=0.8, lost=None,
    lines=(
        ReviewLine(place="Skåne län", waiting=12, hours=2.5, reviewed=9.1, because=(WHY,)),
        ReviewLine(place="without a place", waiting=1, hours=0, reviewed=0.0, because=(WHY,)),
    ),
    warnings=(warned("ALLOC-ASSUMED", minutes=10),),
)  # fmt: skip


def _shown(show: Callable[[Console, Any, Language], None], page: Any, language: Language) -> str:
    out = io.StringIO()
    show(Console(file=out, width=300, highlight=False, markup=False), page, language)
    return out.getvalue()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("omkring 68 av 85 nya annonser", "visar 4,1 färre, mest på Torget",
                "[b]Torget: 2,7 besök om dagen à 0,76 min (nu 3,8); ser 86 % (nu okänt)", "- Därför.", "[PLAN-BIAS]")),
        ("en", ("about 68 of 85 new ads a day", "shows 4.1 fewer, most on Torget",
                "[b]Torget: 2.7 visits a day of 0.76 min (now 3.8); sees 86 % (now unknown)", "- Because.",
                "[PLAN-BIAS]")),
    ],
)  # fmt: skip
def test_visits_are_told_with_reasons_and_what_a_cut_loses(language: Language, words: tuple[str, ...]) -> None:
    said = _shown(show_visits, VISITS, language)
    for word in words:
        assert word in said


def test_suspected_minors_stand_on_top_with_all_their_hours() -> None:
    said = _shown(show_review, REVIEW, "sv").splitlines()
    assert said[0] == "FÖRST, MISSTÄNKTA MINDERÅRIGA: 3 nätverk, 0,5 h, alla i dag"
    assert any("utan ort: 0 h" in line for line in said)
    assert _shown(show_review, REVIEW, "en").startswith("FIRST, SUSPECTED MINORS: 3 networks, 0.5 h, all of them today")


def test_a_cut_that_breaks_the_floors_is_said_not_to_be_enough() -> None:
    assert "1 h less is not enough." in _shown(show_review, REVIEW, "en")


def test_no_line_of_a_plan_can_be_built_without_a_reason_or_leave_a_site_out() -> None:
    with pytest.raises(ValueError, match="without its reasons"):
        VisitLine(**{**{name: getattr(LINE, name) for name in LINE.__slots__}, "because": ()})
    with pytest.raises(ValueError, match="leaves a watched site out"):
        VisitLine(**{**{name: getattr(LINE, name) for name in LINE.__slots__}, "visits_a_day": 0.0})
    with pytest.raises(ValueError, match="without its reasons"):
        ReviewLine(place="x", waiting=1, hours=1, reviewed=1, because=())
