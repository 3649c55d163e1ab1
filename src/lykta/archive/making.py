"""An input of any kind becomes drafts of archive files, each looked through and ready to be published."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lykta.archive import folder, shelf
from lykta.archive.charsets import Charset, find_charset
from lykta.archive.kinds import HEAD_BYTES, Kind, kind_of
from lykta.archive.lines import AdLine, csv_ads, json_ads
from lykta.archive.reading import survey
from lykta.archive.wacz import warcs_of
from lykta.archive.wrapping import AD_TYPE, MAX_NOTES, ORIGINAL, WarcWriter
from lykta.errors import BadInputError
from lykta.kit.files import Draft, Files
from lykta.kit.hashing import CHUNK_BYTES, sha256_of_file
from lykta.model.archived import Damage
from lykta.model.snapshot import Snapshot
from lykta.model.words import Said

LINE_KINDS = {Kind.CSV: csv_ads, Kind.JSONL: json_ads}


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An archive file without a manifest, and all that it will say. `draft` is None when it has its place."""

    sha256: str
    length: int
    suffix: str
    name: str
    draft: Draft | None
    records: int = 0
    damage: tuple[str, ...] = ()
    found: tuple[Snapshot | Damage, ...] | None = None
    says: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What the user gave: its hash, and how its archive files are made if they are not there yet."""

    sha256: str
    make: Callable[[], Iterator[New]]


def taken_in(
    path: Path,
    archive: Path,
    files: Files,
    drafts: ExitStack,
    now: Callable[[], datetime],
    *,
    charset: str | None = None,
) -> Input:
    """The input, read once and hashed. Its drafts go when `drafts` closes, unless published before.

    `charset` is what the user says that a table is written in.
    Raises BadInputError for what cannot be read or understood, DiskFullError and StoreError while writing.
    """
    with words_for(path):
        is_folder = path.is_dir()
        if not is_folder and not path.is_file():
            raise BadInputError(f"{path}: no such file or folder. Check the name.")

    def draft() -> Draft:
        new = Draft(archive / shelf.DRAFTS, files)
        drafts.callback(new.discard)
        return new

    name = folder.shown(os.fsencode(path.name or path.resolve().name))
    if is_folder and charset is not None:
        raise BadInputError(_no_charset(name))
    return _folder_input(path, name, draft, now) if is_folder else _file_input(path, name, draft, now, charset)


def _folder_input(path: Path, name: str, draft: Callable[[], Draft], now: Callable[[], datetime]) -> Input:
    with words_for(path):
        pages, damage = folder.pages_of(path)
    sha256 = folder.hash_of(pages)

    def make() -> Iterator[New]:
        warc = draft()
        writer = WarcWriter(warc, sha256, now())
        with words_for(path):
            folder.write_pages(path, pages, writer)
        writer.write_damage(damage)
        yield _drafted(warc, ".warc.gz", name)

    return Input(sha256=sha256, make=make)


def _no_charset(name: str) -> str:
    return f"{name}: no table, so its pages say their charsets themselves. Import it without --charset."


def _file_input(
    path: Path, name: str, draft: Callable[[], Draft], now: Callable[[], datetime], charset: str | None
) -> Input:
    with words_for(path):
        with path.open("rb") as file:
            kind = kind_of(file.read(HEAD_BYTES), name, charset=charset)
        if charset is not None and kind not in LINE_KINDS:
            raise BadInputError(_no_charset(name))
        sha256 = sha256_of_file(path)

    def make() -> Iterator[New]:
        copy = _copied(path, sha256, draft())
        if kind in (Kind.WARC, Kind.WARC_GZ):
            yield _drafted(copy, ".warc.gz" if kind is Kind.WARC_GZ else ".warc", name)
        elif kind is Kind.WACZ:
            yield from _from_wacz(copy, name, draft)
        else:
            yield _wrapped(copy, kind, name, now(), draft(), charset)

    return Input(sha256=sha256, make=make)


def _copied(path: Path, sha256: str, copy: Draft) -> Draft:
    """The input's bytes in a draft: from here on nobody can change them."""
    with words_for(path):
        file = path.open("rb")
    with file:
        while True:
            with words_for(path):
                piece = file.read(CHUNK_BYTES)
            if not piece:
                break
            copy.write(piece)
    if copy.sha256 != sha256:
        raise BadInputError(f"{path}: changed while it was read. Import it again.")
    return copy


def surveyed(path: Path, sha256: str, suffix: str, name: str, draft: Draft | None = None) -> New:
    seen = survey(path, sha256, suffix=suffix)
    return New(
        sha256=sha256,
        length=path.stat().st_size,
        suffix=suffix,
        name=name,
        draft=draft,
        records=seen.records,
        damage=seen.damage,
        found=seen.found,
    )


def _drafted(draft: Draft, suffix: str, name: str) -> New:
    return surveyed(draft.readable(), draft.sha256, suffix, name, draft)


def _from_wacz(copy: Draft, name: str, draft: Callable[[], Draft]) -> Iterator[New]:
    damage = shelf.Sentences()
    for found in warcs_of(copy.readable(), name, draft):
        if isinstance(found, Damage):
            damage.add(found)
            continue
        inner, warc = found
        suffix = ".warc.gz" if _is_gzip(warc.readable(), inner) else ".warc"
        yield _drafted(warc, suffix, f"{name}: {inner}")
    yield New(
        sha256=copy.sha256,
        length=copy.length,
        suffix=".wacz",
        name=name,
        draft=copy,
        damage=damage.said(),
    )


def _is_gzip(path: Path, name: str) -> bool:
    with path.open("rb") as file:
        start = file.read(5)
    return start.startswith(b"\x1f\x8b") or (name.lower().endswith(".gz") and start != b"WARC/")


def _wrapped(copy: Draft, kind: Kind, name: str, at: datetime, draft: Draft, told: str | None) -> New:
    """The original as one record, and each ad as a further one.

    Raises BadInputError when there is no ad at all.
    """
    url = folder.file_url(name.encode())
    lines = LINE_KINDS.get(kind)
    writer = WarcWriter(draft, copy.sha256, at)
    ads = 0
    damage: list[Damage] = []
    with copy.readable().open("rb") as file:
        charset = find_charset(file, name, told=told, is_json=kind is Kind.JSONL) if lines else Charset()
        pieces = iter(lambda: file.read(CHUNK_BYTES), b"")
        role = ORIGINAL if lines else None
        writer.write_pieces("resource", url, kind.value, pieces, copy.length, bytes.fromhex(copy.sha256), role=role)
        file.seek(0)
        for found in lines(file, name, charset) if lines else ():
            if isinstance(found, AdLine):
                ads += 1
                writer.write("resource", f"{url}#line={found.number}", AD_TYPE, found.json)
            elif len(damage) <= MAX_NOTES:  # one more than is noted, so that the note says there are more
                damage.append(found)
    if lines and not ads:
        first = f" The first: {damage[0].problem}." if damage else ""
        raise BadInputError(f"{name}: no ad with id and text; bad lines: {len(damage)}.{first}")
    writer.write_damage(damage)
    new = _drafted(draft, ".warc.gz", name)
    return new if charset.says is None else replace(new, says=(charset.says,))


@contextmanager
def words_for(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadInputError(
            f"{error.filename or path}: cannot be read ({error.strerror or error}). May this user read it?"
        ) from error
