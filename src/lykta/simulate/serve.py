"""The simulated sites over HTTP on the loopback, under a clock that can be moved."""

import json
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from time import monotonic

from lykta.simulate.board import NOT_FOUND, Answer, Board
from lykta.simulate.market import Market

_LONGEST_BODY = 1000  # bytes of a request to move the clock
_GONE = Answer(status=502, content_type="text/plain; charset=utf-8", body=b"This domain does not answer.\n")


class Clock:
    """Simulated time: it runs on from where it was set."""

    def __init__(self, now: datetime) -> None:
        self._lock = Lock()
        self.move(now)

    def move(self, now: datetime) -> None:
        with self._lock:
            self._now, self._set_at_s = now, monotonic()

    def now(self) -> datetime:
        with self._lock:
            return self._now + timedelta(seconds=monotonic() - self._set_at_s)


class SiteServer(ThreadingHTTPServer):
    """Serves a market on 127.0.0.1; port 0 takes a free one.

    The domain is the Host header, or else the first part of the path. It also answers as an HTTP proxy, so
    that a capturing program meets the sites under their own names.
    """

    daemon_threads = True

    def __init__(self, market: Market, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.clock = Clock(market.settings.start + timedelta(days=1))
        self._domains = {period.domain: market.boards[site.id] for site in market.sites for period in site.domains}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def answer(self, host: str, path: str, now: datetime) -> Answer:
        """What the domain says at `now`. A domain that is not in use then answers 502."""
        domain = host.split(":", maxsplit=1)[0].lower()
        if domain not in self._domains:
            domain, _, rest = path.removeprefix("/").partition("/")
            path = f"/{rest}"
        board: Board | None = self._domains.get(domain)
        if board is None:
            return NOT_FOUND
        return board.answer(path, now) if board.domain_at(now) == domain else _GONE


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/_clock":
            self._send_clock()
            return
        # A program that takes us for its proxy asks for whole addresses; the host is in its Host header too.
        path = self.path
        if path.startswith("http://"):
            path = "/" + path.removeprefix("http://").partition("/")[2]
        self._send(self.server.answer(self.headers.get("Host", ""), path, self.server.clock.now()))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        known = self.path == "/_clock" and length.isdigit() and int(length) <= _LONGEST_BODY
        now = _moment(self.rfile.read(int(length))) if known else None
        if now is None:
            # The body was not read, so the connection cannot serve another request.
            self.close_connection = True
            self._send(Answer(status=400, content_type="text/plain", body=b'Expected /_clock and {"now": ISO time}.\n'))
            return
        self.server.clock.move(now)
        self._send_clock()

    def _send_clock(self) -> None:
        body = json.dumps({"now": self.server.clock.now().isoformat()}).encode()
        self._send(Answer(status=200, content_type="application/json", body=body))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is http.server's
        """Nothing is logged: a simulated site's visitors are our own programs."""


def _moment(body: bytes) -> datetime | None:
    """The aware time in a request, None when there is none."""
    try:
        now = datetime.fromisoformat(json.loads(body)["now"])
    except (ValueError, KeyError, TypeError):
        return None
    return now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)


def serve(market: Market, port: int) -> None:
    """Serves until interrupted. `GET /_clock` tells the time, `POST /_clock {"now": ISO}` moves it."""
    with SiteServer(market, port) as server:
        server.serve_forever()
