"""Nobody looks without a reason: no page is shown before the purpose is given, and it stands on every page after."""

import pytest

from lykta.model.audit import Act, Ground
from lykta.web.guarding import WITHOUT_PURPOSE
from tests.web import scenes
from tests.web.client import TestClient
from tests.web.fakes import FakeDoorway, FakeLooking
from tests.web.test_guarding import OPEN, form_token, routes

NETWORK = f"/networks/{scenes.ORGANISED.network}"


@pytest.fixture
def without(look: FakeLooking) -> FakeLooking:
    look.purpose, look.ground = "", None
    return look


def give(client: TestClient, **fields: str) -> tuple[int, str]:
    whole = {"purpose": "K 99-26", "ground": "support", "then": "/", "form_token": form_token(client, "/purpose")}
    answer = client.post("/purpose", data={**whole, **fields}, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", answer.text)


def test_no_page_is_shown_before_the_purpose_is_given(
    anna: TestClient, without: FakeLooking, doorway: FakeDoorway
) -> None:
    for method, path in set(routes(doorway)) - OPEN:
        if path in WITHOUT_PURPOSE:
            continue
        answer = anna.request(method, path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/purpose"), (method, path)
        assert answer.text == ""
    assert without.asked == []


def test_after_it_is_given_the_page_that_was_asked_for_comes(anna: TestClient, without: FakeLooking) -> None:
    asked = anna.get(f"{NETWORK}?ads_from=5", follow_redirects=False).headers["location"]
    page = anna.get(asked)
    assert "/networks/" in page.text
    assert give(anna, then=f"{NETWORK}?ads_from=5") == (303, f"{NETWORK}?ads_from=5")
    assert (without.purpose, without.ground) == ("K 99-26", Ground.SUPPORT)
    assert anna.get(NETWORK).status_code == 200


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/purpose?then=/purpose",
        "/in?key=somebody-elses",
        "/%69n?key=somebody-elses",
        "/./in?key=somebody-elses",
        "/%2Fevil.example/",
        "/out",
        "/static/lykta.css",
        f"{NETWORK}?x={'x' * 4000}",
        "/\n/evil.example",
        "",
    ],
)
def test_nobody_is_led_to_another_site_afterwards(anna: TestClient, without: FakeLooking, then: str) -> None:
    assert give(anna, then=then) == (303, "/")


@pytest.mark.parametrize("fields", [{"purpose": "  "}, {"purpose": "x"}, {"purpose": "x" * 301}, {"ground": ""}])
def test_a_purpose_that_says_nothing_is_asked_for_again_with_what_was_typed(
    anna: TestClient, without: FakeLooking, fields: dict[str, str]
) -> None:
    status, page = give(anna, **fields)
    assert status == 422
    assert without.purpose == ""
    assert fields.get("purpose", "K 99-26").strip() in page


def test_an_address_too_long_to_come_back_to_does_not_hide_the_question(anna: TestClient, without: FakeLooking) -> None:
    assert anna.get(f"{NETWORK}?x={'x' * 8000}").status_code == 200
    assert without.purpose == ""


def test_a_form_of_another_site_gives_no_purpose(anna: TestClient, without: FakeLooking) -> None:
    assert give(anna, form_token="made up")[0] == 403
    assert without.purpose == ""


@pytest.mark.parametrize("path", ["/", NETWORK, "/unread", "/judgements", "/log", "/find?q=x", "/nope"])
def test_the_purpose_stands_on_every_page(anna: TestClient, path: str) -> None:
    assert "K 1234-26" in anna.get(path).text


def test_the_log_says_who_what_and_what_for_in_both_languages(anna: TestClient) -> None:
    english, swedish = (anna.get(f"/log?lang={language}").text for language in ("en", "sv"))
    for said in ("looked at a network", "searched", "was refused", "anna", "K 1234-26"):
        assert said in english
    for said in ("tittade på ett nätverk", "sökte", "nekades"):
        assert said in swedish
    for act in Act:
        assert f"<td>{act.value}</td>" not in english, f"{act} has no words"


def test_the_log_is_read_page_by_page(anna: TestClient, look: FakeLooking) -> None:
    page = anna.get("/log?before=3&lang=en").text
    assert page.count("<tr>") == 3 + 1
    assert "/log?before=0" not in page
    assert "Nothing stands in the log before this." in anna.get("/log?before=0").text
    for odd in ("-1", "x", "9" * 40):
        assert anna.get(f"/log?before={odd}").status_code == 404


def test_a_look_without_purpose_stands_out_in_the_log(anna: TestClient, look: FakeLooking) -> None:
    look.entries = (scenes.entry(1, Act.SEARCHED, purpose=""),)
    assert "none given" in anna.get("/log?lang=en").text
