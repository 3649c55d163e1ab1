"""From ads with findings to a linking: in memory, for the stored ads and for `resolve` alike."""

from collections.abc import Iterable, Mapping

from lykta.link.linking import link_ads
from lykta.link.settings import LinkSettings
from lykta.model.desk import AdView
from lykta.model.finding import IDENTIFIER_KINDS, PictureHash
from lykta.model.link import AdEvidence, Identifier, Linking


def link_views(views: Iterable[AdView], pictures: Mapping[str, tuple[PictureHash, ...]]) -> Linking:
    evidence = [evidence_of(view, pictures.get(view.ad.id, ())) for view in views]
    began = min((one.first_at for one in evidence if one.first_at is not None), default=None)
    return link_ads(evidence, settings=LinkSettings(), watching_since=began)


def evidence_of(view: AdView, pictures: tuple[PictureHash, ...]) -> AdEvidence:
    """What linking may know of an ad: identifiers, text, pictures, municipality and times."""
    best: dict[tuple[str, str], Identifier] = {}
    for one in view.findings:
        if one.kind in IDENTIFIER_KINDS:
            found = Identifier(
                kind=one.kind, value=one.value, confidence=one.confidence, obscured=one.obscured is not None
            )
            key = (one.kind, one.value)
            if key not in best or best[key].confidence < found.confidence:
                best[key] = found
    return AdEvidence(
        id=view.ad.id,
        source=view.ad.source,
        key=view.ad.key,
        text=view.ad.text,
        first_at=view.first_seen_at,
        last_at=view.last_seen_at,
        place=next((one.value for one in view.findings if one.kind == "place"), None),
        identifiers=tuple(best.values()),
        pictures=pictures,
    )
