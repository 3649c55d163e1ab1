"""How many digits a number deserves, and how each language writes it."""

from math import floor, isfinite, log10


def two_digits(number: float) -> float:
    """Rounded to two significant digits, the most an estimate is told with."""
    return float(f"{number:.2g}") if isfinite(number) else number


def two_digits_down(number: float) -> float:
    """The largest number of two significant digits that is not above `number`; for what is told as "at least"."""
    if number <= 0 or not isfinite(number):
        return number
    unit = 10.0 ** (floor(log10(number)) - 1)
    down = floor(number / unit + 1e-9) * unit
    return float(f"{down:.2g}")


def in_swedish(number: float) -> str:
    """Decimal comma, a space that does not break between thousands."""
    return _written(number).replace(",", "\u00a0").replace(".", ",")


def in_english(number: float) -> str:
    return _written(number)


def _written(number: float) -> str:
    if not isfinite(number):
        return "∞"
    return f"{number:,.0f}" if number == round(number) else f"{number:,g}"
