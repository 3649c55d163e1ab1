"""The web application, put together."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse, Response

from lykta.errors import LyktaError, NotFoundError
from lykta.model.words import Language
from lykta.service.faults import in_language
from lykta.web.choices import choices_of
from lykta.web.guarding import HOSTS, SAFE_HEADERS, Forms, SafeHeaders, Sessions, SmallBodies
from lykta.web.pages import Pages
from lykta.web.ports import Doorway
from lykta.web.routes import find, log, market, network, today, unread
from lykta.web.routes.account import account_routes
from lykta.web.routes.cases import case_routes
from lykta.web.routes.judging import judging_routes
from lykta.web.routes.purpose import purpose_routes
from lykta.web.routes.sign_in import sign_in_routes
from lykta.web.sweden import read_sweden

STATIC = Path(__file__).with_name("static")


def create_app(doorway: Doorway, *, demo: bool, language: Language = "sv") -> FastAPI:
    """The pages of a desk as an ASGI application.

    `demo` marks every page as made up; `language` is that of who has not chosen one.
    """
    forms = Forms()
    pages = Pages(forms, demo=demo)
    # No interactive documentation: its pages load scripts from elsewhere.
    app = FastAPI(title="Lykta", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.pages = pages
    app.state.doorway = doorway
    app.state.language = language
    app.state.sweden = read_sweden()
    for router in (today.router, network.router, find.router, unread.router, log.router, market.router):
        app.include_router(router)
    for routes in (purpose_routes, judging_routes, case_routes, account_routes, sign_in_routes):
        app.include_router(routes(forms))
    app.add_api_route("/health", _health, methods=["GET"])
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _answer_errors(app, pages)
    # The last added is met first: headers on everything, then the host, the size, and who it is.
    app.add_middleware(Sessions, doorway=doorway)
    app.add_middleware(SmallBodies)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False)
    app.add_middleware(SafeHeaders)
    return app


def _health() -> Response:
    return PlainTextResponse("ok")


def _answer_errors(app: FastAPI, pages: Pages) -> None:
    @app.exception_handler(NotFoundError)
    @app.exception_handler(RequestValidationError)
    def not_found(request: Request, _: Exception) -> Response:
        return pages.show(request, "error.html", status=404, problem="not_found", detail="")

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        problem = {403: "old_form", 404: "not_found", 413: "too_large"}.get(error.status_code, "not_possible")
        return pages.show(request, "error.html", status=error.status_code, problem=problem, detail="")

    @app.exception_handler(LyktaError)
    def told(request: Request, error: LyktaError) -> Response:
        return pages.show(
            request, "error.html", status=503, problem="told", detail=in_language(error, choices_of(request).lang)
        )

    @app.exception_handler(Exception)
    def broken(request: Request, _: Exception) -> Response:
        # The server logs the trace. This answer is made outside `SafeHeaders`, so it brings them itself.
        response = pages.show(request, "error.html", status=500, problem="broken", detail="")
        response.headers.update(SAFE_HEADERS)
        return response
