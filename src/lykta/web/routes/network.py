"""One network: why it is one, its ads, places, days and signals."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

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
) -> Response:
    page = look.network_page(network_id, ads_from=ads_from)
    return pages.show(
        request,
        "network.html",
        page=page,
        ads_from=ads_from,
        ads_until=ads_from + len(page.ads),
        numbers={view.advertiser.id: at for at, view in enumerate(page.advertisers, 1)},
        owners={ad: at for at, view in enumerate(page.advertisers, 1) for ad in view.advertiser.ads},
        false_alarms=look.false_alarms(),
        place_names=sweden.names,
        map=draw(sweden, page.places),
        timeline=lay_out(page.days),
    )
