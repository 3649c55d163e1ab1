"""Which word at the start of a line is a name, told from words that begin a sentence and from places."""

from lykta.extract._gazetteer import forms_by_first_word
from lykta.extract.adtext import AdText

NAME = "([a-z]{2,15}(?:-[a-z]{2,15})?)"
LINE_START = r"(?:^|\n|[.!*] ?)"
# Words that begin a line before an age and are no name.
NO_NAMES = frozenset(
    (
        b"damer flickor friends girls kvinnor ladies tjejer vanner vaninnor women"
        b" april august augusti avsnitt bild bilder chapter day december duo februari february film foto halvtimme"
        b" hour januari january juli july juni june kapitel klass level march mars massage match maj may min minut"
        b" minuter minutes niva november oktober october page paket photo photos player rabatt sida sidan september"
        b" spelare steg step tag thai tim timme train version video"
        b" about age alder almost and anyone apartment bara bus buss ca chefen cirka code dam details diskret"
        b" du en endast ensam ett flat flicka floor fran fredag friday from fyllda gast gaster gata gatan girl"
        b" guests han he hej hello hemma hi hon house hus info jag just kille kod kund kunder kvinna lady"
        b" lagenhet ledig line linje lordag mamma man mandag mature max mer minst mogen monday more nagon"
        b" nearly new now nr nu number nummer ny och only onsdag over port price pris privat reception"
        b" receptionen room rum sallskap saturday she singel single size snart snygg someone sondag sot storlek"
        b" street student sunday svensk swedish the thursday tid till time tisdag tjej torsdag tuesday under"
        b" ung vacker vagen vaning vecka vi we wednesday week woman you young"
    ).split()
)


def is_name(ad: AdText, word: bytes, span: tuple[int, int], *, led: bool) -> bool:
    """Whether a word is written as a name; `led` when words before it introduce one."""
    written = ad.text[slice(*span)]
    if not written[:1].isupper() or word in NO_NAMES:
        return False
    return led or not (written.isupper() or word in forms_by_first_word() or is_street(word))


def is_street(word: bytes) -> bool:
    return word.endswith((b"gatan", b"vagen", b"torget", b"street"))
