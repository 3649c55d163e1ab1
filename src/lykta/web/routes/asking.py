"""Who asks and with what pages to answer: the arguments that routes have in common."""

from typing import Annotated, cast

from fastapi import Depends, Request

from lykta.web.pages import Pages
from lykta.web.ports import Doorway, Looking
from lykta.web.sweden import Sweden


def _looking(request: Request) -> Looking:
    # `Sessions` has turned away every request without one before a route is reached.
    return cast(Looking, request.state.looking)


def _pages(request: Request) -> Pages:
    return cast(Pages, request.app.state.pages)


def _doorway(request: Request) -> Doorway:
    return cast(Doorway, request.app.state.doorway)


def _sweden(request: Request) -> Sweden:
    return cast(Sweden, request.app.state.sweden)


Look = Annotated[Looking, Depends(_looking)]
Show = Annotated[Pages, Depends(_pages)]
Door = Annotated[Doorway, Depends(_doorway)]
Map = Annotated[Sweden, Depends(_sweden)]
