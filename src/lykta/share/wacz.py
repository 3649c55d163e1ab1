"""Captured pages as a WACZ file: written in one form only, so that any changed byte shows, and sealed.

Source: WACZ 1.1.1 and WACZ auth 0.1.0 (webrecorder specs). Ours is narrower: the seal is required, every entry is
stored, in a fixed order and with one date, and nothing else may stand in the file.
"""

import base64
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from lykta.errors import BadInputError
from lykta.kit.hashing import content_id, sha256_of
from lykta.kit.zips import CHUNK_BYTES, ZipLimits, opened_zip
from lykta.model.archived import Check
from lykta.model.package import IndexRow, PackageWords, PackedPage, Seal
from lykta.share.surt import surt

WARC, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"
DATAPACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
CONTENTS = (WARC, INDEX, PAGES)
IN_ORDER = (*CONTENTS, DATAPACKAGE, DIGEST)
WACZ_VERSION = "1.1.1"
AUTH_VERSION = "0.1.0"
LIMITS = ZipLimits(entries=len(IN_ORDER))
LARGEST_TEXT_BYTES = 64 << 20  # of one of the four that are no WARC
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: when it was made stands in the sealed contents

Sealer = Callable[[bytes], Seal]
IsSealed = Callable[[Seal, bytes], bool]


def write_wacz(
    out: IO[bytes],
    warc: Path,
    rows: Sequence[IndexRow],
    pages: Sequence[PackedPage],
    words: PackageWords,
    seal: Sealer,
) -> None:
    """`out` holds the sealed package. The same input, time and key give the same bytes.

    `rows` are the answers in `warc`, a WARC.gz. Raises BadInputError when it is too large for one package.
    """
    texts = {INDEX: index_of(rows), PAGES: _pages_of(pages)}
    resources = [_resource(WARC, *_hash_and_length(warc))]
    resources += [_resource(name, sha256_of(data), len(data)) for name, data in texts.items()]
    texts[DATAPACKAGE] = _json(
        {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            "title": words.title,
            "description": words.description,
            "software": words.software,
            "created": _iso(words.created),
            "resources": resources,
        }
    )
    texts[DIGEST] = _digest_of(texts[DATAPACKAGE], words, seal)
    try:
        with warc.open("rb") as file:
            _write_zip(out, {WARC: file}, texts)
    except (zipfile.LargeZipFile, RuntimeError) as error:
        raise BadInputError("The package would be larger than 2 GiB. Leave out pictures.") from error


def check_wacz(path: Path, is_sealed: IsSealed, expected_signer: str | None) -> Iterator[Check]:
    """Yield every check of the package's form, contents and seal; what is missing has failed.

    Raises BadInputError when it is no zip that may be opened. The WARC inside is for the caller to read.
    """
    with opened_zip(path, path.name, LIMITS) as package:
        names = tuple(entry.filename for entry in package.infolist())
        is_whole = names == IN_ORDER
        listed = ", ".join(names)[:500]
        detail = f"{len(names)} entries" if is_whole else f"expected {', '.join(IN_ORDER)}, found {listed}"
        yield Check(name="entries", passed=is_whole, detail=detail)
        if not is_whole:
            return
        too_large = [e.filename for e in package.infolist() if e.filename != WARC and e.file_size > LARGEST_TEXT_BYTES]
        if too_large:
            yield Check(name="entries", passed=False, detail=f"{too_large[0]} is larger than any we write")
            return
        yield _form(package, path)
        yield from _contents(package)
        yield _seal(package, is_sealed, expected_signer)


def extracted_warc(path: Path, folder: Path) -> Path:
    """The package's WARC as a file in `folder`."""
    place = folder / "data.warc.gz"
    with opened_zip(path, path.name, LIMITS) as package, package.open(WARC) as given, place.open("wb") as file:
        while piece := given.read(CHUNK_BYTES):
            file.write(piece)
    return place


def check_rows(path: Path, rows: Sequence[IndexRow]) -> Iterator[Check]:
    """Yield whether index and pages are those of the answers that were read in the package's own WARC."""
    with opened_zip(path, path.name, LIMITS) as package:
        index, pages = package.read(INDEX), package.read(PAGES)
    right = index == index_of(rows)
    detail = f"{len(rows)} answers, each where the index says" if right else "it is not the index of the WARC beside it"
    yield Check(name=INDEX, passed=right, detail=detail)
    captured = {(row.url, _iso(row.at)) for row in rows}
    try:
        named = [(one["url"], one["ts"]) for one in map(json.loads, pages.decode().splitlines()[1:])]
        missing = [url for url, at in named if (url, at) not in captured]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        yield Check(name=PAGES, passed=False, detail=f"cannot be read ({error})")
        return
    detail = f"{missing[0][:200]} is not in the WARC" if missing else f"{len(named)} pages, all in the WARC"
    yield Check(name=PAGES, passed=not missing, detail=detail)


def index_of(rows: Iterable[IndexRow]) -> bytes:
    """A CDXJ index (pywb's form): key, time and where the record stands, sorted by its bytes."""
    lines = sorted(
        f"{surt(row.url)} {row.at:%Y%m%d%H%M%S} ".encode()
        + json.dumps(
            {
                "url": row.url,
                "mime": row.mime or "unk",
                "status": str(row.status or 200),
                "digest": f"sha256:{row.payload_sha256}",
                "length": str(row.length),
                "offset": str(row.offset),
                "filename": WARC.rpartition("/")[2],
            }
        ).encode()
        for row in rows
    )
    return b"".join(line + b"\n" for line in lines)


def _pages_of(pages: Sequence[PackedPage]) -> bytes:
    lines: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    for page in pages:
        at = _iso(page.at)
        lines.append({"id": content_id(page.url, at), "url": page.url, "ts": at, "title": page.title})
    return b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for line in lines)


def _resource(name: str, sha256: str, length: int) -> dict[str, Any]:
    return {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{sha256}", "bytes": length}


def _digest_of(datapackage: bytes, words: PackageWords, seal: Sealer) -> bytes:
    digest = f"sha256:{sha256_of(datapackage)}"
    sealed = seal(digest.encode())
    return _json(
        {
            "path": DATAPACKAGE,
            "hash": digest,
            "signedData": {
                "hash": digest,
                "created": _iso(words.created),
                "software": words.software,
                "version": AUTH_VERSION,
                "signer": sealed.signer,
                "publicKey": base64.b64encode(sealed.public).decode(),
                "signature": base64.b64encode(sealed.signature).decode(),
            },
        }
    )


def _write_zip(out: IO[bytes], files: Mapping[str, IO[bytes]], texts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as package:
        for name in IN_ORDER:
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system, info.external_attr = 3, 0o100600 << 16  # a plain file of a Unix system
            with package.open(info, "w") as entry:
                if name in texts:
                    entry.write(texts[name])
                else:
                    while piece := files[name].read(CHUNK_BYTES):
                        entry.write(piece)


def _form(package: zipfile.ZipFile, path: Path) -> Check:
    """Written again from its contents the package is the same file, so no byte of it is anybody's addition."""
    with tempfile.TemporaryFile() as again, path.open("rb") as given, package.open(WARC) as warc:
        try:
            _write_zip(again, {WARC: warc}, {name: package.read(name) for name in IN_ORDER if name != WARC})
        except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError) as error:
            return Check(name="form", passed=False, detail=f"its entries cannot be read ({error})")
        again.seek(0)
        same = _are_equal(again, given)
    return Check(
        name="form", passed=same, detail="no byte beside its contents" if same else "bytes beside its contents"
    )


def _are_equal(one: IO[bytes], other: IO[bytes]) -> bool:
    while piece := one.read(CHUNK_BYTES):
        if piece != other.read(len(piece)):
            return False
    return not other.read(1)


def _contents(package: zipfile.ZipFile) -> Iterator[Check]:
    try:
        said = {one["path"]: (one["hash"], one["bytes"]) for one in _object(package, DATAPACKAGE)["resources"]}
    except (KeyError, TypeError, ValueError) as error:
        yield Check(name=DATAPACKAGE, passed=False, detail=f"its list of contents cannot be read ({error})")
        return
    listed = tuple(sorted(said)) == tuple(sorted(CONTENTS))
    names = ", ".join(map(str, said))[:500]
    yield Check(name=DATAPACKAGE, passed=listed, detail=f"it lists {names}")
    for name in CONTENTS:
        with package.open(name) as file:
            digest, length = hashlib.sha256(), 0
            while piece := file.read(CHUNK_BYTES):
                digest.update(piece)
                length += len(piece)
        right = said.get(name) == (f"sha256:{digest.hexdigest()}", length)
        detail = f"{length} bytes, SHA-256 holds" if right else f"{length} bytes, not those that are listed"
        yield Check(name=name, passed=right, detail=detail)


def _seal(package: zipfile.ZipFile, is_sealed: IsSealed, expected_signer: str | None) -> Check:
    datapackage = package.read(DATAPACKAGE)
    digest = f"sha256:{sha256_of(datapackage)}"
    try:
        stated, sealed = _object(package, DIGEST), _object(package, DIGEST)["signedData"]
        seal = Seal(
            signer=str(sealed["signer"]),
            public=base64.b64decode(sealed["publicKey"], validate=True),
            signature=base64.b64decode(sealed["signature"], validate=True),
        )
        told = (stated["path"], stated["hash"], sealed["hash"], sealed["version"])
        same_words = all(sealed[key] == json.loads(datapackage)[key] for key in ("created", "software"))
    except (KeyError, TypeError, ValueError) as error:
        return Check(name="seal", passed=False, detail=f"missing or cannot be read ({error}); unsealed is not valid")
    if told != (DATAPACKAGE, digest, digest, AUTH_VERSION) or not same_words:
        return Check(name="seal", passed=False, detail="it is about other contents, or tells another time")
    if not is_sealed(seal, digest.encode()):
        return Check(name="seal", passed=False, detail=f"the signature is not {seal.signer[:200]}'s")
    if expected_signer is not None and seal.signer != expected_signer:
        return Check(name="seal", passed=False, detail=f"sealed by {seal.signer[:200]}, expected {expected_signer}")
    return Check(name="seal", passed=True, detail=f"sealed by {seal.signer} at {sealed['created']}")


def _object(package: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """Raises ValueError when the entry is no JSON object."""
    try:
        found = json.loads(package.read(name))
    except RecursionError as error:
        raise ValueError("nested without end") from error
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - callers treat it as any other bad content
    return found


def _hash_and_length(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK_BYTES):
            digest.update(piece)
    return digest.hexdigest(), path.stat().st_size


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
