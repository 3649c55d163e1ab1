"""Findings from text: for the import, the filters and the search box alike."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from lykta.extract.adtext import AdText
from lykta.extract.reading import Extractors, load_extractors, read_all, read_many
from lykta.model.ad import Ad
from lykta.model.finding import Finding
from lykta.service.settings import Settings


def open_extractors(settings: Settings) -> Extractors:
    """The package's extractors and the home's own, loaded once per process."""
    return _loaded(settings.own_extractors)


@lru_cache(maxsize=4)
def _loaded(own: Path) -> Extractors:
    return load_extractors(own)


def extract_text(
    extractors: Extractors, text: str, *, region: str, seen_at: datetime | None = None
) -> tuple[Finding, ...]:
    return read_all(extractors, AdText(text=text, region=region, seen_at=seen_at))


def extract_ads(
    extractors: Extractors, ads: Iterable[tuple[Ad, datetime | None]], *, region: str
) -> list[tuple[Finding, ...]]:
    """The findings of each ad; "till fredag" counts from when it was posted, else from when it was seen."""
    return read_many(
        extractors,
        [
            AdText(
                text=ad.text,
                region=region,
                place=ad.place,
                price=ad.price,
                contact=ad.contact,
                seen_at=ad.posted_at or seen_at,
            )
            for ad, seen_at in ads
        ],
    )
