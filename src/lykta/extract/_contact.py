"""The page's own fields, read as the text is, and once for all ads where they say the same."""

import functools
from collections.abc import Callable, Iterable, Iterator

from lykta.extract.adtext import AdText
from lykta.model.finding import Finding

Read = Callable[[AdText], Iterable[Finding]]
KEPT_FIELDS = 1 << 14  # a site has some hundred places and prices, and a contact for each of its ads
LONGEST_KEPT = 200  # characters; a longer field is seldom said twice


def with_contact(ad: AdText, read: Read) -> Iterator[Finding]:
    """The findings of the text, and of the contact field those that the text lacks.

    These have extra["field"] = "contact", and their spans count code points of that field.
    """
    if not ad.contact:
        yield from read(ad)
        return
    seen: set[tuple[str, str]] = set()
    for finding in read(ad):
        seen.add((finding.kind, finding.value))
        yield finding
    for finding in in_field(ad, "contact", read):
        if (finding.kind, finding.value) not in seen:
            yield finding


def in_field(ad: AdText, field: str, read: Read) -> tuple[Finding, ...]:
    """What `read` finds in a field of the page, signed as the ad is and with extra["field"]; none in an empty one.

    `read` may depend on nothing but the text and the region of what it is given.
    """
    text = getattr(ad, field)
    if not text:
        return ()
    extractor, version = ad.signature
    if len(text) > LONGEST_KEPT:
        return _read_field(text, ad.region, field, read, extractor, version)
    return _kept(text, ad.region, field, read, extractor, version)


def _read_field(text: str, region: str, field: str, read: Read, extractor: str, version: int) -> tuple[Finding, ...]:
    inside = AdText(text=text, region=region, field_name=field)
    inside.sign(extractor, version)
    return tuple(read(inside))


_kept = functools.lru_cache(maxsize=KEPT_FIELDS)(_read_field)
