"""Hashes and short ids made from content."""

import hashlib
from pathlib import Path

CHUNK_BYTES = 1 << 20
ID_HEX_DIGITS = 20  # 80 bits: among 10 million ads the chance of one collision is about 4e-11


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def content_id(*parts: str) -> str:
    """The same parts always give the same id, so reading a thing twice adds nothing."""
    # A length before each part keeps ("ab", "c") apart from ("a", "bc").
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_HEX_DIGITS]
