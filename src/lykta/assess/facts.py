"""What cards ask of a network again and again: numbers, municipalities, ages, the ads of an advertiser."""

from collections.abc import Iterable, Iterator

from lykta.model.desk import AdView, NetworkView
from lykta.model.finding import Finding
from lykta.model.signal import Quote

_MUNICIPALITY_DIGITS = 4  # Statistics Sweden's code; two digits are a county


def values(seen: AdView, kind: str) -> set[str]:
    return {finding.value for finding in seen.findings if finding.kind == kind}


def municipalities(seen: AdView) -> set[str]:
    return {code for code in values(seen, "place") if code.isdigit() and len(code) == _MUNICIPALITY_DIGITS}


def ads_by_advertiser(view: NetworkView) -> dict[str, list[AdView]]:
    """The ads of each advertiser of the network, in the order of the view."""
    owner = {ad: advertiser.id for advertiser in view.advertisers for ad in advertiser.ads}
    ads: dict[str, list[AdView]] = {advertiser.id: [] for advertiser in view.advertisers}
    for seen in view.ads:
        if seen.ad.id in owner:
            ads[owner[seen.ad.id]].append(seen)
    return ads


def stated_ages(view: NetworkView) -> Iterator[tuple[AdView, Finding, int]]:
    """Each stated age in whole years; a value that is no such number is left to the extractor's own tests."""
    for seen in view.ads:
        for finding in seen.findings:
            if finding.kind == "age" and _is_years(finding.value):
                yield seen, finding, int(finding.value)


def _is_years(value: str) -> bool:
    return 1 <= len(value) <= 3 and value.isascii() and value.isdigit()


def quotes_of(found: Iterable[tuple[AdView, Finding]]) -> tuple[Quote, ...]:
    """The words of the findings that stand in an ad's text; those of a page's own field stand elsewhere."""
    return tuple(
        Quote(ad=seen.ad.id, start=finding.start, end=finding.end, written=finding.written)
        for seen, finding in found
        if seen.ad.text[finding.start : finding.end] == finding.written
    )
