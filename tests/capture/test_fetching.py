"""Whatever a server does, a fetch ends within its caps and keeps the bytes as they came."""

import socket
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from lykta.capture.addresses import AddressRules
from lykta.capture.fetching import Egress, Ended, Fetched, FetchRules, Problem, fetch
from tests.capture.hostile import BOMB, HostileServer, hostile_server

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with hostile_server() as running:
        yield running


def rules_for(server: HostileServer, **changed: object) -> FetchRules:
    allowed = AddressRules(test_hosts=frozenset({("127.0.0.1", server.port)}))
    return FetchRules(user_agent="test", addresses=allowed, **changed)  # type: ignore[arg-type]


def got(server: HostileServer, path: str, **changed: object) -> Fetched:
    return fetch(f"http://127.0.0.1:{server.port}{path}", rules_for(server, **changed), now=lambda: NOW)


def test_a_whole_answer_is_kept_raw_with_request_and_server(server: HostileServer) -> None:
    found = got(server, "/whole")
    assert found.problem is None
    assert found.last is not None
    assert found.last.response.endswith(b"\r\n\r\nhello")
    assert found.last.request.startswith(b"GET /whole HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"referer" not in found.last.request.lower()
    assert (found.last.address, found.last.status, found.last.at) == ("127.0.0.1", 200, NOW)


@pytest.mark.parametrize("path", ["/loopback", "/metadata", "/file", "/mapped"])
def test_a_redirect_to_a_refused_address_ends_the_chain_which_is_kept(server: HostileServer, path: str) -> None:
    found = got(server, path)
    assert found.problem is Problem.BLOCKED
    assert [one.status for one in found.exchanges] == [302]


def test_a_name_that_resolves_elsewhere_the_second_time_is_judged_anew(server: HostileServer) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])

    def rebinding(host: str, port: int) -> Sequence[str]:
        return next(answers)

    url = f"http://a.example:{server.port}/hop/0"
    found = fetch(url, rules_for(server, resolve=rebinding), now=lambda: NOW)
    assert found.problem is Problem.BLOCKED
    assert len(found.exchanges) == 1


def test_twenty_redirects_are_followed_and_the_twenty_first_is_not(server: HostileServer) -> None:
    followed = got(server, "/hop/19")
    assert followed.problem is None
    assert len(followed.exchanges) == 21
    stopped = got(server, "/hop/20")
    assert stopped.problem is Problem.REDIRECTS
    assert len(stopped.exchanges) == 21


@pytest.mark.parametrize("path", ["/drip-head", "/drip-body"])
def test_a_byte_at_a_time_ends_with_the_time(server: HostileServer, path: str) -> None:
    found = got(server, path, total_s=0.4)
    assert found.problem is Problem.CUT
    assert found.last is not None
    assert found.last.ended is Ended.TIME
    assert found.last.response


def test_an_endless_body_ends_at_the_cap(server: HostileServer) -> None:
    found = got(server, "/endless", max_bytes=300_000)
    assert found.last is not None
    assert (found.last.ended, len(found.last.response)) == (Ended.LENGTH, 300_000)


def test_an_endless_header_ends_at_its_own_cap(server: HostileServer) -> None:
    found = got(server, "/endless-head")
    assert found.last is not None
    assert found.last.ended is Ended.LENGTH
    assert len(found.last.response) < 200_000


def test_a_bomb_is_kept_as_it_was_sent(server: HostileServer) -> None:
    found = got(server, "/bomb")
    assert found.last is not None
    assert found.last.response.endswith(BOMB)


@pytest.mark.parametrize("path", ["/cut", "/cut-chunks"])
def test_an_answer_that_breaks_off_is_kept_and_marked(server: HostileServer, path: str) -> None:
    found = got(server, path)
    assert found.problem is Problem.CUT
    assert found.last is not None
    assert found.last.ended is Ended.DISCONNECT
    assert found.last.response


def test_bytes_beyond_the_length_that_was_told_are_kept(server: HostileServer) -> None:
    found = got(server, "/short")
    assert found.last is not None
    assert found.last.ended is Ended.WHOLE
    assert found.last.response.endswith(b"longer than it says")


@pytest.mark.parametrize("path", ["/chunks", "/until-close", "/same"])
def test_every_way_to_end_an_answer_is_understood(server: HostileServer, path: str) -> None:
    assert got(server, path).problem is None


def test_what_is_no_http_is_kept_and_never_called_whole(server: HostileServer) -> None:
    found = got(server, "/no-http")
    assert found.problem is Problem.CUT
    assert found.last is not None
    assert found.last.response.startswith(b"SSH-2.0")


def test_an_egress_that_does_not_answer_means_that_nothing_is_sent(server: HostileServer) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        before = len(server.asked)
        found = got(server, "/whole", egress=Egress(host="127.0.0.1", port=taken.getsockname()[1]))
    assert found.problem is Problem.EGRESS
    assert found.exchanges == ()
    assert len(server.asked) == before


def test_an_egress_is_asked_for_whole_addresses(server: HostileServer) -> None:
    rules = FetchRules(user_agent="test", egress=Egress(host="127.0.0.1", port=server.port))
    fetch("http://a.example/x", rules, now=lambda: NOW)
    assert server.asked[-1] == "GET http://a.example/x HTTP/1.1"


def test_an_egress_that_refuses_a_tunnel_ends_the_fetch(server: HostileServer) -> None:
    rules = FetchRules(user_agent="test", egress=Egress(host="127.0.0.1", port=server.port))
    assert fetch("https://a.example/", rules, now=lambda: NOW).problem is Problem.EGRESS


def test_an_address_that_the_caller_excludes_is_not_called(server: HostileServer) -> None:
    before = len(server.asked)
    url = f"http://127.0.0.1:{server.port}/whole"
    found = fetch(url, rules_for(server), now=lambda: NOW, why_not=lambda _: "excluded by robots.txt")
    assert (found.problem, len(server.asked)) == (Problem.BLOCKED, before)


def test_a_line_break_in_a_field_sends_nothing(server: HostileServer) -> None:
    before = len(server.asked)
    url = f"http://127.0.0.1:{server.port}/whole"
    found = fetch(url, rules_for(server), now=lambda: NOW, fields={"If-None-Match": '"a"\r\nX: y'})
    assert found.problem is Problem.BLOCKED
    assert "X: y" not in "".join(server.asked[before:])
