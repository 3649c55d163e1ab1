"""Times as a reader in Sweden has them, in the terminal as on the pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

_HOME = ZoneInfo("Europe/Stockholm")


def home_time(at: datetime) -> str:
    return f"{at.astimezone(_HOME):%Y-%m-%d %H:%M}"


def home_day(at: datetime) -> str:
    return f"{at.astimezone(_HOME):%Y-%m-%d}"
