"""`market`: what was seen of it, its trend, who returns, who moves together; each with what must be read beside it."""

from collections.abc import Sequence

from rich.console import Console

from lykta.model.ad import AdKind
from lykta.model.counting import AD, ADVERTISER, count_in_digits
from lykta.model.figures import in_english, in_swedish, two_digits
from lykta.model.market import MarketTrend, MovementAnswer, ReturningAnswer, SeenOfMarket, SourceSeen
from lykta.model.warning import Warned
from lykta.model.words import Language, Said
from lykta.service import market
from lykta.service.settings import Settings
from lykta.service.standing import open_desk

_UNKNOWN = Said(sv="okänt", en="unknown")


def print_seen(settings: Settings, *, days: int) -> None:
    with open_desk(settings) as desk:
        show_seen(_console(), market.market_seen(desk, days=days), settings.language)


def print_trend(
    settings: Settings, *, days: int, ahead: int, seed: int, kind: AdKind | None, county: str | None
) -> None:
    with open_desk(settings) as desk:
        found = market.market_trend(desk, days=days, ahead=ahead, seed=seed, kind=kind, county=county)
        show_trend(_console(), found, settings.language)


def print_returning(settings: Settings, *, days: int, linked: float | None) -> None:
    with open_desk(settings) as desk:
        show_returning(_console(), market.market_returning(desk, days=days, linked=linked), settings.language)


def print_movement(settings: Settings, *, days: int) -> None:
    with open_desk(settings) as desk:
        show_movement(_console(), market.market_movement(desk, days=days), settings.language)


def show_seen(console: Console, page: SeenOfMarket, language: Language) -> None:
    share = _between(page.share, page.lower, page.upper)
    say(
        console,
        language,
        sv=f"Andel sedda av annonserna {page.since:%Y-%m-%d} till {page.until:%Y-%m-%d}: {share.sv}",
        en=f"Share seen of the ads from {page.since:%Y-%m-%d} to {page.until:%Y-%m-%d}: {share.en}",
    )
    for one in page.sources:
        said = _source(one)
        say(console, language, sv=said.sv, en=said.en)
    warnings_in(console, page.warnings, language)


def _source(one: SourceSeen) -> Said:
    share, ads = percent(one.share), count_in_digits(one.seen, AD)
    seen = Said(sv=f"vi såg {ads.sv} vid {one.looks} besök", en=f"we saw {ads.en} at {one.looks} looks")
    if one.new_a_day is None:
        return Said(sv=f"  {one.name}: {share.sv}; {seen.sv}", en=f"  {one.name}: {share.en}; {seen.en}")
    new, life = number(one.new_a_day), number(one.life_days)
    return Said(
        sv=f"  {one.name}: {share.sv}; {seen.sv}; omkring {new.sv} nya om dagen, uppe i {life.sv} dygn",
        en=f"  {one.name}: {share.en}; {seen.en}; about {new.en} new a day, up for {life.en} days",
    )


def show_trend(console: Console, page: MarketTrend, language: Language) -> None:
    trend, ads = page.trend, count_in_digits(page.ads, AD)
    growth = [_signed(factor) for factor in (trend.growth_per_week, trend.growth_lower, trend.growth_upper)]
    say(
        console,
        language,
        sv=f"{ads.sv} {page.first} till {page.last}: {growth[0]} i veckan ({growth[1]} till {growth[2]})",
        en=f"{ads.en} from {page.first} to {page.last}: {growth[0]} a week ({growth[1]} to {growth[2]})",
    )
    for step in trend.changepoints:
        change = _signed(step.factor)
        say(
            console,
            language,
            sv=f"  Ändring {step.day} ({step.earliest} till {step.latest}): {change}",
            en=f"  Change on {step.day} ({step.earliest} to {step.latest}): {change}",
        )
    if not trend.changepoints:
        say(console, language, sv="  Ingen plötslig ändring av nivån", en="  No sudden change of level")
    if trend.forecast is not None:
        ahead, middle = trend.forecast, number(trend.forecast.median)
        low, high = (number(end) for end in ahead.limits[0.9])
        say(
            console,
            language,
            sv=f"  Kommande {ahead.days} dagar: omkring {middle.sv} annonser (90 %: {low.sv} till {high.sv})",
            en=f"  The next {ahead.days} days: about {middle.en} ads (90 %: {low.en} to {high.en})",
        )
    warnings_in(console, trend.warnings, language)


def show_returning(console: Console, page: ReturningAnswer, language: Language) -> None:
    seen, known = count_in_digits(page.seen, ADVERTISER), percent(page.linked / page.seen)
    say(
        console,
        language,
        sv=f"{seen.sv} sedda {page.since:%Y-%m-%d} till {page.until:%Y-%m-%d}, varav {page.linked} ({known.sv}) "
        "sedda förut",
        en=f"{seen.en} seen from {page.since:%Y-%m-%d} to {page.until:%Y-%m-%d}, {page.linked} of them ({known.en}) "
        "seen before",
    )
    share, recognised = _between(page.share, page.lower, page.upper), percent(page.recognised)
    say(
        console,
        language,
        sv=f"  Återkommande, rättat för det som inte sågs: {share.sv}; av dem kan {recognised.sv} kännas igen",
        en=f"  Returning, corrected for what was not seen: {share.en}; {recognised.en} of them can be known again",
    )
    warnings_in(console, page.warnings, language)


def show_movement(console: Console, page: MovementAnswer, language: Language) -> None:
    seen, coverage = count_in_digits(page.advertisers, ADVERTISER), percent(page.coverage)
    say(
        console,
        language,
        sv=f"{seen.sv} med ort {page.since:%Y-%m-%d} till {page.until:%Y-%m-%d}, {page.moves} ankomster till en annan "
        f"ort; av dagarna sågs {coverage.sv}",
        en=f"{seen.en} with a place from {page.since:%Y-%m-%d} to {page.until:%Y-%m-%d}, {page.moves} arrivals in "
        f"another place; {coverage.en} of the days were seen",
    )
    for pair in page.pairs:
        chance = number(pair.expected)
        one, other = pair.networks
        who = Said(sv=f"Två annonsörer i {one}", en=f"Two advertisers of {one}")
        if one != other:
            who = Said(sv=f"En annonsör i {one} och en i {other}", en=f"An advertiser of {one} and one of {other}")
        say(
            console,
            language,
            sv=f"  {who.sv}: {pair.shared} gemensamma ankomster, av en slump omkring {chance.sv}",
            en=f"  {who.en}: {pair.shared} shared arrivals, by chance about {chance.en}",
        )
    if not page.pairs:
        say(
            console,
            language,
            sv="  Inget par som säkert reser tillsammans. Att resa ensam är inget tecken.",
            en="  No pair that surely moves together. To tour alone is no sign of anything.",
        )
    warnings_in(console, page.warnings, language)


# -- Words --------------------------------------------------------------------------------------------------


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


def say(console: Console, language: Language, *, sv: str, en: str) -> None:
    console.print(Said(sv=sv, en=en).in_(language))


def warnings_in(console: Console, warnings: Sequence[Warned], language: Language) -> None:
    for one in warnings:
        console.print(f"! {one.says.in_(language)} [{one.code}]")


def percent(share: float | None) -> Said:
    """A share with two digits at most."""
    if share is None:
        return _UNKNOWN
    written = f"{100 * share:.2g}" if share < 0.1 else f"{100 * share:.0f}"
    return Said(sv=f"{written.replace('.', ',')} %", en=f"{written} %")


def _between(share: float | None, lower: float | None, upper: float | None) -> Said:
    middle, low, high = percent(share), percent(lower), percent(upper)
    if share is None:
        return middle
    return Said(sv=f"{middle.sv} ({low.sv} till {high.sv})", en=f"{middle.en} ({low.en} to {high.en})")


def number(value: float | None) -> Said:
    """Two digits of it, as each language writes them."""
    if value is None:
        return _UNKNOWN
    return Said(sv=in_swedish(two_digits(value)), en=in_english(two_digits(value)))


def _signed(factor: float) -> str:
    return f"{100 * (factor - 1):+.0f} %"
