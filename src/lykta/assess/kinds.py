"""Which ads of a network are offers, recruitment, premises; a quote of each where its own text says so."""

from lykta.assess.facts import quotes_of
from lykta.assess.phrases import MOST_QUOTES
from lykta.model.ad import AdKind
from lykta.model.desk import AdView, NetworkView
from lykta.model.signal import Quote


def ads_of_kind(view: NetworkView, kind: AdKind) -> tuple[list[AdView], tuple[Quote, ...]]:
    found = [seen for seen in view.ads if seen.kind is kind]
    said = [(seen, one) for seen in found for one in seen.findings if (one.kind, one.value) == ("adkind", kind.value)]
    return found, quotes_of(said[:MOST_QUOTES])
