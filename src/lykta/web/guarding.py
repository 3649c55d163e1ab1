"""What stands between the socket and every page: headers, sizes, sessions, forms."""

import hashlib
import hmac
import secrets
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lykta.web.ports import Doorway

SESSION_COOKIE = "lykta_session"
FORM_COOKIE = "lykta_form"
LARGEST_BODY_BYTES = 1_000_000  # forms here are a few hundred bytes
HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")
OPEN_PATHS = frozenset({"/in", "/health"})
OPEN_FOLDER = "/static/"
PURPOSE_PATH = "/purpose"
OWN_ACCOUNT_PATH = "/account"
CHOOSE_PASSWORD = frozenset({OWN_ACCOUNT_PATH, "/account/password", "/out"})
# Of one's own account nobody asks what for; it shows nothing of anybody else.
WITHOUT_PURPOSE = CHOOSE_PASSWORD | {PURPOSE_PATH, "/account/code", "/account/code_off", "/account/end"}

# What a page may do: load our own style, script and pictures, post to us, and nothing else.
SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=(), usb=(), payment=()",
    "Cache-Control": "no-store",
}


class SafeHeaders:
    """Every response carries SAFE_HEADERS, whoever made it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_safely)


class SmallBodies:
    """A request whose body is, or says it is, beyond LARGEST_BODY_BYTES is answered 413."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = Headers(scope=scope).get("content-length", "0") if scope["type"] == "http" else "0"
        if not length.isdecimal() or int(length) > LARGEST_BODY_BYTES:
            await PlainTextResponse("The request is too large.", status_code=413)(scope, receive, send)
            return
        received = 0

        async def receive_counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST_BODY_BYTES:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_counting, send)


class Sessions:
    """Every path but the open ones needs a session with a purpose; `request.state.looking` is its holder's look."""

    def __init__(self, app: ASGIApp, doorway: Doorway) -> None:
        self.app = app
        self.doorway = doorway

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        token = HTTPConnection(scope).cookies.get(SESSION_COOKIE, "")
        looking = await run_in_threadpool(self.doorway.looking, token) if token else None
        scope.setdefault("state", {})["looking"] = looking
        path = scope["path"]
        if path not in OPEN_PATHS and not path.startswith(OPEN_FOLDER):
            if looking is None:
                await RedirectResponse("/in", status_code=303)(scope, receive, send)
                return
            if looking.has_first_password and path not in CHOOSE_PASSWORD:
                await RedirectResponse(OWN_ACCOUNT_PATH, status_code=303)(scope, receive, send)
                return
            if not looking.purpose and path not in WITHOUT_PURPOSE:
                await RedirectResponse(_ask_purpose(scope), status_code=303)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _ask_purpose(scope: Scope) -> str:
    """The question what for, and the page that was asked for as where to go on."""
    if scope["method"] != "GET":
        return PURPOSE_PATH
    asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    return f"{PURPOSE_PATH}?{urlencode({'then': asked})}"


class Forms:
    """Forms carry a token made from the sender's own cookie; the secret lives as long as the program."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def token(self, request: Request) -> tuple[str, str | None]:
        """The token for a form on this page, and the value of a new FORM_COOKIE when there is no cookie yet."""
        cookie = _cookie(request)
        fresh = None if cookie else secrets.token_urlsafe(24)
        return self._sign(cookie or fresh or ""), fresh

    def require(self, request: Request, token: str) -> None:
        """Raises 403 unless the form came from one of our own pages to the same browser."""
        cookie = _cookie(request)
        if not cookie or not hmac.compare_digest(self._sign(cookie).encode(), token.encode()):
            raise HTTPException(403)

    def _sign(self, cookie: str) -> str:
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()


def keep_cookie(response: Response, name: str, value: str) -> None:
    """A cookie that scripts cannot read and other sites cannot send; it ends with the browser."""
    response.set_cookie(name, value, httponly=True, samesite="strict", path="/")


def _cookie(request: Request) -> str:
    return request.cookies.get(SESSION_COOKIE) or request.cookies.get(FORM_COOKIE) or ""
