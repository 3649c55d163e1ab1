"""The pages of the menu, in its order, and the act that each is: who may not do it is not offered it."""

from lykta.model.audit import Act
from lykta.web.guarding import OWN_ACCOUNT_PATH
from lykta.web.ports import Looking

MENU: tuple[tuple[str, Act], ...] = (
    ("/", Act.LOOKED_AT_TODAY),
    ("/cases", Act.LOOKED_AT_CASES),
    ("/market", Act.LOOKED_AT_MARKET),
    ("/plan", Act.PLANNED),
    ("/judgements", Act.LOOKED_AT_JUDGEMENTS),
    ("/unread", Act.LOOKED_AT_UNREAD),
    ("/log", Act.READ_LOG),
)


def rooms_of(looking: Looking) -> tuple[str, ...]:
    """The pages that this person is offered."""
    return tuple(path for path, act in MENU if looking.may(act))


def first_room(looking: Looking) -> str:
    """Where this person begins: Today, or the first page that is theirs."""
    return next(iter(rooms_of(looking)), OWN_ACCOUNT_PATH)
