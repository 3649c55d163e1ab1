"""E-mail addresses, also with the signs in words: (at), snabel-a, dot, punkt."""

from collections.abc import Iterable, Iterator

import re2

from lykta.extract._contact import with_contact
from lykta.extract._patterns import MOST_MATCHES, canonical_pattern
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

# A local part has at most 64 characters, a label 63 (RFC 5321, 4.5.3.1; RFC 1035, 2.3.4).
_LOCAL = r"([a-z0-9][a-z0-9._%+-]{0,63})"
_LABEL = r"[a-z0-9][a-z0-9-]{0,62}"
_TLD = r"[a-z]{2,24}"
_AT = r"(?: ?@ ?| ?[(\[{<] ?(?:at|a|snabel-?a|@) ?[)\]}>] ?| +(?:at|snabel-?a) +)"
_DOT = r"(?: ?\. ?| ?[(\[{<] ?(?:dot|punkt|\.) ?[)\]}>] ?| +(?:dot|punkt) +)"
_PLAIN = canonical_pattern(rf"{_LOCAL}@({_LABEL}(?:\.{_LABEL})*\.{_TLD})\b")
_WRITTEN_HOST = canonical_pattern(rf"{_LABEL}(?:\.{_LABEL})*\.{_TLD}")
_LATIN = re2.compile(r"[à-öø-ÿÀ-ÖØ-Þ]")  # letters that people use in names; others stand in for these to hide
_HIDDEN = canonical_pattern(rf"{_LOCAL}{_AT}({_LABEL}(?:{_DOT}{_LABEL}){{0,2}}{_DOT}{_TLD})\b")
_LONGER_LOCAL = frozenset(bytes((one,)) for one in b"abcdefghijklmnopqrstuvwxyz0123456789")
_DOT_ALONE = canonical_pattern(_DOT)
_HINTS = (b"@", b" at ", b"snabel", b"(", b"[", b"{", b"<")
# An English "at" needs a host that is surely one: its dot in words or brackets, or one of these ends.
_SURE_ENDS = (b"com", b"net", b"org", b"se", b"nu", b"eu", b"info", b"example")


def read(ad: AdText) -> Iterable[Finding]:
    """Those of the text, then those that only the page's contact field shows."""
    yield from with_contact(ad, _in_text)


def _in_text(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    if not any(hint in units for hint in _HINTS) or (
        b"." not in units and b"dot" not in units and b"punkt" not in units
    ):
        return
    at = tried = 0
    while tried < MOST_MATCHES and (match := _HIDDEN.search(units, at)):
        tried += 1
        host = _before_a_sentence(match.group(2))
        start, end = match.start(), match.start(2) + len(host)
        plain = _PLAIN.fullmatch(units[start:end]) is not None
        if plain and (extra := _without_next_word(_written(ad, end - len(host), end))):
            host, end = host[:-extra], end - extra
        at = end
        if start and units[start - 1 : start] in _LONGER_LOCAL:
            continue  # the end of a local part that is longer than any may be
        if not plain and not _is_surely_hidden(units[match.end(1) : match.start(2)], host):
            continue
        local = match.group(1).rstrip(b".-").decode()
        named = _as_host(_written(ad, end - len(host), end)) if plain else None
        yield ad.found(
            "email",
            f"{local}@{named or (host if plain else _with_dots(host)).decode()}",
            ad.canonical.span(start, end),
            confidence=0.99 if plain else 0.9,
            obscured=None if plain else "signs in words",
        )


def _written(ad: AdText, start: int, end: int) -> str:
    span = ad.canonical.span(start, end)
    return ad.text[slice(*span)]


def _before_a_sentence(host: bytes) -> bytes:
    """Of "post.example. tack" what stands before the full stop; in "post. se" no host stands before it."""
    head, stop, _ = host.partition(b". ")
    return head if stop and _WRITTEN_HOST.fullmatch(head) else host


def _without_next_word(written: str) -> int:
    """How many characters of "post.example.Tack" are the next sentence: a capital after a host that has none."""
    head, _, tail = written.rpartition(".")
    return len(tail) + 1 if "." in head and head == head.lower() and tail.istitle() else 0


def _as_host(written: str) -> str | None:
    """The host with its own å, ä, ö in the form of the name system (RFC 5891); None without such letters."""
    if not _LATIN.search(written):
        return None
    try:
        return written.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return None


def _end_of(host: bytes) -> bytes:
    return _with_dots(host).rsplit(b".", 1)[-1]


def _with_dots(host: bytes) -> bytes:
    parts, at = [], 0
    for match in _DOT_ALONE.finditer(host):
        parts.append(host[at : match.start()])
        at = match.end()
    return b".".join([*parts, host[at:]])


def _is_surely_hidden(at: bytes, host: bytes) -> bool:
    """Whether it is no prose such as "at noon. See you": a bare at needs a known end and no loose dot."""
    end = _end_of(host)
    if at.strip() == b"at":
        return end in _SURE_ENDS and b". " not in host and b" ." not in host
    return end in _SURE_ENDS or b". " not in host


EXTRACTOR = Extractor(
    read=read,
    version=3,
    wakes_on=(frozenset(("@", "at", "a", "snabel", "snabela")),),
    also_reads=("contact",),
    fires_on=(
        FiresOn(text="Skriv till Anna.Ek@post.example så svarar jag", values=("anna.ek@post.example",)),
        FiresOn(text="Skriv till anna@post.example. Tack", values=("anna@post.example",)),
        FiresOn(text="anna@post.dk. Nu är jag i Malmö", values=("anna@post.dk",)),
        FiresOn(text="anna@post.example.Ring", values=("anna@post.example",)),
        FiresOn(text="anna@kött.example", values=("anna@xn--ktt-sna.example",)),
        FiresOn(text="anna (at) post (dot) example", values=("anna@post.example",)),
        FiresOn(text="anna snabel-a post punkt example", values=("anna@post.example",)),
        FiresOn(text="write anna at post dot example", values=("anna@post.example",)),
    ),
    silent_on=(
        "Meet me at noon. See you there",
        "Priset är 1500 kr @ centrum",
        "@anna_ek på bilder",
        "x" * 80 + "@post.example",
    ),
)
