"""What cards ask of a network again and again: numbers, municipalities, ages, the ads of an advertiser."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from lykta.model.ad import count_postings
from lykta.model.desk import AdView, NetworkView
from lykta.model.finding import Finding
from lykta.model.signal import Quote

_MUNICIPALITY_DIGITS = 4  # Statistics Sweden's code; two digits are a county


def values(seen: AdView, kind: str) -> set[str]:
    return {finding.value for finding in seen.findings if finding.kind == kind}


def municipality(seen: AdView) -> str | None:
    """Where the ad is: by the page's own field, else by its text; None when either names several.

    Ads name towns they are not in, to travel to or to come from, and the text alone does not tell which.
    """
    for in_field in (True, False):
        codes = {
            finding.value
            for finding in seen.findings
            if finding.kind == "place" and ("field" in finding.extra) is in_field and _is_municipality(finding.value)
        }
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return None


def municipalities(view: NetworkView) -> set[str]:
    return {code for seen in view.ads if (code := municipality(seen)) is not None}


def _is_municipality(code: str) -> bool:
    return len(code) == _MUNICIPALITY_DIGITS and code.isascii() and code.isdigit()


def count_ads(ads: Iterable[AdView]) -> int:
    """How many ads a reader would count: a posting that was reworded is one."""
    return count_postings(seen.ad for seen in ads)


def owners(view: NetworkView) -> dict[str, str]:
    """The advertiser of each ad of the network, by their ids."""
    return {ad: advertiser.id for advertiser in view.advertisers for ad in advertiser.ads}


def most_of_one(view: NetworkView, measure: Callable[[Sequence[AdView]], int]) -> int:
    """The largest measure of any one advertiser's ads."""
    return max(map(measure, ads_by_advertiser(view).values()), default=0)


def ads_by_advertiser(view: NetworkView) -> dict[str, list[AdView]]:
    """The ads of each advertiser of the network, in the order of the view."""
    owner = owners(view)
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
