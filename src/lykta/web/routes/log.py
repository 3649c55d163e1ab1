"""The audit log: who looked at what, when and what for."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lykta.web.routes.asking import Look, Show

router = APIRouter()


@router.get("/log")
def log(
    request: Request, look: Look, pages: Show, before: Annotated[int | None, Query(ge=0, le=1 << 62)] = None
) -> Response:
    return pages.show(request, "log.html", entries=look.log(before=before), before=before)
