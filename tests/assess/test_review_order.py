from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from lykta.assess.order import order_for_review
from lykta.model.signal import Assessment, Direction, Grade, Signal, Tier
from lykta.model.words import Said

SAID = Said(sv="Ett skäl.", en="A reason.")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
AGAINST = Signal(card="x", version=1, direction=Direction.AGAINST, grade=Grade.X, says=SAID)
CONTEXT = Signal(card="y", version=1, direction=Direction.CONTEXT, grade=Grade.C, says=SAID)


def assessed(
    network: str, tier: Tier = Tier.REST, *signals: Signal, families: int = 0, changed_at: datetime | None = NOW
) -> Assessment:
    return Assessment(
        network=network, tier=tier, because=(SAID,), signals=signals, families=families, changed_at=changed_at
    )


def ids(*assessments: Assessment) -> list[str]:
    return [assessment.network for assessment in order_for_review(assessments)]


def test_tiers_come_before_any_number_of_reasons() -> None:
    assert ids(
        assessed("rest", Tier.REST, families=9),
        assessed("organised", Tier.ORGANISED, families=8),
        assessed("urgent", Tier.URGENT, families=7),
        assessed("minor", Tier.SUSPECTED_MINOR, AGAINST, AGAINST, families=0, changed_at=None),
    ) == ["minor", "urgent", "organised", "rest"]


def test_inside_a_tier_more_independent_families_come_first() -> None:
    assert ids(assessed("a", families=1), assessed("b", families=3), assessed("c", families=2)) == [
        "b",
        "c",
        "a",
    ]


def test_counter_sign_lowers_among_equals_only() -> None:
    assert ids(assessed("a", Tier.REST, AGAINST, families=1), assessed("b", families=1)) == ["b", "a"]
    assert ids(assessed("a", Tier.REST, AGAINST, families=2), assessed("b", families=1)) == ["a", "b"]


def test_context_lowers_nothing() -> None:
    assert ids(assessed("a", Tier.REST, CONTEXT), assessed("b")) == ["a", "b"]


def test_then_the_newest_change_and_never_changed_last() -> None:
    older = NOW - timedelta(microseconds=1)
    assert ids(assessed("never", changed_at=None), assessed("older", changed_at=older), assessed("newer")) == [
        "newer",
        "older",
        "never",
    ]


def test_change_is_compared_in_time_and_not_by_the_clock_on_the_wall() -> None:
    earlier = datetime(2026, 3, 2, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert ids(assessed("earlier", changed_at=earlier), assessed("later")) == ["later", "earlier"]


def test_then_the_id_so_that_two_runs_agree() -> None:
    assert ids(assessed("b"), assessed("a")) == ids(assessed("a"), assessed("b")) == ["a", "b"]


def test_an_empty_queue_is_empty() -> None:
    assert order_for_review([]) == ()


SIGNALS = st.lists(st.sampled_from([AGAINST, CONTEXT]), max_size=5)
TIMES = st.none() | st.datetimes(timezones=st.just(UTC))
QUEUES = st.lists(
    st.builds(
        lambda network, tier, signals, families, at: assessed(
            str(network), tier, *signals, families=families, changed_at=at
        ),
        st.integers(0, 10_000),
        st.sampled_from(Tier),
        SIGNALS,
        st.integers(0, 12),
        TIMES,
    ),
    max_size=30,
)


@settings(deadline=None)  # a busy machine is no failure
@given(QUEUES)
def test_suspected_minors_come_first_in_every_queue(queue: list[Assessment]) -> None:
    ordered = order_for_review(queue)
    minors = sum(assessment.tier is Tier.SUSPECTED_MINOR for assessment in queue)
    assert all(assessment.tier is Tier.SUSPECTED_MINOR for assessment in ordered[:minors])
    assert sorted(map(id, ordered)) == sorted(map(id, queue))


@settings(deadline=None)  # a busy machine is no failure
@given(QUEUES, st.randoms())
def test_order_does_not_depend_on_the_order_given(queue: list[Assessment], chance: object) -> None:
    unique = list({assessment.network: assessment for assessment in queue}.values())
    shuffled = sorted(unique, key=lambda assessment: hash((assessment.network, str(chance))))
    assert order_for_review(unique) == order_for_review(shuffled)
