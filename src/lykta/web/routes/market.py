"""The market as a whole, and where to look next with the hours there are."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lykta.errors import RefusedError
from lykta.model.words import Said
from lykta.web.routes.asking import Look, Show
from lykta.web.timeline import lay_out

MOST_HOURS = 1000

router = APIRouter()


@router.get("/market")
def market(request: Request, look: Look, pages: Show) -> Response:
    page = look.market_page()
    timeline = lay_out(page.trend.days) if page.trend else None
    return pages.show(request, "market.html", market=page, page=page.trend, timeline=timeline)


@router.get("/plan")
def plan(
    request: Request, look: Look, pages: Show, hours: Annotated[float, Query(gt=0, le=MOST_HOURS)] = 2
) -> Response:
    """`hours` of visiting a day; what they do not hold is said on the page, with the hours that would."""
    found, refused = None, None
    try:
        found = look.plan(hours)
    except RefusedError as why:
        refused = Said(sv=why.sv, en=why.en)
    return pages.show(request, "plan.html", plan=found, refused=refused, hours=hours)
