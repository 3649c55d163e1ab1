"""Time stamps over manifests (RFC 3161): what was kept existed at a time that somebody else says.

A batch is a list of manifests by their SHA-256; its own SHA-256, the root, is what an authority stamps. Each token
is kept under its own SHA-256 too, because some of its bits may be turned without breaking its signature.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import re2
from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from lykta.archive import shelf
from lykta.errors import BadInputError, DamagedError
from lykta.kit.files import Files, disk_errors_in_words, write_durably
from lykta.kit.hashing import sha256_of
from lykta.model.archived import Check

STAMPS = "stamps"
LIST = "manifests.json"
DISK = Files()
# A name is a part of a file's name; a token of an authority holds a few certificates, some 5 kB.
NAME = re2.compile(r"[a-z0-9-]{1,40}")
_TOKEN = re2.compile(r"([a-z0-9-]{1,40})\.([0-9a-f]{64})\.tsr")
MAX_TOKEN_BYTES = 256 << 10

Ask = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """Whom to believe: authorities' roots, and certificates between them and the signers."""

    roots: tuple[x509.Certificate, ...]
    between: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """One batch stamped by one authority at a time."""

    root: str
    authority: str
    at: datetime
    files: int


def read_trusted(pem: bytes, name: str) -> Trusted:
    """The certificates of a PEM file; those that sign themselves are roots. Raises BadInputError for none."""
    try:
        found = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise BadInputError(f"{name}: no certificates in PEM ({error}). Ask the authority for its root.") from error
    roots = tuple(one for one in found if one.subject == one.issuer)
    if not roots:
        raise BadInputError(f"{name}: no certificate in it signs itself, so it holds no root. Add the root.")
    return Trusted(roots=roots, between=tuple(one for one in found if one not in roots))


def joined(trusted: Sequence[Trusted]) -> Trusted:
    """Whoever is believed by any of them."""
    roots = dict.fromkeys(one for each in trusted for one in each.roots)
    between = dict.fromkeys(one for each in trusted for one in each.between)
    return Trusted(roots=tuple(roots), between=tuple(between))


def list_unstamped(archive: Path, authority: str) -> list[str]:
    """Files, by SHA-256, whose manifest stands in no batch that this authority has stamped."""
    stamped: set[str] = set()
    for folder in _folders(archive):
        if any(name == authority for name, _ in _tokens(folder)):
            stamped.update(_listed(folder))
    return [path.stem for path in shelf.manifests(archive) if shelf.is_sha256(path.stem) and path.stem not in stamped]


def stamp(archive: Path, authority: str, trusted: Trusted, ask: Ask, *, files: Files = DISK) -> Stamped | None:
    """All that this authority has not stamped is stamped and the token on disk; None when nothing was left.

    `ask` sends a request and gives the answer's body. Raises BadInputError when the answer is no stamp of this root
    by a trusted authority, and then nothing is kept; DiskFullError and StoreError for the disk.
    """
    left = list_unstamped(archive, authority)
    if not left:
        return None
    manifests = {sha256: sha256_of(shelf.manifest_place(archive, sha256).read_bytes()) for sha256 in left}
    data = json.dumps({"manifests": manifests}, indent=0, sort_keys=True).encode() + b"\n"
    root = sha256_of(data)
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    token = ask(request.as_bytes())
    at = _verified(token, root, trusted, authority, nonce=request.nonce)
    folder = archive / STAMPS / root
    with disk_errors_in_words(archive):
        files.make_folder(folder)
    _write(archive, folder / LIST, data, files)
    _write(archive, folder / f"{authority}.{sha256_of(token)}.tsr", token, files)
    return Stamped(root=root, authority=authority, at=at, files=len(manifests))


def _write(archive: Path, place: Path, data: bytes, files: Files) -> None:
    if not place.exists():
        write_durably(place, data, drafts=archive / shelf.DRAFTS, files=files)


def check_stamps(archive: Path, trusted: Trusted | None) -> Iterator[Check]:
    """Yield each stamp's check, and whether every manifest has one.

    Without `trusted` nobody is believed: a stamp is told with whom it names, and is no proof of a time.
    """
    held: set[str] = set()
    for folder in _folders(archive):
        yield from _batch(archive, folder, trusted, held)
    missing = [path.stem for path in shelf.manifests(archive) if path.stem not in held]
    if trusted is not None:
        detail = (
            f"{len(missing)} files without a stamp, the first is {missing[0]}" if missing else "every file is stamped"
        )
        yield Check(name="stamps", passed=not missing, detail=detail)


def _batch(archive: Path, folder: Path, trusted: Trusted | None, held: set[str]) -> Iterator[Check]:
    name = f"stamp {folder.name[:12]}"
    try:
        listed = _listed(folder)
        other = [sha256 for sha256, manifest in listed.items() if not _is_manifest(archive, sha256, manifest)]
    except DamagedError as error:
        yield Check(name=name, passed=False, detail=str(error))
        return
    if other:
        yield Check(name=name, passed=False, detail=f"the manifest of {other[0]} is not the one that was stamped")
    tokens = list(_tokens(folder))
    if not tokens:
        yield Check(name=name, passed=False, detail="no token. Stamp again, or restore it from a copy")
    for authority, path in tokens:
        check = _token_check(f"{name} {authority}", path, folder.name, trusted, len(listed))
        yield check
        if check.passed and trusted is not None:
            held.update(listed)


def _token_check(name: str, path: Path, root: str, trusted: Trusted | None, files: int) -> Check:
    try:
        token = path.read_bytes()
        if sha256_of(token) != path.name.split(".")[1]:
            return Check(name=name, passed=False, detail="the token is not the one that was kept")
        if trusted is None:
            said = _decoded(token, path.name)
            claimed = f"{said.tst_info.gen_time:%Y-%m-%dT%H:%M:%SZ}"
            detail = f"{files} files, says {claimed}; nobody was named to believe, so it proves no time"
            return Check(name=name, passed=True, detail=detail)
        at = _verified(token, root, trusted, path.name)
    except (BadInputError, OSError) as error:
        return Check(name=name, passed=False, detail=str(error))
    return Check(name=name, passed=True, detail=f"{files} files, kept before {at:%Y-%m-%dT%H:%M:%SZ}")


def _verified(token: bytes, root: str, trusted: Trusted, name: str, *, nonce: int | None = None) -> datetime:
    """The time that the token says of this root. Raises BadInputError unless a trusted authority signed it."""
    answer = _decoded(token, name)
    verifier = VerifierBuilder(roots=list(trusted.roots), intermediates=list(trusted.between), nonce=nonce).build()
    try:
        verifier.verify(answer, bytes.fromhex(root))
    except (VerificationError, ValueError) as error:
        raise BadInputError(
            f"{name}: no stamp of this list by a trusted authority ({error}). Nothing was kept."
        ) from error
    if answer.tst_info.message_imprint.hash_algorithm.dotted_string != "2.16.840.1.101.3.4.2.1":  # SHA-256
        raise BadInputError(f"{name}: a stamp over another kind of hash than SHA-256. Nothing was kept.")
    found: datetime = answer.tst_info.gen_time
    return found.astimezone(UTC)


def _decoded(token: bytes, name: str) -> TimeStampResponse:
    if len(token) > MAX_TOKEN_BYTES:
        raise BadInputError(f"{name}: {len(token)} bytes; a time stamp has at most {MAX_TOKEN_BYTES}.")
    try:
        answer = decode_timestamp_response(token)
        _ = answer.tst_info.gen_time
    except (ValueError, VerificationError) as error:
        raise BadInputError(f"{name}: no answer of a time stamp authority ({error}). Is its address right?") from error
    return answer


def _folders(archive: Path) -> list[Path]:
    return sorted(path for path in (archive / STAMPS).glob("*") if shelf.is_sha256(path.name))


def _tokens(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.glob("*.tsr")):
        if (match := _TOKEN.fullmatch(path.name)) is not None:
            yield match.group(1), path


def _listed(folder: Path) -> dict[str, str]:
    """The batch: the hash of each file's manifest. Raises DamagedError unless it is the list that was stamped."""
    try:
        data = (folder / LIST).read_bytes()
        manifests: Any = json.loads(data)["manifests"]
        listed = {str(sha256): str(manifest) for sha256, manifest in manifests.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError(f"its list cannot be read ({error}). Restore it from a copy.") from error
    if sha256_of(data) != folder.name:
        raise DamagedError("its list is not the one that was stamped. Restore it from a copy.")
    return listed


def _is_manifest(archive: Path, sha256: str, manifest: str) -> bool:
    try:
        return sha256_of(shelf.manifest_place(archive, sha256).read_bytes()) == manifest
    except OSError:
        return False
