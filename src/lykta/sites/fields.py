"""What was read from a page before it becomes an Ad."""

import string
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from lykta.kit.hashing import content_id
from lykta.model.ad import Ad, AdKind
from lykta.model.snapshot import Snapshot

PICTURES = 200  # more on one ad is an attack or a mistake
KEY_CHARS = 500
CACHED_CHARS = 300
_PLAIN = string.ascii_letters + string.digits + "-_./?=&"
_PLAIN_HOST = frozenset(string.ascii_lowercase + string.digits + ".-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The parts of one posting as a page tells them; `problems` are sentences."""

    title: str
    body: str
    kind: AdKind = AdKind.UNKNOWN
    posted_at: datetime | None = None
    place: str | None = None
    price: str | None = None
    contact: str | None = None
    pictures: tuple[str, ...] = ()
    problems: tuple[str, ...] = field(default=())


def ad_of(snapshot: Snapshot, source: str, key: str, fields: Fields) -> Ad:
    text = f"{fields.title}\n{fields.body}"
    return Ad(
        id=content_id(source, key, text),
        source=source,
        key=key,
        url=snapshot.url,
        title=fields.title,
        text=text,
        kind=fields.kind,
        posted_at=fields.posted_at,
        place=fields.place,
        price=fields.price,
        contact=fields.contact,
        pictures=fields.pictures,
        snapshot=snapshot.id,
        snapshot_sha256=snapshot.sha256,
    )


def absolute(base: str, link: str) -> str | None:
    """The web address that a link on a page means, None for what is no web address."""
    link = link.strip()
    if link.startswith("/") and not link.startswith(("//", "/\\")) and "/." not in link and "\n" not in link:
        return _origin(base) + link if _origin(base) else None
    if _is_plain(link) and (folder := _folder(base)):
        return folder + link
    return _known_joined(base, link) if len(base) + len(link) <= CACHED_CHARS else _joined(base, link)


def _joined(base: str, link: str) -> str | None:
    try:
        url = urljoin(base, link)
        parts = urlsplit(url)
    except ValueError:  # such as "http://[": brackets that hold no address
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


_known_joined = lru_cache(maxsize=4_096)(_joined)


def _is_plain(link: str) -> bool:
    """Whether a link is a file's name or path with nothing in it that joining would change: 17.html, view?id=17."""
    return link[:1].isalnum() and not link.strip(_PLAIN) and "//" not in link and "/." not in link and link[-1] != "?"


@lru_cache(maxsize=1024)
def _folder(url: str) -> str:
    """The address up to the last slash of its path; empty where joining has more to do than to put a name behind it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    if not is_web or not parts.path.startswith("/") or any(odd in parts.path for odd in ("//", "/.", ";")):
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path[: parts.path.rindex('/') + 1]}"


@lru_cache(maxsize=1024)
def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def absolute_all(base: str, links: list[str]) -> tuple[str, ...]:
    found = (absolute(base, link) for link in links[:PICTURES])
    return tuple(dict.fromkeys(url for url in found if url))


def key_from(written: str) -> str:
    """A key as the site means it: percent signs undone, so that %2F and / are one."""
    return (unquote(written, errors="replace") if "%" in written else written)[:KEY_CHARS]


def host_of(url: str) -> str:
    """The host of an address in lower case, without port and a leading "www."; empty when there is none."""
    return _parts(url)[0]


def short(url: str) -> str:
    """An address as people say it, without https:// before it."""
    return url.partition("://")[2] or url


def path_of(url: str) -> str:
    """Path and query of an address, always with a leading slash."""
    return _parts(url)[1]


def _parts(url: str) -> tuple[str, str]:
    # The lists of a site name the same ads again and again; a long address is rare and would fill the memory.
    return _known_parts(url) if len(url) <= CACHED_CHARS else _split(url)


def _split(url: str) -> tuple[str, str]:
    """Host, and path with query; the parts of most addresses stand as they are, at a fifth of the library's cost."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    is_plain = slash and host and _PLAIN_HOST.issuperset(host) and not path.strip(_PLAIN) and path[-1:] != "?"
    if is_plain and scheme in ("http", "https"):
        return host.removeprefix("www.").removesuffix("."), f"/{path}"
    return _split_oddly(url)


def _split_oddly(url: str) -> tuple[str, str]:
    """The same of any address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "", "/"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host.removeprefix("www.").removesuffix("."), path


_known_parts = lru_cache(maxsize=16_384)(_split)
