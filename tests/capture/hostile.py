"""A server that behaves badly on purpose, one misdeed a path; loopback only."""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BOMB = gzip.compress(bytes(20 << 20))
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class HostileServer:
    """Runs in a thread of its own; `asked` are the request lines that came, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.port = 0
        self._open: set[asyncio.StreamWriter] = set()

    def start(self) -> threading.Thread:
        ready = threading.Event()
        thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        thread.start()
        ready.wait()
        return thread

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stopped.wait()
        server.close()
        for writer in self._open:  # the misdeeds have no end of their own, and a socket left open warns in another test
            writer.transport.abort()
        for _ in range(3):
            await asyncio.sleep(0)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.asked.append(request.split("\r\n", 1)[0])
            await self._misbehave(request.split(" ")[1], writer)
        with suppress(ConnectionError):
            writer.close()
            await writer.wait_closed()

    async def _misbehave(self, path: str, writer: asyncio.StreamWriter) -> None:
        plain = {
            "/loopback": self._to("http://127.0.0.1:80/"),
            "/metadata": self._to("http://169.254.169.254/latest"),
            "/file": self._to("file:///etc/hostname"),
            "/mapped": self._to("http://[::ffff:127.0.0.1]/"),
            "/bomb": OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
            "/cut": OK + b"Content-Length: 1000\r\n\r\nhalf",
            "/short": OK + b"Content-Length: 4\r\n\r\nlonger than it says",
            "/cut-chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "/chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "/no-http": b"SSH-2.0-other\r\n\r\n",
            "/busy": b"HTTP/1.1 429 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n",
            "/whole": OK + b"Content-Length: 5\r\n\r\nhello",
            "/until-close": OK + b"\r\nuntil the close",
            "/same": b"HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n",
        }
        if path in plain:
            writer.write(plain[path])
            await writer.drain()
        elif path.startswith("/hop/"):
            left = int(path.removeprefix("/hop/"))
            writer.write(self._to(f"/hop/{left - 1}" if left else "/whole"))
        elif path == "/drip-head":
            await self._drip(writer, b"H")
        elif path == "/drip-body":
            writer.write(OK + b"\r\n")
            await self._drip(writer, b"x")
        elif path == "/endless":
            writer.write(OK + b"\r\n")
            while True:
                writer.write(bytes(65536))
                await writer.drain()
        elif path == "/endless-head":
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()

    @staticmethod
    def _to(place: str) -> bytes:
        return f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()

    @staticmethod
    async def _drip(writer: asyncio.StreamWriter, byte: bytes) -> None:
        while True:
            writer.write(byte)
            await writer.drain()
            await asyncio.sleep(0.02)


@contextmanager
def hostile_server() -> Iterator[HostileServer]:
    server = HostileServer()
    thread = server.start()
    yield server
    server.stop()
    thread.join(timeout=10)
