"""The methods asked for a number that is known: each list in turn is a whole population, seen by the others."""

from dataclasses import dataclass

from lykta.estimate.lists import ListTable
from lykta.estimate.loglinear import all_fits, fit_loglinear, stepwise_fit
from lykta.estimate.sightings import chao

# A result within this share of the truth counts as near (docs/adr/0020).
NEAR = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """One list: how many are on it, and what the other lists would have said; None where a method has no number."""

    name: str
    truth: int
    chao: float | None
    independence: float | None
    best: float | None  # best BIC with pairs; stepwise with many lists

    def ratio(self, method: str) -> float | None:
        value: float | None = getattr(self, method)
        return None if value is None else value / self.truth

    def is_near(self, method: str) -> bool:
        ratio = self.ratio(method)
        return ratio is not None and abs(ratio - 1) <= NEAR


def self_test(table: ListTable) -> list[SelfTest]:
    """For each list (Binette & Steorts 2022, JRSS A 185:641); empty with two lists, where one is left to ask.

    The answer must come out as the number on the list. It tells how well the lists behave among themselves, not how
    well they see those who are on none.
    """
    if table.lists < 3:
        return []
    return [_one(table, position) for position in range(table.lists)]


def _one(table: ListTable, position: int) -> SelfTest:
    others = table.without_unseen_by(position)
    truth = table.margin(1 << position)
    frequencies = others.frequencies()
    return SelfTest(
        name=table.names[position],
        truth=truth,
        chao=chao(frequencies, bias_corrected=True).total if frequencies else None,
        independence=_total(others, ()),
        best=_best(others),
    )


def _total(table: ListTable, interactions: tuple[int, ...]) -> float | None:
    fit = fit_loglinear(table, interactions)
    return fit.total if fit.code == 0 else None


def _best(table: ListTable) -> float | None:
    if table.lists == 2:
        return _total(table, ())
    if table.lists <= 4:
        fits = all_fits(table, order=2)
        return fits[0].total if fits else None
    fit = stepwise_fit(table)
    return fit.total if fit.code == 0 else None
