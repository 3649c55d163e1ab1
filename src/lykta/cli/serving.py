"""`serve`: the pages on 127.0.0.1, with a link that signs in once."""

from rich.console import Console

from lykta.service.desk import Desk, open_desk
from lykta.service.doorway import entry, is_demo, open_door
from lykta.service.settings import Settings

HOST = "127.0.0.1"


def run_server(settings: Settings) -> None:
    with open_desk(settings) as desk:
        serve_desk(desk, Console(highlight=False))


def serve_desk(desk: Desk, console: Console) -> None:
    """Prints how to come in and serves until interrupted."""
    import uvicorn  # noqa: PLC0415 - half a second that only the pages pay

    from lykta.web.app import create_app  # noqa: PLC0415 - as above

    # The application first: a passphrase is shown once, so nothing may fail between its making and its showing.
    door = open_door(desk)
    app = create_app(door, demo=is_demo(desk))
    address = f"http://{HOST}:{desk.settings.port}"
    way_in = entry(desk)
    if way_in.passphrase is not None:
        console.print(f"Account {way_in.account}, passphrase {way_in.passphrase} (shown only now)", markup=False)
    console.print(f"Today: {address}/in?key={way_in.key}", markup=False, soft_wrap=True)
    console.print("The link works once, for ten minutes. Stop with Ctrl-C.")
    try:
        uvicorn.run(app, host=HOST, port=desk.settings.port, log_level="warning", access_log=False, server_header=False)
    finally:
        door.relinking.wait()  # a linking that has begun is not cut off
