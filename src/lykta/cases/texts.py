"""What people write in a case: trimmed, not empty where it is needed, not longer than it may be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lykta.errors import BadInputError
from lykta.model import case as did
from lykta.model.case import LONGEST_LINE, LONGEST_NOTE, LONGEST_WHY, Change
from lykta.model.words import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """How a field is called, and what may stand in it. A text of one line keeps no line break."""

    name: Said
    most: int = LONGEST_LINE
    least: int = 1
    one_line: bool = True


SHORTEST_PURPOSE = 5  # characters; a session's purpose has the same
_WHY = _Text(name=Said(sv="anledningen", en="the reason"), most=LONGEST_WHY, one_line=False)
_TASK = _Text(name=Said(sv="uppgiften", en="the task"), most=LONGEST_WHY, one_line=False)
_TAG = _Text(name=Said(sv="märkordet", en="the tag"), most=40)
_NETWORK = _Text(name=Said(sv="nätverket", en="the network"))
_PERSON = _Text(name=Said(sv="personen", en="the person"))
_MEMBER = _Text(name=Said(sv="medlemmen", en="the member"))
_CASE = _Text(name=Said(sv="ärendet", en="the case"))
_REQUEST = _Text(name=Said(sv="begäran", en="the request"))

_FIELDS: Mapping[type[Change], Mapping[str, _Text]] = {
    did.Opened: {
        "name": _Text(name=Said(sv="namnet", en="the name")),
        "purpose": _Text(name=Said(sv="ändamålet", en="the purpose"), most=LONGEST_WHY, least=SHORTEST_PURPOSE),
    },
    did.NetworkAdded: {"network": _NETWORK},
    did.NetworkRemoved: {"network": _NETWORK, "why": _WHY},
    did.Noted: {"text": _Text(name=Said(sv="anteckningen", en="the note"), most=LONGEST_NOTE, one_line=False)},
    did.TaskAdded: {"text": _TASK, "member": replace(_MEMBER, least=0)},
    did.TaskDone: {"task": _TASK},
    did.Tagged: {"tag": _TAG},
    did.Untagged: {"tag": _TAG},
    did.TipLinked: {"tip": _Text(name=Said(sv="tipsets beteckning", en="the reference of the tip"))},
    did.PersonAdded: {"called": _Text(name=Said(sv="vad personen kallas", en="what the person is called"))},
    did.PersonPlaced: {
        "person": _PERSON,
        "why": _WHY,
        "offence": _Text(name=Said(sv="brottet", en="the offence"), least=0),
    },
    did.ContactLogged: {
        "words": _Text(name=Said(sv="vad som sades", en="what was said"), most=LONGEST_NOTE, one_line=False),
        "wish_words": _Text(
            name=Said(sv="personens egna önskemål", en="the person's own wishes"),
            most=LONGEST_WHY,
            least=0,
            one_line=False,
        ),
        "person": replace(_PERSON, least=0),
        "reached": _Text(name=Said(sv="kontakten", en="the contact"), least=0),
    },
    did.MemberSet: {"member": _MEMBER, "why": _WHY},
    did.StateSet: {"why": _WHY},
    did.MergedInto: {"case": _CASE, "why": _WHY},
    did.TookIn: {"case": _CASE},
    did.HandedOver: {
        "unit": _Text(name=Said(sv="enheten", en="the unit")),
        "receiver": _Text(name=Said(sv="mottagaren", en="the receiver")),
        "why": _WHY,
    },
    did.ExportAsked: {"recipient": _Text(name=Said(sv="mottagaren", en="the recipient")), "why": _WHY},
    did.ExportApproved: {"request": _REQUEST, "why": _WHY},
}


def cleaned(change: Change) -> Change:
    """The change with its texts trimmed. Raises BadInputError for one that is empty or too long."""
    texts = {field: _fit(getattr(change, field), text) for field, text in _FIELDS[type(change)].items()}
    return replace(change, **texts)  # type: ignore[arg-type]  # each field holds a text


def _fit(given: str, text: _Text) -> str:
    kept = " ".join(given.split()) if text.one_line else given.strip()
    if len(kept) < text.least:
        least = f" ({text.least})" if text.least > 1 else ""
        raise BadInputError(
            f"Nothing was kept: write {text.name.en}, so that a colleague can follow it{least}.",
            sv=f"Inget sparades: skriv {text.name.sv}, så att en kollega kan följa det{least}.",
        )
    if len(kept) > text.most:
        raise BadInputError(
            f"Nothing was kept: {text.name.en} has {len(kept):,} characters and may have {text.most:,}. Shorten it.",
            sv=f"Inget sparades: {text.name.sv} har {len(kept)} tecken och får ha {text.most}. Korta texten.",
        )
    return kept
