"""The investigator's walk in a real Chromium, over a simulated market that went the whole path."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from lykta.guard import passwords
from lykta.model.account import Role
from lykta.model.audit import Actor, Ground
from lykta.model.audit import Door as AuditDoor
from lykta.model.case import MemberSet, Part
from lykta.service import cases
from lykta.service.desk import Desk
from lykta.service.doorway import Door, entry, open_door
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.settings import Settings
from lykta.store import accounts
from lykta.store.database import Store
from lykta.store.server import OWNER_ROLE, EmbeddedServer
from tests.web import browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser.CHROMIUM is None, reason="chromium is not installed: apt-get install chromium"),
]


QUIET = "a long and quiet password"


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The pages of a filled home, and its desk for making keys."""

    address: str
    desk: Desk
    door: Door


@pytest.fixture(scope="module")
def pages(server: EmbeddedServer, small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    base = server.url(OWNER_ROLE).replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(base.replace("/lykta?", "/postgres?"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE browser_walk TEMPLATE lykta")
        settings = Settings(
            home=tmp_path_factory.mktemp("home"), database_url=base.replace("/lykta?", "/browser_walk?")
        )
        settings.archive.mkdir()
        store = Store.open(settings.home, url=settings.database_url)
        desk = Desk(settings=settings, store=store)
        import_files(desk, sorted((small_world / "warc").glob("*.warc.gz")))
        link_all(desk)
        door = open_door(desk)
        with browser.served(door) as address:
            yield Pages(address=address, desk=desk, door=door)
        store.close()
        connection.execute("DROP DATABASE browser_walk WITH (FORCE)")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as opened:
        yield opened


def _come_in(context: BrowserContext, pages: Pages, language: str) -> None:
    page = context.new_page()
    page.goto(f"{pages.address}/in?key={entry(pages.desk).key}")
    page.goto(f"{pages.address}/?lang={language}")
    page.locator("input[value=investigation]").check()
    page.locator("#purpose").fill("K 1234-26")
    page.locator("form[action='/purpose'] button").click()
    page.wait_for_url(f"{pages.address}/?lang={language}")
    page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(("language", "today"), [("sv", "I dag"), ("en", "Today")])
def test_from_today_to_a_network_and_back(
    chromium: Browser, pages: Pages, language: str, today: str, scripts: bool
) -> None:
    with chromium.new_context(java_script_enabled=scripts) as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        _come_in(context, pages, language)
        page = context.new_page()
        page.goto(pages.address)
        assert page.locator("h1").inner_text().startswith(today)
        first = page.locator("a[href^='/networks/']").first
        headline = first.inner_text()
        first.click()
        assert page.url.startswith(f"{pages.address}/networks/")
        assert page.locator("h1").inner_text() == headline
        assert page.locator("mark, .found, [data-kind]").count() > 0
        page.get_by_role("link", name=today, exact=True).first.click()
        assert page.locator("h1").inner_text().startswith(today)
        assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}


def test_a_judgement_parts_two_ads_and_its_withdrawal_joins_them_again(chromium: Browser, pages: Pages) -> None:
    with chromium.new_context() as context:
        _come_in(context, pages, "en")
        page = context.new_page()
        page.goto(pages.address)
        page.locator("a[href^='/networks/']").first.click()
        page.locator("a[href^='/judge?']").first.click()
        pair = page.url
        page.get_by_label("not one contact").check()
        page.get_by_label("Reason").fill("Two people answered, one at each number.")
        page.get_by_role("button", name="Keep the judgement").click()
        page.wait_for_url("**/networks/**")
        assert pages.door.relinking.wait(120)
        page.goto(pair)
        assert "two contacts" in page.locator(".title").inner_text()
        page.goto(f"{pages.address}/judgements")
        page.get_by_text("Withdraw", exact=False).first.click()
        page.get_by_label("Why it no longer holds").fill("Mistaken: it was one person.")
        page.get_by_role("button", name="Withdraw").click()
        page.get_by_text("Withdrawn by").wait_for()
        assert pages.door.relinking.wait(120)
        page.goto(pair)
        assert "as one contact" in page.locator(".title").inner_text()


def test_the_keyboard_alone_opens_the_second_item_and_comes_back(chromium: Browser, pages: Pages) -> None:
    with chromium.new_context() as context:
        _come_in(context, pages, "en")
        page = context.new_page()
        page.goto(pages.address)
        wanted = page.locator("a[href^='/networks/']").nth(1).inner_text()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/networks/**")
        assert page.locator("h1").inner_text() == wanted
        page.keyboard.press("t")
        page.wait_for_url(f"{pages.address}/")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_accessibility_rules_find_nothing_on_real_pages(chromium: Browser, pages: Pages, language: str) -> None:
    with chromium.new_context() as context:
        _come_in(context, pages, language)
        page = context.new_page()
        page.goto(pages.address)
        networks = page.locator("a[href^='/networks/']")
        addresses = [pages.address, pages.address + str(networks.first.get_attribute("href"))]
        addresses += [f"{pages.address}/unread", f"{pages.address}/find?q=massage"]
        page.goto(addresses[1])
        addresses += [f"{pages.address}/judgements", f"{pages.address}/log", f"{pages.address}/purpose"]
        addresses += [pages.address + str(page.locator("a[href^='/judge?']").first.get_attribute("href"))]
        found = {}
        for address in addresses:
            page.goto(address)
            results = Axe().run(page)
            if results.violations_count:
                found[address] = results.generate_report()
        assert found == {}


def test_a_key_used_once_shows_nothing_the_second_time(chromium: Browser, pages: Pages) -> None:
    address = f"{pages.address}/in?key={entry(pages.desk).key}"
    with chromium.new_context() as first, chromium.new_context() as second:
        first.new_page().goto(address)
        page = second.new_page()
        page.goto(address)
        page.goto(pages.address)
        assert page.locator("a[href^='/networks/']").count() == 0


def _with_password(context: BrowserContext, pages: Pages, account: str) -> Page:
    page = context.new_page()
    page.goto(f"{pages.address}/in?lang=en")
    page.fill("#account", account)
    page.fill("#password", QUIET)
    page.click("main button")
    page.locator("input[value=investigation]").check()
    page.locator("#purpose").fill("K 77-26")
    page.locator("form[action='/purpose'] button").click()
    return page


def _add_accounts(pages: Pages, **roles: Role) -> None:
    hashed = passwords.hash_password(QUIET)
    with pages.desk.store.writing() as connection:
        for name, role in roles.items():
            accounts.add_account(connection, name, hashed, made_at=pages.desk.now(), roles=(role,))


def test_from_a_network_to_a_case_of_two_persons_and_a_wish_that_is_shown_back_on_the_network(
    chromium: Browser, pages: Pages
) -> None:
    _add_accounts(pages, anna=Role.INVESTIGATOR, bo=Role.ANALYST)
    with chromium.new_context() as context, chromium.new_context() as others:
        page = _with_password(context, pages, "anna")
        page.goto(pages.address)
        page.locator("a[href^='/networks/']").first.click()
        network = page.url
        page.get_by_role("link", name="Open a case").click()
        page.get_by_label("Name, such as a case number").fill("K 77-26")
        page.get_by_label("Purpose", exact=True).fill("Who runs the flats")
        page.get_by_label("preliminary investigation").check()
        page.get_by_role("button", name="Open case").click()
        page.wait_for_url("**/cases/*")
        case = page.url
        assert page.locator(".offence").count() >= 5
        page.locator("#member summary").click()
        page.get_by_label("Account").fill("bo")
        page.locator("#part").select_option("investigator")
        page.locator("#member-why").fill("Works on it.")
        page.get_by_role("button", name="Change a member's part").click()
        page.wait_for_url("**#member")

        bo = _with_password(others, pages, "bo")
        bo.goto(case)

        page.goto(network)
        reached = page.locator("#advertiser-1 .chip.mono").first.inner_text().split(":")[-1].split()[0]
        page.goto(case)
        page.locator("#contact summary").click()
        page.get_by_label("Day").fill(f"{pages.desk.now():%Y-%m-%d}")
        page.locator("#reached").fill(reached)
        page.locator("#words").fill("Met at the day centre.")
        page.locator("#wish").select_option("no_contact")
        page.get_by_role("button", name="Log a contact").click()
        page.wait_for_url("**#contact")
        page.goto(network)
        assert page.get_by_text("Somebody here wishes not to be contacted.").count() >= 2

        bo.locator("#note summary").click()
        bo.locator("#text").fill("Bo wrote this before he saw it.")
        bo.get_by_role("button", name="Write a note").click()
        assert "Met at the day centre." in bo.locator("[role=alert]").inner_text()
        assert bo.locator("#text").input_value() == "Bo wrote this before he saw it."
        bo.get_by_role("button", name="Write a note").click()
        bo.wait_for_url("**#note")
        assert bo.locator("#note .written").inner_text() == "Bo wrote this before he saw it."
        assert Axe().run(bo).violations_count == 0


def test_an_export_that_one_person_asks_for_leaves_only_when_another_approves(chromium: Browser, pages: Pages) -> None:
    _add_accounts(pages, eva=Role.INVESTIGATOR, kim=Role.PROSECUTOR, rut=Role.ADMIN)
    evas = replace(pages.desk, actor=Actor(name="eva", door=AuditDoor.PAGES))
    made = cases.open_case(evas, name="K 78-26", purpose="who runs the flats", ground=Ground.INVESTIGATION)
    for name in ("kim", "rut"):
        cases.change_case(evas, made, MemberSet(member=name, part=Part.INVESTIGATOR, why="works on it"))
    case = f"{pages.address}/cases/{made}"
    with chromium.new_context() as first, chromium.new_context() as second, chromium.new_context() as third:
        eva = _with_password(first, pages, "eva")
        eva.goto(case)
        eva.locator("#export_ask summary").last.click()
        eva.locator("#recipient").fill("The prosecutor")
        eva.locator("#export-why").fill("For the charges.")
        eva.get_by_role("button", name="Ask for an export").click()
        eva.wait_for_url("**#export_ask")
        assert eva.locator("#export_approve button", has_text="Approve").count() == 0

        kim = _with_password(second, pages, "kim")
        kim.goto(case)
        kim.locator("#export_approve summary").click()
        kim.locator("#export_approve textarea").fill("Looks right.")
        kim.locator("#export_approve button").click()
        kim.wait_for_url("**#export_approve")
        eva.goto(case)
        assert "kim" in eva.locator("#export_approve").inner_text()

        rut = _with_password(third, pages, "rut")
        for address in (case, pages.address + "/cases", pages.address + "/log"):
            rut.goto(address)
            assert rut.locator("h1").inner_text() == "Not here"
