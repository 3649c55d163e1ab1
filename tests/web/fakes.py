"""A doorway that opens to one account, and looks made of hand-made nouns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from lykta.errors import BadInputError, LyktaError, NotFoundError, RefusedError
from lykta.guard.roles import may
from lykta.model.account import EVERY_ROLE, CodeKey, OwnAccount, Role, SessionLine
from lykta.model.audit import LONGEST_PURPOSE, Act, AuditEntry, Ground
from lykta.model.case import CaseLine, CasePage, Change
from lykta.model.desk import NetworkPage, PairPage, TodayItem, TodayPage, UnreadView
from lykta.model.judgement import Decision, JudgementView, Level, PairJudgement, Withdrawal
from lykta.model.market import MarketPage
from lykta.model.plan import VisitPlan
from lykta.model.words import Said

ACCOUNT = "anna"
PASSWORD = "a long and quiet password"
KEY = "once-only"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


OTHER_SESSION = "0123456789"
OWN = OwnAccount(
    name=ACCOUNT,
    roles=(Role.INVESTIGATOR,),
    has_code=False,
    has_first_password=False,
    recovery_codes_left=0,
    sessions=(
        SessionLine(id="this", account=ACCOUNT, began_at=AT, last_seen_at=AT),
        SessionLine(id=OTHER_SESSION, account=ACCOUNT, began_at=AT, last_seen_at=AT),
    ),
    session="this",
)
NOTHING_UNREAD = UnreadView(pages=(), pages_in_all=0, damaged=(), damaged_in_all=0)


@dataclass
class FakeLooking:
    """Shows what it was made with, and remembers what was asked."""

    page: TodayPage
    networks: Mapping[str, NetworkPage] = field(default_factory=dict)
    unread: UnreadView = NOTHING_UNREAD
    alarms: Mapping[str, Said] = field(default_factory=dict)
    who: str = ACCOUNT
    purpose: str = "K 1234-26"
    ground: Ground | None = Ground.INVESTIGATION
    entries: tuple[AuditEntry, ...] = ()
    asked: list[str] = field(default_factory=list)
    pairs: Mapping[tuple[str, str], PairPage] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    market: MarketPage | None = None
    visits: VisitPlan | None = None
    judged: list[JudgementView] = field(default_factory=list)
    case_pages: dict[str, CasePage] = field(default_factory=dict)
    changes: list[tuple[str, Change, int]] = field(default_factory=list)
    refusal: LyktaError | None = None  # what a change or an opening is answered with
    roles: frozenset[Role] = EVERY_ROLE
    has_first_password: bool = False
    own: OwnAccount = OWN

    def may(self, act: Act) -> bool:
        return may(self.roles, act)

    def own_account(self) -> OwnAccount:
        return self.own

    def choose_password(self, present: str, new: str) -> None:
        if present != PASSWORD:
            raise BadInputError("That is not your present password.", sv="Det är inte ditt nuvarande lösenord.")
        self.asked.append(f"password of {len(new)}")
        self.has_first_password = False

    def offer_code(self) -> CodeKey:
        return CodeKey(secret="GEZDGNBVGY3TQOJQ", address="otpauth://totp/Lykta:anna?secret=GEZDGNBVGY3TQOJQ")

    def keep_code(self, code: str) -> tuple[str, ...]:
        if code != "287082":
            raise BadInputError("That is no code of the key.", sv="Det är ingen kod av nyckeln.")
        return ("bcdf-ghjk-mnpq-rstv",)

    def drop_code(self, password: str) -> None:
        self.choose_password(password, "")

    def end_session(self, session_id: str) -> None:
        if session_id != OTHER_SESSION:
            raise NotFoundError(session_id)
        self.asked.append(f"ended {session_id}")

    def cases(self) -> tuple[CaseLine, ...]:
        return tuple(CaseLine(case=page.case, part=page.part) for page in self.case_pages.values())

    def case_page(self, case_id: str) -> CasePage:
        if case_id not in self.case_pages:
            raise NotFoundError(case_id)
        return self.case_pages[case_id]

    def open_case(self, name: str, purpose: str, ground: Ground, networks: Sequence[str]) -> str:
        self.asked.append(f"{name}|{purpose}|{ground}|{','.join(networks)}")
        if self.refusal:
            raise self.refusal
        return "made"

    def change_case(self, case_id: str, change: Change, *, seen: int) -> None:
        if self.refusal:
            raise self.refusal
        self.case_page(case_id)
        self.changes.append((case_id, change, seen))

    def give_purpose(self, purpose: str, ground: Ground) -> None:
        if not 5 <= len(purpose.strip()) <= LONGEST_PURPOSE:
            raise BadInputError("too short or too long")
        self.purpose, self.ground = purpose.strip(), ground

    def log(self, *, before: int | None = None) -> tuple[AuditEntry, ...]:
        return tuple(entry for entry in self.entries if before is None or entry.number < before)

    def today(self) -> TodayPage:
        return self.page

    def network_page(self, network_id: str, *, ads_from: int = 0) -> NetworkPage:
        self.asked.append(f"{network_id} from {ads_from}")
        if network_id not in self.networks:
            raise NotFoundError(network_id)
        return self.networks[network_id]

    def became(self, network_id: str) -> str | None:
        return self.former.get(network_id)

    def pair_page(self, first: str, second: str) -> PairPage:
        if (first, second) not in self.pairs:
            raise NotFoundError(f"{first} {second}")
        return self.pairs[first, second]

    def judge(self, first: str, second: str, level: Level, decision: Decision, why: str) -> None:
        for view in self.judged:
            one = view.judgement
            if (one.a, one.b, one.level, one.decision) == (first, second, level, decision):
                raise BadInputError("judged already")
        made = PairJudgement(
            id=f"j{len(self.judged)}", a=first, b=second, level=level, decision=decision, by=self.who, at=AT, why=why
        )
        self.judged.append(
            JudgementView(judgement=made, withdrawal=None, contradicts=(), on_missing_ad=False, waits=True)
        )

    def judgements(self) -> tuple[JudgementView, ...]:
        return tuple(self.judged)

    def withdraw(self, judgement: str, why: str) -> None:
        for at, view in enumerate(self.judged):
            if view.judgement.id == judgement and view.withdrawal is None:
                self.judged[at] = replace(view, withdrawal=Withdrawal(by=self.who, at=AT, why=why))
                return
        raise NotFoundError(judgement)

    def unread_view(self) -> UnreadView:
        return self.unread

    def find(self, query: str) -> tuple[TodayItem, ...]:
        self.asked.append(query)
        return tuple(item for item in self.page.items if query.casefold() in item.headline.en.casefold())

    def market_page(self) -> MarketPage:
        nothing = {"seen": Said(sv="Inget är observerat än.", en="Nothing is observed yet.")}
        return self.market or MarketPage(seen=None, trend=None, returning=None, refused=nothing)

    def plan(self, hours: float) -> VisitPlan:
        self.asked.append(f"plan of {hours}")
        if self.visits is None:
            raise RefusedError(sv="Minsta som går: 3 timmar.", en="The least that does: 3 hours.")
        return self.visits

    def false_alarms(self) -> Mapping[str, Said]:
        return self.alarms


@dataclass
class FakeDoorway:
    """One account, one password, one key that works once."""

    look: FakeLooking
    tokens: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=lambda: {KEY})

    def sign_in(self, account: str, password: str, code: str = "") -> str | None:
        return self._token() if (account, password) == (ACCOUNT, PASSWORD) else None

    def sign_in_by_key(self, key: str) -> str | None:
        if key not in self.keys:
            return None
        self.keys.remove(key)
        return self._token()

    def looking(self, token: str) -> FakeLooking | None:
        return self.look if token in self.tokens else None

    def sign_out(self, token: str) -> None:
        self.tokens.discard(token)

    def _token(self) -> str:
        token = f"token-{len(self.tokens) + 1}"
        self.tokens.add(token)
        return token
