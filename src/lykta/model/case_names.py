"""How the parts of a case are called, in both languages, wherever they are shown."""

from collections.abc import Mapping

from lykta.model.case import CaseState, Category, Part, Statement, Way, Wish
from lykta.model.words import Said

STATE_NAMES: Mapping[CaseState, Said] = {
    CaseState.OPEN: Said(sv="öppet", en="open"),
    CaseState.RESTING: Said(sv="vilande", en="resting"),
    CaseState.CLOSED: Said(sv="avslutat", en="closed"),
    CaseState.HANDED_OVER: Said(sv="överlämnat", en="handed over"),
    CaseState.MERGED: Said(sv="sammanfört med ett annat", en="merged into another"),
}

PART_NAMES: Mapping[Part, Said] = {
    Part.OWNER: Said(sv="ägare", en="owner"),
    Part.INVESTIGATOR: Said(sv="utredare", en="investigator"),
    Part.READER: Said(sv="läsare", en="reader"),
    Part.EXTERNAL: Said(sv="extern", en="external"),
}

CATEGORY_NAMES: Mapping[Category, Said] = {
    Category.SUSPECT: Said(sv="misstänkt", en="suspect"),
    Category.VICTIM: Said(sv="brottsoffer", en="victim"),
    Category.WITNESS: Said(sv="vittne", en="witness"),
    Category.OTHER: Said(sv="övrig eller inte placerad", en="other, or not placed"),
}

WAY_NAMES: Mapping[Way, Said] = {
    Way.MEETING: Said(sv="möte", en="meeting"),
    Way.OUTREACH: Said(sv="uppsökande arbete", en="outreach"),
    Way.INTERVIEW: Said(sv="samtal eller förhör", en="interview"),
}

WISH_NAMES: Mapping[Wish, Said] = {
    Wish.NOTHING_SAID: Said(sv="inget sagt om fler kontakter", en="nothing said of further contact"),
    Wish.MAY_BE_CONTACTED: Said(sv="får kontaktas igen", en="may be contacted again"),
    Wish.NO_CONTACT: Said(sv="vill inte bli kontaktad", en="wishes not to be contacted"),
}

STATEMENT_NAMES: Mapping[Statement, Said] = {
    Statement.FACT: Said(sv="uppgift", en="fact"),
    Statement.ASSESSMENT: Said(sv="bedömning", en="assessment"),
}

WISHES_NO_CONTACT = Said(sv="Någon här vill inte bli kontaktad.", en="Somebody here wishes not to be contacted.")
