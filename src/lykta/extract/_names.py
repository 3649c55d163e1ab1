"""Which word at the start of a line is a name, told from words that begin a sentence and from places."""

from lykta.extract._gazetteer import forms_by_first_word
from lykta.extract.adtext import AdText

NAME = "([a-z]{2,15}(?:-[a-z]{2,15})?)"
LINE_START = r"(?:^|\n|[.!*] ?)"
# Words that begin a line before an age and are no name.
NO_NAMES = frozenset(
    b"tjej kvinna man kille dam flicka girl woman lady mogen mature ung young svensk swedish jag age alder ny new nu now"
    b" over under bara only just fyllda endast minst max cirka ca about nearly snart almost the and och en ett vi we du"
    b" you han hon she he student ensam single singel vacker snygg sot mamma hej hi hello fran from till room rum"
    b" sallskap ledig hemma diskret privat anyone someone nagon mer more details info chefen receptionen reception"
    b" pris price tid time buss bus linje line nummer number nr vaning floor port kod code storlek size vecka week"
    b" hus house lagenhet flat apartment gata gatan street vagen mandag tisdag onsdag torsdag fredag lordag sondag"
    b" monday tuesday wednesday thursday friday saturday sunday kund kunder gast gaster guests".split()
)


def is_name(ad: AdText, word: bytes, span: tuple[int, int], *, led: bool) -> bool:
    """Whether a word is written as a name; `led` when words before it introduce one."""
    written = ad.text[slice(*span)]
    if not written[:1].isupper() or word in NO_NAMES:
        return False
    return led or not (written.isupper() or word in forms_by_first_word() or word.endswith((b"gatan", b"vagen")))
