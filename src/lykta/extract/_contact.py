"""The page's own contact field, read as the text is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lykta.extract.adtext import AdText
from lykta.model.finding import Finding


def with_contact(ad: AdText, read: Callable[[AdText], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings of the text, and of the contact field those that the text lacks.

    These have extra["field"] = "contact", and their spans count code points of that field.
    """
    seen: set[tuple[str, str]] = set()
    for finding in read(ad):
        seen.add((finding.kind, finding.value))
        yield finding
    if ad.contact:
        for finding in read(AdText(text=ad.contact, region=ad.region)):
            if (finding.kind, finding.value) not in seen:
                yield replace(finding, extra={**finding.extra, "field": "contact"})
