"""Ways of writing a number that people use beside the plain ones, each whole, and rows of digits that are none."""

import pytest

from lykta.extract.adtext import AdText
from lykta.extract.reading import load_extractors, read_all

EXTRACTORS = load_extractors()
# fmt: off
NUMBERS = (
    ("noll sjuttio etthundrasjuttiofyra noll sex fyrtioett", "+46701740641"),
    ("noll sjuttio, ett hundra sjuttiofyra, noll sex, fyrtio ett", "+46701740641"),
    ("zero seventy one hundred seventy-four zero six forty-one", "+46701740641"),
    ("zero seventy, one hundred and seventy four, oh six, forty one", "+46701740641"),
    ("noll sju noll hundra sjuttiofyra noll sex fyra ett", "+46701740641"),
    ("070 hundrasjuttiofyra 06 41", "+46701740641"),
    ("nollåtta fyrahundra sextiofem noll noll fyra sjuttioett", "+46846500471"),
    ("noll trettioett trehundranittio noll sex fyrtioett", "+46313900641"),
    ("zero thirty-one, three hundred ninety, zero six, forty one", "+46313900641"),
    ("noll fyrtio sexhundratjugoåtta noll fyra tjugo", "+46406280420"),
    ("noll sju noll ett sju fyra noll sex dubbel åtta", "+46701740688"),
    ("noll sju noll ett sju fyra noll sex dubbelåtta", "+46701740688"),
    ("zero seven zero one seven four zero double six seven", "+46701740667"),
    ("oh seven oh one seven four oh six double-seven", "+46701740677"),
    ("070 174 0 dubbel 6 7", "+46701740667"),
    ("noll sju noll ett sju fyra noll sex två sexor", "+46701740666"),
    ("zero seven zero one seven four zero six two eights", "+46701740688"),
    ("noll åtta fyra sex fem två nollor fyra sju ett", "+46846500471"),
    ("nollåtta fyrasexfem dubbelnolla fyra sju ett", "+46846500471"),
    ("zero eight four six five double oh four seven one", "+46846500471"),
    ("dubbelnolla fyrasex sju noll ett sju fyra noll sex fyra ett", "+46701740641"),
    ("nolla sjua nolla etta sjua fyra nolla sexa fyra etta", "+46701740641"),
    ("nollan sjuan nollan ettan sjuan fyran nollan sexan fyran ettan", "+46701740641"),
    ("noll sjy noll ett sjy fyra noll sex fyra ett", "+46701740641"),
    ("nol sju nol ett sju fyra nol sex fyra et", "+46701740641"),
    ("noll sju noll et sju fyraa noll seks fyra ett", "+46701740641"),
    ("noll sju noll ett sju fyar noll sex fyra ett", "+46701740641"),
    ("nolll sjuu nolll ettt sjuu fyraaa nolll sexxx fyraaa ettt", "+46701740641"),
    ("nåll sju nåll ett sju fyra nåll sex otta tva", "+46701740682"),
    ("zro sevn zero one sevn for zero siks four one", "+46701740641"),
    ("zero seven zero one seven fuor zero six four one", "+46701740641"),
    ("zeroo sevenn zeroo onee sevenn fourr zeroo sixx fourr onee", "+46701740641"),
    ("zero seven zero won seven for zero six for one", "+46701740641"),
    ("n0ll sju n0ll ett sju fyra n0ll s3x fyra ett", "+46701740641"),
    ("z3ro s3ven z3r0 0ne sev3n f0ur z3ro s1x f0ur 0ne", "+46701740641"),
    ("N0LL-SJU-N0LL-ETT-SJU-FYR4-N0LL-S3X-FYR4-3TT", "+46701740641"),
    ("n0llsjun0llettsjufyran0llsexfyraett", "+46701740641"),
    ("sms:a 070 och sen 174 och sen 06 och till sist 41", "+46701740641"),
    ("noll sju noll, sen ett sju fyra, sen noll sex, sist fyra ett", "+46701740641"),
    ("ring 070 följt av 174 följt av 0641", "+46701740641"),
    ("starts with 070, continues with 174, ends with 06 41", "+46701740641"),
    ("070 streck 174 mellanslag 06 mellanslag 41", "+46701740641"),
    ("zero seven zero dash one seven four dash zero six dash four one", "+46701740641"),
    ("noll sju noll punkt ett sju fyra punkt noll sex punkt fyra ett", "+46701740641"),
    ("noll sju noll bindestreck ett sju fyra mellanslag noll sex mellanslag fyra ett", "+46701740641"),
    ("börjar på 070 sedan kommer 174 och efter det 06 och 41", "+46701740641"),
    ("first zero seven zero then one seven four then zero six and last four one", "+46701740641"),
    ("riktnummer 08 och sedan 465 004 71", "+46846500471"),
    ("area code 08, then 465 004 71", "+46846500471"),
    ("prefix 031 then 390 then 0641", "+46313900641"),
    ("börja med 08, sedan 465, sedan 004 och sist 71", "+46846500471"),
    ("plus fyrtisex sjutti hundrasjuttifyra noll sex fyrtiett", "+46701740641"),
    ("noll sjutti ett sjutti fyra noll sex fyrti ett", "+46701740641"),
    ("o seven o one seven four o six four one", "+46701740641"),
    ("noll sju o ett sju fyra o sex fyra ett", "+46701740641"),
    ("noll70 ett74 noll6 fyrtio1", "+46701740641"),
    ("noll sjuttio ett sjuttio4 noll sex fyrtio1", "+46701740641"),
    ("nought seven nought one seven four nought six four one", "+46701740641"),
    ("0-7-0 / 1-7-4 / 0-6 / 4-1", "+46701740641"),
    ("0.70.174.06.41", "+46701740641"),
    ("0 70 1 74 06 41", "+46701740641"),
    ("07 01 74 06 41", "+46701740641"),
    ("0701 74 06 41", "+46701740641"),
    ("07 017 406 41", "+46701740641"),
    ("tel: noll-sju-noll 1 7 4 noll-sex 4 1", "+46701740641"),
    ("telnr 070 1 sju 4 noll 641", "+46701740641"),
    ("0 7 0 - 1 7 4 - 0 6 - 4 1", "+46701740641"),
    ("(070) ett-sju-fyra 06-41", "+46701740641"),
    ("Ring mig på nollsjunoll ettsjufyra nollsex fyraett efter sex", "+46701740641"),
    ("ring noll sju noll - ett sju fyra - noll sex - fyra ett, öppet tio till tjugo två", "+46701740641"),
    ("+46 sju noll ett sju fyra noll sex fyra ett", "+46701740641"),
    ("plus 46 sjuttio 174 06 41", "+46701740641"),
    ("(plus fyra sex) sju noll ett sju fyra noll sex fyra ett", "+46701740641"),
    ("0️⃣ sju 0️⃣ ett sju fyra 0️⃣ sex fyra ett", "+46701740641"),
    ("noll 🌸 sju 🌸 noll 🌸 ett 🌸 sju 🌸 fyra 🌸 noll 🌸 sex 🌸 fyra 🌸 ett", "+46701740641"),
    ("noll|sju|noll|ett|sju|fyra|noll|sex|fyra|ett", "+46701740641"),
    ("noll\nsju\nnoll\nett\nsju\nfyra\nnoll\nsex\nfyra\nett", "+46701740641"),
    ("noll= sju= noll= ett= sju= fyra= noll= sex= fyra= ett", "+46701740641"),
    ("noll;sju;noll;ett;sju;fyra;noll;sex;fyra;ett", "+46701740641"),
    ("Noll sju noll. Ett sju fyra. Noll sex. Fyra ett.", "+46701740641"),
    ("noll (sju) noll (ett) sju (fyra) noll (sex) fyra (ett)", "+46701740641"),
    ("nollsju01sjufyra0sexfyraett", "+46701740641"),
    ("0seven0 one7four 0six four1", "+46701740641"),
    ("zer0 seven zer0 one seven four zer0 six four one", "+46701740641"),
    ("Ohseventy oneseventyfour ohsix fortyone", "+46701740641"),
    ("oh-seven-oh-one-seven-four-oh-six-four-one", "+46701740641"),
    ("070 174 o6 4l", "+46701740641"),
    ("o70l740641", "+46701740641"),
    ("07O1740641", "+46701740641"),
    ("O7Ol74O64l", "+46701740641"),
    ("070~174~06~41", "+46701740641"),
    ("070:174:06:41", "+46701740641"),
    ("070 -- 174 -- 06 -- 41", "+46701740641"),
    ("070...174...06...41", "+46701740641"),
    ("070>>174>>06>>41", "+46701740641"),
    ("070=174=06=41", "+46701740641"),
    ("070 | 174 | 06 | 41", "+46701740641"),
    ("070'174'06'41", "+46701740641"),
    ("\"070\" \"174\" \"06\" \"41\"", "+46701740641"),
    ("0 sju noll, 1 sju fyra, 0 sex, 4 ett", "+46701740641"),
    ("Ring 070 ett sju fyra noll sex fyrtioett så hörs vi", "+46701740641"),
    ("zero seven zero one seventy-four zero six forty one", "+46701740641"),
    ("noll sjuhundraett sjuhundrafyrtio sexhundrafyrtioett", "+46701740641"),
    ("zero seven hundred one, seven forty, six forty-one", "+46701740641"),
    ("noll sjuttio sjutton fyra noll sex fyrtio ett", "+46701740641"),
)
NO_NUMBERS = (
    "05/06, 12/06, 19/06 och 26/06",
    "Datum 7/1, 7/4, 6/5, 4/6 och 9/9",
    "Lediga dagar: 02.05, 06.05, 07.05, 11.05",
    "tider 07.40, 08.10, 08.40, 09.10",
    "Tider: 07:40 08:10 08:40 09:10",
    "noll ett två tre fyra fem sex sju åtta nio",
    "nine eight seven six five four three two one zero",
    "zero, one, two, three, four, five, six, seven, eight, nine",
    " ".join("0123456789"),
    "0123456789",
    "Resultat: 7-0, 1-7, 4-0, 6-0, 5-1",
    "3-1 2-0 0-4 1-1 4-6",
    "0-7, 0-1, 7-4, 0-6, 0-5 slutade matcherna",
    "sets 6-4, 0-6, 7-5, 6-1",
    "Vecka " + " ".join(f"{week:02d}" for week in range(7, 16, 2)),
    "lotto 04 08 17 23 31 33 35",
    "04, 08, 17, 23, 31, 33 och 35",
    "hundra kronor, tvåhundra, fyrahundra femtio",
    "double bed, two rooms, six chairs, four windows, seven lamps",
    "dubbel säng, dubbla rum, sex stolar",
    "noll problem, ett pris, två timmar, tre dagar, fyra rum",
    "one two three four five six seven eight nine ten",
    "Priser: ettusen, tvåtusen, femhundra",
    "sju noll, ett fyra, noll sex, tre två i set",
    "0,5 0,7 0,33 0,75 1,5 liter",
    "Storlekar 40 41 42 43 44",
    "size " + " ".join(f"{size:02d}" for size in range(8, 17, 2)),
    "08 10 12 14 16 18",
    "from zero to five, six to seven, eight to ten",
    "noll stress, en kopp kaffe, sju dagar i veckan, ett leende, fyra årstider, noll krångel, sex timmar, två soffor",
    "hundra procent, noll sju noll",
    " ".join(("1-0", "2-0", "3-1", "0-0", "4-4")),
    "05-06, 12-06, 19-06",
    "mån 07-17 tis 08-18 ons 09-19",
    "07.00-17.40, 06.05-21.00",
    "for two to four, too late, ate at six, won one",
    "Bussar: 07.05 07.15 07.25 07.35",
    "klockan sju noll noll, åtta noll noll, nio noll noll",
    "rum 101 och 102, våning 01",
    "pris noll, rabatt tjugo, trettio, fyrtio procent",
    "zero fees, one price, two for one, three for two, six days, seven nights",
    "ett tu tre fyra fem sex sju åtta nio tio elva",
    "04-06 08-12 15-20 år",
    "öppet noll åtta till tjugo noll noll alla sju dagar",
    "kl noll sju trettio till noll åtta femton",
    "first 08 then 20 and last 09 19",
    "0,10 0,20 0,30 0,40",
    "SJUNOLL ett sju fyra",
    "7-noll-1-7-fyra",
    "seventy 174 0641 with zero first",
)
# fmt: on


def _read(kind: str, text: str) -> tuple[str, ...]:
    return tuple(one.value for one in read_all(EXTRACTORS.only(kind), AdText(text=text)))


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_said_in_another_way_is_read_whole(text: str, number: str) -> None:
    assert _read("phone", text) == (number,)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_rows_of_digits_and_words_that_nobody_would_dial_give_nothing(text: str) -> None:
    assert _read("phone", text) == ()


def test_a_misspelled_word_is_only_a_digit_among_others_that_are_right() -> None:
    assert _read("phone", "noll sju noll fara för två") == ()
    assert _read("phone", "zero seven zero one seven for zero six zero five") == ("+46701740605",)
    assert _read("phone", "zero seven zero one seven four zero six zero five for you") == ("+46701740605",)


def test_a_misspelled_number_is_told_as_such_and_trusted_less() -> None:
    (found,) = read_all(EXTRACTORS.only("phone"), AdText(text="noll sjuu noll ett sju fyra n0ll sex noll fem"))
    assert (found.obscured, found.confidence) == ("misspelled words", 0.8)


@pytest.mark.parametrize(
    "text",
    ["noll sjuttio ett hundra sjuttio fyra noll sex noll fem", "noll sjuttio hundrasjuttio fyra noll sex noll fem"],
)
def test_tens_after_a_hundred_are_tried_together_and_apart(text: str) -> None:
    assert _read("phone", text) == ("+46701740605",)
