"""What a person is reached by, for wishes on further contact: the same number in any ad is the same contact."""

from sqlalchemy import Connection

from lykta.model.case import Reach
from lykta.model.finding import IDENTIFIER_KINDS, Finding
from lykta.service.desk import Desk
from lykta.service.identifiers import without_hubs
from lykta.store import links as links_store
from lykta.store.ads import ad_views
from lykta.store.advertisers import ads_of_contact
from lykta.store.former_ids import became_of
from lykta.store.wishes import AD

CONTACTABLE = frozenset({"phone", "email", "handle"})  # kinds that lead to somebody; a picture or an account does not


def identifiers_typed(desk: Desk, typed: str) -> tuple[Finding, ...]:
    """Identifiers in what was typed, read by the same extractors as the ads."""
    from lykta.service.extracting import extract_text, open_extractors  # noqa: PLC0415 - loads the plugins

    findings = extract_text(open_extractors(desk.settings), typed, region=desk.settings.region)
    return tuple(one for one in findings if one.kind in IDENTIFIER_KINDS)


def reaches_of(desk: Desk, typed: str) -> tuple[Reach, ...]:
    """A number, an address or a handle as what it means; an ad or an advertiser as itself and all that it holds.

    None when it is none of these. Values that are common to many strangers are nobody's own and left out.
    """
    with desk.store.reading() as connection:
        ads = _ads_of(connection, typed)
        if not ads:
            return _each(identifiers_typed(desk, typed))
        hubs = {(hub.kind, hub.value) for hub in links_store.all_hubs(connection)}
        held = [one for view in ad_views(connection, ads) for one in without_hubs(view, hubs).findings]
    return (*_each(held), *(Reach(kind=AD, value=ad) for ad in ads))


def _ads_of(connection: Connection, typed: str) -> list[str]:
    return ads_of_contact(connection, typed) or ads_of_contact(connection, became_of(connection, typed) or typed)


def _each(findings: list[Finding] | tuple[Finding, ...]) -> tuple[Reach, ...]:
    found = (Reach(kind=one.kind, value=one.value) for one in findings if one.kind in CONTACTABLE)
    return tuple(dict.fromkeys(found))
