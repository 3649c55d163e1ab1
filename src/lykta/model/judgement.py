"""What a named person has decided about two ads, and what of it contradicts itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_WHY = 2_000  # characters; a reason is a few sentences, not a file


class Level(StrEnum):
    """What the two ads are judged to have in common, or not."""

    CONTACT = "contact"  # one advertiser
    NETWORK = "network"  # one organiser behind their advertisers


class Decision(StrEnum):
    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairJudgement:
    """A named person's decision about two ads, with the reason. It is data: every linking run obeys it.

    One without a name or a reason cannot be built.
    """

    id: str
    a: str
    b: str
    level: Level
    decision: Decision
    by: str
    at: datetime
    why: str

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.why.strip():
            raise ValueError(f"judgement {self.id}: a judgement needs a person's name and a reason")
        if len(self.why) > LONGEST_WHY:
            raise ValueError(f"judgement {self.id}: a reason has at most {LONGEST_WHY} characters")
        if self.a >= self.b:
            raise ValueError(f"judgement {self.id}: two different ads, the smaller id first")
        if self.at.tzinfo is None:
            raise ValueError(f"judgement {self.id}: the time needs a zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Judgements that cannot all hold: `apart` parts two ads that those in `together` join.

    None of them is obeyed until a person withdraws one.
    """

    apart: str
    together: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheeded:
    """Judgements that the newest linking could not obey: contradictory ones, and those on ads that are gone."""

    conflicts: tuple[Conflict, ...] = ()
    on_missing_ads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Who took a judgement back, when and why."""

    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementView:
    """A judgement and how it stands: withdrawn, in force, waiting for a linking, or not to be obeyed and why."""

    judgement: PairJudgement
    withdrawal: Withdrawal | None
    contradicts: tuple[str, ...]  # the other judgements of a contradiction; none of them is obeyed
    on_missing_ad: bool
    waits: bool  # for the next linking
