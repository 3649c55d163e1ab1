"""What stands in a package of captured pages, and who sealed it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """Where one answer stands in the package's WARC. `at` is aware UTC; `payload_sha256` is of the decoded body."""

    url: str
    at: datetime
    mime: str | None
    status: int | None
    payload_sha256: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedPage:
    """A page that a reader may open, with the title it had."""

    url: str
    at: datetime
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageWords:
    """What a package says of itself. `created` is aware UTC."""

    title: str
    description: str
    software: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A signature over a package's list of contents, and the public key that checks it."""

    signer: str
    public: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What was put into a package: pages of ads, pictures, and the pictures that were left out."""

    pages: int
    pictures: int
    left_out: int
    length: int
    signer: str
