"""The plan over a simulated market: every watched site in it, suspected minors first whatever the hours."""

from pathlib import Path

import pytest

from lykta.errors import RefusedError, SettingsError
from lykta.model.signal import Tier
from lykta.service import planning
from lykta.service.auditing import log_entries
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.looking import today

PLAN = """
[[source]]
id = "annonstorget"
start = "http://annonstorget.example/annonser"
[[source]]
id = "never_seen"
start = "http://never.example/list"
"""


@pytest.fixture
def filled(desk: Desk, small_world: Path) -> Desk:
    import_files(desk, sorted((small_world / "warc").glob("*.warc.gz")))
    link_all(desk)
    return desk


@pytest.mark.parametrize("hours", [0.1, 0.5, 4, 500])
def test_every_site_is_in_every_plan_with_reasons_and_within_the_hours(filled: Desk, hours: float) -> None:
    plan = planning.plan_looking(filled, hours=hours)
    watched = {line.source for line in planning.plan_looking(filled, hours=8).lines}
    assert {line.source for line in plan.lines} == watched
    assert len(watched) >= 8
    assert plan.hours_used <= hours * (1 + 1e-6)
    assert all(line.because and line.visits_a_day > 0 for line in plan.lines)
    assert [line.next_at for line in plan.lines] == sorted(line.next_at for line in plan.lines)


def test_sites_with_a_suspected_minor_are_visited_once_a_day_even_when_there_is_hardly_an_hour(filled: Desk) -> None:
    page = today(filled)
    assert any(item.tier is Tier.SUSPECTED_MINOR for item in page.items)
    plan = planning.plan_looking(filled, hours=0.1)
    with_minors = [line for line in plan.lines if "suspected minor" in line.because[0].en]
    assert with_minors
    assert all(line.visits_a_day >= 1 - 1e-9 for line in with_minors)


def test_hours_that_do_not_hold_the_sites_with_suspected_minors_are_refused_and_none_is_dropped(filled: Desk) -> None:
    with pytest.raises(RefusedError, match="The least that does"):
        planning.plan_looking(filled, hours=0.001)


def test_more_hours_show_more_and_what_a_cut_loses_is_what_the_plan_of_fewer_hours_shows_less(filled: Desk) -> None:
    less, now, more = (planning.plan_looking(filled, hours=hours) for hours in (0.3, 0.4, 0.5))
    assert less.ads < now.ads < more.ads
    assert now.step_hours == pytest.approx(0.1)
    assert now.gained == pytest.approx(more.ads - now.ads, rel=1e-6)
    assert now.lost == pytest.approx(now.ads - less.ads, rel=1e-6)
    assert now.hardest_hit in {line.name for line in now.lines}


def test_a_source_of_the_plan_of_watching_that_was_never_visited_is_visited_to_become_known(filled: Desk) -> None:
    (filled.settings.home / "watch.toml").write_text(PLAN, encoding="utf-8")
    plan = planning.plan_looking(filled, hours=1)
    line = next(line for line in plan.lines if line.source == "never_seen")
    assert line.share is None
    assert line.visits_a_day > 0
    assert "Fewer than five visits" in line.because[0].en
    assert "never_seen" in next(one.says.en for one in plan.warnings if one.code == "PLAN-STALE")


def test_a_wrong_watch_file_stops_the_plan_with_its_reason(filled: Desk) -> None:
    (filled.settings.home / "watch.toml").write_text("[[source]]\nid = 5", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"watch\.toml"):
        planning.plan_looking(filled, hours=1)


def test_more_hours_than_can_be_used_are_said_to_be_spare(filled: Desk) -> None:
    plan = planning.plan_looking(filled, hours=500)
    assert plan.hours_used < 500
    assert "PLAN-SPARE" in [one.code for one in plan.warnings]


def test_suspected_minors_take_their_hours_before_any_other_place(filled: Desk) -> None:
    minors = sum(item.tier is Tier.SUSPECTED_MINOR for item in today(filled).items)
    plan = planning.plan_review(filled, hours=8, least_share=0.5, minutes_each=10)
    assert plan.minors == minors
    assert plan.minor_hours >= minors * 10 / 60
    assert plan.minor_hours + sum(line.hours for line in plan.lines) <= 8
    assert all(line.reviewed >= 0.5 * line.waiting for line in plan.lines)
    assert "ALLOC-ASSUMED" in [one.code for one in plan.warnings]


def test_hours_that_do_not_reach_every_suspected_minor_are_refused_and_never_spread_thinner(filled: Desk) -> None:
    with pytest.raises(RefusedError, match="They come before all else"):
        planning.plan_review(filled, hours=0.4, least_share=0.0, minutes_each=480)


def test_an_empty_home_has_nothing_to_plan_and_says_so(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="Nothing is observed yet"):
        planning.plan_looking(desk, hours=1)
    assert planning.plan_review(desk, hours=1, least_share=0.5, minutes_each=10).lines == ()


def test_a_plan_stands_in_the_log(filled: Desk) -> None:
    planning.plan_looking(filled, hours=1)
    assert "plan" in {entry.act.value for entry in log_entries(filled, limit=5)}
