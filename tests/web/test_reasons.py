from lykta.model.link import Link
from lykta.web.reasons import BAR_WIDTH, gather
from tests.web.scenes import SAME_PHONE, SAME_TEXT, reason


def test_same_reason_between_many_pairs_is_told_once() -> None:
    told = gather([Link(a="a", b="b", because=(SAME_TEXT, SAME_PHONE)), Link(a="a", b="c", because=(SAME_TEXT,))])
    assert [(one.says.en, one.pairs) for one in told] == [(SAME_PHONE.says.en, 1), (SAME_TEXT.says.en, 2)]


def test_best_weight_of_a_reason_is_shown() -> None:
    weak = reason(SAME_TEXT.family, "template", 2.0, SAME_TEXT.says.sv, SAME_TEXT.says.en)
    (told,) = gather([Link(a="a", b="b", because=(SAME_TEXT,)), Link(a="a", b="c", because=(weak,))])
    assert told.bits == 9.2


def test_bar_never_leaves_its_track() -> None:
    strong = reason(SAME_TEXT.family, "t", 500.0, "x", "x")
    against = reason(SAME_TEXT.family, "t", -3.0, "y", "y")
    told = gather([Link(a="a", b="b", because=(strong, against))])
    assert [one.bar for one in told] == [BAR_WIDTH, 0.0]
