"""The ads of a network as a table, one row an ad; no cell can become a formula, and none loses a character."""

import csv
from io import StringIO

from lykta.model.desk import AdvertiserView, AdView, NetworkPage
from lykta.model.words import Language
from lykta.share.contract import ExportFormat
from lykta.share.examples import FORMULA

COLUMNS = (
    "ad", "source", "key", "url", "first_seen_at", "last_seen_at", "advertiser", "phones", "emails", "handles",
    "places", "text", "snapshot_sha256", "no_contact",
)  # fmt: skip
# Spreadsheets take a cell that begins so for a formula (OWASP, CSV injection), also in full width.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def guarded(cell: str) -> str:
    """The cell as text for a spreadsheet. `unguarded` gives it back, so a number such as +46 is not lost."""
    return _GUARD + cell if cell.startswith((*_FORMULA_STARTS, _GUARD)) else cell


def unguarded(cell: str) -> str:
    return cell.removeprefix(_GUARD)


def write(page: NetworkPage, language: Language) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to see å, ä and ö."""
    del language  # column names are the glossary's in both languages
    owner = {ad: view for view in page.advertisers for ad in view.advertiser.ads}
    out = StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for view in page.ads:
        table.writerow(guarded(cell) for cell in _row(view, owner.get(view.ad.id)))
    return out.getvalue().encode("utf-8-sig", "replace")


def _row(view: AdView, owner: AdvertiserView | None) -> tuple[str, ...]:
    ad = view.ad
    advertiser = owner.advertiser.id if owner else ""
    no_contact = "yes" if owner and owner.no_contact else ""
    return (
        ad.id, ad.source, ad.key, ad.url, view.first_seen_at.isoformat(), view.last_seen_at.isoformat(), advertiser,
        _values(view, "phone"), _values(view, "email"), _values(view, "handle"), _values(view, "place"), ad.text,
        ad.snapshot_sha256, no_contact,
    )  # fmt: skip


def _values(view: AdView, kind: str) -> str:
    return " ".join(dict.fromkeys(one.value for one in view.findings if one.kind == kind))


FORMAT = ExportFormat(
    write=write,
    suffix=".csv",
    media_type="text/csv",
    holds=("Umeå".encode(), b"'+46701740605", b"0" * 64 + b",yes"),
    never_holds=(b"\n=", f',"{FORMULA[:6]}'.encode(), f",{FORMULA[:6]}".encode()),
)
