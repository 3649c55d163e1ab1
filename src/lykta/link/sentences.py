"""What a reason, a hub and an advertiser's state say, in Swedish and English."""

from collections.abc import Iterable
from datetime import datetime

from lykta.link.changes import Change
from lykta.link.table import at
from lykta.model.counting import AD, count_in_digits
from lykta.model.judgement import Level
from lykta.model.link import Reason
from lykta.model.words import Said

_KIND_SV = {
    "phone": "telefonnumret",
    "email": "e-postadressen",
    "handle": "kontonamnet",
    "url": "webbadressen",
    "wallet": "plånboken",
    "account": "kontot",
    "picture": "bilden",
}
_KIND_EN = {
    "phone": "phone number",
    "email": "e-mail address",
    "handle": "handle",
    "url": "web address",
    "wallet": "wallet",
    "account": "account",
    "picture": "picture",
}
_SAME_SV = {
    "phone": "Samma telefonnummer",
    "email": "Samma e-postadress",
    "handle": "Samma kontonamn",
    "url": "Samma webbadress",
    "wallet": "Samma plånbok",
    "account": "Samma konto",
}


def _ads(count: int) -> Said:
    return count_in_digits(count, AD)


def _named(kind: str, value: str) -> tuple[str, str]:
    return f"{_KIND_SV.get(kind, kind)} {value}", f"{_KIND_EN.get(kind, kind)} {value}"


def day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"


def _expected(count: float) -> Said:
    """A count by chance with the one digit it deserves; never a zero that claims impossibility."""
    if count < 0.05:
        return Said(sv="färre än 0,1", en="fewer than 0.1")
    return Said(sv=f"{count:.1f}".replace(".", ","), en=f"{count:.1f}")


def same_identifier(kind: str, value: str, ads: int) -> Said:
    return Said(
        sv=f"{_SAME_SV.get(kind, f'Samma {kind}')} {value} i båda annonserna; det finns i {_ads(ads).sv}.",
        en=f"The same {_KIND_EN.get(kind, kind)} {value} in both ads; it is found in {_ads(ads).en}.",
    )


def shared_identifier(kind: str, value: str, ads: int) -> Said:
    sv, en = _named(kind, value)
    return Said(
        sv=f"{sv[0].upper()}{sv[1:]} delas av annonser som samtidigt har olika egna nummer; "
        f"värdet finns i {_ads(ads).sv}.",
        en=f"The {en} is shared by ads that at the same time have different numbers of their own; "
        f"it is found in {_ads(ads).en}.",
    )


def same_posting(ads: int) -> Said:
    return Said(
        sv=f"Samma annons på samma webbplats, sedd i {ads} lydelser.",
        en=f"The same posting on the same site, seen in {ads} wordings.",
    )


def same_text(ads: int) -> Said:
    return Said(
        sv=f"Nästan samma text i båda annonserna, när siffror räknas som luckor; den finns i {_ads(ads).sv}.",
        en=f"Nearly the same text in both ads, with numbers taken as slots; it is found in {_ads(ads).en}.",
    )


def same_picture(ads: int) -> Said:
    return Said(
        sv=f"Samma bild eller dess spegelbild i båda annonserna; den finns i {_ads(ads).sv}.",
        en=f"The same picture or its mirror image in both ads; it is found in {_ads(ads).en}.",
    )


def same_price_line(ads: int) -> Said:
    return Said(
        sv=f"Samma rad med flera tal, till exempel en prislista; den finns i {_ads(ads).sv}.",
        en=f"The same line of several numbers, such as a price list; it is found in {_ads(ads).en}.",
    )


def same_place() -> Said:
    return Said(
        sv="Båda annonserna anger samma ort inom två dagar.",
        en="Both ads give the same place within two days.",
    )


def no_other_contact() -> Said:
    return Said(
        sv="Den ena annonsen anger ingen kontakt, och bara en annonsör använder denna text med denna bild.",
        en="One of the ads gives no contact, and only one advertiser uses this text with this picture.",
    )


def number_slip() -> Said:
    return Said(
        sv="Numret i den ena finns bara där och skiljer sig i två siffror från den andras; texten är densamma.",
        en="The number on one ad is found only there; it is the other's but for two digits, and the text is the same.",
    )


def contact_followed(change: Change | None) -> Said:
    """Why two ads are joined over a change of contact. None: their own contacts are unknown."""
    if change is None:
        return Said(
            sv="En ny kontakt följde på en gammal, med samma text eller bilder.",
            en="A new contact followed an old one, with the same text or pictures.",
        )
    ended, began = _days_of(change)
    return Said(
        sv=f"Den gamla kontakten {ended.sv} och den nya finns {began.sv}, med samma text eller bilder.",
        en=f"The old contact was {ended.en} and the new one is {began.en}, with the same text or pictures.",
    )


def _days_of(change: Change) -> tuple[Said, Said]:
    """The last day of the old and the first of the new, as every sentence on a change names them."""
    ended, began = day(at(change.old.ended_s)), day(at(change.new.began_s))
    return (
        Said(sv=f"sågs sist {ended}", en=f"last seen {ended}"),
        Said(sv=f"i annonser från {began}", en=f"in ads from {began}"),
    )


def kept_lines(*, alone: bool) -> Said:
    sv, en = (", däribland sådana som ingen annan har", ", some of which nobody else has") if alone else ("", "")
    return Said(
        sv=f"Den nya kontakten har de flesta av den gamlas meningar{sv}.",
        en=f"The new contact has most of the old one's sentences{en}.",
    )


def kept_pictures(*, alone: bool) -> Said:
    sv, en = (", som ingen annan har", ", which nobody else has") if alone else ("", "")
    return Said(
        sv=f"Den nya kontakten visar den gamlas bilder{sv}.",
        en=f"The new contact shows the old one's pictures{en}.",
    )


def kept_price(price: str) -> Said:
    return Said(
        sv=f"Både den gamla och den nya kontakten anger för det mesta priset {price}.",
        en=f"Both the old and the new contact mostly give the price {price}.",
    )


def hub_diverse(kind: str, value: str, ads: int, groups: int) -> Said:
    sv, en = _named(kind, value)
    return Said(
        sv=f"{sv[0].upper()}{sv[1:]} finns i {_ads(ads).sv} som annars bildar {groups} grupper utan samband; "
        "det binder inte ihop annonser.",
        en=f"The {en} is found in {_ads(ads).en} that otherwise form {groups} unlinked groups; it does not join ads.",
    )


def hub_posting(name: str, wordings: int, groups: int) -> Said:
    return Said(
        sv=f"Inlägget {name} har visat {wordings} olika texter, av {groups} annonsörer som inget annat håller ihop: "
        "det är sidan som återanvänds, så den binder inte ihop dem.",
        en=f"The posting {name} showed {wordings} different texts, of {groups} advertisers whom nothing else links: "
        "the page is used again and again, so it does not join them.",
    )


def hub_far_apart(kind: str, value: str, ads: int, groups: int) -> Said:
    sv, en = _named(kind, value)
    return Said(
        sv=f"{sv[0].upper()}{sv[1:]} finns i {_ads(ads).sv}, där {groups} grupper varken har samband "
        "eller ort gemensamt; det binder inte ihop annonser.",
        en=f"The {en} is found in {_ads(ads).en}, where {groups} groups have neither a link "
        "nor a place in common; it does not join ads.",
    )


def hub_beside(kind: str, value: str, ads: int, contacts: int) -> Said:
    sv, en = _named(kind, value)
    return Said(
        sv=f"{sv[0].upper()}{sv[1:]} finns i {_ads(ads).sv} bredvid {contacts} olika egna kontakter, "
        "som ett supportnummer; det binder inte ihop annonser.",
        en=f"The {en} is found in {_ads(ads).en} beside {contacts} different contacts of their own, "
        "as a support number is; it does not join ads.",
    )


def hub_site(kind: str, value: str, ads: int, source: str) -> Said:
    sv, en = _named(kind, value)
    return Said(
        sv=f"{sv[0].upper()}{sv[1:]} är webbplatsens egen: den finns i {_ads(ads).sv}, i nästan alla annonser "
        f"eller i en rad som {source} själv skriver; det binder inte ihop annonser.",
        en=f"The {en} is the site's own: it is found in {_ads(ads).en}, on nearly all ads or in a line that "
        f"{source} writes itself; it does not join ads.",
    )


def undated(ads: int) -> Said:
    return Said(
        sv=f"Tidpunkt saknas för {_ads(ads).sv}, så det går inte att säga om annonsören är ny.",
        en=f"No times are known for {_ads(ads).en}, so nothing can be said about new or returning.",
    )


def changed(change: Change | None) -> Said:
    """What an advertiser changed. None: its contacts are unknown where they changed."""
    if change is None:
        return Said(
            sv="Bytte kontakt: samma text eller bilder, nytt kontaktsätt.",
            en="Changed contact: same text or pictures, new way of contact.",
        )
    ended, began = _days_of(change)
    old, new = change.old, change.new
    if old.kind == new.kind == "phone":
        return Said(
            sv=f"Bytte nummer från {old.value} ({ended.sv}) till {new.value} ({began.sv}).",
            en=f"Changed number from {old.value} ({ended.en}) to {new.value} ({began.en}).",
        )
    (old_sv, old_en), (new_sv, new_en) = _named(old.kind, old.value), _named(new.kind, new.value)
    return Said(
        sv=f"Bytte från {old_sv} ({ended.sv}) till {new_sv} ({began.sv}).",
        en=f"Changed from the {old_en} ({ended.en}) to the {new_en} ({began.en}).",
    )


def returning(before: datetime, after: datetime, days: int) -> Said:
    return Said(
        sv=f"Återkom {day(after)} efter {days} dagar; sågs dessförinnan sist {day(before)}.",
        en=f"Came back on {day(after)} after {days} days; before that last seen on {day(before)}.",
    )


def new(first: datetime, last: datetime) -> Said:
    return Said(
        sv=f"Inte sedd före {day(first)}, sist sedd {day(last)}. Att ingen sett annonsören tidigare "
        "bevisar inte att den är ny.",
        en=f"Not seen before {day(first)}, last seen {day(last)}. Not seen earlier does not prove new.",
    )


def ongoing(first: datetime, last: datetime) -> Said:
    return Said(
        sv=f"I annonser från {day(first)} utan längre uppehåll, sist sedd {day(last)}.",
        en=f"In ads from {day(first)} without a long gap, last seen {day(last)}.",
    )


def handed_over(says: Said, number: str, before: datetime, after: datetime) -> Said:
    return Said(
        sv=f"{says.sv} Numret {number} användes till {day(before)} av någon annan att döma av text, bilder, "
        f"konton och orter, och här från {day(after)}.",
        en=f"{says.en} The number {number} was used until {day(before)} by someone else to judge by texts, "
        f"pictures, handles and places, and here from {day(after)}.",
    )


def same_template(ads: int, advertisers: int) -> Said:
    return Said(
        sv=f"Samma textmall hos {advertisers} annonsörer, i {_ads(ads).sv}.",
        en=f"The same text template with {advertisers} advertisers, in {_ads(ads).en}.",
    )


def shared_pictures(advertisers: int) -> Said:
    return Said(
        sv=f"Samma bild hos {advertisers} annonsörer med olika kontakt.",
        en=f"The same picture with {advertisers} advertisers of different contact.",
    )


def shared_value(kind: str, value: str, advertisers: int) -> Said:
    sv, en = _named(kind, value)
    return Said(
        sv=f"{sv[0].upper()}{sv[1:]} hos {advertisers} annonsörer som annars har olika kontakt.",
        en=f"The {en} with {advertisers} advertisers that otherwise differ in contact.",
    )


def shared_price_line(advertisers: int) -> Said:
    return Said(
        sv=f"Samma rad med flera tal, till exempel en prislista, hos {advertisers} annonsörer.",
        en=f"The same line of several numbers, such as a price list, with {advertisers} advertisers.",
    )


def synchronised(times: int, expected: float) -> Said:
    return Said(
        sv=f"Annonser inom fem minuter från varandra {times} gånger; av en slump väntades {_expected(expected).sv}.",
        en=f"Ads within five minutes of each other {times} times; by chance {_expected(expected).en} were expected.",
    )


def joint_movement(times: int, expected: float) -> Said:
    return Said(
        sv=f"Kom till samma ort inom två dagar {times} gånger; av en slump väntades {_expected(expected).sv}.",
        en=f"Arrived in the same place within two days {times} times; "
        f"by chance {_expected(expected).en} were expected.",
    )


def held_join(a: tuple[str, str], b: tuple[str, str], ads: int) -> Said:
    """`a` and `b` are kind and value of the two contacts."""
    (first_sv, first_en), (second_sv, second_en) = _named(*a), _named(*b)
    return Said(
        sv=f"Inte förenade: {first_sv} och {second_sv} används samtidigt och har inget gemensamt utom "
        f"{_ads(ads).sv} som nämner någon av dem vid sidan av annat. Vem som helst kan skriva en sådan annons.",
        en=f"Not joined: {first_en} and {second_en} are in use at the same time and have nothing in common but "
        f"{_ads(ads).en} naming either of them beside others. Anyone can post such an ad.",
    )


def held_change(because: Iterable[Reason]) -> Said:
    reasons = tuple(because)
    return Said(
        sv="Inte förenade: en kontakt börjar där en annan slutar, och det kan vara samma annonsör med nytt nummer. "
        + " ".join(reason.says.sv for reason in reasons),
        en="Not joined: a contact begins where another ends, and it may be one advertiser with a new number. "
        + " ".join(reason.says.en for reason in reasons),
    )


def judged_together(level: Level, by: str, at: datetime, why: str) -> Said:
    sv, en = {
        Level.CONTACT: ("har samma kontakt", "have one contact"),
        Level.NETWORK: ("hör till samma nätverk", "belong to one network"),
    }[level]
    return Said(
        sv=f"{by} bedömde {day(at)} att annonserna {sv}: {why}",
        en=f"{by} judged on {day(at)} that the ads {en}: {why}",
    )
