"""What the pages ask of the service: the shape of the calls, and nothing of how they are answered."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from lykta.model.account import CodeKey, OwnAccount
from lykta.model.audit import Act, AuditEntry, Ground
from lykta.model.case import CaseLine, CasePage, Change
from lykta.model.desk import NetworkPage, PairPage, TodayItem, TodayPage, UnreadView
from lykta.model.judgement import Decision, JudgementView, Level
from lykta.model.market import MarketPage
from lykta.model.plan import VisitPlan
from lykta.model.words import Said


class Looking(Protocol):
    """The looks of one signed-in person. Each call is made in that person's name and logged as theirs."""

    @property
    def who(self) -> str:
        """The account's name, as the page shows it."""

    @property
    def purpose(self) -> str:
        """What this session is for; empty until it is given, and until then no page but that question is shown."""

    @property
    def ground(self) -> Ground | None: ...

    @property
    def has_first_password(self) -> bool:
        """Whether a password that no admin has seen must be chosen before anything else is shown."""

    def may(self, act: Act) -> bool:
        """Whether the pages shall offer it; what they do not offer is refused all the same."""

    def own_account(self) -> OwnAccount: ...

    def choose_password(self, present: str, new: str) -> None:
        """Other log-ins of this person are over. Raises BadInputError with a sentence in both languages."""

    def offer_code(self) -> CodeKey:
        """A key for one-time codes, which counts from when `keep_code` gets a code of it."""

    def keep_code(self, code: str) -> tuple[str, ...]:
        """Recovery codes, shown once. Raises BadInputError for a code of another key."""

    def drop_code(self, password: str) -> None:
        """Raises BadInputError when the password is wrong."""

    def end_session(self, session_id: str) -> None:
        """Raises NotFoundError when it is over or somebody else's."""

    def give_purpose(self, purpose: str, ground: Ground) -> None:
        """Raises BadInputError for a purpose too short to mean anything, or too long."""

    def log(self, *, before: int | None = None) -> tuple[AuditEntry, ...]:
        """The newest entries of the audit log, or those before a number."""

    def today(self) -> TodayPage: ...

    def network_page(self, network_id: str, *, ads_from: int = 0) -> NetworkPage:
        """`ads_from` skips that many of the newest ads. Raises NotFoundError: missing, or not yours."""

    def became(self, network_id: str) -> str | None:
        """The network that has most of the ads of one that is no more; None for any other."""

    def pair_page(self, first: str, second: str) -> PairPage:
        """Raises NotFoundError: one is missing, or not yours, or both are one."""

    def judge(self, first: str, second: str, level: Level, decision: Decision, why: str) -> None:
        """The judgement is kept in this person's name and a new linking begins.

        Raises BadInputError without a reason, and for what is judged already.
        """

    def judgements(self) -> tuple[JudgementView, ...]: ...

    def withdraw(self, judgement: str, why: str) -> None:
        """The judgement no longer holds and a new linking begins.

        Raises NotFoundError for one that does not hold, BadInputError without a reason.
        """

    def cases(self) -> tuple[CaseLine, ...]:
        """The cases in which this person has a part, the newest change first."""

    def case_page(self, case_id: str) -> CasePage:
        """Raises NotFoundError: missing, or not yours."""

    def open_case(self, name: str, purpose: str, ground: Ground, networks: Sequence[str]) -> str:
        """The id of a case that this person owns. Raises errors with a sentence in both languages."""

    def change_case(self, case_id: str, change: Change, *, seen: int) -> None:
        """The change is kept in this person's name. Raises OutdatedError when `seen` is not the newest version.

        Raises NotFoundError, NotAllowedError and BadInputError with a sentence in both languages.
        """

    def unread_view(self) -> UnreadView: ...

    def find(self, query: str) -> tuple[TodayItem, ...]: ...

    def market_page(self) -> MarketPage: ...

    def plan(self, hours: float) -> VisitPlan:
        """Raises RefusedError, with the smallest hours that work, when these do not hold what must be visited."""

    def false_alarms(self) -> Mapping[str, Said]:
        """What is known to set an indicator off by mistake, by the name of its card."""


class Doorway(Protocol):
    """Who may come in. No page has a way to look except through `looking`, so none can forget to ask."""

    def sign_in(self, account: str, password: str, code: str = "") -> str | None:
        """A session token, or None when account, password and code do not fit; never which of them."""

    def sign_in_by_key(self, key: str) -> str | None:
        """A session token for a one-time key, or None when it is unknown, used or too old."""

    def looking(self, token: str) -> Looking | None:
        """The looks of whoever holds the token, or None when it is unknown or over."""

    def sign_out(self, token: str) -> None: ...
