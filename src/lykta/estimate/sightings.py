"""Two lists, passes with marks, and counts of how often each unit was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt

from lykta.errors import RefusedError
from lykta.estimate.intervals import LEVEL, Interval, log_interval, most_expected
from lykta.estimate.truncated import mean_seen_to_rate

Frequencies = Mapping[int, int]  # times seen (1, 2, ..) -> units

# A closed population over more occasions is hardly one, and the models' columns for units that differ grow beyond
# what a computer's numbers hold (docs/adr/0020).
MOST_OCCASIONS = 60
# With fewer seen twice than this the intervals' normal limit is none, and exact limits are taken (docs/adr/0020).
FEW_AGAIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SightingFit:
    """A size with its variance. `seen` is the number of different units."""

    name: str
    seen: int
    unseen: float
    variance: float

    @property
    def total(self) -> float:
        return self.seen + self.unseen

    @property
    def se(self) -> float:
        return sqrt(self.variance)

    def interval(self, *, level: float = LEVEL) -> Interval:
        return log_interval(self.seen, self.unseen, self.variance, level=level)


def chapman(first: int, second: int, both: int) -> SightingFit:
    """Two lists that see independently; nearly unbiased also with few on both (Chapman 1951; Seber 1982, 60)."""
    if both > min(first, second):
        raise RefusedError(
            sv=f"{both} på båda listorna, men bara {min(first, second)} på den kortare. Räkna om.",
            en=f"{both} on both lists, but only {min(first, second)} on the shorter one. Count again.",
        )
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    seen = first + second - both
    return SightingFit(name="Chapman", seen=seen, unseen=total - seen, variance=variance)


def check_frequencies(frequencies: Frequencies, *, occasions: int | None) -> None:
    """Raises RefusedError for counts that no sightings can have given, or that tell nothing."""
    seen = sum(frequencies.values())
    most = max((times for times, units in frequencies.items() if units), default=0)
    if not seen:
        raise RefusedError(
            sv="Ingen sågs. Att inget setts är inte att inget finns: kontrollera vad som besöktes.",
            en="Nobody was seen. Nothing seen is not nothing there: check what was visited.",
        )
    if occasions is not None and occasions > MOST_OCCASIONS:
        raise RefusedError(
            sv=f"{occasions} tillfällen: högst {MOST_OCCASIONS} kan jämföras. Slå ihop dem, till exempel dagar till "
            "veckor, eller räkna utan occasions.",
            en=f"{occasions} occasions: at most {MOST_OCCASIONS} can be compared. Join them, as days into weeks, or "
            "count without occasions.",
        )
    if occasions is not None and most > occasions:
        raise RefusedError(
            sv=f"Någon sågs {most} gånger vid {occasions} tillfällen. Räkna varje tillfälle högst en gång.",
            en=f"Somebody was seen {most} times on {occasions} occasions. Count each occasion once at most.",
        )
    if most < 2 or (occasions is not None and occasions < 2):
        raise RefusedError(
            sv=f"Ingen sågs två gånger, så inget säger hur många fler det finns. Säkert är bara att {seen} sågs. "
            "Samla längre.",
            en=f"Nobody was seen twice, so nothing tells how many more there are. Certain is only that {seen} were "
            "seen. Collect for longer.",
        )
    if not frequencies.get(1, 0) and not frequencies.get(2, 0):
        raise RefusedError(
            sv="Alla sågs tre gånger eller fler: uppgifterna säger inget om dem som aldrig sågs.",
            en="All were seen three times or more: the counts say nothing about those never seen.",
        )


def schnabel(passes: Sequence[tuple[int, int]]) -> float:
    """Total from several passes, each (caught, of these already marked) (Schnabel 1938, with Chapman's + 1).

    Estimand: units in a closed population in which all are equally easy to see; unequal ease makes it too low.
    """
    marked = numerator = again = 0
    for caught, known in passes:
        if not 0 <= known <= min(caught, marked):
            raise RefusedError(
                sv=f"{known} kända av {caught} sedda, men {marked} var kända förut. Räkna om.",
                en=f"{known} known of {caught} caught, but {marked} were known before. Count again.",
            )
        numerator += caught * marked
        again += known
        marked += caught - known
    return numerator / (again + 1)


def chao(frequencies: Frequencies, *, occasions: int | None = None, bias_corrected: bool = False) -> SightingFit:
    """Lower bound from those seen once and twice (Chao 1987); with occasions Chao2, times (t - 1) / t.

    Estimand: at least so many units, whatever their ease of being seen. Breaks when occasions are few and unequal,
    when lists exclude each other, and when one unit is counted as two.
    """
    once, twice, seen = frequencies.get(1, 0), frequencies.get(2, 0), sum(frequencies.values())
    factor = 1.0 if occasions is None else (occasions - 1) / occasions
    name = "Chao" if occasions is None else "Chao2"
    if twice == 0 or bias_corrected:
        unseen = factor * once * (once - 1) / (2 * (twice + 1))
        total = seen + unseen
        variance = (
            unseen
            + factor**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
            + (factor**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4) if twice else 0.0)
            - (factor**2 * once**4 / (4 * total) if twice == 0 and total else 0.0)
        )
        return SightingFit(name=f"{name}, bias-corrected", seen=seen, unseen=unseen, variance=max(variance, 0.0))
    ratio = once / twice
    variance = twice * (factor * ratio**2 / 2 + factor**2 * ratio**3 + factor**2 * ratio**4 / 4)
    return SightingFit(name=name, seen=seen, unseen=factor * once**2 / (2 * twice), variance=variance)


def seen_again(frequencies: Frequencies) -> int:
    """Units seen more than once: all that counts know of those never seen."""
    return sum(units for times, units in frequencies.items() if times > 1)


def chao_lower(frequencies: Frequencies, *, occasions: int | None = None) -> float:
    """The lower limit of Chao's bound; with few seen twice not above that of their exact upper limit.

    Simulated, one rate for all, fewer than five seen twice: not above the truth in .95 to 1.00 of markets, where the
    logarithm's limit alone has .94 to 1.00.
    """
    limit = chao(frequencies, occasions=occasions).interval().lower
    once, twice, seen = frequencies.get(1, 0), frequencies.get(2, 0), sum(frequencies.values())
    if twice >= FEW_AGAIN:
        return limit
    factor = 1.0 if occasions is None else (occasions - 1) / occasions
    return min(limit, seen + factor * once**2 / (2 * most_expected(twice)))


def chao1(frequencies: Frequencies) -> SightingFit:
    """The abundance form: times (n - 1) / n, n sightings in all."""
    sightings = sum(k * units for k, units in frequencies.items())
    fit = chao(frequencies, occasions=sightings)
    return SightingFit(name=fit.name.replace("Chao2", "Chao1"), seen=fit.seen, unseen=fit.unseen, variance=fit.variance)


def zelterman(frequencies: Frequencies) -> SightingFit | None:
    """From the rate among those seen once and twice; None without any seen twice, or once.

    Zelterman 1988; variance Boehning 2008, Stat. Methods Med. Res. 17:1. Estimand as Chao's, less robust.
    """
    once, twice, seen = frequencies.get(1, 0), frequencies.get(2, 0), sum(frequencies.values())
    if not once or not twice:
        return None
    rate = 2 * twice / once
    odds = exp(-rate) / (1 - exp(-rate)) ** 2
    variance = seen * odds * (1 + seen * odds * rate**2 * (1 / once + 1 / twice))
    unseen = seen * exp(-rate) / (1 - exp(-rate))
    return SightingFit(name="Zelterman", seen=seen, unseen=unseen, variance=variance)


def truncated_poisson(frequencies: Frequencies) -> SightingFit | None:
    """All units equally easy to see; None when nobody was seen twice, where the rate would be 0.

    Estimand: units in a closed population with one rate. Unequal rates make it too low.
    """
    seen = sum(frequencies.values())
    sightings = sum(k * units for k, units in frequencies.items())
    if sightings <= seen:
        return None
    rate = mean_seen_to_rate(sightings / seen)
    missed = exp(-rate)
    mean = sightings / seen
    slope = rate * missed * seen / (1 - missed) ** 2  # of the total, per unit of log rate
    information = seen * mean * (1 + rate - mean)
    variance = slope**2 / information + seen * missed / (1 - missed) ** 2
    return SightingFit(name="truncated Poisson", seen=seen, unseen=seen * missed / (1 - missed), variance=variance)


def good_turing_coverage(frequencies: Frequencies) -> float:
    """Share of all sightings that would be of units already seen (Good 1953)."""
    sightings = sum(k * units for k, units in frequencies.items())
    return 1 - frequencies.get(1, 0) / sightings


def chao_jost_coverage(frequencies: Frequencies) -> float:
    """The same with those seen twice taken into account (Chao & Jost 2012, Ecology 93:2533)."""
    once, twice = frequencies.get(1, 0), frequencies.get(2, 0)
    sightings = sum(k * units for k, units in frequencies.items())
    if once == 0:
        return 1.0
    expected = (sightings - 1) * once
    return 1 - once / sightings * expected / (expected + 2 * twice)
