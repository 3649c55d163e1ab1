"""Pages that nobody could read: kept, counted, listed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from lykta.web.routes.asking import Look, Show

router = APIRouter()


@router.get("/unread")
def unread(request: Request, look: Look, pages: Show) -> Response:
    return pages.show(request, "unread.html", unread=look.unread_view())
