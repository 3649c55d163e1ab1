"""What the work is for: asked once in a session, shown on every page, written beside everything that is looked at."""

from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from lykta.errors import BadInputError
from lykta.model.audit import LONGEST_PURPOSE, Ground
from lykta.web.guarding import OPEN_FOLDER, OPEN_PATHS, PURPOSE_PATH, WITHOUT_PURPOSE, Forms
from lykta.web.routes.asking import Look, Show

LONGEST_THEN = 4000  # characters of an address; a longer one leads to Today


class PurposeForm(BaseModel):
    """What the form of the purpose sends. A purpose too long comes back to be shortened."""

    purpose: Annotated[str, Field(max_length=100 * LONGEST_PURPOSE)] = ""
    ground: Ground | None = None
    then: str = "/"
    form_token: Annotated[str, Field(max_length=1000)] = ""


def purpose_routes(forms: Forms) -> APIRouter:
    """The routes of the purpose; posts are taken from our own forms only."""
    router = APIRouter()

    @router.get(PURPOSE_PATH)
    def ask(request: Request, look: Look, pages: Show, then: str = "/") -> Response:
        filled = PurposeForm(purpose=look.purpose, ground=look.ground, then=then)
        return pages.show(request, "purpose.html", filled=filled, grounds=tuple(Ground), longest=LONGEST_PURPOSE)

    @router.post(PURPOSE_PATH)
    def give(request: Request, look: Look, pages: Show, sent: Annotated[PurposeForm, Form()]) -> Response:
        forms.require(request, sent.form_token)
        if sent.ground is not None and _is_given(look, sent.purpose, sent.ground):
            return RedirectResponse(_ours(sent.then), status_code=303)
        return pages.show(
            request,
            "purpose.html",
            status=422,
            filled=sent,
            grounds=tuple(Ground),
            longest=LONGEST_PURPOSE,
            problem=True,
        )

    return router


def _is_given(look: Look, purpose: str, ground: Ground) -> bool:
    """False when the purpose is too short to mean anything, or too long."""
    try:
        look.give_purpose(purpose, ground)
    except BadInputError:
        return False
    return True


def _ours(then: str) -> str:
    """The address if it is a page of ours to look at, else Today: nobody is led away by a link made elsewhere."""
    path = unquote(then.partition("?")[0])  # as a browser and the server will read it
    is_path = path.startswith("/") and not path.startswith(("//", "/.")) and "\\" not in then and then.isprintable()
    is_page = path not in OPEN_PATHS | WITHOUT_PURPOSE and not path.startswith(OPEN_FOLDER)
    return then if is_path and is_page and len(then) <= LONGEST_THEN else "/"
