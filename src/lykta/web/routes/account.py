"""Your own account: password, one-time codes, log-ins."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from lykta.errors import BadInputError, LyktaError, NotFoundError
from lykta.model.account import CodeKey
from lykta.model.words import Said
from lykta.web.guarding import OWN_ACCOUNT_PATH, Forms
from lykta.web.routes.asking import Look, Show
from lykta.web.routes.cases import told

Secret = Annotated[str, Form(max_length=1000)]


def account_routes(forms: Forms) -> APIRouter:
    """The routes of one's own account; posts are taken from our own forms only."""
    router = APIRouter()

    @router.get(OWN_ACCOUNT_PATH)
    def account(request: Request, look: Look, pages: Show) -> Response:
        return _show(request, look, pages)

    @router.post("/account/password")
    def password(
        request: Request, look: Look, pages: Show, present: Secret = "", new: Secret = "", form_token: Secret = ""
    ) -> Response:
        forms.require(request, form_token)
        try:
            look.choose_password(present, new)
        except BadInputError as error:
            return _show(request, look, pages, error)
        return RedirectResponse(OWN_ACCOUNT_PATH, status_code=303)

    @router.post("/account/end")
    def end(request: Request, look: Look, pages: Show, session: Secret = "", form_token: Secret = "") -> Response:
        forms.require(request, form_token)
        try:
            look.end_session(session)
        except NotFoundError as error:
            return _show(request, look, pages, error)
        return RedirectResponse(OWN_ACCOUNT_PATH, status_code=303)

    _add_code_routes(router, forms)
    return router


def _add_code_routes(router: APIRouter, forms: Forms) -> None:
    @router.post("/account/code")
    def code(request: Request, look: Look, pages: Show, code: Secret = "", form_token: Secret = "") -> Response:
        """Without a code a key is offered; with one of that key it counts from now on."""
        forms.require(request, form_token)
        if not code.strip():
            return _show(request, look, pages, offered=look.offer_code())
        try:
            return _show(request, look, pages, codes=look.keep_code(code))
        except BadInputError as error:
            return _show(request, look, pages, error)

    @router.post("/account/code_off")
    def code_off(request: Request, look: Look, pages: Show, present: Secret = "", form_token: Secret = "") -> Response:
        forms.require(request, form_token)
        try:
            look.drop_code(present)
        except BadInputError as error:
            return _show(request, look, pages, error)
        return RedirectResponse(OWN_ACCOUNT_PATH, status_code=303)


def _show(
    request: Request,
    look: Look,
    pages: Show,
    error: LyktaError | None = None,
    *,
    offered: CodeKey | None = None,
    codes: tuple[str, ...] = (),
) -> Response:
    """The page; a key and recovery codes are on it once, right after they were made."""
    problem: Said | None = told(error)
    return pages.show(
        request,
        "account.html",
        status=422 if error else 200,
        own=look.own_account(),
        problem=problem,
        offered=offered,
        codes=codes,
    )
