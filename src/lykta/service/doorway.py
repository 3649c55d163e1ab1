"""Who may come in, and the looks of whoever did. The pages have no other way to look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from lykta.assess.network import load_cards
from lykta.errors import BadInputError
from lykta.guard import passwords, sign_in_keys
from lykta.guard.roles import may
from lykta.model.account import EVERY_ROLE, CodeKey, OwnAccount
from lykta.model.audit import LONGEST_PURPOSE, PROGRAM, Act, Actor, AuditEntry, Ground
from lykta.model.audit import Door as AuditDoor
from lykta.model.case import CaseLine, CasePage, Change
from lykta.model.desk import NetworkPage, PairPage, TodayItem, TodayPage, UnreadView
from lykta.model.judgement import Decision, JudgementView, Level
from lykta.model.market import MarketPage
from lykta.model.plan import VisitPlan
from lykta.model.words import Said
from lykta.service import cases, judging, looking, market, own_accounts, planning
from lykta.service.auditing import log_entries, note
from lykta.service.desk import LOCAL_ACCOUNT, Desk
from lykta.service.relinking import Relinking
from lykta.service.rights import refuse_unless_may
from lykta.service.signing_in import UNKNOWN_ACCOUNT, sign_in, sign_in_by_key, sign_out
from lykta.service.standing import in_pages, is_demo
from lykta.store import accounts

SHORTEST_PURPOSE = 5
FEWEST_SIGNS = 3  # letters and digits of a purpose: "K 1-26" has four, "....." none
ENTRIES_PER_PAGE = 100
__all__ = ["UNKNOWN_ACCOUNT", "Door", "Entry", "Looks", "entry", "is_demo", "mark_as_demo", "open_door"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The looks of one signed-in account. `desk` works in its name, for the purpose that was given."""

    desk: Desk
    relinking: Relinking

    def may(self, act: Act) -> bool:
        """Whether the pages shall offer it; what they do not offer is refused all the same."""
        return may(self.desk.roles, act)

    @property
    def who(self) -> str:
        return self.desk.actor.name

    @property
    def purpose(self) -> str:
        return self.desk.actor.purpose

    @property
    def ground(self) -> Ground | None:
        return self.desk.actor.ground

    def give_purpose(self, purpose: str, ground: Ground) -> None:
        """Everything looked at from now on in this session is logged as done for this."""
        words = " ".join(purpose.split())
        says_something = sum(character.isalnum() for character in words) >= FEWEST_SIGNS
        if not says_something or not SHORTEST_PURPOSE <= len(words) <= LONGEST_PURPOSE:
            raise BadInputError(
                f"A purpose has {SHORTEST_PURPOSE} to {LONGEST_PURPOSE} characters, such as a case number and a few "
                f"words, and at least {FEWEST_SIGNS} letters or digits among them; {len(words)} characters came."
            )
        actor = replace(self.desk.actor, purpose=words, ground=ground)
        note(replace(self.desk, actor=actor), Act.GAVE_PURPOSE)
        with self.desk.store.whole.writing() as connection:
            accounts.set_purpose(connection, self._session, words, ground.value)

    @property
    def _session(self) -> str:
        assert self.desk.log_in is not None  # nobody comes to the pages without one
        return self.desk.log_in.id_hash

    @property
    def has_first_password(self) -> bool:
        """Whether the account waits for its person to choose a password that no admin has seen."""
        return own_accounts.has_first_password(self.desk)

    def own_account(self) -> OwnAccount:
        return own_accounts.own_account(self.desk)

    def choose_password(self, present: str, new: str) -> None:
        own_accounts.choose_password(self.desk, present, new)

    def offer_code(self) -> CodeKey:
        return own_accounts.offer_code(self.desk)

    def keep_code(self, code: str) -> tuple[str, ...]:
        return own_accounts.keep_code(self.desk, code)

    def drop_code(self, password: str) -> None:
        own_accounts.drop_code(self.desk, password)

    def end_session(self, session_id: str) -> None:
        own_accounts.end_own_session(self.desk, session_id)

    def log(self, *, before: int | None = None) -> tuple[AuditEntry, ...]:
        return log_entries(self.desk, limit=ENTRIES_PER_PAGE, before=before)

    def today(self) -> TodayPage:
        return looking.today(self.desk)

    def network_page(self, network_id: str, *, ads_from: int = 0) -> NetworkPage:
        return looking.network_page(self.desk, network_id, ads_from=ads_from)

    def became(self, network_id: str) -> str | None:
        refuse_unless_may(self.desk, Act.LOOKED_AT_NETWORK)
        return looking.became(self.desk, network_id)

    def pair_page(self, first: str, second: str) -> PairPage:
        return looking.pair_page(self.desk, first, second)

    def judge(self, first: str, second: str, level: Level, decision: Decision, why: str) -> None:
        judging.judge_pair(self.desk, first, second, level=level, decision=decision, by=self.who, why=why)
        self.relinking.ask()

    def judgements(self) -> tuple[JudgementView, ...]:
        return judging.all_judgements(self.desk)

    def withdraw(self, judgement: str, why: str) -> None:
        judging.withdraw_judgement(self.desk, judgement, by=self.who, why=why)
        self.relinking.ask()

    def cases(self) -> tuple[CaseLine, ...]:
        return cases.all_cases(self.desk)

    def case_page(self, case_id: str) -> CasePage:
        return cases.case_page(self.desk, case_id)

    def open_case(self, name: str, purpose: str, ground: Ground, networks: Sequence[str]) -> str:
        return cases.open_case(self.desk, name=name, purpose=purpose, ground=ground, networks=networks)

    def change_case(self, case_id: str, change: Change, *, seen: int) -> None:
        cases.change_case(self.desk, case_id, change, seen=seen)

    def unread_view(self) -> UnreadView:
        return looking.unread_view(self.desk)

    def find(self, query: str) -> tuple[TodayItem, ...]:
        return looking.find(self.desk, query)

    def market_page(self) -> MarketPage:
        return market.market_page(self.desk)

    def plan(self, hours: float) -> VisitPlan:
        return planning.plan_looking(self.desk, hours=hours)

    def false_alarms(self) -> Mapping[str, Said]:
        return _false_alarms(self.desk.settings.own_cards)


@cache
def _false_alarms(own_cards: Path) -> Mapping[str, Said]:
    return {name: card.false_alarms for name, card in load_cards(own_cards).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Signing in and out over the accounts of one home. `relinking` is shared by all who are in."""

    desk: Desk
    relinking: Relinking

    def sign_in(self, account: str, password: str, code: str = "") -> str | None:
        return sign_in(self._at_pages, account, password, code)

    def sign_in_by_key(self, key: str) -> str | None:
        return sign_in_by_key(self._at_pages, key)

    def looking(self, token: str) -> Looks | None:
        desk = in_pages(self.desk, token)
        return None if desk is None else Looks(desk=desk, relinking=self.relinking)

    def sign_out(self, token: str) -> None:
        looks = self.looking(token)
        if looks is not None:
            sign_out(looks.desk)

    @property
    def _at_pages(self) -> Desk:
        return replace(self.desk, actor=Actor(name=UNKNOWN_ACCOUNT, door=AuditDoor.PAGES))


def open_door(desk: Desk) -> Door:
    """Relinking is the program's own work, in nobody's name and with the program's rights."""
    whole = replace(desk, store=desk.store.whole, actor=PROGRAM, account=LOCAL_ACCOUNT, roles=EVERY_ROLE, log_in=None)
    return Door(desk=whole, relinking=Relinking(whole))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What to print at the start of the pages: the one-time key, and the passphrase of a fresh account."""

    key: str
    account: str
    passphrase: str | None


def entry(desk: Desk) -> Entry:
    """The home has its local account, and there is a key that signs in once within the next minutes."""
    now = desk.now()
    passphrase = None
    with desk.store.whole.writing() as connection:
        if accounts.password_hash_of(connection, LOCAL_ACCOUNT) is None:
            passphrase = passwords.new_passphrase()
            accounts.add_account(connection, LOCAL_ACCOUNT, passwords.hash_password(passphrase), made_at=now)
        key, kept = sign_in_keys.new_sign_in_key(LOCAL_ACCOUNT, now)
        accounts.add_sign_in_key(connection, kept.key_hash, LOCAL_ACCOUNT, at=now)
    return Entry(key=key, account=LOCAL_ACCOUNT, passphrase=passphrase)


def mark_as_demo(desk: Desk) -> None:
    """Every page says from now on that this home holds a simulated market."""
    with desk.store.whole.writing() as connection:
        accounts.mark_home(connection, "demo", "yes")
