"""*Today*: where to look first, and why."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from lykta.web.rooms import first_room
from lykta.web.routes.asking import Look, Show

router = APIRouter()


@router.get("/")
def today(request: Request, look: Look, pages: Show) -> Response:
    """For who has no Today, the front door leads to the first page that is theirs."""
    first = first_room(look)
    if first != "/":
        return RedirectResponse(first, status_code=303)
    return pages.show(request, "today.html", page=look.today())
