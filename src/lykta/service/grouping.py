"""`lykta groups`: texts in, the group of near-duplicates of each out, and each group's template with its slots."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lykta.link.settings import LinkSettings
from lykta.link.templates.grouping import TemplateSettings, group_tokens
from lykta.link.templates.slots import template_of
from lykta.link.templates.tokens import tokens_of
from lykta.model.template import Slot, SlotKind, Template, TextGroup
from lykta.service.extracting import extract_text, open_extractors
from lykta.service.settings import Settings
from lykta.service.wordings import stretches_of

_Stretches = Mapping[str, Sequence[tuple[int, int, SlotKind]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRecord:
    """One text of `groups`; `source` is the site it stood on, where that is known."""

    id: str
    text: str
    source: str | None = None


def known_stretches(texts: Mapping[str, str], settings: Settings) -> _Stretches:
    """What the extractors read in each text, as start, end and the kind of slot it would fill."""
    extractors = open_extractors(settings)
    return {id_: stretches_of(extract_text(extractors, text, region=settings.region)) for id_, text in texts.items()}


def group_records(settings: Settings, records: Iterable[TextRecord], *, with_templates: bool) -> Iterator[TextGroup]:
    """Every text is in one group, whatever the order given; the groups come in the order of their first ids.

    Lines that a site writes on a large share of its ads join nobody. Without templates a group's template is its
    first text.
    """
    seen = sorted(records, key=lambda record: record.id)
    compared = without_site_lines(seen, LinkSettings())
    for own in group_tokens([tokens_of(text) for text in compared], TemplateSettings()):
        texts = {seen[at].id: seen[at].text for at in own}
        if with_templates and len(texts) > 1:
            template = template_of(texts, known_stretches(texts, settings))
        else:
            template = Template(pieces=(seen[own[0]].text,))
        yield TextGroup(ids=tuple(texts), template=template)


def without_site_lines(records: Sequence[TextRecord], limits: LinkSettings) -> list[str]:
    """The texts without the lines that their source writes itself; a text of such lines alone stays whole.

    A line is the site's when it stands, digits alike, on a large share of a source's texts that differ otherwise.
    """
    lines = [[line.strip() for line in record.text.split("\n")] for record in records]
    texts_of: Counter[str] = Counter(record.source for record in records if record.source)
    others: dict[tuple[str, str], set[int]] = defaultdict(set)
    for record, own in zip(records, lines, strict=True):
        if record.source:
            for line in {line for line in own if line}:
                rest = tuple(other for other in own if other != line)
                others[record.source, line].add(hash(rest))
    site = {
        (source, line)
        for (source, line), rests in others.items()
        if len(rests) >= limits.boilerplate_ads and len(rests) > limits.boilerplate_share * texts_of[source]
    }
    kept = [
        "\n".join(line for line in own if (record.source, line) not in site)
        for record, own in zip(records, lines, strict=True)
    ]
    return [text if text.strip() else record.text for text, record in zip(kept, records, strict=True)]


def template_line(group: TextGroup) -> dict[str, Any]:
    """A group as one line of `--templates`: its text in pieces, and per slot its kind and its value by id."""
    pieces = [
        {"slot": piece.number, "kind": piece.kind.value} if isinstance(piece, Slot) else {"text": piece}
        for piece in group.template.pieces
    ]
    return {
        "group": group.ids[0],
        "size": len(group.ids),
        "template": pieces,
        "slots": [
            {
                "slot": slot.number,
                "kind": slot.kind.value,
                "values": {
                    id_: {"text": value.text, "span": [value.start, value.end]} for id_, value in slot.values.items()
                },
            }
            for slot in group.template.slots
        ],
    }
