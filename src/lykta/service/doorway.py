"""Who may come in, and the looks of whoever did. The pages have no other way to look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from lykta.assess.network import load_cards
from lykta.errors import BadInputError
from lykta.guard import limits, passwords, sessions, sign_in_keys
from lykta.model.audit import LONGEST_PURPOSE, Act, Actor, AuditEntry, Ground
from lykta.model.audit import Door as AuditDoor
from lykta.model.case import CaseLine, CasePage, Change
from lykta.model.desk import NetworkPage, PairPage, TodayItem, TodayPage, UnreadView
from lykta.model.judgement import Decision, JudgementView, Level
from lykta.model.market import MarketPage
from lykta.model.plan import VisitPlan
from lykta.model.words import Said
from lykta.service import cases, judging, looking, market, planning
from lykta.service.auditing import log_entries, note
from lykta.service.desk import LOCAL_ACCOUNT, Desk
from lykta.service.relinking import Relinking
from lykta.store import accounts

SHORTEST_PURPOSE = 5
FEWEST_SIGNS = 3  # letters and digits of a purpose: "K 1-26" has four, "....." none
DEMO_PURPOSE = "demonstration"
ENTRIES_PER_PAGE = 100
LONGEST_NOTED_NAME = 100  # of what somebody typed as an account
UNKNOWN_ACCOUNT = "?"  # of somebody with a key that is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The looks of one signed-in account. `desk` works in its name, for the purpose that was given."""

    desk: Desk
    session: str  # the hash of its token
    relinking: Relinking

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
        with self.desk.store.writing() as connection:
            accounts.set_purpose(connection, self.session, words, ground.value)

    def log(self, *, before: int | None = None) -> tuple[AuditEntry, ...]:
        return log_entries(self.desk, limit=ENTRIES_PER_PAGE, before=before)

    def today(self) -> TodayPage:
        return looking.today(self.desk)

    def network_page(self, network_id: str, *, ads_from: int = 0) -> NetworkPage:
        return looking.network_page(self.desk, network_id, ads_from=ads_from)

    def became(self, network_id: str) -> str | None:
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

    def sign_in(self, account: str, password: str) -> str | None:
        now = self.desk.now()
        with self.desk.store.writing() as connection:
            tried = accounts.tries_of(connection, account, since=now - limits.WINDOW)
            accounts.add_try(connection, account, at=now)
            stored = accounts.password_hash_of(connection, account)
        if not limits.may_try(tried, now):
            self._note(account, Act.WAS_REFUSED, "too many tries")
            return None
        check = passwords.check_password(stored, password)
        if not check.right:
            self._note(account, Act.WAS_REFUSED, "password")
            return None
        self._note(account, Act.CAME_IN, "password")
        with self.desk.store.writing() as connection:
            if check.rehash:
                accounts.set_password_hash(connection, account, passwords.hash_password(password))
            token, session = sessions.open_session(account, now)
            accounts.add_session(connection, session.id_hash, account, at=now)
        return token

    def sign_in_by_key(self, key: str) -> str | None:
        now = self.desk.now()
        account = self._use_key(key, now)
        if account is None:
            self._note(UNKNOWN_ACCOUNT, Act.WAS_REFUSED, "key")
            return None
        self._note(account, Act.CAME_IN, "key")
        with self.desk.store.writing() as connection:
            token, session = sessions.open_session(account, now)
            accounts.add_session(connection, session.id_hash, account, at=now)
            if accounts.home_marks(connection).get("demo") == "yes":
                # Nobody is in a simulated market: its purpose is to look at it.
                accounts.set_purpose(connection, session.id_hash, DEMO_PURPOSE, Ground.MAPPING.value)
        return token

    def _use_key(self, key: str, now: datetime) -> str | None:
        """The account of a key that nobody can use again from now on; None when it is none that works."""
        key_hash = sessions.token_hash(key)
        with self.desk.store.writing() as connection:
            found = accounts.sign_in_key_of(connection, key_hash)
            if found is None:
                return None
            account, created_at, used_at = found
            kept = sign_in_keys.SignInKey(key_hash=key_hash, account=account, created_at=created_at, used_at=used_at)
            works = sign_in_keys.redeem(kept, key, now) is not None
            return account if works and accounts.use_sign_in_key(connection, key_hash, at=now) else None

    def looking(self, token: str) -> Looks | None:
        now = self.desk.now()
        with self.desk.store.writing() as connection:
            row = accounts.session_of(connection, sessions.token_hash(token))
            if row is None:
                return None
            session = sessions.Session(
                id_hash=sessions.token_hash(token),
                account=row.account,
                created_at=row.created_at,
                last_seen_at=row.last_seen_at,
            )
            if not sessions.is_live(session, token, now):
                accounts.drop_session(connection, session.id_hash)
                return None
            accounts.touch_session(connection, session.id_hash, at=sessions.seen(session, now).last_seen_at)
        actor = Actor(
            name=row.account,
            door=AuditDoor.PAGES,
            purpose=row.purpose or "",
            ground=Ground(row.ground) if row.ground else None,
        )
        return Looks(desk=replace(self.desk, actor=actor), session=session.id_hash, relinking=self.relinking)

    def _note(self, account: str, act: Act, *about: str) -> None:
        """Of a refused name too: who tries is what an auditor looks for."""
        actor = Actor(name=account[:LONGEST_NOTED_NAME], door=AuditDoor.PAGES)
        note(replace(self.desk, actor=actor), act, *about)

    def sign_out(self, token: str) -> None:
        looks = self.looking(token)
        if looks is not None:
            note(looks.desk, Act.WENT_OUT)
        with self.desk.store.writing() as connection:
            accounts.drop_session(connection, sessions.token_hash(token))


def open_door(desk: Desk) -> Door:
    return Door(desk=desk, relinking=Relinking(desk))


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
    with desk.store.writing() as connection:
        if accounts.password_hash_of(connection, LOCAL_ACCOUNT) is None:
            passphrase = passwords.new_passphrase()
            accounts.add_account(connection, LOCAL_ACCOUNT, passwords.hash_password(passphrase), made_at=now)
        key, kept = sign_in_keys.new_sign_in_key(LOCAL_ACCOUNT, now)
        accounts.add_sign_in_key(connection, kept.key_hash, LOCAL_ACCOUNT, at=now)
    return Entry(key=key, account=LOCAL_ACCOUNT, passphrase=passphrase)


def mark_as_demo(desk: Desk) -> None:
    """Every page says from now on that this home holds a simulated market."""
    with desk.store.writing() as connection:
        accounts.mark_home(connection, "demo", "yes")


def is_demo(desk: Desk) -> bool:
    with desk.store.reading() as connection:
        return accounts.home_marks(connection).get("demo") == "yes"
