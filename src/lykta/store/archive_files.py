"""Archive files and how far each has been read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Integer,
    Table,
    Text,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from lykta.model.archived import Manifest
from lykta.model.desk import DamagedPlace
from lykta.store._schema import metadata, storable

archive_file = Table(
    "archive_file",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("length", BigInteger, nullable=False),
    Column("records", Integer, nullable=False),
    Column("input_sha256", Text, nullable=False, index=True),
    Column("input_name", Text, nullable=False),
    Column("kept_at", DateTime(timezone=True), nullable=False),
    Column("read_to", BigInteger, nullable=False, server_default="0"),
    Column("read_at", DateTime(timezone=True)),
)

damage = Table(
    "damage",
    metadata,
    Column("archive", Text, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("problem", Text, primary_key=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How far an archive file has been read: byte offset of the next record, and when it was finished."""

    read_to: int
    read_at: datetime | None


def add_archive_file(connection: Connection, manifest: Manifest) -> None:
    values = {name: getattr(manifest, name) for name in ("sha256", "length", "records", "input_sha256", "kept_at")}
    values["input_name"] = storable(manifest.input_name)
    connection.execute(insert(archive_file).values(values).on_conflict_do_nothing())


def reading_of(connection: Connection, sha256: str) -> Reading | None:
    """None when the archive file is not known here."""
    wanted = select(archive_file.c.read_to, archive_file.c.read_at).where(archive_file.c.sha256 == sha256)
    row = connection.execute(wanted).one_or_none()
    return None if row is None else Reading(read_to=row.read_to, read_at=row.read_at)


def known_files(connection: Connection) -> tuple[str, ...]:
    """Every archive file, by SHA-256, oldest first."""
    wanted = select(archive_file.c.sha256).order_by(archive_file.c.kept_at, archive_file.c.sha256)
    return tuple(connection.execute(wanted).scalars())


def unfinished_files(connection: Connection) -> tuple[str, ...]:
    """Archive files kept but not wholly read, oldest first."""
    wanted = (
        select(archive_file.c.sha256)
        .where(archive_file.c.read_at.is_(None))
        .order_by(archive_file.c.kept_at, archive_file.c.sha256)
    )
    return tuple(connection.execute(wanted).scalars())


def mark_read_to(connection: Connection, offsets: Mapping[str, int]) -> None:
    """Archive files are read up to these offsets, by SHA-256; never back."""
    for sha256, offset in offsets.items():
        read_to = func.greatest(archive_file.c.read_to, offset)
        connection.execute(update(archive_file).where(archive_file.c.sha256 == sha256).values(read_to=read_to))


def mark_finished(connection: Connection, manifests: Iterable[Manifest], *, at: datetime) -> None:
    """These archive files are wholly read."""
    done = archive_file.c.sha256 == func.any([manifest.sha256 for manifest in manifests])
    connection.execute(update(archive_file).where(done).values(read_to=archive_file.c.length, read_at=at))


def forget_reading(connection: Connection) -> None:
    """Every archive file counts as not read; the files themselves stay known."""
    connection.execute(update(archive_file).values(read_to=0, read_at=None))
    connection.execute(delete(damage))


def add_damages(connection: Connection, places: Iterable[tuple[str, int, str]]) -> None:
    """Each place by archive file, offset and problem; known ones stay as they are."""
    rows = [{"archive": archive, "at": at, "problem": storable(problem)} for archive, at, problem in places]
    if rows:
        connection.execute(insert(damage).on_conflict_do_nothing(), rows)


def damaged_places(
    connection: Connection, *, archives: Sequence[str] | None = None, limit: int | None = None
) -> tuple[DamagedPlace, ...]:
    """What could not be read, the newest file's first and in its order; of these archive files, or of all."""
    wanted = (
        select(archive_file.c.input_name, damage.c.archive, damage.c.at, archive_file.c.kept_at, damage.c.problem)
        .join(archive_file, archive_file.c.sha256 == damage.c.archive)
        .order_by(archive_file.c.kept_at.desc(), damage.c.archive, damage.c.at, damage.c.problem)
        .limit(limit)
    )
    if archives is not None:
        wanted = wanted.where(damage.c.archive == func.any(list(archives)))
    return tuple(
        DamagedPlace(file=row.input_name, archive=row.archive, offset=row.at, kept_at=row.kept_at, problem=row.problem)
        for row in connection.execute(wanted)
    )


def count_damage(connection: Connection, *, kept_since: datetime | None = None) -> int:
    """Places that could not be read; only of the files kept since a time, if one is given."""
    wanted = select(func.count()).select_from(damage)
    if kept_since is not None:
        wanted = wanted.join(archive_file, archive_file.c.sha256 == damage.c.archive).where(
            archive_file.c.kept_at >= kept_since
        )
    return connection.execute(wanted).scalar_one()
