"""Alarms about our own collection: what we failed to see must never look like an empty market."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from lykta.model.desk import Alarm
from lykta.model.words import Said
from lykta.store.advertisers import unlinked_ads
from lykta.store.archive_files import unfinished_files
from lykta.store.pages import SourceHealth, source_health, source_names

# A watched site is looked at several times a day when all is well; two days without any page is silence.
SILENT_AFTER = timedelta(days=2)
RECENT = timedelta(days=7)


def alarms(connection: Connection, *, as_of: datetime) -> tuple[Alarm, ...]:
    """One alarm per source and fault, the newest first."""
    names = source_names(connection)
    found: list[Alarm] = []
    for health in source_health(connection, since=as_of - RECENT):
        name = names.get(health.source, health.source)
        found.extend(_silence(health, name, as_of))
        found.extend(_short_lists(health, name))
        found.extend(_unread(health, name))
    return tuple(sorted(found, key=lambda alarm: (-alarm.since.timestamp(), alarm.source)))


def unlinked_alarm(connection: Connection, *, as_of: datetime) -> tuple[Alarm, ...]:
    """What was kept and not read, or read and not linked, is missing from every list, so the page must say so."""
    waiting = len(unfinished_files(connection))
    if waiting:
        says = Said(
            sv=f"{waiting} arkivfiler är bevarade men inte färdiglästa; det som syns här är inte allt. "
            "Kör: lykta import eller lykta rebuild igen",
            en=f"{waiting} archive files are kept but not wholly read; what is shown here is not all. "
            "Run: lykta import or lykta rebuild again",
        )
        return (Alarm(source="lykta", says=says, since=as_of),)
    count = unlinked_ads(connection)
    if count == 0:
        return ()
    says = Said(
        sv=f"{count} annonser är lästa men inte kopplade och syns inte här. Kör: lykta link",
        en=f"{count} ads are read but not linked, and are missing here. Run: lykta link",
    )
    return (Alarm(source="lykta", says=says, since=as_of),)


def _silence(health: SourceHealth, name: str, as_of: datetime) -> list[Alarm]:
    quiet = as_of - health.last_page_at
    if quiet < SILENT_AFTER:
        return []
    days = quiet.days
    says = Said(
        sv=f"{name}: ingen sida hämtad på {days} dygn. Att inget syns därifrån betyder inte att inget finns där.",
        en=f"{name}: no page captured for {days} days. Seeing nothing from it does not mean nothing is there.",
    )
    return [Alarm(source=health.source, says=says, since=health.last_page_at)]


def _short_lists(health: SourceHealth, name: str) -> list[Alarm]:
    if health.short_lists == 0 or health.last_short_at is None:
        return []
    says = Said(
        sv=f"{name}: {health.short_lists} listsidor gav färre annonser än väntat senaste veckan. "
        "Har sajten bytt utseende?",
        en=f"{name}: {health.short_lists} list pages gave fewer ads than expected in the last week. "
        "Did the site change its layout?",
    )
    return [Alarm(source=health.source, says=says, since=health.last_short_at)]


def _unread(health: SourceHealth, name: str) -> list[Alarm]:
    if health.unread == 0 or health.last_unread_at is None:
        return []
    says = Said(
        sv=f"{name}: {health.unread} sidor kunde inte läsas senaste veckan. De är bevarade.",
        en=f"{name}: {health.unread} pages could not be read in the last week. They are kept.",
    )
    return [Alarm(source=health.source, says=says, since=health.last_unread_at)]
