"""Who did what, why and through which door: the nouns of the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lykta.model.words import Said

LONGEST_PURPOSE = 300  # characters; a case number and a line of words


class Ground(StrEnum):
    """What work a look belongs to. The names are plain; which law stands behind each is the authority's to say."""

    INVESTIGATION = "investigation"
    INTELLIGENCE = "intelligence"
    SUPPORT = "support"
    MAPPING = "mapping"
    SUPERVISION = "supervision"
    OPERATION = "operation"


GROUND_NAMES: Mapping[Ground, Said] = {
    Ground.INVESTIGATION: Said(sv="förundersökning", en="preliminary investigation"),
    Ground.INTELLIGENCE: Said(sv="underrättelse och förebyggande", en="intelligence and prevention"),
    Ground.SUPPORT: Said(sv="stöd till utsatta", en="support to those exposed"),
    Ground.MAPPING: Said(sv="kartläggning och statistik", en="mapping and statistics"),
    Ground.SUPERVISION: Said(sv="tillsyn av loggen", en="supervision of the log"),
    Ground.OPERATION: Said(sv="drift och konton", en="operation and accounts"),
}


class Door(StrEnum):
    PAGES = "pages"
    TERMINAL = "terminal"
    PROGRAM = "program"  # by itself, as a linking after a judgement


DOOR_NAMES: Mapping[Door, Said] = {
    Door.PAGES: Said(sv="på sidorna", en="in the pages"),
    Door.TERMINAL: Said(sv="i terminalen", en="at the terminal"),
    Door.PROGRAM: Said(sv="av sig självt", en="by itself"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """In whose name something is done. `purpose` and `ground` are what the person gave; empty when nothing."""

    name: str
    door: Door
    purpose: str = ""
    ground: Ground | None = None


PROGRAM = Actor(name="lykta", door=Door.PROGRAM)


class Act(StrEnum):
    """What is logged: collection, change, reading, disclosure and erasure, and who came in (LED article 25)."""

    LOOKED_AT_TODAY = "look.today"
    LOOKED_AT_NETWORK = "look.network"
    LOOKED_AT_PAIR = "look.pair"
    LOOKED_AT_UNREAD = "look.unread"
    LOOKED_AT_JUDGEMENTS = "look.judgements"
    LOOKED_AT_CASES = "look.cases"
    LOOKED_AT_CASE = "look.case"
    OPENED_CASE = "case.open"
    CHANGED_CASE = "case.change"
    LOOKED_AT_MARKET = "look.market"
    LOOKED_AT_MOVEMENT = "look.movement"
    LOOKED_AT_COVERAGE = "look.coverage"
    LOOKED_AT_ACCOUNTS = "look.accounts"
    PLANNED = "plan"
    SEARCHED = "search"
    EXPORTED = "export"
    JUDGED = "judge"
    WITHDREW = "withdraw"
    IMPORTED = "import"
    REBUILT = "rebuild"
    WATCHED = "watch"
    LINKED = "link"
    CAME_IN = "sign_in"
    WAS_REFUSED = "sign_in.refused"
    WENT_OUT = "sign_out"
    GAVE_PURPOSE = "purpose"
    ADDED_ACCOUNT = "account.add"
    CHANGED_ACCOUNT = "account.change"
    CLOSED_ACCOUNT = "account.close"
    ENDED_SESSIONS = "account.end_sessions"
    CHANGED_OWN_ACCOUNT = "account.own"
    READ_LOG = "log.read"
    SIGNED_LOG = "log.checkpoint"
    STAMPED = "stamp"


ACT_NAMES: Mapping[Act, Said] = {
    Act.LOOKED_AT_TODAY: Said(sv="tittade på I dag", en="looked at Today"),
    Act.LOOKED_AT_NETWORK: Said(sv="tittade på ett nätverk", en="looked at a network"),
    Act.LOOKED_AT_PAIR: Said(sv="tittade på två annonser", en="looked at two ads"),
    Act.LOOKED_AT_UNREAD: Said(sv="tittade på olästa sidor", en="looked at unread pages"),
    Act.LOOKED_AT_JUDGEMENTS: Said(sv="tittade på bedömningar", en="looked at judgements"),
    Act.LOOKED_AT_CASES: Said(sv="tittade på sina ärenden", en="looked at their cases"),
    Act.LOOKED_AT_CASE: Said(sv="tittade på ett ärende", en="looked at a case"),
    Act.OPENED_CASE: Said(sv="öppnade ett ärende", en="opened a case"),
    Act.CHANGED_CASE: Said(sv="ändrade ett ärende", en="changed a case"),
    Act.LOOKED_AT_MARKET: Said(sv="tittade på marknaden som helhet", en="looked at the market as a whole"),
    Act.PLANNED: Said(sv="planerade var vi ska titta", en="planned where to look"),
    Act.LOOKED_AT_MOVEMENT: Said(sv="tittade på vilka som reser tillsammans", en="looked at who moves together"),
    Act.LOOKED_AT_COVERAGE: Said(sv="tittade på vad som inte har besökts", en="looked at what was not visited"),
    Act.LOOKED_AT_ACCOUNTS: Said(sv="tittade på konton", en="looked at accounts"),
    Act.SEARCHED: Said(sv="sökte", en="searched"),
    Act.EXPORTED: Said(sv="exporterade", en="exported"),
    Act.JUDGED: Said(sv="bedömde", en="judged"),
    Act.WITHDREW: Said(sv="drog tillbaka en bedömning", en="withdrew a judgement"),
    Act.IMPORTED: Said(sv="läste in", en="imported"),
    Act.REBUILT: Said(sv="byggde om från arkivet", en="rebuilt from the archive"),
    Act.WATCHED: Said(sv="besökte sajter", en="visited sites"),
    Act.LINKED: Said(sv="länkade samman", en="linked"),
    Act.CAME_IN: Said(sv="loggade in", en="signed in"),
    Act.WAS_REFUSED: Said(sv="nekades", en="was refused"),
    Act.WENT_OUT: Said(sv="loggade ut", en="signed out"),
    Act.GAVE_PURPOSE: Said(sv="angav ett ändamål", en="gave a purpose"),
    Act.ADDED_ACCOUNT: Said(sv="lade till ett konto", en="added an account"),
    Act.CHANGED_ACCOUNT: Said(sv="ändrade ett konto", en="changed an account"),
    Act.CLOSED_ACCOUNT: Said(sv="stängde ett konto", en="closed an account"),
    Act.ENDED_SESSIONS: Said(sv="avslutade inloggningar", en="ended log-ins"),
    Act.CHANGED_OWN_ACCOUNT: Said(sv="ändrade sitt eget konto", en="changed their own account"),
    Act.READ_LOG: Said(sv="läste loggen", en="read the log"),
    Act.STAMPED: Said(sv="bad om tidsstämplar", en="asked for time stamps"),
    Act.SIGNED_LOG: Said(sv="signerade loggen", en="signed the log"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the log. `about` holds ids and keyed hashes, never a text of an ad and never a number."""

    number: int
    at: datetime
    act: Act
    by: Actor
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCheck:
    """What a verification found. `holds` only when no check failed; each failed one says what came."""

    entries: int
    root: str
    passed: tuple[Said, ...] = ()
    failed: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.failed
