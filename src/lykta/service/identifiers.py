"""The identifiers of an ad; apart from linking, so that looking does not pay for loading it."""

from collections.abc import Set
from dataclasses import replace

from lykta.model.desk import AdView
from lykta.model.finding import IDENTIFIER_KINDS
from lykta.model.link import Identifier


def identifiers_of(view: AdView) -> tuple[Identifier, ...]:
    """Each identifier once, as sure as the surest place where it stands."""
    best: dict[tuple[str, str], Identifier] = {}
    for one in view.findings:
        if one.kind not in IDENTIFIER_KINDS:
            continue
        key = (one.kind, one.value)
        if key not in best or best[key].confidence < one.confidence:
            best[key] = Identifier(
                kind=one.kind, value=one.value, confidence=one.confidence, obscured=one.obscured is not None
            )
    return tuple(best.values())


def without_hubs(view: AdView, hubs: Set[tuple[str, str]]) -> AdView:
    """The ad without the findings that are held back as common values."""
    kept = tuple(one for one in view.findings if (one.kind, one.value) not in hubs)
    return view if len(kept) == len(view.findings) else replace(view, findings=kept)
