"""The pages in a real Chromium: nothing runs that is not ours, nothing leaves, everyone can read."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext

from lykta.model.case import Noted, Statement
from tests.web import browser, case_scenes, scenes
from tests.web.fakes import ACCOUNT, PASSWORD, FakeDoorway, FakeLooking
from tests.web.test_pages import PAYLOADS, hostile_look

NETWORK = f"/networks/{scenes.ORGANISED.network}"
CASE = f"/cases/{case_scenes.CASE}"
PAGES = {
    "/": "today",
    NETWORK: "network",
    "/unread": "unread",
    "/market": "market",
    "/plan?hours=2": "plan",
    "/judgements": "judgements",
    "/log": "log",
    "/cases": "cases",
    CASE: "case",
    "/purpose?then=/unread": "purpose",
    "/judge?a=x&b=y": "pair",
    "/find?q=advertisers": "found",
    "/find?q=zzz": "not found",
    "/nope": "error",
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser.CHROMIUM is None, reason="chromium is not installed: apt-get install chromium"),
]


class Desk:
    """The application on a free loopback port, with a look that tests may change."""

    def __init__(self) -> None:
        self.look = FakeLooking(page=scenes.today())
        self.doorway = FakeDoorway(self.look, tokens={"hers"})
        self.address = ""

    def shows(self, look: FakeLooking) -> None:
        self.look = self.doorway.look = look


@pytest.fixture(scope="module")
def served() -> Iterator[Desk]:
    desk = Desk()
    with browser.served(desk.doorway) as desk.address:
        yield desk


@pytest.fixture
def desk(served: Desk) -> Desk:
    served.doorway.tokens.add("hers")
    served.shows(
        FakeLooking(
            page=scenes.today(),
            networks={scenes.ORGANISED.network: scenes.network_page()},
            unread=scenes.UNREAD,
            alarms=scenes.FALSE_ALARMS,
            entries=scenes.LOG,
            pairs={("x", "y"): scenes.pair_page(judgements=(scenes.judged(),))},
            judged=[scenes.judged(contradicts=("j2",), waits=True, on_missing_ad=True)],
            case_pages={case_scenes.CASE: case_scenes.case_page()},
            market=scenes.market_page(),
            visits=scenes.visit_plan(),
        )
    )
    return served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as opened:
        yield opened


def signed_in(chromium: Browser, desk: Desk, *, scripts: bool = True, **choices: str) -> BrowserContext:
    context = chromium.new_context(java_script_enabled=scripts, bypass_csp=False)
    for name, value in {"lykta_session": "hers", **choices}.items():
        context.add_cookies([{"name": name, "value": value, "url": desk.address}])
    return context


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_accessibility_rules_find_nothing(chromium: Browser, desk: Desk, language: str, theme: str) -> None:
    # axe brings its own script and page.evaluate runs it outside the page's policy.
    found = {}
    with signed_in(chromium, desk, lang=language, theme=theme) as context:
        page = context.new_page()
        for path, name in PAGES.items():
            page.goto(desk.address + path)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            found[name] = Axe().run(page).generate_report()
        page.keyboard.press("?")
        found["help"] = Axe().run(page).generate_report()
    with chromium.new_context() as stranger:
        page = stranger.new_page()
        page.goto(f"{desk.address}/in?lang={language}&theme={theme}")
        found["sign-in"] = Axe().run(page).generate_report()
    assert {name: report for name, report in found.items() if "Found 0 access" not in report} == {}


def test_accessibility_rules_find_a_planted_fault(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(desk.address)
        page.evaluate("document.querySelector('#find').removeAttribute('aria-label')")
        page.evaluate("document.querySelector('#find').removeAttribute('placeholder')")
        assert Axe().run(page).violations_count > 0


def test_nothing_is_asked_of_the_outside(chromium: Browser, desk: Desk) -> None:
    asked: list[str] = []
    with signed_in(chromium, desk) as context:
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        for path in (*PAGES, "/in"):
            page.goto(desk.address + path, wait_until="networkidle")
    assert len(asked) > len(PAGES)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(desk.address).netloc}


def test_no_page_breaks_its_own_policy(chromium: Browser, desk: Desk) -> None:
    said: list[str] = []
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in PAGES:
            if path != "/nope":  # the console reports every 404
                page.goto(desk.address + path, wait_until="networkidle")
    assert said == []


def test_hostile_text_runs_nothing_and_asks_nothing(chromium: Browser, desk: Desk) -> None:
    asked: list[str] = []
    alarms: list[str] = []
    with signed_in(chromium, desk) as context:
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("dialog", lambda dialog: alarms.append(dialog.message))
        page.on("console", lambda message: alarms.append(message.text))
        desk.shows(hostile_look(*PAYLOADS))
        for path in ("/", NETWORK):
            page.goto(desk.address + path)
            assert page.locator("[data-row]").count() == len(PAYLOADS)
        for payload in PAYLOADS:
            desk.shows(hostile_look(payload))
            for path in ("/cases", CASE):
                page.goto(desk.address + path)
                page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.scripts.length") == 1
    assert alarms == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(desk.address).netloc}


def test_policy_stops_a_script_that_got_in(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(desk.address)
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))"
        )
        assert page.evaluate("window.ran") is None


def test_keys_walk_the_rows_and_open_one(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk, lang="en") as context:
        page = context.new_page()
        page.goto(desk.address)
        for key in "jjjjjjk":  # four rows: the walk stops at the last
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == scenes.ORGANISED.headline.en
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{NETWORK}")
        page.keyboard.press("t")
        page.wait_for_url(f"{desk.address}/")


def test_slash_goes_to_the_search_and_letters_there_are_letters(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(desk.address)
        page.keyboard.press("/")
        page.keyboard.type("jut?")
        assert page.input_value("#find") == "jut?"
        page.keyboard.press("Enter")
        page.wait_for_url("**/find?q=jut%3F")


def test_question_mark_opens_the_help_and_escape_closes_it(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(desk.address)
        assert not page.is_visible("#help")
        page.keyboard.press("?")
        assert page.is_visible("#help")
        page.keyboard.press("Escape")
        assert not page.is_visible("#help")


def test_all_is_read_without_scripts(chromium: Browser, desk: Desk) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(desk.address)
        page.fill("#account", ACCOUNT)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.click(f"text={scenes.ORGANISED.headline.sv}")
        assert page.is_visible("text=noll sju noll 174 06 05")
        page.click("header button.round")
        assert page.is_visible("#help")


def test_a_case_is_worked_in_with_the_keyboard_alone_and_without_scripts(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk, scripts=False, lang="en") as context:
        page = context.new_page()
        page.goto(desk.address + CASE)
        page.focus("#note summary")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Written without a mouse.")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowUp")  # from assessment to fact
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{CASE}#note")
    assert desk.look.changes == [(case_scenes.CASE, Noted(text="Written without a mouse.", kind=Statement.FACT), 14)]


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_scrolls_sideways(chromium: Browser, desk: Desk, width: int) -> None:
    desk.shows(hostile_look("ettlångtordutanmellanslag" * 12))
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("/", NETWORK, "/cases", CASE):
            page.goto(desk.address + path)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
