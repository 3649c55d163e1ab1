"""What holds the advertisers of a network together, in words."""

from lykta.model.desk import NetworkView
from lykta.model.link import Family
from lykta.model.words import Said

# In the order in which a reader should meet them: the easiest to check by eye comes first.
_WORDS = {
    Family.TEXT: Said(sv="samma textmall", en="the same text template"),
    Family.PICTURE: Said(sv="samma bilder", en="the same pictures"),
    Family.IDENTIFIER: Said(sv="samma kontaktuppgift", en="the same contact detail"),
    Family.PLACE_AND_TIME: Said(sv="samma tider och platser", en="the same times and places"),
    Family.STYLE: Said(sv="samma skrivvanor", en="the same writing habits"),
    Family.PERSON: Said(sv="en persons bedömning", en="a person's judgement"),
}


def tie_families(view: NetworkView) -> set[Family]:
    return {reason.family for tie in view.network.ties for reason in tie.because}


def held_by(view: NetworkView) -> Said:
    """At most two of the reasons, such as `samma textmall och samma bilder`."""
    present = tie_families(view)
    words = [said for family, said in _WORDS.items() if family in present][:2]
    return Said(sv=" och ".join(said.sv for said in words), en=" and ".join(said.en for said in words))
