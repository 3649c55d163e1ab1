"""What a case's legal ground lets it hold."""

from collections.abc import Mapping

from lykta.model.audit import Ground
from lykta.model.case import Category

_ALL = (Category.SUSPECT, Category.VICTIM, Category.WITNESS, Category.OTHER)
_NOBODY_SUSPECTED = (Category.VICTIM, Category.WITNESS, Category.OTHER)

# Whoever came for support is no suspect in that case, and statistics and supervision need no case at all
# (docs/adr/0024-a-case-is-what-was-done-in-it.md).
CATEGORIES: Mapping[Ground, tuple[Category, ...]] = {
    Ground.INVESTIGATION: _ALL,
    Ground.INTELLIGENCE: _ALL,
    Ground.SUPPORT: _NOBODY_SUSPECTED,
}
CASE_GROUNDS: tuple[Ground, ...] = tuple(CATEGORIES)
