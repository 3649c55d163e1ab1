"""Coming in and going out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from lykta.web.guarding import SESSION_COOKIE, Forms, keep_cookie
from lykta.web.routes.asking import Door, Show

Field = Annotated[str, Form(max_length=1000)]


def sign_in_routes(forms: Forms) -> APIRouter:
    """The routes of signing in and out; posts are taken from our own forms only."""
    router = APIRouter()

    @router.get("/in")
    def ask(request: Request, door: Door, pages: Show, key: str = "") -> Response:
        if not key:
            return pages.show(request, "sign_in.html", refused=None)
        return _welcome(door.sign_in_by_key(key)) or pages.show(request, "sign_in.html", status=401, refused="key")

    @router.post("/in")
    def sign_in(
        request: Request,
        door: Door,
        pages: Show,
        account: Field = "",
        password: Field = "",
        code: Field = "",
        form_token: Field = "",
    ) -> Response:
        forms.require(request, form_token)
        return _welcome(door.sign_in(account, password, code)) or pages.show(
            request, "sign_in.html", status=401, refused="password"
        )

    @router.post("/out")
    def sign_out(request: Request, door: Door, form_token: Field = "") -> Response:
        forms.require(request, form_token)
        door.sign_out(request.cookies.get(SESSION_COOKIE, ""))
        response = RedirectResponse("/in", status_code=303)
        response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="strict")
        return response

    return router


def _welcome(token: str | None) -> Response | None:
    if token is None:
        return None
    response = RedirectResponse("/", status_code=303)
    keep_cookie(response, SESSION_COOKIE, token)
    return response
