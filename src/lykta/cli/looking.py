"""*Today*, a network, unread pages and the search box, as text in a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lykta.cli.times import home_day, home_time
from lykta.kit.text import printable
from lykta.model.case_names import WISHES_NO_CONTACT
from lykta.model.counting import (
    AD,
    ADVERTISER,
    DAMAGED_PLACE,
    NETWORK,
    OBSERVED_AD,
    PAGE,
    SOURCE,
    WORDING,
    Noun,
    count_in_digits,
)
from lykta.model.desk import NetworkPage, TodayItem, TodayPage, UnreadView
from lykta.model.signal import Direction, Tier
from lykta.model.words import Language, Said
from lykta.service import looking
from lykta.service.faults import fault_in
from lykta.service.settings import Settings
from lykta.service.standing import open_desk

TIER_NAMES = {
    Tier.SUSPECTED_MINOR: Said(sv="MISSTÄNKT MINDERÅRIG", en="SUSPECTED MINOR"),
    Tier.URGENT: Said(sv="BRÅDSKANDE", en="URGENT"),
    Tier.ORGANISED: Said(sv="ORGANISERAT", en="ORGANISED"),
    Tier.REST: Said(sv="ÖVRIGT", en="OTHER"),
}
DIRECTIONS = {
    Direction.FOR: Said(sv="för", en="for"),
    Direction.AGAINST: Said(sv="emot", en="against"),
    Direction.CONTEXT: Said(sv="sammanhang", en="context"),
}
_STYLES = {
    Tier.SUSPECTED_MINOR: "bold red",
    Tier.URGENT: "bold yellow",
    Tier.ORGANISED: "bold",
    Tier.REST: "dim",
}
_SHOWN_PLACES = 4
_SHOWN_ADS = 20
_SHOWN_CHARACTERS = 160


def print_today(settings: Settings) -> None:
    with open_desk(settings) as desk:
        show_today(Console(highlight=False), looking.today(desk), settings.language)


def show_today(console: Console, page: TodayPage, language: Language, *, most: int = 40) -> None:
    """Suspected minors, then what changed, then what the collection itself has to say."""

    def say(sv: str, en: str) -> str:
        return Said(sv=sv, en=en).in_(language)

    if page.ads == 0:
        console.print(
            say(
                "I dag: inget är observerat än. Läs in sidor med: lykta import FIL ...",
                "Today: nothing is observed yet. Read pages with: lykta import FILE ...",
            )
        )
        return
    console.print(
        say(
            f"I dag, enligt observationer till {home_time(page.as_of)} svensk tid; nytt sedan {home_time(page.since)}",
            f"Today, as observed until {home_time(page.as_of)} Swedish time; new since {home_time(page.since)}",
        ),
        style="bold",
    )
    ads, advertisers = count_in_digits(page.ads, OBSERVED_AD), count_in_digits(page.advertisers, ADVERTISER)
    sources = count_in_digits(page.sources, SOURCE)
    console.print(
        say(
            f"{ads.sv}, {advertisers.sv}, {page.networks} nätverk med flera annonsörer, {sources.sv}; "
            f"olästa sidor: {page.pages_unread}, skadade ställen: {page.damaged}",
            f"{ads.en}, {advertisers.en}, {page.networks} networks of several advertisers, {sources.en}; "
            f"unread pages: {page.pages_unread}, damaged places: {page.damaged}",
        )
    )
    if not page.items:
        console.print(say("Inget nätverk har ändrats.", "No network has changed."))
    minors = sum(item.tier is Tier.SUSPECTED_MINOR for item in page.items)
    shown = page.items[: max(most, minors)]  # every suspected minor, whatever else there is no room for
    _items(console, shown, language)
    if len(page.items) > len(shown):
        networks = count_in_digits(len(page.items) - len(shown), NETWORK)
        more = Said(
            sv=f"... visas inte här: {networks.sv}. Se lykta today eller lykta serve",
            en=f"... not shown here: {networks.en}. See lykta today or lykta serve",
        )
        console.print(more.in_(language))
    _not_listed(console, page, language)
    for alarm in page.alarms:
        console.print(f"! {escape(alarm.says.in_(language))}", style="yellow")
    if page.hubs:
        console.print(
            say(
                f"Vanliga värden (växelnummer, arkivbilder) som inte får knyta ihop annonser: {len(page.hubs)}.",
                f"Common values (support numbers, stock pictures) that may not join ads: {len(page.hubs)}.",
            )
        )


def _not_listed(console: Console, page: TodayPage, language: Language) -> None:
    """What a list of what changed leaves out must be said, or it would look like all there is."""
    alone = count_in_digits(page.single_advertisers, ADVERTISER)
    quiet = count_in_digits(page.quiet_networks, NETWORK)
    left_out = Said(
        sv=f"Inte i listan: {quiet.sv} utan förändring, som nås med lykta find. {alone.sv} står för sig själva och "
        "tas upp bara där hjälp kan vara brådskande.",
        en=f"Not listed: {quiet.en} without a change, reached by lykta find. {alone.en} stand alone and are listed "
        "only where help may be urgent.",
    )
    console.print(left_out.in_(language), style="dim")


def _items(console: Console, items: Iterable[TodayItem], language: Language) -> None:
    for item in items:
        places = ", ".join(f"{place.name} {place.ads}" for place in item.places[:_SHOWN_PLACES])
        console.print()
        console.print(
            f"[{_STYLES[item.tier]}]{TIER_NAMES[item.tier].in_(language)}[/]  "
            f"{escape(item.headline.in_(language))}  [dim]{item.network}[/]"
        )
        for said in item.because:
            console.print(f"   - {escape(said.in_(language))}")
        if item.no_contact:
            console.print(f"   ! {WISHES_NO_CONTACT.in_(language)}", style="yellow")
        ads = count_in_digits(item.ads, AD)
        counts = Said(
            sv=f"{ads.sv}, varav nya {item.new_ads}, senast sett {home_day(item.last_seen_at)}",
            en=f"{ads.en}, {item.new_ads} of them new, last seen {home_day(item.last_seen_at)}",
        )
        where = f"; {escape(places)}" if places else ""
        console.print(f"   [dim]{escape(counts.in_(language))}{where}[/]")


def print_network(settings: Settings, network: str) -> None:
    with open_desk(settings) as desk:
        show_network(Console(highlight=False), looking.network_page(desk, network), settings.language)


def show_network(console: Console, page: NetworkPage, language: Language) -> None:
    _items(console, [page.item], language)
    for view in page.advertisers:
        console.print()
        known = ", ".join(identifier.value for identifier in view.identifiers[:6])
        console.print(f"[bold]{view.advertiser.id}[/]  {escape(known)}")
        console.print(f"   {escape(view.advertiser.says.in_(language))}")
        if view.no_contact:
            console.print(f"   ! {WISHES_NO_CONTACT.in_(language)}", style="yellow")
        for said in dict.fromkeys(reason.says.in_(language) for link in view.links for reason in link.because):
            console.print(f"   - {escape(said)}")
    for said in dict.fromkeys(reason.says.in_(language) for tie in page.ties for reason in tie.because):
        console.print(f"= {escape(said)}")
    _ads(console, page, language)
    table = Table(box=None, show_header=False, padding=(0, 2))
    for signal in page.signals:
        refuted = signal.direction is not Direction.FOR
        table.add_row(
            signal.grade.value,
            DIRECTIONS[signal.direction].in_(language),
            escape(signal.says.in_(language)),
            style="dim" if refuted else "",
        )
    console.print()
    console.print(table)


def _ads(console: Console, page: NetworkPage, language: Language) -> None:
    """The newest ads with their ids, as `lykta judge` asks for them, and the beginning of each text."""
    console.print()
    for view in page.ads[:_SHOWN_ADS]:
        seen = f"{home_day(view.first_seen_at)} - {home_day(view.last_seen_at)}"
        source = page.source_names.get(view.ad.source, view.ad.source)
        console.print(f"[bold]{view.ad.id}[/]  {seen}  {escape(source)}")
        console.print(f"   “{escape(_beginning(view.ad.text))}”", style="dim")
    more = page.ads_shown_of - min(len(page.ads), _SHOWN_ADS)
    if more > 0:
        counted = count_in_digits(more, WORDING)
        rest = Said(
            sv=f"... visas inte här: {counted.sv}. Se lykta serve, eller lykta export {page.item.network} --out FIL",
            en=f"... not shown here: {counted.en}. See lykta serve, or lykta export {page.item.network} --out FILE",
        )
        console.print(rest.in_(language))


def damaged_place(file: str, offset: int, problem: str) -> Said:
    """Where and what: by the line where the problem tells it, else by the byte."""
    place = file if problem.startswith("line ") else f"{file}, byte {offset}"
    return Said(sv=f"skadad: {place}: {fault_in(problem, 'sv')}", en=f"damaged: {place}: {problem}")


def _cut(url: str) -> str:
    return url if len(url) <= _SHOWN_CHARACTERS else f"{url[:_SHOWN_CHARACTERS]}…"


def _beginning(text: str) -> str:
    whole = printable(" ".join(text.split()))
    return whole if len(whole) <= _SHOWN_CHARACTERS else f"{whole[:_SHOWN_CHARACTERS]}…"


def print_found(settings: Settings, query: str) -> None:
    with open_desk(settings) as desk:
        items = looking.find(desk, query)
        console = Console(highlight=False)
        if not items:
            nothing = Said(sv="Inget nätverk har det.", en="No network holds that.")
            console.print(nothing.in_(settings.language))
        _items(console, items, settings.language)


def print_unread(settings: Settings, *, most: int | None) -> None:
    with open_desk(settings) as desk:
        show_unread(Console(highlight=False), looking.unread_view(desk, most=most), settings.language)


def show_unread(console: Console, unread: UnreadView, language: Language) -> None:
    """Pages that nobody could read, then records and lines of the files that were imported."""
    if not unread.pages and not unread.damaged:
        told = Said(sv="Allt som är bevarat kunde läsas.", en="Everything that is kept could be read.")
        console.print(told.in_(language))
    for page in unread.pages:
        problem = escape(fault_in(page.problem, language))
        console.print(f"{home_time(page.fetched_at)}  {escape(_cut(page.url))}\n   {problem}")
    say_not_shown(console, unread.pages_in_all - len(unread.pages), PAGE, language)
    for place in unread.damaged:
        damaged = damaged_place(place.file, place.offset, place.problem)
        console.print(escape(printable(damaged.in_(language))))
    say_not_shown(console, unread.damaged_in_all - len(unread.damaged), DAMAGED_PLACE, language)


def say_not_shown(console: Console, left: int, noun: Noun, language: Language) -> None:
    """How many of what was not read are left out here, if any, and which command lists them."""
    if left > 0:
        counted = count_in_digits(left, noun)
        older = Said(
            sv=f"... visas inte här: {counted.sv}. Alla listas av: lykta unread --all",
            en=f"... not shown here: {counted.en}. All are listed by: lykta unread --all",
        )
        console.print(older.in_(language))
