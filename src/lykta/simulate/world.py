"""A market on disk: one WARC file a site and day as a collector would have kept it, and the truth apart."""

import multiprocessing
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from lykta.simulate.board import Answer, Board
from lykta.simulate.collection import Outcome, Visit
from lykta.simulate.market import Market
from lykta.simulate.truth import write_truth

_REASONS = {200: "200 OK", 404: "404 Not Found"}
_INFO = {
    "software": "lykta simulate",
    "format": "WARC File Format 1.1",
    "description": "A made-up market. No real ad, person or telephone number.",
}

Progress = Callable[[int, int], None]  # files done, files in all


def write_world(market: Market, out: Path, *, progress: Progress | None = None, workers: int = 1) -> None:
    """`out/warc/<site>-<day>.warc.gz` and `out/truth.jsonl` hold the market; the same market gives the same bytes.

    With several `workers` the files are written by forked processes, so call it before a database is open.
    """
    folder = out / "warc"
    folder.mkdir(parents=True, exist_ok=True)
    files = list(_by_site_and_day(market))

    def write(number: int) -> None:
        name, visits = files[number]
        (folder / name).write_bytes(warc_of(market.boards[visits[0].site], visits, name))

    for done in _each(write, len(files), workers):
        if progress is not None:
            progress(done, len(files))
    write_truth(market, out / "truth.jsonl")


_work: list[Callable[[int], None]] = []  # what forked workers inherit, since a market is slow to send


def _each(work: Callable[[int], None], count: int, workers: int) -> Iterator[int]:
    """Yields how many are done, from 1 to `count`."""
    if workers < 2:
        for number in range(count):
            work(number)
            yield number + 1
        return
    _work.append(work)
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            for done, _ in enumerate(pool.imap_unordered(_work_on, range(count), chunksize=4), start=1):
                yield done
    finally:
        _work.pop()


def _work_on(number: int) -> None:
    _work[-1](number)


def _by_site_and_day(market: Market) -> Iterator[tuple[str, list[Visit]]]:
    def file_name(visit: Visit) -> str:
        day = (visit.at - market.settings.start).days
        return f"{visit.site}-{day:03d}.warc.gz"

    made = sorted((visit for visit in market.visits if visit.outcome is Outcome.DONE), key=file_name)
    for name, visits in groupby(made, key=file_name):
        yield name, list(visits)


def warc_of(board: Board, visits: list[Visit], name: str) -> bytes:
    """A gzipped WARC 1.1 with a warcinfo record and one response record a fetch, in the order of fetching."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    info = writer.create_warcinfo_record(name, _INFO)
    info.rec_headers.replace_header("WARC-Date", _warc_date(visits[0].at))
    info.rec_headers.replace_header("WARC-Record-ID", _record_id(name, "warcinfo"))
    writer.write_record(info)
    for visit in visits:
        for fetch in visit.fetches:
            answer = board.answer(fetch.path, fetch.at)
            _write_response(writer, f"https://{visit.domain}{fetch.path}", fetch.at, answer)
    return buffer.getvalue()


def _write_response(writer: WARCWriter, url: str, at: datetime, answer: Answer) -> None:
    headers = StatusAndHeaders(
        _REASONS[answer.status],
        [
            ("Date", f"{at:%a, %d %b %Y %H:%M:%S} GMT"),
            ("Server", "nginx"),
            ("Content-Type", answer.content_type),
            ("Content-Length", str(len(answer.body))),
        ],
        protocol="HTTP/1.1",
    )
    record = writer.create_warc_record(
        url,
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        http_headers=headers,
        warc_headers_dict={
            "WARC-Date": _warc_date(at),
            "WARC-Record-ID": _record_id(url, _warc_date(at)),
        },
    )
    writer.write_record(record)


def _warc_date(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _record_id(*parts: str) -> str:
    """From the address and the time, so that two runs write the same."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(parts))}>"
