"""The filters: a text in, its findings out. They need no home and no database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lykta.model.finding import Finding
from lykta.service.extracting import extract_text, open_extractors
from lykta.service.settings import Settings


def phones_in(settings: Settings, text: str, *, region: str | None) -> dict[str, Any]:
    """`numbers`: E.164 in the order written, each once; `findings`: every place where one stands."""
    extractors = open_extractors(settings).only("phone")
    found = [one for one in extract_text(extractors, text, region=region or settings.region) if one.kind == "phone"]
    return {
        "numbers": list(dict.fromkeys(one.value for one in found)),
        "findings": [
            {
                "e164": one.value,
                "span": [one.start, one.end],
                "written": one.written,
                "obscured": one.obscured,
                "confidence": one.confidence,
                **{key: one.extra[key] for key in ("type",) if key in one.extra},
            }
            for one in found
        ],
    }


def findings_in(
    settings: Settings, text: str, *, region: str | None, seen_at: datetime | None = None
) -> dict[str, Any]:
    """`findings`: of every kind, in the order of the text."""
    found = extract_text(open_extractors(settings), text, region=region or settings.region, seen_at=seen_at)
    return {"findings": [_as_line(one) for one in found]}


def _as_line(one: Finding) -> Mapping[str, Any]:
    return {
        "kind": one.kind,
        "value": one.value,
        "written": one.written,
        "span": [one.start, one.end],
        "obscured": one.obscured,
        "confidence": one.confidence,
        "extractor": one.extractor,
        "version": one.version,
        "extra": dict(one.extra),
    }
