"""What a site's robots.txt lets us fetch, and the written choice whether it is obeyed.

Source: RFC 9309. The longest matching rule wins, and of equal ones the one that allows (2.2.2).
"""

from dataclasses import dataclass
from enum import StrEnum

from lykta.errors import SettingsError

# RFC 9309, 2.5: at least 500 KiB must be read. What stands after that is not looked at.
MAX_ROBOTS_BYTES = 512_000
MAX_RULES = 5_000  # more rules than any site of ads has; the rest is not looked at


class Choice(StrEnum):
    OBEYED = "obeyed"
    NOT_OBEYED = "not obeyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A source's choice. Not to obey needs the legal ground in words."""

    choice: Choice = Choice.OBEYED
    ground: str = ""

    def __post_init__(self) -> None:
        if self.choice is Choice.NOT_OBEYED and not self.ground.strip():
            raise SettingsError("robots = 'not obeyed' needs a legal ground in words. Write it, or obey.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules that concern us: (allows, pattern). `not_now` when the site could not say what it wants."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay_s: float | None = None
    not_now: bool = False

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched; /robots.txt always may."""
        if path == "/robots.txt":
            return True
        if self.not_now:
            return False
        longest = (-1, True)
        for is_allowed, pattern in self.rules:
            if matches(pattern, path):
                longest = max(longest, (len(pattern), is_allowed))
        return longest[1]


NOT_NOW = Robots(not_now=True)
ALL = Robots()


def robots_of(status: int, body: bytes, agent: str) -> Robots:
    """The rules that an answer to /robots.txt means for a program named `agent`.

    2xx: its rules, by the first 512,000 bytes; bad bytes are replaced, lines that are no rule ignored.
    4xx but 429: no rules, so all is allowed (RFC 9309, 2.3.1.3). Everything else, also no answer at all
    (`status` 0): not now (2.3.1.4).
    """
    if 400 <= status < 500 and status != 429:
        return ALL
    if not 200 <= status < 300:
        return NOT_NOW
    text = body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    groups = _groups(text)
    chosen = [group for group in groups if agent.lower() in group.agents]
    chosen = chosen or [group for group in groups if "*" in group.agents]
    delays = [group.delay_s for group in chosen if group.delay_s is not None]
    rules = [rule for group in chosen for rule in group.rules]
    return Robots(rules=tuple(rules[:MAX_RULES]), delay_s=max(delays, default=None))


def matches(pattern: str, path: str) -> bool:
    """Whether a rule's pattern fits the start of the path; * is anything, $ at the end is the end (2.2.3).

    Each part between stars is sought once, from the left, so the time grows with the product of the lengths.
    """
    ends = pattern.endswith("$")
    first, *rest = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not ends or at == len(path)
    for part in rest[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = rest[-1]
    if ends:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0


@dataclass(slots=True)
class _Group:
    agents: set[str]
    rules: list[tuple[bool, str]]
    delay_s: float | None = None


def _groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    names_agents = False
    for line in text.splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not names_agents:
                groups.append(_Group(agents=set(), rules=[]))
            groups[-1].agents.add(value.split("/")[0].strip().lower())
            names_agents = True
        elif groups and name in ("allow", "disallow", "crawl-delay"):
            names_agents = False
            _add(groups[-1], name, value)
    return groups


def _add(group: _Group, name: str, value: str) -> None:
    if name == "crawl-delay":  # no part of the RFC; obeyed where it is a plain number
        if value.replace(".", "", 1).isdecimal() and value.isascii() and len(value) <= 6:
            group.delay_s = float(value)
    elif value:  # an empty rule matches nothing (2.2.2)
        group.rules.append((name == "allow", value))
