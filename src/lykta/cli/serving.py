"""`serve`: the pages on 127.0.0.1, with a link that signs in once."""

import socket

from rich.console import Console

from lykta.errors import SettingsError
from lykta.model.words import Said
from lykta.service.desk import Desk
from lykta.service.doorway import entry, is_demo, open_door
from lykta.service.settings import Settings
from lykta.service.standing import open_desk

HOST = "127.0.0.1"


def run_server(settings: Settings) -> None:
    with open_desk(settings) as desk:
        serve_desk(desk, Console(highlight=False))


def serve_desk(desk: Desk, console: Console) -> None:
    """Prints how to come in and serves until interrupted."""
    import uvicorn  # noqa: PLC0415 - half a second that only the pages pay

    from lykta.web.app import create_app  # noqa: PLC0415 - as above

    # Port and application first: a passphrase is shown once, so nothing may fail between its making and its showing.
    listening = _listening(desk.settings.port)
    door = open_door(desk)
    language = desk.settings.language
    app = create_app(door, demo=is_demo(desk), language=language)
    address = f"http://{HOST}:{desk.settings.port}"
    way_in = entry(desk)
    if way_in.passphrase is not None:
        account = Said(
            sv=f"Konto {way_in.account}, lösenfras {way_in.passphrase} (visas bara nu)",
            en=f"Account {way_in.account}, passphrase {way_in.passphrase} (shown only now)",
        )
        console.print(account.in_(language), markup=False)
    today = Said(sv=f"I dag: {address}/in?key={way_in.key}", en=f"Today: {address}/in?key={way_in.key}")
    once = Said(
        sv="Länken gäller en gång, i tio minuter. Avsluta med Ctrl-C.",
        en="The link works once, for ten minutes. Stop with Ctrl-C.",
    )
    console.print(today.in_(language), markup=False, soft_wrap=True)
    console.print(once.in_(language))
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()
        door.relinking.wait()  # a linking that has begun is not cut off


def _listening(port: int) -> socket.socket:
    """A socket that is ours. Raises SettingsError when another program has the port."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A server that ended a moment ago leaves the port in a state in which it may be taken again (RFC 9293, 3.3.2).
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen()
    except OSError as error:
        found.close()
        raise SettingsError(
            f"{HOST}:{port}: cannot be listened at: {error.strerror}. Another lykta serve may run there; "
            "stop it, or name another port with --port.",
            sv=f"{HOST}:{port}: det går inte att lyssna där: {error.strerror}. En annan lykta serve kan vara igång; "
            "stoppa den eller ange en annan port med --port.",
        ) from error
    return found
