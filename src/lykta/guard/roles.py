"""Which roles may do what, in one table. What is not in it is refused to everybody."""

from collections.abc import Mapping, Set

from lykta.model.account import EVERY_ROLE, Role
from lykta.model.audit import Act

_INVESTIGATOR, _ANALYST, _MANAGER = Role.INVESTIGATOR, Role.ANALYST, Role.MANAGER
_PROSECUTOR, _OUTREACH, _AUDITOR, _ADMIN = Role.PROSECUTOR, Role.OUTREACH, Role.AUDITOR, Role.ADMIN
_WHO_READS_ADS = frozenset((_INVESTIGATOR, _ANALYST))
_IN_CASES = frozenset((_INVESTIGATOR, _ANALYST, _MANAGER, _PROSECUTOR, _OUTREACH))  # each with their part in each
_COLLECTS = frozenset((_INVESTIGATOR, _ANALYST, _ADMIN))
_ADMINS = frozenset((_ADMIN,))

# docs/adr/0028: need-to-know by role; a person with several roles may do what any of them may.
MAY: Mapping[Act, frozenset[Role]] = {
    Act.LOOKED_AT_TODAY: _WHO_READS_ADS,
    Act.LOOKED_AT_NETWORK: _WHO_READS_ADS | {_PROSECUTOR},
    Act.LOOKED_AT_PAIR: _WHO_READS_ADS,
    Act.LOOKED_AT_UNREAD: _WHO_READS_ADS | {_MANAGER},
    Act.LOOKED_AT_JUDGEMENTS: _WHO_READS_ADS,
    Act.SEARCHED: _WHO_READS_ADS,
    Act.JUDGED: _WHO_READS_ADS,
    Act.WITHDREW: _WHO_READS_ADS,
    Act.EXPORTED: _WHO_READS_ADS,
    Act.LOOKED_AT_CASES: _IN_CASES,
    Act.LOOKED_AT_CASE: _IN_CASES,
    Act.CHANGED_CASE: _IN_CASES,
    Act.OPENED_CASE: frozenset((_INVESTIGATOR, _PROSECUTOR, _OUTREACH)),
    Act.LOOKED_AT_MARKET: _WHO_READS_ADS | {_MANAGER, _OUTREACH},
    Act.LOOKED_AT_MOVEMENT: _WHO_READS_ADS,
    Act.LOOKED_AT_COVERAGE: _WHO_READS_ADS | {_MANAGER, _ADMIN},
    Act.PLANNED: _WHO_READS_ADS | {_MANAGER},
    Act.IMPORTED: _COLLECTS,
    Act.LINKED: _COLLECTS,
    Act.REBUILT: _COLLECTS,
    Act.WATCHED: _COLLECTS,
    Act.STAMPED: _COLLECTS,
    Act.READ_LOG: frozenset((_AUDITOR,)),
    Act.SIGNED_LOG: frozenset((_AUDITOR, _ADMIN)),
    Act.LOOKED_AT_ACCOUNTS: _ADMINS,
    Act.ADDED_ACCOUNT: _ADMINS,
    Act.CHANGED_ACCOUNT: _ADMINS,
    Act.CLOSED_ACCOUNT: _ADMINS,
    Act.ENDED_SESSIONS: _ADMINS,
    Act.CHANGED_OWN_ACCOUNT: EVERY_ROLE,
    Act.CAME_IN: EVERY_ROLE,
    Act.WAS_REFUSED: EVERY_ROLE,
    Act.WENT_OUT: EVERY_ROLE,
    Act.GAVE_PURPOSE: EVERY_ROLE,
}

# After a quarter of an hour away these ask for a new log-in, where others allow half an hour.
STRICT = frozenset((Act.EXPORTED,)) | {act for act, roles in MAY.items() if roles == _ADMINS}


def may(roles: Set[Role], act: Act) -> bool:
    """Whether somebody with these roles may do it."""
    return not roles.isdisjoint(MAY.get(act, frozenset()))
