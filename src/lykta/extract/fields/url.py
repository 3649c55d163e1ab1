"""Web addresses as host and path, without scheme, www and tracking."""

from collections.abc import Iterable

from lykta.extract._patterns import canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_LABEL = r"[a-z0-9][a-z0-9-]{0,62}"
# Without a scheme only ends that are no word of prose count ("gata.det" is a missing space).
_ENDS = (
    "com|net|org|info|biz|se|nu|eu|no|dk|fi|de|uk|ro|bg|hu|pl|es|it|fr|ru|io|co|me|app|xyz"
    "|site|online|club|link|example"
)
# Services that stand for another address, which only a visit would tell.
_SHORTENERS = (
    "bit.ly", "tinyurl.com", "t.co", "cutt.ly", "rb.gy", "is.gd", "goo.gl", "shorturl.at", "rebrand.ly", "ow.ly",
    "buff.ly", "tiny.cc", "v.gd", "t.ly",
)  # fmt: skip
_SHORT = "|".join(host.replace(".", r"\.") for host in _SHORTENERS)
_URL = canonical_pattern(
    # Short links and profiles end as few other pages do.
    rf"(?:\bhttps?://(?:www\.)?((?:{_LABEL}\.)+[a-z]{{2,24}})|\b(?:www\.)?((?:{_LABEL}\.)+(?:{_ENDS})|{_SHORT}|linktr\.ee|beacons\.ai|taplink\.cc|solo\.to)\b)"
    r"(?::[0-9]{1,5})?(/[^ \n<>\"'\x01-\x05]{0,300})?"
)
# Links to a person on a service are handles (`handle.py`).
_HANDLES = frozenset((
    "t.me", "telegram.me", "wa.me", "api.whatsapp.com", "instagram.com", "kik.me", "snapchat.com", "signal.me",
    "linktr.ee", "allmylinks.com", "beacons.ai", "onlyfans.com", "fansly.com", "my.bio", "taplink.cc",
    "solo.to", "carrd.co",
))  # fmt: skip
_TRAILING = ".,;:!?)]}"


def read(ad: AdText) -> Iterable[Finding]:
    units = ad.canonical.units
    if b"." not in units:
        return
    for match in matches(_URL, units):
        start, end = match.span()
        if units[end : end + 1] == b"@" or _follows_at(units, start):
            continue  # the domain or local part of an e-mail address
        host = (match.group(1) or match.group(2)).decode()
        if host in _HANDLES:
            continue
        low, high = ad.canonical.span(start, end)
        written = ad.text[low:high].rstrip(_TRAILING)
        path = _path(written)
        yield ad.found(
            "url",
            host + path,
            (low, low + len(written)),
            confidence=0.99 if match.group(1) else 0.9,
            extra={"host": host, "short": 1} if host in _SHORTENERS else {"host": host},
        )


def _follows_at(units: bytes, start: int) -> bool:
    word = units[max(0, start - 80) : start].rsplit(None, 1)
    return bool(word) and b"@" in word[-1] and not units[start - 1 : start].isspace()


def _path(written: str) -> str:
    """The path in its own case; queries often name the visit, not the page."""
    after = written.partition("://")[2] if "://" in written else written
    path = after.partition("/")[2].partition("?")[0].partition("#")[0].rstrip("/")
    return f"/{path}" if path else ""


EXTRACTOR = Extractor(
    read=read,
    version=2,
    wakes_on=(frozenset("."),),
    fires_on=(
        FiresOn(text="Se https://www.Board.example/Anna/?ref=3.", values=("board.example/Anna",)),
        FiresOn(text="mer på anna-i-city.se och board.example", values=("anna-i-city.se", "board.example")),
        FiresOn(text="bit.ly/Ab3xY eller https://t.co/Qw9", values=("bit.ly/Ab3xY", "t.co/Qw9")),
    ),
    silent_on=("anna@post.example", "t.me/anna_ek", "Ring mig.Jag svarar", "kl 10.30 i dag"),
)
