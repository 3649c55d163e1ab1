"""Whether the person at a desk may do what they ask for: the one place where roles are enforced."""

from dataclasses import replace

from lykta.errors import NotAllowedError, nothing_here
from lykta.guard.roles import STRICT, may
from lykta.guard.sessions import STRICT_IDLE_LIMIT
from lykta.model.audit import Act
from lykta.service.desk import Desk
from lykta.store import accounts


def refuse_unless_may(desk: Desk, act: Act) -> None:
    """Raises NotFoundError, the same for everything, when no role of this desk may do it.

    Raises NotAllowedError, and the session is over, when it was idle for too long for an act of this kind.
    """
    if not may(desk.roles, act):
        raise nothing_here()
    if act in STRICT:
        refuse_after_idling(desk)


def by_itself(desk: Desk) -> Desk:
    """The same desk, with the database as the program itself has it: for collecting and linking, once asked for."""
    return replace(desk, store=desk.store.whole)


def refuse_after_idling(desk: Desk) -> None:
    """Raises NotAllowedError, and the session is over, when nobody did anything in it for STRICT_IDLE_LIMIT."""
    if desk.log_in is None or desk.log_in.idle < STRICT_IDLE_LIMIT:
        return
    with desk.store.whole.writing() as connection:
        accounts.drop_session(connection, desk.log_in.id_hash)
    minutes = STRICT_IDLE_LIMIT.total_seconds() / 60
    raise NotAllowedError(
        f"This log-in lay idle for more than {minutes:.0f} minutes. What leaves the unit, or concerns accounts, needs "
        "a fresh one: sign in again. Nothing was done.",
        sv=f"Inloggningen låg orörd i mer än {minutes:.0f} minuter. Det som lämnar enheten eller rör konton kräver en "
        "ny: logga in igen. Inget gjordes.",
    )
