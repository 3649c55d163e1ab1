from datetime import date

from lykta.model.desk import DayCount
from lykta.web.timeline import HEIGHT, WIDTH, lay_out


def day(number: int, ads: int, *, new: int = 0, looked: bool = True) -> DayCount:
    return DayCount(day=date(2026, 11, number), ads=ads, new_ads=new, looked=looked)


def test_busiest_day_is_full_height_and_others_in_proportion() -> None:
    drawn = lay_out([day(1, 4, new=1), day(2, 8)])
    assert drawn.top == 8
    assert [(bar.tall, bar.new_tall) for bar in drawn.bars] == [(HEIGHT / 2, HEIGHT / 8), (HEIGHT, 0.0)]


def test_day_nobody_looked_is_a_gap_and_not_a_zero() -> None:
    drawn = lay_out([day(1, 3), day(2, 0, looked=False), day(3, 0)])
    assert [bar.looked for bar in drawn.bars] == [True, False, True]
    assert drawn.bars[1].tall == HEIGHT
    assert drawn.bars[2].tall == 0


def test_many_days_fit_the_drawing() -> None:
    drawn = lay_out([day(1 + at % 28, at) for at in range(400)])
    assert drawn.bars[-1].x + drawn.bars[-1].width <= WIDTH


def test_no_days_and_no_ads_can_be_drawn() -> None:
    assert lay_out([]).bars == ()
    assert lay_out([day(1, 0)]).bars[0].tall == 0
