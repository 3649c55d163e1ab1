"""All tables in one place to look at: importing this fills the MetaData."""

from lykta.store import (
    accounts,
    ads,
    advertisers,
    archive_files,
    audit,
    cases,
    former_ids,
    judgements,
    linking_runs,
    links,
    pages,
    review,
    visits,
    wishes,
)
from lykta.store._schema import metadata

__all__ = [
    "accounts",
    "ads",
    "advertisers",
    "archive_files",
    "audit",
    "cases",
    "former_ids",
    "judgements",
    "linking_runs",
    "links",
    "metadata",
    "pages",
    "review",
    "visits",
    "wishes",
]
