"""*Today*: where to look first, and why."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from lykta.web.routes.asking import Look, Show

router = APIRouter()


@router.get("/")
def today(request: Request, look: Look, pages: Show) -> Response:
    return pages.show(request, "today.html", page=look.today())
