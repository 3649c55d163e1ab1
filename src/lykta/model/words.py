"""A sentence in the two languages that every user-facing reason must have."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["sv", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence in Swedish and in English. A rule brings its own words, so adding one is one file."""

    sv: str
    en: str

    def __post_init__(self) -> None:
        if not self.sv or not self.en:
            raise ValueError("a sentence needs both languages, sv and en")

    def in_(self, language: Language) -> str:
        return self.sv if language == "sv" else self.en
