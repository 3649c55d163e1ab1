"""One address in, the bytes of each exchange out, exactly as they went over the wire. Decides nothing about content.

Why sockets and no HTTP client: the judged address must be the one that is called, the time limit must hold for a
header that comes a byte a second, and the bytes are evidence before they are understood (docs/adr/0016).
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from time import monotonic
from urllib.parse import urljoin

from lykta.capture.addresses import AddressRules, BlockedError, Resolve, Target, resolve_by_system, target_of

MIB = 1 << 20
CHUNK_BYTES = 64 * 1024
MAX_HEADER_BYTES = 64 * 1024  # as `archive` reads at most
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEX = frozenset(b"0123456789abcdefABCDEF")
_NO_BODY = frozenset({204, 304})


class Ended(StrEnum):
    """How an exchange ended; all but `whole` are the reasons that WARC-Truncated knows (ISO 28500, 5.13)."""

    WHOLE = "whole"
    LENGTH = "length"
    TIME = "time"
    DISCONNECT = "disconnect"


class Problem(StrEnum):
    """Why a fetch has no answer that can be used."""

    BLOCKED = "blocked"
    NO_ANSWER = "no answer"
    TLS = "tls"
    REDIRECTS = "redirects"
    EGRESS = "egress"
    CUT = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Egress:
    """The one way out: an HTTP proxy. If it does not answer, nothing is sent any other way."""

    host: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRules:
    """`total_s` holds for all of one exchange, `redirects` for one fetch. `takes_tls_faults` keeps them, flagged."""

    user_agent: str
    addresses: AddressRules = field(default_factory=AddressRules)
    max_bytes: int = 16 * MIB
    total_s: float = 60.0
    redirects: int = 20
    takes_tls_faults: bool = False
    egress: Egress | None = None
    resolve: Resolve = resolve_by_system


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and what came back, raw. `address` is the server's, None behind an egress. `status` 0: no answer."""

    url: str
    at: datetime
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    address: str | None
    ended: Ended
    status: int
    fields: dict[str, str] = field(repr=False)
    tls_fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The whole chain, first to last; `problem` and `why` when its end is no whole answer."""

    exchanges: tuple[Exchange, ...]
    problem: Problem | None = None
    why: str | None = None

    @property
    def last(self) -> Exchange | None:
        return self.exchanges[-1] if self.exchanges else None


class EgressError(OSError):
    """The proxy did not let the connection through."""


def fetch(
    url: str,
    rules: FetchRules,
    *,
    now: Callable[[], datetime],
    fields: dict[str, str] | None = None,
    body: bytes | None = None,
    why_not: Callable[[str], str | None] = lambda _: None,
) -> Fetched:
    """Every exchange from `url` to the end of its redirects; each target is judged anew before it is called.

    With a `body` it is a POST, and no redirect is followed.
    `why_not` may refuse an address that a redirect names, such as one that the robots policy excludes.
    Never raises for what a server does.
    """
    chain: list[Exchange] = []
    try:
        for _ in range(rules.redirects + 1):
            one = _exchange(_target(url, rules, why_not), rules, fields or {}, now, body)
            chain.append(one)
            if one.ended is not Ended.WHOLE:
                why = f"{url[:200]}: the answer was cut ({one.ended.value}) after {len(one.response)} bytes"
                return Fetched(exchanges=tuple(chain), problem=Problem.CUT, why=why)
            place = one.fields.get("location")
            if one.status not in REDIRECTS or not place or body is not None:
                return Fetched(exchanges=tuple(chain))
            url = _joined(url, place)
    except (BlockedError, OSError, ValueError) as error:  # ssl refuses odd names with ValueError
        return Fetched(exchanges=tuple(chain), problem=_problem(error), why=f"{url[:200]}: {error}")
    why = f"{chain[0].url[:200]}: more than {rules.redirects} redirects"
    return Fetched(exchanges=tuple(chain), problem=Problem.REDIRECTS, why=why)


def _joined(url: str, place: str) -> str:
    try:
        return urljoin(url, place)
    except ValueError as error:
        raise BlockedError(f"redirected to {place[:200]!r}, which is no address ({error})") from error


def _problem(error: Exception) -> Problem:
    kinds = ((BlockedError, Problem.BLOCKED), (EgressError, Problem.EGRESS), (ssl.SSLError, Problem.TLS))
    return next((problem for kind, problem in kinds if isinstance(error, kind)), Problem.NO_ANSWER)


def _target(url: str, rules: FetchRules, why_not: Callable[[str], str | None]) -> Target:
    if (why := why_not(url)) is not None:
        raise BlockedError(why)
    return target_of(url, rules.addresses, resolve=rules.resolve, by_egress=rules.egress is not None)


def _exchange(
    target: Target, rules: FetchRules, fields: dict[str, str], now: Callable[[], datetime], body: bytes | None
) -> Exchange:
    at = now()
    deadline = monotonic() + rules.total_s
    request = _request(target, rules, fields, body)
    with _connected(target, rules, deadline) as (connection, tls_fault):
        connection.settimeout(_left(deadline))
        connection.sendall(request)
        received, ended = _received(connection, rules.max_bytes, deadline)
    status, answer = _head(received)
    if not status and ended is Ended.WHOLE:
        ended = Ended.DISCONNECT
    return Exchange(
        url=target.url,
        at=at,
        request=request,
        response=received,
        address=str(target.address) if target.address and rules.egress is None else None,
        ended=ended,
        status=status,
        fields=answer,
        tls_fault=tls_fault,
    )


def _request(target: Target, rules: FetchRules, fields: dict[str, str], body: bytes | None) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    if target.port != {"http": 80, "https": 443}[target.scheme]:
        host = f"{host}:{target.port}"
    # A proxy is asked for whole addresses (RFC 9112, 3.2.2); behind a tunnel the server is spoken to itself.
    path = f"http://{host}{target.path}" if rules.egress and target.scheme == "http" else target.path
    method = "GET" if body is None else "POST"
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"User-Agent: {rules.user_agent}", "Accept: */*"]
    lines += ["Accept-Encoding: gzip", "Connection: close", *(f"{name}: {value}" for name, value in fields.items())]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    if any("\r" in line or "\n" in line for line in lines):
        raise BlockedError("a line break in a header field. Nothing was sent.")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + (body or b"")


@contextmanager
def _connected(target: Target, rules: FetchRules, deadline: float) -> Iterator[tuple[socket.socket, str | None]]:
    if target.scheme == "http":
        with closing(_opened(target, rules, deadline)) as plain:
            yield plain, None
        return
    connection, fault = _secured(target, rules, deadline)
    with closing(connection):
        yield connection, fault


def _opened(target: Target, rules: FetchRules, deadline: float) -> socket.socket:
    """A connection to the judged address, or to the egress, never to anything else."""
    if rules.egress is None:
        assert target.address is not None  # only an egress leaves a name unresolved
        return socket.create_connection((str(target.address), target.port), timeout=_left(deadline))
    try:
        connection = socket.create_connection((rules.egress.host, rules.egress.port), timeout=_left(deadline))
    except OSError as error:
        raise EgressError(f"the egress {rules.egress.host}:{rules.egress.port} does not answer ({error})") from error
    if target.scheme == "https":
        _tunnel(connection, target, deadline)
    return connection


def _tunnel(connection: socket.socket, target: Target, deadline: float) -> None:
    """The proxy has opened a tunnel (RFC 9110, 9.3.6); its answer is read byte by byte so as to take no more."""
    place = f"{target.host}:{target.port}"
    connection.sendall(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\n") and len(answer) < MAX_HEADER_BYTES:
        connection.settimeout(_left(deadline))
        byte = connection.recv(1)
        if not byte:
            break
        answer += byte
    if answer.split(b" ", 2)[1:2] != [b"200"]:
        connection.close()
        raise EgressError(f"the egress refused a tunnel to {place}: {answer[:80]!r}")


def _secured(target: Target, rules: FetchRules, deadline: float) -> tuple[socket.socket, str | None]:
    """A TLS connection; with a fault in its certificate only if the rules take it, and then the fault is told."""
    try:
        return _handshake(target, rules, deadline, ssl.create_default_context()), None
    except ssl.SSLCertVerificationError as error:
        if not rules.takes_tls_faults:
            raise
        unchecked = ssl.create_default_context()
        unchecked.check_hostname = False
        unchecked.verify_mode = ssl.CERT_NONE
        return _handshake(target, rules, deadline, unchecked), error.verify_message


def _handshake(target: Target, rules: FetchRules, deadline: float, context: ssl.SSLContext) -> socket.socket:
    plain = _opened(target, rules, deadline)
    try:
        plain.settimeout(_left(deadline))
        return context.wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError("the time for one exchange is over")
    return left


def _received(connection: socket.socket, most: int, deadline: float) -> tuple[bytes, Ended]:
    """What came until the answer's own end, the cap, the deadline or the close. What came too much stays."""
    got = bytearray()
    end = _End()
    while not end.reached(got):
        if len(got) >= most or (end.body_at is None and len(got) > MAX_HEADER_BYTES):
            return bytes(got), Ended.LENGTH
        try:
            connection.settimeout(_left(deadline))
            piece = connection.recv(min(CHUNK_BYTES, most - len(got)))
        except TimeoutError:
            return bytes(got), Ended.TIME
        except OSError:  # a reset counts as a close: what came is evidence
            return bytes(got), Ended.DISCONNECT
        if not piece:
            return bytes(got), Ended.WHOLE if end.is_close else Ended.DISCONNECT
        got += piece
    return bytes(got), Ended.WHOLE


@dataclass(slots=True)
class _End:
    """Where the answer says it ends (RFC 9112, 6.3): by length, by chunks, or by the close."""

    body_at: int | None = None
    length: int | None = None
    chunk_at: int | None = None

    @property
    def is_close(self) -> bool:
        return self.body_at is not None and self.length is None and self.chunk_at is None

    def reached(self, got: bytearray) -> bool:
        if self.body_at is None:
            self._find_body(got)
        if self.body_at is None:
            return False
        if self.chunk_at is not None:
            return self._chunks_end(got)
        return self.length is not None and len(got) >= self.body_at + self.length

    def _find_body(self, got: bytearray) -> None:
        at = got.find(b"\r\n\r\n")
        if at < 0:
            return
        self.body_at = at + 4
        status, fields = _head(bytes(got[: self.body_at]))
        length = fields.get("content-length", "")
        if status in _NO_BODY:
            self.length = 0
        elif "chunked" in fields.get("transfer-encoding", "").lower():
            self.chunk_at = self.body_at
        elif length.isascii() and length.isdigit() and len(length) <= 18:
            self.length = int(length)

    def _chunks_end(self, got: bytearray) -> bool:
        while self.chunk_at is not None:
            line = got.find(b"\r\n", self.chunk_at, self.chunk_at + 1024)
            if line < 0:
                return False
            digits = bytes(got[self.chunk_at : line]).split(b";", 1)[0].strip()
            if not 0 < len(digits) <= 8 or not _HEX.issuperset(digits):
                self.chunk_at = None  # no chunks after all: then the close is the end
                return False
            size = int(digits, 16)
            if size == 0:
                return got.find(b"\r\n\r\n", line) >= 0
            if len(got) < line + 2 + size + 2:
                return False
            self.chunk_at = line + 2 + size + 2
        return False


def _head(received: bytes) -> tuple[int, dict[str, str]]:
    """Status and fields by lower-case name, the first of equal ones; status 0 for what is no HTTP."""
    lines = received.partition(b"\r\n\r\n")[0].split(b"\r\n")
    start = lines[0].split(None, 2)
    if len(start) < 2 or not start[0].startswith(b"HTTP/") or not start[1].isdigit() or len(start[1]) != 3:
        return 0, {}
    fields: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.decode("latin-1").strip().lower(), value.decode("latin-1").strip())
    return int(start[1]), fields
