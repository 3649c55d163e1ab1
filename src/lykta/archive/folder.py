"""A folder of pages: which files belong to it, their hash as a whole, and each as a record."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from lykta.archive.kinds import BY_SUFFIX
from lykta.archive.wrapping import WarcWriter
from lykta.errors import BadInputError
from lykta.kit.hashing import CHUNK_BYTES, sha256_of_file
from lykta.model.archived import Damage

PAGE_TYPE = "text/html"
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
TYPES = dict.fromkeys(PAGE_SUFFIXES, PAGE_TYPE) | {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".txt": "text/plain",
    ".pdf": "application/pdf",
}
UNKNOWN_TYPE = "application/octet-stream"
HEAD_BYTES = 64 * 1024  # a canonical link stands in the page's head
MAX_URL = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the folder as it was when hashed. `path` is relative, in the bytes of the file system."""

    path: bytes
    sha256: str

    @property
    def url(self) -> str:
        return file_url(self.path)


def file_url(path: bytes) -> str:
    """A relative path as an address; whatever is no plain ASCII stands as its bytes in %XX."""
    return f"file:{quote(path)}"


def pages_of(folder: Path) -> tuple[list[Page], list[Damage]]:
    """Every ordinary file below the folder by its relative path; links and devices are told as Damage.

    Raises BadInputError when none of them is a page of HTML.
    """
    pages: list[Page] = []
    damage: list[Damage] = []
    for path in _files_below(folder):
        relative = os.fsencode(path.relative_to(folder))
        if path.is_symlink() or not path.is_file():
            problem = "a link or no ordinary file, so it was left out"
            damage.append(Damage(file=shown(relative), offset=0, problem=problem))
        else:
            pages.append(Page(path=relative, sha256=sha256_of_file(path)))
    if not any(os.fsdecode(page.path).lower().endswith(PAGE_SUFFIXES) for page in pages):
        raise BadInputError(
            f"{folder}: {len(pages)} files, none of them .html, WARC, WACZ, CSV or JSONL. Name another folder or file."
        )
    return sorted(pages, key=lambda page: page.path), damage


def captures_in(folder: Path) -> list[Path]:
    """The captures and tables below a folder that holds no page of HTML, by their paths.

    Empty when it holds a page, for then it is one input, and when nothing in it can be imported. Links are left out.
    """
    files = [path for path in _files_below(folder) if path.is_file() and not path.is_symlink()]
    if any(path.name.lower().endswith(PAGE_SUFFIXES) for path in files):
        return []
    return sorted(path for path in files if path.name.lower().endswith(tuple(BY_SUFFIX)))


def hash_of(pages: list[Page]) -> str:
    """One hash for the folder: the same files with the same names give the same."""
    digest = hashlib.sha256()
    for page in pages:
        digest.update(b"%d:%b %b\n" % (len(page.path), page.path, page.sha256.encode()))
    return digest.hexdigest()


def write_pages(folder: Path, pages: list[Page], writer: WarcWriter) -> None:
    """Each file is a record. Raises BadInputError when one has changed since it was hashed."""
    for page in pages:
        path = folder / os.fsdecode(page.path)
        with path.open("rb") as file:
            length = os.fstat(file.fileno()).st_size
            head = file.read(HEAD_BYTES)
            file.seek(0)
            kind = TYPES.get(path.suffix.lower(), UNKNOWN_TYPE)
            url = (_canonical(head) if kind == PAGE_TYPE else None) or page.url
            digest = hashlib.sha256()
            pieces = _hashed(iter(lambda: file.read(CHUNK_BYTES), b""), digest)
            writer.write_pieces("resource", url, kind, pieces, length, bytes.fromhex(page.sha256))
        if digest.hexdigest() != page.sha256:
            raise BadInputError(f"{path}: changed while it was read. Import it again.")


def _hashed(pieces: Iterator[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        for name in (*names, *(each for each in folders if (Path(parent) / each).is_symlink())):
            yield Path(parent) / name


def _refuse(error: OSError) -> None:
    raise error


def _canonical(head: bytes) -> str | None:
    """The address that the page says it has; None unless it is a plain http address."""
    link = LexborHTMLParser(head).css_first('link[rel="canonical"]')
    href = (link.attributes.get("href") or "").strip() if link else ""
    if not href.isascii() or not href.isprintable() or " " in href or len(href) > MAX_URL:
        return None
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    return href if parts.scheme in ("http", "https") and parts.hostname else None


def shown(path: bytes) -> str:
    """A name for people and manifests; bytes that are no UTF-8 are written out."""
    return path.decode("utf-8", "backslashreplace")
