"""One network: why it is one, its ads, places, days and signals."""

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from lykta.errors import NotFoundError
from lykta.web.reasons import strongest_neighbours
from lykta.web.routes.asking import Look, Map, Show
from lykta.web.sweden import draw
from lykta.web.timeline import lay_out

router = APIRouter()


@router.get("/networks/{network_id}")
def network(
    request: Request,
    look: Look,
    pages: Show,
    sweden: Map,
    network_id: str,
    ads_from: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    was: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """`was` is the id under which this network was asked for, when it has another now."""
    try:
        page = look.network_page(network_id, ads_from=ads_from)
    except NotFoundError:
        became = look.became(network_id)
        if became is None:
            raise
        return RedirectResponse(f"/networks/{quote(became, safe='')}?{urlencode({'was': network_id})}", status_code=303)
    return pages.show(
        request,
        "network.html",
        page=page,
        was=was,
        first_ads={view.advertiser.id: view.advertiser.ads[0] for view in page.advertisers},
        beside=strongest_neighbours(page.advertisers),
        ads_from=ads_from,
        ads_until=ads_from + len(page.ads),
        numbers={view.advertiser.id: at for at, view in enumerate(page.advertisers, 1)},
        owners={ad: at for at, view in enumerate(page.advertisers, 1) for ad in view.advertiser.ads},
        false_alarms=look.false_alarms(),
        place_names=sweden.names,
        map=draw(sweden, page.places),
        timeline=lay_out(page.days),
    )
