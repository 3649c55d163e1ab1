"""`./run bench watching`: fetch and archive in pages a second of one core, against plain urllib on the same server."""

import http.server
import multiprocessing
import tempfile
import time
import urllib.request
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from lykta.archive.keeping import keep
from lykta.archive.spool import Recorded, Spool
from lykta.capture.addresses import AddressRules
from lykta.capture.fetching import FetchRules, fetch

BAR_PAGES_S = 200
PAGES = 1_000
TOGETHER = 50
RUNS = 3
BODY = b"<!doctype html><title>An ad</title>" + b"<p>A line of an ad about a place and a time.</p>\n" * 200


class _Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is http.server's
        """Nothing is logged."""


def run() -> None:
    """Prints the rates beside the bar."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as server:
        process = multiprocessing.get_context("fork").Process(target=server.serve_forever, daemon=True)
        process.start()
        port = server.server_address[1]
        ours = sorted(_ours(port) for _ in range(RUNS))[RUNS // 2]
        plain = sorted(_plain(port) for _ in range(RUNS))[RUNS // 2]
        process.kill()
        process.join()
    print(f"watch: {PAGES} pages of {len(BODY)} bytes, median of {RUNS} runs, one core's processor time")
    met = "met" if ours >= BAR_PAGES_S else "MISSED"
    print(f"  fetch and archive (fsync after {TOGETHER})  {ours:7.0f} pages/s   bar {BAR_PAGES_S}: {met}")
    print(f"  urllib, nothing kept                {plain:7.0f} pages/s   ratio {ours / plain:.2f}")


def _ours(port: int) -> float:
    rules = FetchRules(user_agent="bench", addresses=AddressRules(test_hosts=frozenset({("127.0.0.1", port)})))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        started, wall = time.process_time(), time.monotonic()
        for begin in range(0, PAGES, TOGETHER):
            with closing(Spool(home / "spool")) as spool:
                for page in range(begin, begin + TOGETHER):
                    _add(spool, f"http://127.0.0.1:{port}/{page}", rules)
                keep(spool.path, home / "archive", now=_now)
                spool.gone()
        used = time.process_time() - started
        print(f"  wall clock {PAGES / (time.monotonic() - wall):.0f} pages/s (server on the other core)")
        return PAGES / used


def _add(spool: Spool, url: str, rules: FetchRules) -> None:
    fetched = fetch(url, rules, now=_now)
    assert fetched.problem is None, fetched.why
    for one in fetched.exchanges:
        spool.add(Recorded(url=one.url, at=one.at, request=one.request, response=one.response, address=one.address))


def _plain(port: int) -> float:
    started = time.process_time()
    for page in range(PAGES):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}") as answer:
            assert len(answer.read()) == len(BODY)
    return PAGES / (time.process_time() - started)


def _now() -> datetime:
    return datetime.now(UTC)
