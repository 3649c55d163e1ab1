"""Find networks by a number, an address, a word or a place."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lykta.web.routes.asking import Look, Show

LONGEST_QUERY = 200

router = APIRouter()


@router.get("/find")
def find(request: Request, look: Look, pages: Show, q: Annotated[str, Query()] = "") -> Response:
    query = q.strip()[:LONGEST_QUERY]
    return pages.show(request, "find.html", query=query, items=look.find(query) if query else ())
