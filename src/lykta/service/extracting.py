"""Findings from text: for the import, the filters and the search box alike."""

from functools import lru_cache
from pathlib import Path

from lykta.extract.adtext import AdText
from lykta.extract.reading import Extractors, load_extractors, read_all
from lykta.model.ad import Ad
from lykta.model.finding import Finding
from lykta.service.settings import Settings


def open_extractors(settings: Settings) -> Extractors:
    """The package's extractors and the home's own, loaded once per process."""
    return _loaded(settings.own_extractors)


@lru_cache(maxsize=4)
def _loaded(own: Path) -> Extractors:
    return load_extractors(own)


def extract_text(extractors: Extractors, text: str, *, region: str) -> tuple[Finding, ...]:
    return read_all(extractors, AdText(text=text, region=region))


def extract_ad(extractors: Extractors, ad: Ad, *, region: str) -> tuple[Finding, ...]:
    given = AdText(text=ad.text, region=region, place=ad.place, price=ad.price, contact=ad.contact)
    return read_all(extractors, given)
