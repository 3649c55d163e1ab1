"""Lines as ads have them, sober and invented, each with every value that a reader would take from it.

Numbers are from the series reserved for fiction. Written apart from the extractors' own examples.
"""

A, B = "phone:+46701740605", "phone:+46701740699"
STOCKHOLM, GOTEBORG, MALMO = "phone:+46846500400", "phone:+46313900600", "phone:+46406280400"
US = "phone:+12125550123"

LINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # numbers, plain
    ("Tel 0701740605", (A,)),
    ("mobil: 070 174 06 05", (A,)),
    ("070.174.06.05", (A,)),
    ("(070) 174 06-05", (A,)),
    ("070/174 06 05", (A,)),
    ("+46 70 174 06 05", (A,)),
    ("0046(0)701740605", (A,)),
    ("46701740605", (A,)),
    ("08-465 004 00", (STOCKHOLM,)),
    ("växel 031-390 06 00, mobil 070-174 06 05", (GOTEBORG, A)),
    ("040 - 628 04 00", (MALMO,)),
    ("0701740605/0701740699", (A, B)),
    ("070-174 06 05 eller 070-174 06 99", (A, B)),
    ("+1 (212) 555-0123", (US,)),
    ("001 212 555 0123", (US,)),
    # numbers, obscured
    ("Noll Sju Noll, ett sju fyra, noll sex noll fem", (A,)),
    ("nollsjunollettsjufyranollsexnollfem", (A,)),
    ("NOLL-SJU-NOLL-ETT-SJU-FYRA-NOLL-SEX-NOLL-FEM", (A,)),
    ("noll sjuttio, sjutton, fyrtio, sextio, fem", (A,)),
    ("noll atta fyrtiosex femtio noll fyra noll noll", (STOCKHOLM,)),
    ("zero seven zero one seven four zero six zero five", (A,)),
    ("oh seven oh, one seven four, oh six oh five", (A,)),
    ("noll7noll 1sju4 06noll5", (A,)),
    ("zero sju zero one sju fyra zero six zero fem", (A,)),
    ("plus fyrtiosex sju noll ett sju fyra noll sex noll fem", (A,)),
    ("O70-174O6O5", (A,)),
    ("07O l74 O6 OS", (A,)),
    ("０７０ １７４ ０６ ０５", (A,)),
    ("⓪⑦⓪①⑦④⓪⑥⓪⑤", (A,)),
    ("0\u200b7\u200b0174\u20600605", (A,)),
    ("0\u03367\u03360\u03361740605", (A,)),
    ("nоll sju nоll еtt sju fyrа nоll sеx nоll fеm", (A,)),
    ("0*7*0*1*7*4*0*6*0*5", (A,)),
    ("0_7_0_1_7_4_0_6_0_5", (A,)),
    ("070\n174\n0605", (A,)),
    ("070🌸174🌸06🌸05", (A,)),
    ("0a7b0c1d7e4f0g6h0k5", (A,)),
    ("n o l l  s j u  n o l l  e t t  s j u  f y r a  n o l l  s e x  n o l l  f e m", (A,)),
    ("٠٧٠١٧٤٠٦٠٥", (A,)),
    # what looks like a number
    ("08.00-20.00 vardagar, 10-16 lördag", ("hours:Mo-Fr 08:00-20:00", "hours:Sa 10:00-16:00")),
    ("05-12-2024 till 18-12-2024", ()),
    ("Profil-id: 0701740605", ()),
    ("ISBN 0-306-40615-2", ()),
    ("Bankgiro 012-3456", ()),
    ("se https://board.example/ad/0701740605", ("url:board.example/ad/0701740605",)),
    ("040 628 04 00 visningar", ()),
    ("mått 90-60-90, 168 cm, 57 kg", ()),
    ("två eller tre timmar, sex dagar, en gång", ()),
    # prices
    ("30 min 1000 kr, 1 h 1500 kr", ("price:1000 SEK", "price:1500 SEK")),
    ("1 500:- / timme", ("price:1500 SEK",)),
    ("from €100, two hours $250", ("price:100 EUR", "price:250 USD")),
    ("070-174 06 05 1500 kr", (A, "price:1500 SEK")),
    # ages
    ("Hej, jag är 24 år", ("age:24",)),
    ("i am 31, calm", ("age:31",)),
    ("23-årig student", ("age:23",)),
    ("20yo", ("age:20",)),
    ("17 år", ("age:17",)),
    ("tjugotvå år", ("age:22",)),
    ("endast för dig över 25 år", ()),
    ("öppet i 12 år", ()),
    ("15 års erfarenhet", ()),
    ("kunder 30-60 år", ()),
    # places
    ("Ny i Örebro", ("place:1880",)),
    ("hotell i Skärholmen", ("place:0180",)),
    ("Umeås centrum", ("place:2480",)),
    ("bor i Lund", ("place:1281",)),
    ("Vara här", ()),
    ("i Paris", ("abroad:FR Paris",)),
    ("BORÅS", ("place:1490",)),
    # addresses and names
    ("skriv till anna@post.example", ("email:anna@post.example",)),
    ("anna[at]post[dot]example", ("email:anna@post.example",)),
    ("telegram @anna_ek99", ("handle:telegram:anna_ek99",)),
    ("insta: anna.ek", ("handle:instagram:anna.ek",)),
    ("t.me/anna_ek99", ("handle:telegram:anna_ek99",)),
    ("besök annas-sida.se i dag", ("url:annas-sida.se",)),
)
