"""Zips that are well made or attacks, by Python's own zipfile, an independent writer."""

import json
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from tests.archive.made import warc


def zipped(path: Path, entries: Iterable[tuple[str | zipfile.ZipInfo, bytes]], *, pack: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if pack else zipfile.ZIP_STORED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return path


def datapackage(**hashes: str) -> bytes:
    resources = [{"path": f"archive/{name}.warc.gz", "hash": value} for name, value in hashes.items()]
    return json.dumps({"profile": "data-package", "resources": resources}).encode()


def a_wacz(tmp_path: Path, *more: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """Two inner WARCs, the first packed, and whatever is added."""
    first = warc(tmp_path / "first.warc.gz", pages=2).read_bytes()
    second = warc(tmp_path / "second.warc", pages=3).read_bytes()
    entries = [
        ("datapackage.json", datapackage(first=f"sha256:{sha256(first).hexdigest()}")),
        ("archive/first.warc.gz", first),
        ("archive/second.warc", second),
        *more,
    ]
    return zipped(tmp_path / "a.wacz", entries)
