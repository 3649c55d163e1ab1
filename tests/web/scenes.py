"""Hand-made nouns for the pages: a small made-up desk with something of everything."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lykta.model.ad import Ad, AdKind
from lykta.model.audit import Act, Actor, AuditEntry, Door, Ground
from lykta.model.desk import (
    AdvertiserView,
    AdView,
    Alarm,
    DamagedPlace,
    DayCount,
    NetworkPage,
    PairPage,
    PlaceCount,
    TodayItem,
    TodayPage,
    UnreadPage,
    UnreadView,
    Wording,
)
from lykta.model.finding import Finding
from lykta.model.judgement import Decision, JudgementView, Level, PairJudgement
from lykta.model.law import (
    Checked,
    Element,
    ElementRow,
    Evidence,
    Fact,
    MachineOutput,
    Offence,
    OffenceMatrix,
    PersonsAssessment,
    Source,
    StatuteWording,
)
from lykta.model.link import Advertiser, Band, Family, HeldJoin, Hub, Identifier, Link, Presence, Reason, Tie
from lykta.model.market import MarketPage, MarketTrend, SeenOfMarket, SourceSeen
from lykta.model.plan import VisitLine, VisitPlan
from lykta.model.signal import Assessment, Direction, Grade, Quote, Signal, Tier
from lykta.model.template import Slot, SlotKind, SlotValue, Template
from lykta.model.trend import Changepoint, Forecast, Trend
from lykta.model.warning import warned
from lykta.model.words import Said

NOW = datetime(2026, 11, 24, 17, 2, tzinfo=UTC)
WEEK_AGO = NOW - timedelta(days=7)
PHONE = "+46701740605"
TEXT = (
    "Ny i stan, finns några dagar\nBokning på noll sju noll 174 06 05 eller skriv till bokning@hem.example. "
    "1 500 kr per timme, 22 år. Göteborg till fredag, sedan Malmö 🌸 fråga @lugn_kväll"
)


def span(kind: str, written: str, value: str, *, obscured: str | None = None, text: str = TEXT) -> Finding:
    start = text.index(written)
    return Finding(
        kind=kind,
        value=value,
        written=written,
        start=start,
        end=start + len(written),
        confidence=0.95,
        extractor=kind,
        version=1,
        obscured=obscured,
    )


FINDINGS = (
    span("phone", "noll sju noll 174 06 05", PHONE, obscured="digit words"),
    span("email", "bokning@hem.example", "bokning@hem.example"),
    span("price", "1 500 kr per timme", "1500 SEK/h"),
    span("age", "22 år", "22"),
    span("place", "Göteborg", "1480"),
    span("place", "Malmö", "1280"),
    span("handle", "@lugn_kväll", "lugn_kväll"),
    Finding(
        kind="language",
        value="sv",
        written=TEXT[:5],
        start=0,
        end=5,
        confidence=0.99,
        extractor="language",
        version=1,
    ),
)
GOTHENBURG = PlaceCount(municipality="1480", name="Göteborg", county="14", county_name="Västra Götalands län", ads=14)
MALMO = PlaceCount(municipality="1280", name="Malmö", county="12", county_name="Skåne län", ads=6)
STOCKHOLM = PlaceCount(municipality="0180", name="Stockholm", county="01", county_name="Stockholms län", ads=3)
UMEA = PlaceCount(municipality="2480", name="Umeå", county="24", county_name="Västerbottens län", ads=1)
LULEA = PlaceCount(municipality="2580", name="Luleå", county="25", county_name="Norrbottens län", ads=1)


def said(sv: str, en: str | None = None) -> Said:
    return Said(sv=sv, en=en or sv)


def ad(number: int, *, text: str = TEXT, url: str | None = None, place: str | None = "Göteborg") -> Ad:
    return Ad(
        id=f"{number:020x}",
        source="torget",
        key=str(1000 + number),
        url=url or f"https://torget.example/annons/{1000 + number}",
        title=text.split("\n", 1)[0],
        text=text,
        kind=AdKind.OFFER,
        posted_at=NOW - timedelta(days=2),
        place=place,
        price="1500 kr",
        pictures=("p1", "p2"),
        snapshot=f"snap-{number}",
        snapshot_sha256="ab" * 32,
    )


def ad_view(number: int, *, text: str = TEXT, findings: Sequence[Finding] = FINDINGS, url: str | None = None) -> AdView:
    return AdView(
        ad=ad(number, text=text, url=url),
        findings=tuple(findings),
        first_seen_at=NOW - timedelta(days=5),
        last_seen_at=NOW - timedelta(hours=3),
        sightings=9,
    )


def item(
    network: str = "a1b2c3d4e5f60718293a",
    tier: Tier = Tier.ORGANISED,
    headline: Said | None = None,
    places: tuple[PlaceCount, ...] = (GOTHENBURG, MALMO, STOCKHOLM),
    sources: tuple[str, ...] = ("Torget", "Annonsbladet"),
) -> TodayItem:
    return TodayItem(
        network=network,
        tier=tier,
        headline=headline
        or said(
            "Tre annonsörer med samma nummer skriver samma text i tre städer",
            "Three advertisers with the same number use the same text in three cities",
        ),
        because=(
            said("Två annonsörer bytte nummer samma dag", "Two advertisers changed number on the same day"),
            said(
                "Samma mall med 4 luckor används av 3 annonsörer",
                "One template with 4 slots is used by 3 advertisers",
            ),
            said("Annonserna flyttar i takt mellan städer", "The ads move between cities in step"),
        ),
        ads=23,
        advertisers=3,
        new_ads=5,
        sources=sources,
        places=places,
        first_seen_at=NOW - timedelta(days=40),
        last_seen_at=NOW - timedelta(hours=3),
    )


MINOR = item(
    "00ffee0000000000aaaa",
    Tier.SUSPECTED_MINOR,
    said(
        "En annons anger en ålder under 18 och numret återkommer i två annonser till",
        "One ad states an age under 18, and its number recurs in two more ads",
    ),
    places=(STOCKHOLM,),
    sources=("Annonsbladet",),
)
URGENT = item(
    "11ffee0000000000bbbb",
    Tier.URGENT,
    said(
        "Fyra annonsörer flyttade till en ny adress samma natt och bytte nummer",
        "Four advertisers moved to a new address in one night and changed number",
    ),
    places=(GOTHENBURG, MALMO, STOCKHOLM, UMEA, LULEA),
)
ORGANISED = item()
OTHER = item(
    "22ffee0000000000cccc",
    Tier.REST,
    said("Två annonsörer delar en bild", "Two advertisers share a picture"),
    places=(UMEA,),
    sources=("Torget",),
)


def today(items: tuple[TodayItem, ...] = (MINOR, URGENT, ORGANISED, OTHER), *, ads: int = 1234) -> TodayPage:
    return TodayPage(
        as_of=NOW,
        since=WEEK_AGO,
        items=items,
        quiet_networks=61,
        single_advertisers=402,
        ads=ads,
        advertisers=517,
        networks=65,
        sources=4,
        pages_unread=2,
        damaged=1,
        alarms=(
            Alarm(
                source="Kvällstorget",
                says=said(
                    "Kvällstorget: har inte svarat på tre dygn.", "Kvällstorget: has not answered for three days."
                ),
                since=NOW - timedelta(days=3),
            ),
            Alarm(
                source="Torget",
                says=said(
                    "Torget: ger hälften så många annonser som förra veckan.",
                    "Torget: gives half as many ads as last week.",
                ),
                since=NOW - timedelta(days=1),
            ),
        ),
        hubs=(
            Hub(
                kind="phone",
                value="+46846500400",
                ads=212,
                groups=187,
                says=said("står på många orelaterade annonser.", "stands on many unrelated ads."),
            ),
        ),
    )


def empty_today() -> TodayPage:
    return TodayPage(
        as_of=NOW,
        since=WEEK_AGO,
        items=(),
        quiet_networks=0,
        single_advertisers=0,
        ads=0,
        advertisers=0,
        networks=0,
        sources=0,
        pages_unread=0,
        damaged=0,
        alarms=(),
        hubs=(),
    )


def market_page(name: str = "Torget") -> MarketPage:
    seen = SeenOfMarket(
        since=WEEK_AGO,
        until=NOW,
        share=0.7634,
        lower=0.6712,
        upper=0.8301,
        sources=(
            SourceSeen(source="a", name=name, looks=111, seen=1049, new_a_day=35.67, life_days=1.2345, share=0.0456),
            SourceSeen(source="b", name="Långt bort", looks=0, seen=1, new_a_day=None, life_days=None, share=None),
        ),
        warnings=(warned("COV-MODEL"), warned("COV-UNKNOWN", sources=name)),
    )
    trend = Trend(
        growth_per_week=1.0351,
        growth_lower=0.98,
        growth_upper=1.05,
        overdispersion=0.01,
        bins_days=1,
        changepoints=(
            Changepoint(day=date(2026, 11, 1), earliest=date(2026, 10, 28), latest=date(2026, 11, 3), factor=0.7),
        ),
        forecast=Forecast(days=28, median=2917.0, limits={0.5: (2800.0, 3000.0), 0.9: (2634.0, 3219.0)}),
        warnings=(warned("TREND-COVERAGE", low=0.57, high=0.88),),
    )
    days = tuple(
        DayCount(day=WEEK_AGO.date() + timedelta(days=at), ads=9 * at, new_ads=9 * at, looked=at != 3)
        for at in range(7)
    )
    return MarketPage(
        seen=seen,
        trend=MarketTrend(first=days[0].day, last=days[-1].day, ads=189, trend=trend, days=days),
        returning=None,
        refused={"returning": said("För få sedda.", "Too few seen.")},
    )


def visit_plan(name: str = "Torget") -> VisitPlan:
    line = VisitLine(
        source="a",
        name=name,
        visits_a_day=2.6543,
        now_a_day=3.8,
        minutes_a_visit=0.76,
        share=0.861,
        share_now=None,
        next_at=NOW,
        because=(said("En misstänkt minderårig syntes här.", "A suspected minor was seen here."),),
    )
    return VisitPlan(
        hours=2.0,
        hours_used=2.0,
        step_hours=1.0,
        ads=68.4,
        ads_published=85.2,
        gained=2.81,
        lost=4.12,
        hardest_hit=name,
        lines=(line,),
        warnings=(warned("PLAN-BIAS"),),
    )


def reason(family: Family, kind: str, bits: float, sv: str, en: str) -> Reason:
    return Reason(family=family, kind=kind, value="v", bits=bits, says=said(sv, en))


SAME_PHONE = reason(Family.IDENTIFIER, "phone", 17.42, f"Samma nummer {PHONE}", f"Same number {PHONE}")
SAME_TEXT = reason(
    Family.TEXT, "template", 9.2, "Nästan samma text: 94 % av orden", "Nearly the same text: 94 % of the words"
)
MOVES = reason(
    Family.PLACE_AND_TIME, "move", 4.6, "Bytte stad samma dag 3 gånger", "Changed city on the same day 3 times"
)


SOURCE_NAMES = {"torget": "Torget", "annonsbladet": "Annonsbladet"}


def network_page(views: Sequence[AdView] | None = None, *, shown_of: int = 23) -> NetworkPage:
    ads = tuple(views) if views is not None else tuple(ad_view(number) for number in range(1, 5))
    ids = [view.ad.id for view in ads] or ["0" * 20]
    groups = (ids[:2], ids[2:3] or ["x"], ids[3:] or ["y"])
    presences = (Presence.ONGOING, Presence.CHANGED_NUMBER, Presence.NEW)
    return NetworkPage(
        item=ORGANISED,
        assessment=Assessment(
            network=ORGANISED.network,
            tier=Tier.ORGANISED,
            because=(
                said(
                    "Tre slags tecken från tre annonsörer, tillsammans över gränsen för granskning",
                    "Three kinds of signs from three advertisers, together above the line for review",
                ),
            ),
            signals=(),
            families=3,
            changed_at=NOW,
        ),
        advertisers=tuple(
            AdvertiserView(
                advertiser=Advertiser(
                    id=f"adv-{number}",
                    ads=tuple(group),
                    presence=presence,
                    says=said("Hålls ihop av ett nummer och en text.", "Held together by one number and one text."),
                    first_at=NOW - timedelta(days=30),
                    last_at=NOW,
                ),
                identifiers=(
                    Identifier(kind="phone", value=PHONE, confidence=0.95, obscured=True),
                    Identifier(kind="email", value="bokning@hem.example", confidence=1.0),
                ),
                ads=9 - 2 * number,
                links=(
                    Link(a="a", b="b", because=(SAME_PHONE, SAME_TEXT)),
                    Link(a="a", b="c", because=(SAME_TEXT,)),
                ),
            )
            for number, (group, presence) in enumerate(zip(groups, presences, strict=True), 1)
        ),
        ties=(
            Tie(a="adv-1", b="adv-2", because=(SAME_TEXT, MOVES)),
            Tie(a="adv-2", b="adv-3", because=(MOVES,)),
        ),
        ads=ads,
        ads_shown_of=shown_of,
        places=(GOTHENBURG, MALMO, STOCKHOLM, UMEA, LULEA),
        days=tuple(
            DayCount(
                day=date(2026, 10, 26) + timedelta(days=at),
                ads=(at * 7) % 11 + at // 5,
                new_ads=(at * 3) % 4,
                looked=at not in {8, 9, 10, 21},
            )
            for at in range(30)
        ),
        signals=(
            Signal(
                card="shared_template",
                version=1,
                direction=Direction.FOR,
                grade=Grade.B,
                says=said("Tre annonsörer delar en mall med luckor", "Three advertisers share a template with slots"),
                quotes=(Quote(ad=ids[0], start=0, end=28, written=TEXT[:28]),),
            ),
            Signal(
                card="own_price",
                version=1,
                direction=Direction.AGAINST,
                grade=Grade.C,
                says=said("Var och en sätter sitt eget pris", "Each sets a price of their own"),
            ),
            Signal(
                card="many_cities",
                version=1,
                direction=Direction.CONTEXT,
                grade=Grade.C,
                says=said("Annonserna står i fem kommuner", "The ads name five municipalities"),
            ),
            Signal(
                card="emoji",
                version=1,
                direction=Direction.CONTEXT,
                grade=Grade.X,
                says=said("Texten har emoji", "The text has emoji"),
            ),
        ),
        source_names=SOURCE_NAMES,
        held=(
            HeldJoin(
                a=ids[0],
                b="elsewhere",
                ads=("between",),
                says=said("En annons nämner två nummer.", "One ad names two numbers."),
            ),
        ),
        judgements=(judged(),),
        wordings=(shared_wording(),),
        law=(law(ids[0]), law("elsewhere", checked=True)),
    )


def law(ad_id: str, words: str = "Ny i stan", *, checked: bool = False) -> OffenceMatrix:
    """Procuring with an element that has everything and one that has nothing; checked, its gross form."""
    fact = Fact(ad=ad_id, snapshot=words, snapshot_sha256="ab" * 32, start=0, end=len(words), quote=words)
    output = MachineOutput(
        by=words, grade=Grade.B, says=said(words), means=said("Det kan ha en skribent.", "It may have one writer.")
    )
    person = PersonsAssessment(
        by=words,
        at=NOW,
        why=words,
        says=said("Ej en organisatör.", "Not one organiser."),
        means=said(words),
        about=(fact,),
    )
    first, second = (element(id_, words) for id_ in ("promotes", "intent"))
    found = Evidence(machine=(replace(output, rests_on=(fact,)), replace(output, seen_on=(fact,))))
    offence = Offence(
        id="procuring",
        country="SE",
        section=words,
        name=said("Koppleri", "Procuring"),
        wording=StatuteWording(version=words, in_force=date(2025, 7, 1)),
        source=Source(number=words, address=words, read=said(words)),
        penalty=said(words),
        own_elements=(first, second),
        one_of={"deed": said(words)},
        checked=Checked(by=words, on=date(2026, 1, 1)) if checked else None,
    )
    if checked:
        offence = replace(offence, id="gross", name=said("Grovt koppleri", "Gross procuring"), base=offence)
    nothing = [ElementRow(element=one, speaks_for=Evidence(), against=Evidence()) for one in (first, second)]
    return OffenceMatrix(
        network="n",
        offence=offence,
        rows=(
            *(nothing if checked else ()),
            ElementRow(element=first, speaks_for=found, against=Evidence(people=(person,))),
            nothing[1],
        ),
    )


def element(id_: str, words: str) -> Element:
    return Element(
        id=id_,
        name=said("Främjar", "Promotes"),
        could_speak_for=said(words),
        could_speak_against=said(words),
        ad_alone_cannot_show=True,
        readings=(),
        next_steps=(said(words), said("Följ pengarna.", "Follow the money.")),
        one_of="deed",
    )


def shared_wording(text: str = "Ny i stan, bokning på ") -> Wording:
    values = {f"ad{number}": SlotValue(text=f"070-174 06 0{number}", start=22, end=35) for number in (5, 6)}
    slot = Slot(number=1, kind=SlotKind.PHONE, values=values)
    return Wording(template=Template(pieces=(text, slot, " hela dagen.")), ads=2)


def judged(why: str = "Samma nyckelbox på båda bilderna", **standing: Any) -> JudgementView:
    made = PairJudgement(
        id="j1",
        a="a" * 20,
        b="b" * 20,
        level=Level.CONTACT,
        decision=Decision.APART,
        by="anna",
        at=NOW - timedelta(days=1),
        why=why,
    )
    whole: dict[str, Any] = {"withdrawal": None, "contradicts": (), "on_missing_ad": False, "waits": False}
    return JudgementView(judgement=made, **{**whole, **standing})


def entry(number: int, act: Act, *about: str, purpose: str = "K 1234-26") -> AuditEntry:
    by = Actor(name="anna", door=Door.PAGES, purpose=purpose, ground=Ground.INVESTIGATION if purpose else None)
    return AuditEntry(number=number, at=NOW - timedelta(minutes=100 - number), act=act, by=by, about=about)


LOG = tuple(entry(number, act, "a1b2c3d4e5f60718293a") for number, act in reversed(tuple(enumerate(Act))))


def pair_page(*views: AdView, judgements: Sequence[JudgementView] = ()) -> PairPage:
    first, second = views or (ad_view(1), ad_view(2))
    return PairPage(
        ads=(first, second),
        networks=(ORGANISED.network, ORGANISED.network),
        same_contact=True,
        because=(SAME_PHONE, SAME_TEXT),
        tied_by=(MOVES,),
        band=Band.STRONG,
        bits=26.6,
        judgements=tuple(judgements),
        source_names=SOURCE_NAMES,
    )


FALSE_ALARMS = {
    "shared_template": said("sidans egen mall, köpta texter", "the site's own template, bought texts"),
    "many_cities": said("självständiga som reser", "independent sellers who tour"),
}
UNREAD = UnreadView(
    pages=(
        UnreadPage(
            snapshot="snap-9",
            source="Kvällstorget",
            url="https://kvallstorget.example/lista?sida=2",
            fetched_at=NOW - timedelta(hours=9),
            problem='kvallstorget.example/lista: no <ul class="ads">. Did the site change its layout?',
        ),
        UnreadPage(
            snapshot="snap-10",
            source="Torget",
            url="https://torget.example/annons/1041",
            fetched_at=NOW - timedelta(hours=8),
            problem="the page ends in the middle of a tag",
        ),
    ),
    pages_in_all=2,
    damaged=(
        DamagedPlace(file="table.csv", archive="a" * 64, offset=120, kept_at=NOW, problem="line 3: text is empty"),
    ),
    damaged_in_all=1,
)
