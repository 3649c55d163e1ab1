"""A network as JSON lines: first the network with its reasons, then its links, then its ads with findings."""

import json
from collections.abc import Iterator
from typing import Any

from lykta.model.desk import AdView, NetworkPage
from lykta.model.link import Reason
from lykta.model.signal import Signal
from lykta.model.words import Language
from lykta.share.contract import ExportFormat


def write(page: NetworkPage, language: Language) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(page, language))
    return "".join(lines).encode("utf-8", "backslashreplace")


def _rows(page: NetworkPage, language: Language) -> Iterator[dict[str, Any]]:
    yield {
        "what": "network",
        "id": page.item.network,
        "tier": page.item.tier.name.lower(),
        "because": [said.in_(language) for said in page.item.because],
        "signals": [
            {
                "card": one.card,
                "grade": one.grade.value,
                "direction": one.direction.value,
                "says": one.says.in_(language),
            }
            for one in page.signals
        ],
        "advertisers": [view.advertiser.id for view in page.advertisers],
        "no_contact": [view.advertiser.id for view in page.advertisers if view.no_contact],
        "ads": page.ads_shown_of,
    }
    for tie in page.ties:
        yield {"what": "tie", "a": tie.a, "b": tie.b, "because": [_reason(one, language) for one in tie.because]}
    for view in page.advertisers:
        for link in view.links:
            yield {
                "what": "link",
                "a": link.a,
                "b": link.b,
                "because": [_reason(one, language) for one in link.because],
            }
    for ad in page.ads:
        yield _ad(ad)


def _signal(one: Signal, language: Language) -> dict[str, Any]:
    return {
        "card": one.card,
        "grade": one.grade.value,
        "direction": one.direction.value,
        "says": one.says.in_(language),
    }


def _reason(one: Reason, language: Language) -> dict[str, Any]:
    return {
        "family": one.family.value,
        "kind": one.kind,
        "value": one.value,
        "bits": round(one.bits, 2),
        "says": one.says.in_(language),
    }


def _ad(view: AdView) -> dict[str, Any]:
    return {
        "what": "ad",
        "id": view.ad.id,
        "source": view.ad.source,
        "key": view.ad.key,
        "url": view.ad.url,
        "text": view.ad.text,
        "first_seen_at": view.first_seen_at.isoformat(),
        "last_seen_at": view.last_seen_at.isoformat(),
        "snapshot": view.ad.snapshot,
        "snapshot_sha256": view.ad.snapshot_sha256,
        "findings": [
            {"kind": one.kind, "value": one.value, "written": one.written, "span": [one.start, one.end]}
            for one in view.findings
        ],
    }


FORMAT = ExportFormat(
    write=write,
    suffix=".jsonl",
    media_type="application/x-ndjson",
    holds=(b'"what": "network"', b'"what": "link"', b'"bits": 9.2', "Umeå".encode(), b'"no_contact": ["advertiser-1"]'),
)
