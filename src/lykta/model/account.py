"""Accounts: one person each, with the roles that say what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lykta.model.words import Said


class Role(StrEnum):
    """What a person does in the unit. What each may do stands in `guard/roles.py`."""

    INVESTIGATOR = "investigator"
    ANALYST = "analyst"
    MANAGER = "manager"
    PROSECUTOR = "prosecutor"
    OUTREACH = "outreach"
    AUDITOR = "auditor"
    ADMIN = "admin"


EVERY_ROLE = frozenset(Role)

ROLE_NAMES: Mapping[Role, Said] = {
    Role.INVESTIGATOR: Said(sv="utredare", en="investigator"),
    Role.ANALYST: Said(sv="analytiker", en="analyst"),
    Role.MANAGER: Said(sv="chef", en="manager"),
    Role.PROSECUTOR: Said(sv="åklagare", en="prosecutor"),
    Role.OUTREACH: Said(sv="uppsökande", en="outreach worker"),
    Role.AUDITOR: Said(sv="granskare", en="auditor"),
    Role.ADMIN: Said(sv="administratör", en="admin"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """An account as an admin sees it. `closed_at` is None while it is open; a closed one never opens again."""

    name: str
    roles: tuple[Role, ...]
    made_at: datetime
    closed_at: datetime | None
    has_code: bool  # whether signing in asks for a one-time code too
    has_first_password: bool  # the one that an admin saw; it opens nothing but the choice of another
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A log-in that has not ended. `id` begins its hash and opens nothing."""

    id: str
    account: str
    began_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeKey:
    """What an app needs to make one-time codes. `address` is the otpauth form that apps read."""

    secret: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """An account as its person sees it; `session` is the id of the one in which they look."""

    name: str
    roles: tuple[Role, ...]
    has_code: bool
    has_first_password: bool
    recovery_codes_left: int
    sessions: tuple[SessionLine, ...]
    session: str
