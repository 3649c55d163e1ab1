import http.client
import json
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest

from lykta.simulate.market import Market
from lykta.simulate.serve import SiteServer


@pytest.fixture
def server(season: Market) -> Iterator[SiteServer]:
    with SiteServer(season, 0) as served:
        thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield served
        served.shutdown()
        thread.join()


def _ask(
    server: SiteServer, path: str, *, host: str = "127.0.0.1", method: str = "GET", body: str | None = None
) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, path, body=body, headers={"Host": host})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def _move(server: SiteServer, market: Market, day: float) -> None:
    now = market.settings.start + timedelta(days=day)
    status, _ = _ask(server, "/_clock", method="POST", body=json.dumps({"now": now.isoformat()}))
    assert status == 200


def test_a_moved_clock_shows_another_day(server: SiteServer, season: Market) -> None:
    _move(server, season, 3)
    assert json.loads(_ask(server, "/_clock")[1])["now"].startswith("2026-01-07T23:00")
    early = _ask(server, "/", host="annonstorget.example")
    _move(server, season, 20)
    late = _ask(server, "/", host="annonstorget.example")
    assert early[0] == late[0] == 200
    assert early[1] != late[1]


def test_the_first_part_of_the_path_picks_the_site_too(server: SiteServer) -> None:
    by_host = _ask(server, "/annonser?sida=1", host="annonstorget.example")
    by_path = _ask(server, "/annonstorget.example/annonser?sida=1")
    assert by_host[0] == by_path[0] == 200
    assert "Annonstorget" in by_path[1]


def test_a_domain_dies_and_the_site_returns_under_another(server: SiteServer, season: Market) -> None:
    answers = {}
    for day in (39, 42, 47):
        _move(server, season, day)
        answers[day] = [
            _ask(server, "/", host=host)[0] for host in ("kvallskontakt.example", "kvallskontakt-nl.example")
        ]
    assert answers == {39: [200, 502], 42: [502, 502], 47: [502, 200]}


def test_pictures_and_robots_are_served(server: SiteServer, season: Market) -> None:
    board = season.boards["annonstorget"]
    ad = next(ad for ad in board.ads if ad.pictures)
    status, _ = _ask(server, board.path_of_picture(ad.pictures[0].name), host="annonstorget.example")
    assert status == 200
    status, text = _ask(server, "/robots.txt", host="annonstorget.example")
    assert status == 200
    assert text.startswith("User-agent: *")


@pytest.mark.parametrize("body", ["", "{", '{"now": 7}', '{"now": "soon"}', "[]", "x" * 5000])
def test_a_clock_that_cannot_be_read_is_left_alone(server: SiteServer, body: str) -> None:
    before = _ask(server, "/_clock")[1][:27]
    assert _ask(server, "/_clock", method="POST", body=body)[0] == 400
    assert _ask(server, "/_clock")[1][:27] == before


def test_an_unknown_host_or_path_is_not_found(server: SiteServer) -> None:
    assert _ask(server, "/", host="elsewhere.example")[0] == 404
    assert _ask(server, "/nothing", host="annonstorget.example")[0] == 404
    assert _ask(server, "/_other", method="POST", body="{}")[0] == 400
