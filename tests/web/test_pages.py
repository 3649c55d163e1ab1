import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import lykta.web
from lykta.model.audit import Act
from lykta.model.desk import AdView, PlaceCount
from lykta.model.finding import Finding
from lykta.model.judgement import Withdrawal
from lykta.model.link import Link
from lykta.web.app import create_app
from tests.web import case_scenes, scenes
from tests.web.client import TestClient
from tests.web.fakes import FakeDoorway, FakeLooking

WEB = Path(lykta.web.__file__).parent
NETWORK = f"/networks/{scenes.ORGANISED.network}"
CASE = f"/cases/{case_scenes.CASE}"
PATHS = [
    "/",
    NETWORK,
    "/find?q=advertisers",
    "/find",
    "/unread",
    "/market",
    "/plan",
    "/judgements",
    "/judge?a=x&b=y",
    "/log",
    "/cases",
    CASE,
    "/purpose",
    "/in",
    "/nope",
]

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" autofocus onfocus=alert(1) x="',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<iframe src=javascript:alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<body onload=alert(1)>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=q>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext></mtext><mglyph><style></math><img src onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "%(n)s %s %d",
    "<!-- --><script>alert(1)</script>-->",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<\x00script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "\u202e<script>\u200balert(1)",
]


class Tags(HTMLParser):
    """What a parser sees of a page: its elements and the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action"}]


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    return parser


def hostile_view(payload: str) -> AdView:
    def found(kind: str, end: int, obscured: str | None = None) -> Finding:
        return Finding(
            kind=kind,
            value=payload,
            written=payload,
            start=0,
            end=end,
            confidence=0.5,
            extractor="x",
            version=1,
            obscured=obscured,
        )

    ad = replace(
        scenes.ad(1),
        id=payload,
        source=payload,
        key=payload,
        title=payload,
        place=payload,
        price=payload,
        snapshot=payload,
        url=f"https://{payload}/",
        text=f"{payload}\n{payload} slut",
    )
    findings = (found("phone", len(payload), payload), found(payload, 2), found("language", 1))
    return replace(scenes.ad_view(1), ad=ad, findings=findings)


def hostile_look(*payloads: str) -> FakeLooking:
    """A desk where every word that comes from outside is a payload."""
    items = []
    for payload in payloads:
        place = PlaceCount(municipality="1480", name=payload, county="14", county_name=payload, ads=3)
        said = scenes.said(payload)
        items.append(scenes.item(payload, headline=said, places=(place,) * 5, sources=(payload,)))
    page = replace(
        scenes.network_page([hostile_view(payload) for payload in payloads]),
        item=items[0],
        places=items[0].places[:1],
        source_names={payload: payload for payload in payloads},
    )
    views = [hostile_view(payload) for payload in payloads]
    told = scenes.judged(payloads[0], withdrawal=Withdrawal(by=payloads[0], at=scenes.NOW, why=payloads[0]))
    pair = replace(scenes.pair_page(views[0], views[-1], judgements=(told,)), source_names=page.source_names)
    return FakeLooking(
        page=scenes.today(tuple(items)),
        networks={
            scenes.ORGANISED.network: replace(
                page,
                judgements=(told,),
                wordings=(scenes.shared_wording(payloads[0]),),
                law=(scenes.law(payloads[0], payloads[0]), scenes.law("elsewhere", payloads[0], checked=True)),
            )
        },
        who=payloads[0],
        pairs={("x", "y"): pair},
        judged=[told],
        purpose=payloads[0],
        case_pages={case_scenes.CASE: case_scenes.case_page(payloads[0])},
        entries=(scenes.entry(1, Act.SEARCHED, payloads[0], purpose=payloads[0]),),
        market=scenes.market_page(payloads[0]),
        visits=scenes.visit_plan(payloads[0]),
    )


def shape(look: FakeLooking, path: str) -> Tags:
    doorway = FakeDoorway(look, tokens={"hers"})
    with TestClient(create_app(doorway, demo=False), cookies={"lykta_session": "hers"}) as client:
        return tags(client.get(path).text)


@pytest.mark.parametrize(
    "path",
    ["/", NETWORK, "/judge?a=x&b=y", "/judgements", "/log", "/purpose", "/cases", CASE, "/market", "/plan"],
)
def test_hostile_text_never_becomes_an_element_or_an_attribute(path: str) -> None:
    calm = shape(hostile_look("lugn text"), path).seen
    for payload in PAYLOADS:
        seen = shape(hostile_look(payload), path)
        assert seen.seen == calm, payload
        assert all(address.startswith(("/", "#", "?")) for address in seen.addresses), payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_query_is_shown_as_text(anna: TestClient, payload: str) -> None:
    calm = tags(anna.get("/find", params={"q": "lugn"}).text).seen
    assert tags(anna.get("/find", params={"q": payload}).text).seen == calm


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_speak_the_chosen_language(anna: TestClient, path: str, language: str) -> None:
    anna.cookies.set("lang", language)
    html = anna.get(path).text
    assert f'<html lang="{language}"' in html
    assert ("Hjälp" in html, "Help" in html) == (language == "sv", language == "en")


@pytest.mark.parametrize("path", PATHS)
def test_demo_is_marked_on_every_page(anna: TestClient, path: str) -> None:
    assert 'class="demo"' in anna.get(path).text


def test_real_homes_carry_no_demo_mark(doorway: FakeDoorway) -> None:
    with TestClient(create_app(doorway, demo=False)) as client:
        assert 'class="demo"' not in client.get("/in").text


def test_language_is_remembered_and_swedish_is_the_default(stranger: TestClient) -> None:
    assert '<html lang="sv"' in stranger.get("/in").text
    assert '<html lang="en"' in stranger.get("/in?lang=en").text
    assert '<html lang="en"' in stranger.get("/in").text


def test_who_has_not_chosen_reads_the_language_of_the_home(doorway: FakeDoorway) -> None:
    with TestClient(create_app(doorway, demo=False, language="en")) as client:
        assert '<html lang="en"' in client.get("/in").text
        assert '<html lang="sv"' in client.get("/in?lang=sv").text


@pytest.mark.parametrize("wish", ["xx", "", "../../etc", 'en"><script>'])
def test_unknown_language_is_ignored(stranger: TestClient, wish: str) -> None:
    answer = stranger.get("/in", params={"lang": wish, "theme": wish})
    assert '<html lang="sv" data-theme="auto">' in answer.text
    assert "lang=" not in answer.headers["set-cookie"]


def test_switching_language_keeps_the_question(anna: TestClient) -> None:
    assert 'href="/find?q=a+b&amp;lang=en"' in anna.get("/find?q=a+b").text


def test_suspected_minors_come_first(anna: TestClient) -> None:
    html = anna.get("/?lang=en").text
    order = [html.index(item.headline.en) for item in (scenes.MINOR, scenes.URGENT, scenes.ORGANISED, scenes.OTHER)]
    assert order == sorted(order)
    assert html.index("Suspected minors") < order[0] < html.index("Urgent")


def test_network_with_a_suspected_minor_asks_for_a_person(anna: TestClient, look: FakeLooking) -> None:
    ask = "A person must look at this now."
    assert ask not in anna.get(f"{NETWORK}?lang=en").text
    look.networks = {scenes.ORGANISED.network: replace(scenes.network_page(), item=scenes.MINOR)}
    assert ask in anna.get(NETWORK).text


def test_no_suspected_minors_is_said_and_not_taken_for_none(anna: TestClient, look: FakeLooking) -> None:
    look.page = scenes.today((scenes.ORGANISED,))
    assert "That does not say there are none" in anna.get("/?lang=en").text


def test_empty_desk_says_what_to_do_next(anna: TestClient, look: FakeLooking) -> None:
    look.page = scenes.empty_today()
    html = anna.get("/").text
    assert "lykta import FILE..." in html
    assert "Misstänkt minderåriga" not in html


def test_quiet_day_says_how_to_reach_the_rest(anna: TestClient, look: FakeLooking) -> None:
    look.page = scenes.today(())
    assert "reached by search" in anna.get("/?lang=en").text


def test_collection_alarms_say_that_silence_is_not_absence(anna: TestClient) -> None:
    html = anna.get("/?lang=en").text
    assert "has not answered for three days." in html
    assert "A site that is silent to us is not a site without ads." in html


def test_counts_say_what_they_count(anna: TestClient) -> None:
    html = anna.get("/?lang=en").text
    assert "23 observed ads" in html
    assert not re.search(r"\d+ victims", html)


def test_one_ad_is_singular_in_both_languages(anna: TestClient, look: FakeLooking) -> None:
    one = replace(scenes.item(), ads=1, advertisers=1)
    look.page = scenes.today((one,))
    assert "1 observerad annons<" in anna.get("/").text
    assert "1 observed ad<" in anna.get("/?lang=en").text


def test_findings_are_marked_in_the_text_with_their_kind(anna: TestClient) -> None:
    html = anna.get(f"{NETWORK}?lang=en").text
    assert '<mark class="phone hidden-writing" title="Phone">noll sju noll 174 06 05</mark>' in html
    assert '<mark class="email" title="E-mail">bokning@hem.example</mark>' in html
    assert f"[Phone: {scenes.PHONE}, written to hide from machines]" in html
    assert "hidden (digits as words): noll sju noll 174 06 05" in html


def test_place_findings_are_named_by_their_municipality(anna: TestClient) -> None:
    assert '<span class="value">Göteborg</span>' in anna.get(NETWORK).text


def test_pictures_are_counted_and_never_shown(anna: TestClient) -> None:
    html = anna.get(f"{NETWORK}?lang=en").text
    assert "2 pictures, not shown" in html
    assert "<img" not in html


def test_addresses_of_sites_are_text_and_never_links(anna: TestClient) -> None:
    for path in (NETWORK, "/unread"):
        html = anna.get(path).text
        assert "https://torget.example/annons/" in html
        assert all(address.startswith(("/", "#", "?")) for address in tags(html).addresses)


def test_refuted_signs_stand_apart_and_say_so(anna: TestClient) -> None:
    html = anna.get(f"{NETWORK}?lang=en").text
    counted, refuted = html.split("Does not indicate")
    assert "The text has emoji" not in counted
    assert "The text has emoji" in refuted


def test_known_false_alarms_are_read_beside_the_sign(anna: TestClient) -> None:
    assert "known false alarms: the site&#39;s own template, bought texts" in anna.get(f"{NETWORK}?lang=en").text


def test_reason_told_by_a_sign_is_not_told_twice(anna: TestClient, look: FakeLooking) -> None:
    page = scenes.network_page()
    both = (page.signals[0].says, *page.assessment.because)
    look.networks = {scenes.ORGANISED.network: replace(page, assessment=replace(page.assessment, because=both))}
    html = anna.get(NETWORK).text
    assert html.count(both[0].sv) == 1
    assert html.count(both[1].sv) == 1


def test_a_shared_wording_shows_its_slots_and_their_values(anna: TestClient) -> None:
    page = anna.get(f"{NETWORK}?lang=en").text
    assert "2 wordings share this text" in page
    assert '<span class="slot">1 number</span>' in page
    assert "070-174 06 05 · 070-174 06 06" in page


def rows_of_law(html: str) -> list[str]:
    law = html.split('id="law"')[1].split('id="ads"', maxsplit=1)[0]
    return re.findall(r'<tr>\n<th scope="row">(.*?)</tr>', law, re.DOTALL)


def test_law_has_a_row_with_a_header_for_each_element_and_its_steps(anna: TestClient) -> None:
    rows = rows_of_law(anna.get(f"{NETWORK}?lang=en").text)
    assert len(rows) == 4  # two of each offence; a gross form does not repeat those of its base
    assert all("Follow the money." in row and "An ad alone does not show this element." in row for row in rows)


def test_what_speaks_against_is_never_an_empty_cell(anna: TestClient) -> None:
    for row in rows_of_law(anna.get(f"{NETWORK}?lang=en").text):
        against = row.split("<td>")[2]
        assert "None found. That is not the same as none exists." in against or "Judged by a person" in against


def test_law_keeps_what_machines_say_apart_from_what_persons_judge_and_quotes_kept_words(anna: TestClient) -> None:
    row = rows_of_law(anna.get(f"{NETWORK}?lang=en").text)[0]
    speaks_for, against = row.split("<td>")[1:3]
    assert "Said by the program" in speaks_for
    assert "Judged by a person" not in speaks_for
    assert "Judged by a person" in against
    assert "Said by the program" not in against
    assert "<q>Ny i stan</q>" in speaks_for
    assert 'href="#ad-' in speaks_for
    assert "0–9, snapshot <code>Ny i stan</code>" in speaks_for
    assert "Rests on no words. Seen on, among others:" in speaks_for


def test_every_offence_says_that_a_lawyer_must_check_it_until_one_has(anna: TestClient) -> None:
    law = anna.get(f"{NETWORK}?lang=en").text.split('id="law"')[1]
    unchecked, checked = law.split("<summary>Gross procuring")
    assert "A lawyer must check the wording" in unchecked
    assert "A lawyer must check the wording" not in checked
    assert "Checked by Ny i stan, 1 Jan 2026." in checked


def test_ties_are_told_together_and_then_pair_by_pair(anna: TestClient) -> None:
    html = anna.get(f"{NETWORK}?lang=en").text
    together, pairs = html.split("2 pairs of advertisers, one by one")
    assert "in 2 pairs" in together
    assert pairs.count("Changed city on the same day 3 times") == 2


def test_many_reasons_are_folded_after_the_strongest(anna: TestClient, look: FakeLooking) -> None:
    many = tuple(
        scenes.reason(scenes.SAME_TEXT.family, "template", bits, f"Skäl {bits}", f"Reason no. {bits}")
        for bits in range(1, 10)
    )
    view = replace(scenes.network_page().advertisers[0], links=(Link(a="a", b="b", because=many),))
    look.networks = {scenes.ORGANISED.network: replace(scenes.network_page(), advertisers=(view,))}
    shown, folded = anna.get(f"{NETWORK}?lang=en").text.split("3 more reasons")
    assert [f"Reason no. {bits}" in shown for bits in (9, 4, 3)] == [True, True, False]
    assert "Reason no. 1" in folded


def test_map_and_days_have_tables_with_the_same_content(anna: TestClient) -> None:
    html = anna.get(f"{NETWORK}?lang=en").text
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', html)
    assert [row.split(" <")[0] for row in rows if "<span" in row] == [
        "Göteborg",
        "Malmö",
        "Stockholm",
        "Umeå",
        "Luleå",
    ]
    assert html.count("we did not look</td>") == html.count('class="not-looked"') == 4


def test_more_ads_are_reached_by_a_link(anna: TestClient, look: FakeLooking) -> None:
    assert 'href="?ads_from=4#ads"' in anna.get(NETWORK).text
    assert "5–8" in anna.get(f"{NETWORK}?ads_from=4").text
    assert look.asked == [f"{scenes.ORGANISED.network} from 0", f"{scenes.ORGANISED.network} from 4"]


def test_texts_can_be_folded_and_stay_so(anna: TestClient) -> None:
    assert "<details open>" in anna.get(NETWORK).text
    anna.get(f"{NETWORK}?texts=folded")
    assert "<details open>" not in anna.get(NETWORK).text


def test_hiding_characters_are_shown_wherever_they_stand(anna: TestClient, look: FakeLooking) -> None:
    look.page = scenes.today((scenes.item(headline=scenes.said("a\u202eb")),))
    look.networks = {scenes.ORGANISED.network: scenes.network_page([scenes.ad_view(1, text="x\u200by", findings=())])}
    assert "a⟨U+202E⟩b" in anna.get("/").text
    assert "x⟨U+200B⟩y" in anna.get(NETWORK).text
    assert "”q⟨U+202E⟩”" in anna.get("/find", params={"q": "q\u202e"}).text


def test_very_long_text_is_kept_whole_in_a_box(anna: TestClient, look: FakeLooking) -> None:
    long = "lång text utan slut " * 5000
    look.networks = {scenes.ORGANISED.network: scenes.network_page([scenes.ad_view(1, text=long, findings=())])}
    html = anna.get(NETWORK).text
    assert 'class="text long" tabindex="0"' in html
    assert long in html


def test_network_without_ads_on_screen_can_be_shown(anna: TestClient, look: FakeLooking) -> None:
    look.networks = {scenes.ORGANISED.network: scenes.network_page([])}
    assert anna.get(NETWORK).status_code == 200


def test_query_is_trimmed_cut_and_passed_on_as_it_is(anna: TestClient, look: FakeLooking) -> None:
    anna.get("/find", params={"q": "  '; DROP TABLE ads; -- & | !  "})
    anna.get("/find", params={"q": "x" * 5000})
    anna.get("/find", params={"q": "   "})
    assert look.asked == ["'; DROP TABLE ads; -- & | !", "x" * 200]


def test_templates_styles_and_scripts_name_no_outside_address() -> None:
    files = [path for folder in ("templates", "static") for path in (WEB / folder).rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        # The name of the SVG language is an address that nobody visits.
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", text.replace("// ", "")), path


def test_templates_carry_no_inline_style_or_script() -> None:
    for path in (WEB / "templates").glob("*.html"):
        assert not re.search(r"<style|<script(?! src)|\sstyle=|\son[a-z]+=|\|\s*safe", path.read_text("utf-8")), path


def test_the_market_says_what_was_seen_with_limits_and_codes_and_never_zero_for_what_nobody_looked_at(
    anna: TestClient,
) -> None:
    said = anna.get("/market?lang=sv").text
    assert "76\u00a0% (67\u00a0% – 83\u00a0%)" in said
    assert "Långt bort" in said
    assert "okänt" in said
    assert "COV-UNKNOWN" in said
    assert "TREND-COVERAGE" in said
    assert "För få sedda." in said


def test_a_market_that_nobody_observed_says_so_and_shows_no_figure(anna: TestClient, look: FakeLooking) -> None:
    look.market = None
    said = anna.get("/market?lang=en").text
    assert "Nothing is observed yet." in said
    assert "<table" not in said


def test_the_plan_asks_for_hours_and_tells_every_line_with_its_reason(anna: TestClient, look: FakeLooking) -> None:
    said = anna.get("/plan?hours=3.5&lang=en").text
    assert "plan of 3.5" in look.asked
    assert "A suspected minor was seen here." in said
    assert "PLAN-BIAS" in said
    assert 'value="3.5"' in said


def test_hours_that_do_not_hold_the_plan_are_answered_with_those_that_do(anna: TestClient, look: FakeLooking) -> None:
    look.visits = None
    assert "Minsta som går: 3 timmar." in anna.get("/plan?hours=1&lang=sv").text


@pytest.mark.parametrize("hours", ["0", "-1", "nan", "inf", "x", "1e9"])
def test_hours_that_cannot_be_are_turned_away(anna: TestClient, hours: str) -> None:
    assert anna.get(f"/plan?hours={hours}").status_code == 404
