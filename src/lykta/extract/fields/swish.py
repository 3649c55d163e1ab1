"""Numbers that are paid to by Swish: telephone numbers with purpose payment, and companies' numbers as accounts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lykta.extract._patterns import MOST_MATCHES, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.extract.fields import phone
from lykta.model.finding import Finding

NEAR = 30  # bytes between the word and its number, about four words
# A company's number has ten digits from 123 on, associations' and collections' among them (Swish's own rules).
_COMPANY = canonical_pattern(r"\bswish[^0-9\n]{0,20}(123[ -]?[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2})\b")


def read(ad: AdText) -> Iterable[Finding]:
    """The telephone numbers beside the word, with extra["purpose"]; `phone` yields the same ones without it."""
    if b"swish" not in ad.canonical.units:
        return
    found = list(phone.read(AdText(text=ad.text, region=ad.region)))
    chosen = {one for at in _places(ad.text.lower()) if (one := _number_at(ad.text, at, found)) is not None}
    for number in sorted(chosen):
        yield replace(found[number], extra={**found[number].extra, "purpose": "payment"})
    yield from _companies(ad)


def _places(low: str) -> Iterator[int]:
    at = low.find("swish")
    for _ in range(MOST_MATCHES):
        if at < 0:
            return
        yield at
        at = low.find("swish", at + 1)


def _number_at(text: str, at: int, found: list[Finding]) -> int | None:
    """The number that follows the word on its line, else the one just before it."""
    for number, one in enumerate(found):
        if at < one.start <= at + NEAR and "\n" not in text[at : one.start]:
            return number
    for number, one in enumerate(found):
        if at - NEAR // 2 <= one.end <= at and "\n" not in text[one.end : at]:
            return number
    return None


def _companies(ad: AdText) -> Iterator[Finding]:
    for match in matches(_COMPANY, ad.canonical.units):
        digits = match.group(1).translate(None, b" -").decode()
        yield ad.found(
            "account",
            f"swish:{digits}",
            ad.canonical.span(*match.span(1)),
            confidence=0.9,
            extra={"scheme": "swish", "purpose": "payment"},
        )


EXTRACTOR = Extractor(
    read=read,
    version=1,
    fires_on=(
        FiresOn(text="Swish 070-174 06 05", values=("+46701740605",)),
        FiresOn(text="Ring 070-174 06 99 och betala i förväg, swisha till 0701740605", values=("+46701740605",)),
        FiresOn(text="070-174 06 05 (swish)", values=("+46701740605",)),
        FiresOn(text="Swish: 123 000 00 01", values=("swish:1230000001",)),
    ),
    silent_on=("Ring 070-174 06 05", "Swish eller kontant", "Swish på plats.\nRing 070-174 06 05"),
)
