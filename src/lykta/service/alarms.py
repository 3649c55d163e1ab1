"""Alarms about our own collection: what we failed to see must never look like an empty market."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from lykta.model.counting import AD, ARCHIVE_FILE, DAMAGED_PLACE, DAY, LIST_PAGE, PAGE, count_in_digits
from lykta.model.desk import Alarm
from lykta.model.words import Said
from lykta.store.advertisers import unlinked_ads
from lykta.store.archive_files import count_damage, unfinished_files
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
        files = count_in_digits(waiting, ARCHIVE_FILE)
        says = Said(
            sv=f"Bevarat men inte färdigläst: {files.sv}; det som syns här är inte allt. "
            "Kör: lykta import eller lykta rebuild igen",
            en=f"Kept but not wholly read: {files.en}; what is shown here is not all. "
            "Run: lykta import or lykta rebuild again",
        )
        return (Alarm(source="lykta", says=says, since=as_of),)
    count = unlinked_ads(connection)
    if count == 0:
        return ()
    ads = count_in_digits(count, AD)
    says = Said(
        sv=f"Lästa men inte kopplade, och syns inte här: {ads.sv}. Kör: lykta link",
        en=f"Read but not linked, and missing here: {ads.en}. Run: lykta link",
    )
    return (Alarm(source="lykta", says=says, since=as_of),)


def damage_alarm(connection: Connection, *, now: datetime) -> tuple[Alarm, ...]:
    """Files taken in lately of which a part could not be read: what stood there is in no count."""
    count = count_damage(connection, kept_since=now - RECENT)
    if count == 0:
        return ()
    places = count_in_digits(count, DAMAGED_PLACE)
    says = Said(
        sv=f"{places.sv} i filer som lästes in senaste veckan; vad som stod där kan saknas här. Se: lykta unread",
        en=f"{places.en} in files imported in the last week; what stood there may be missing here. See: lykta unread",
    )
    return (Alarm(source="lykta", says=says, since=now - RECENT),)


def unstamped_alarms(unstamped: Mapping[str, int], *, now: datetime) -> tuple[Alarm, ...]:
    """By authority, files that it has not stamped for a day."""
    return tuple(_unstamped(name, count_in_digits(count, ARCHIVE_FILE), now) for name, count in unstamped.items())


def _unstamped(authority: str, files: Said, now: datetime) -> Alarm:
    says = Said(
        sv=f"Utan tidsstämpel från {authority}: {files.sv}. Kör: lykta stamp",
        en=f"Without a time stamp by {authority}: {files.en}. Run: lykta stamp",
    )
    return Alarm(source="lykta", says=says, since=now)


def _silence(health: SourceHealth, name: str, as_of: datetime) -> list[Alarm]:
    quiet = as_of - health.last_page_at
    if quiet < SILENT_AFTER:
        return []
    days = count_in_digits(quiet.days, DAY)
    says = Said(
        sv=f"{name}: ingen sida hämtad på {days.sv}. Att inget syns därifrån betyder inte att inget finns där.",
        en=f"{name}: no page captured for {days.en}. Seeing nothing from it does not mean nothing is there.",
    )
    return [Alarm(source=health.source, says=says, since=health.last_page_at)]


def _short_lists(health: SourceHealth, name: str) -> list[Alarm]:
    if health.short_lists == 0 or health.last_short_at is None:
        return []
    lists = count_in_digits(health.short_lists, LIST_PAGE)
    says = Said(
        sv=f"{name}: {lists.sv} gav färre annonser än väntat senaste veckan. Har sajten bytt utseende?",
        en=f"{name}: {lists.en} gave fewer ads than expected in the last week. Did the site change its layout?",
    )
    return [Alarm(source=health.source, says=says, since=health.last_short_at)]


def _unread(health: SourceHealth, name: str) -> list[Alarm]:
    if health.unread == 0 or health.last_unread_at is None:
        return []
    pages = count_in_digits(health.unread, PAGE)
    says = Said(
        sv=f"{name}: {pages.sv} kunde inte läsas senaste veckan. Allt är bevarat.",
        en=f"{name}: {pages.en} could not be read in the last week. All is kept.",
    )
    return [Alarm(source=health.source, says=says, since=health.last_unread_at)]
