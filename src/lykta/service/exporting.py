"""`lykta export`: a network's page as a file that a colleague can open."""

from lykta.model.audit import Act
from lykta.model.words import Language
from lykta.service.auditing import named, note
from lykta.service.desk import Desk
from lykta.service.looking import network_page
from lykta.service.witnessing import checkpoint
from lykta.share.export import format_named, load_formats


def export_network(desk: Desk, network: str, format_name: str, *, language: Language) -> bytes:
    """The whole network, every ad of it, written by the format of that name; the log is signed with it in."""
    note(desk, Act.EXPORTED, named(desk, network), format_name)
    chosen = format_named(load_formats(desk.settings.own_formats), format_name)
    written = chosen.write(network_page(desk, network, ads_per_page=None), language)
    checkpoint(desk)
    return written
