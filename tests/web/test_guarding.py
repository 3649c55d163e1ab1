import re
from collections.abc import Iterable, Iterator

import pytest
from starlette.routing import BaseRoute, Mount, Route

from lykta.errors import StoreError
from lykta.web.app import create_app
from lykta.web.guarding import LARGEST_BODY_BYTES, SAFE_HEADERS
from tests.web import case_scenes, scenes
from tests.web.client import TestClient
from tests.web.fakes import ACCOUNT, KEY, PASSWORD, FakeDoorway, FakeLooking

NETWORK = f"/networks/{scenes.ORGANISED.network}"
CASE = f"/cases/{case_scenes.CASE}"
OPEN = {("GET", "/in"), ("POST", "/in"), ("GET", "/health")}


def routes(doorway: FakeDoorway) -> Iterator[tuple[str, str]]:
    """Every method and path of the application, with a real network in the path."""
    for route in flat(create_app(doorway, demo=True).routes):
        assert isinstance(route, Route | Mount), f"{route}: a kind of route that this walk does not know"
        if isinstance(route, Route):
            for method in (route.methods or set()) - {"HEAD"}:
                path = route.path.replace("{network_id}", scenes.ORGANISED.network)
                yield method, path.replace("{case_id}", case_scenes.CASE)


def flat(some: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    for route in some:
        inner = getattr(route, "original_router", None)  # FastAPI keeps an included router whole
        yield from flat(inner.routes) if inner else (route,)


def form_token(client: TestClient, path: str = "/in") -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def test_the_walk_sees_the_pages(doorway: FakeDoorway) -> None:
    seen = set(routes(doorway))
    assert {
        ("GET", "/"),
        ("GET", NETWORK),
        ("GET", "/find"),
        ("GET", "/unread"),
        ("POST", "/out"),
        ("GET", "/log"),
        ("GET", "/market"),
        ("GET", "/plan"),
        ("GET", "/account"),
        ("POST", "/account/password"),
        ("POST", "/account/code"),
        ("POST", "/account/code_off"),
        ("POST", "/account/end"),
        ("GET", "/purpose"),
        ("POST", "/purpose"),
        ("GET", "/judge"),
        ("POST", "/judge"),
        ("GET", "/judgements"),
        ("POST", "/judgements"),
        ("GET", "/cases"),
        ("POST", "/cases"),
        ("GET", CASE),
        ("POST", f"{CASE}/{{what}}"),
    } | OPEN == seen


def test_every_route_but_the_open_ones_needs_a_session(stranger: TestClient, doorway: FakeDoorway) -> None:
    for method, path in set(routes(doorway)) - OPEN:
        answer = stranger.request(method, path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/in"), (method, path)
        assert answer.text == ""


def test_paths_that_do_not_exist_need_a_session_too(stranger: TestClient) -> None:
    assert stranger.get("/nope", follow_redirects=False).status_code == 303
    assert stranger.get("/in/../networks/x", follow_redirects=False).status_code == 303
    assert stranger.get("/in/", follow_redirects=False).status_code == 303


def test_unknown_token_is_no_session(stranger: TestClient) -> None:
    stranger.cookies.set("lykta_session", "made-up")
    assert stranger.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/",
        NETWORK,
        "/find?q=x",
        "/unread",
        "/market",
        "/plan?hours=3",
        "/judgements",
        "/judge?a=x&b=y",
        "/cases",
        CASE,
        "/cases/none",
        "/in",
        "/health",
        "/static/lykta.css",
        "/static/none.css",
        "/nope",
    ],
)
def test_every_answer_carries_the_safe_headers(anna: TestClient, path: str) -> None:
    answer = anna.get(path)
    assert {name: answer.headers.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS


@pytest.mark.parametrize("path", ["/", "/nope", "/in"])
def test_refusals_carry_the_safe_headers(stranger: TestClient, path: str) -> None:
    for answer in (
        stranger.get(path, follow_redirects=False),
        stranger.get(path, headers={"host": "evil.example"}),
        stranger.post(path, content=b"x" * (LARGEST_BODY_BYTES + 1)),
        stranger.post("/in", data={}),
        stranger.put("/in"),
    ):
        assert {name: answer.headers.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS


def test_broken_page_says_nothing_of_its_insides(anna: TestClient, look: FakeLooking) -> None:
    look.page = None  # type: ignore[assignment]
    answer = anna.get("/")
    assert answer.status_code == 500
    assert "NoneType" not in answer.text
    assert {name: answer.headers.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS


def test_session_that_cannot_be_checked_opens_nothing(anna: TestClient, doorway: FakeDoorway) -> None:
    class Failing(FakeDoorway):
        def looking(self, token: str) -> None:
            raise StoreError("no database")

    doorway.__class__ = Failing
    answer = anna.get("/")
    assert answer.status_code == 500
    assert scenes.ORGANISED.headline.sv not in answer.text
    assert {name: answer.headers.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS


def test_our_own_errors_are_told_in_their_words(anna: TestClient, look: FakeLooking) -> None:
    class Stopped(FakeLooking):
        def today(self) -> object:  # type: ignore[override]
            raise StoreError("the database sleeps: start it <again>")

    look.__class__ = Stopped
    answer = anna.get("/")
    assert answer.status_code == 503
    assert "the database sleeps: start it &lt;again&gt;" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "localhost:1", "[::1]", "[::1]:8000"])
def test_own_hosts_are_answered(stranger: TestClient, host: str) -> None:
    assert stranger.get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "www.localhost", "", "[::1].evil.example"])
def test_other_hosts_are_refused(stranger: TestClient, host: str) -> None:
    assert stranger.get("/health", headers={"host": host}).status_code == 400


def test_large_body_is_refused_by_its_length(stranger: TestClient) -> None:
    assert stranger.post("/in", content=b"x" * (LARGEST_BODY_BYTES + 1)).status_code == 413


def test_large_body_without_length_is_refused_while_it_comes(stranger: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"account=" + b"x" * 50_000

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert stranger.post("/in", content=endless(), headers=form).status_code == 413


@pytest.mark.parametrize("length", ["-1", "abc", "1e9", "²"])
def test_odd_length_is_refused(stranger: TestClient, length: str) -> None:
    answer = stranger.post("/in", content=b"", headers={"content-length": length.encode()})
    assert answer.status_code == 413


def test_password_opens_and_the_cookie_is_closed_to_scripts(stranger: TestClient) -> None:
    data = {"account": ACCOUNT, "password": PASSWORD, "form_token": form_token(stranger)}
    answer = stranger.post("/in", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("lykta_session=")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert stranger.get("/").status_code == 200


def test_wrong_password_does_not_say_what_was_wrong(stranger: TestClient) -> None:
    answers = set()
    for account, password in ((ACCOUNT, "wrong"), ("nobody", PASSWORD)):
        data = {"account": account, "password": password, "form_token": form_token(stranger)}
        answer = stranger.post("/in", data=data)
        assert answer.status_code == 401
        answers.add(answer.text)
    assert len(answers) == 1


def test_key_opens_once(stranger: TestClient) -> None:
    assert stranger.get(f"/in?key={KEY}", follow_redirects=False).headers["location"] == "/"
    stranger.cookies.clear()
    again = stranger.get(f"/in?key={KEY}", follow_redirects=False)
    assert again.status_code == 401
    assert "lykta_session" not in again.headers.get("set-cookie", "")


def test_every_post_without_a_form_token_is_refused(anna: TestClient, doorway: FakeDoorway) -> None:
    for method, path in routes(doorway):
        if method != "GET":
            assert anna.request(method, path, data={"account": ACCOUNT, "password": PASSWORD}).status_code == 403
            assert anna.request(method, path, data={"form_token": "å"}).status_code == 403
    assert doorway.tokens == {"hers"}


def test_form_token_of_another_browser_is_refused(stranger: TestClient) -> None:
    token = form_token(stranger)
    stranger.cookies.clear()
    form_token(stranger)
    data = {"account": ACCOUNT, "password": PASSWORD, "form_token": token}
    assert stranger.post("/in", data=data).status_code == 403


def test_signing_out_ends_the_session(anna: TestClient, doorway: FakeDoorway) -> None:
    answer = anna.post("/out", data={"form_token": form_token(anna, "/")}, follow_redirects=False)
    assert answer.headers["location"] == "/in"
    assert doorway.tokens == set()
    assert anna.get("/", follow_redirects=False).status_code == 303


def test_missing_and_malformed_and_unknown_are_one_and_the_same_page(anna: TestClient) -> None:
    pages = {
        re.sub(r'href="[^"]*"|value="[^"]*"', "", anna.get(path).text)
        for path in ("/networks/none", "/nope", f"{NETWORK}?ads_from=x", f"{NETWORK}?ads_from=-1")
    }
    assert len(pages) == 1
    assert anna.get("/networks/none").status_code == 404


def test_interactive_documentation_is_off(anna: TestClient) -> None:
    assert [anna.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404, 404, 404]
