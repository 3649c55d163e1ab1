"""Whose years, and of what: the words around a number that make it another's age, a time or a limit."""

from lykta.extract._patterns import canonical_pattern

WINDOW = 40  # bytes before and after a number that are looked at

_GOODS = (
    r"(?:garanti|garantin|warranty|guarantee|whisky|whiskey|cognac|konjak|vin|wine|avtal|avtalet|leasing|hund|hunden|katt"
    r"|katten|hast|hasten|dog|cat|horse)"
)
_THINGS = (
    rf"(?:{_GOODS}|son|sonen|barn|barnet|mamma|mor|mormor|farmor|pappa|far|morfar|farfar|mother|mom|mum|father|lagenhet|lagenheten|hus|huset|bil|bilen|bat|baten|moppe|moped|soffa|soffan|sang"
    r"|sangen|foretag|foretaget|firma|firman|salong|salongen|studio|studion|butik|butiken|klinik|kliniken|mottagning"
    r"|mottagningen|verksamhet|verksamheten|apartment|flat|house|car|boat|company|business|salon|shop|clinic)"
)
# A guest room in "egen lägenhet 17 år" says nothing of the number; "lägenheten är 16 år" does.
_OF_A_THING = (
    rf"\b{_GOODS} |\b{_THINGS}(?: som| that| which)? (?:ar|is|fyller|fyllde|blir|turns|turned|turning)"
    r"(?: snart| nu| soon| now)? "
    rf"|\b{_THINGS} (?:fran|from) (?:19|20)[0-9][0-9],? "
)
_SPENT = (
    r"\b(?:bodde|bott|jobbat|jobbade|arbetat|arbetade|drivit|funnits|hallit pa|rest|lived|worked|been|spent)"
    r"(?: i(?: [a-z]{1,20})?| har| here| in [a-z]{1,20})? "
)
_LIMIT = r"\b(?:maste|ska|skall|bor)(?: du| ni| man)? vara |\b(?:must|should|have to) be "
_NOT = r"\b(?:inte|ej|not|no longer) |\b(?:ha|have) (?:fyllt|turned) "
OTHER_BEFORE = canonical_pattern(
    r"(?:(?:\b(?:over|under|minst|lagst|aldersgrans|above|below|least|from|mellan|between|than|till|to|yngre an"
    r"|aldre an|upp till|sedan|since|for|efter|after|inom|within|i|varit|erfarenhet|experience|max|hogst|fran"
    r")(?: fyllda)?|[0-9] ?[-/]|\bher|[$\x80\x81]) ?"
    rf"|{_OF_A_THING}|{_SPENT}|{_LIMIT}|{_NOT})$"
)
ENDS_IN_A_THING = canonical_pattern(rf"\b{_THINGS} $")
OF_A_SUBJECT = canonical_pattern(
    rf"\b(?:{_THINGS}(?: som| that| which)? (?:ar |is )?|(?:till|oppet|oppnar|stanger|open|opens|closes|until|innan) )$"
)
# "endast 18 år" is a limit of guests; "endast 17 år" can only be meant of oneself.
ONLY_LED = canonical_pattern(r"^(?:endast|only) $")
OTHER_AFTER = canonical_pattern(
    r"^s? ?(?:av |of )?(?:erfarenhet|experience|yrke|branschen|in business|garanti|tillbaka|sedan|ago"
    r"|utbildning|avtal|\+|och uppat|eller aldre|or older|and (?:over|up|older|above)|uppat|plus\b"
    r"|minimum|in the|som |-?jubileum|anniversary|i rad\b|in a row|langre\b|any ?more\b|yngre|aldre|younger|older"
    r"|senare|later|i (?:bransch|yrket|drift|tjanst|samma)|in (?:this|my) (?:trade|job|line)"
    r"|pa (?:samma|marknaden|jobbet|nacken)|at the same)|^s "
    rf"|^a? {_THINGS}\b"
)
# Of an adult's years only: whoever says 17 is looked at by a human.
OF_A_MAKE_OR_FIRM = canonical_pattern(
    r"^a? (?:volvo|saab|audi|bmw|ford|opel|toyota|mazda|skoda|kia|peugeot|renault|volkswagen|mercedes)\b"
    r"|^ as an? (?:firm|company|family|team|shop|business)\b"
)
# "12 years of <any word>" counts a time, mistyped or not; only "17 years of age" states an age.
TIME_OF = canonical_pattern(r"^s? ?(?:years? )?of [a-z]")
AGE_OF = canonical_pattern(r"^s? ?(?:years? )?of age")
AFTER_BARE = canonical_pattern(
    r"^ ?(?:min(?:ut| ?(?:$|[^a-z ]|(?:bort|fran|away|from|till|to|walk|drive|ride|med|by)\b))"
    r"|cm|kg|kvm|kvadrat|kr|km|m\b|h\b|tim|sek|:|%|\.[0-9]|- ?[0-9a-z]|/ ?[0-9]|,[0-9]|st\b|stycken|met[er]|mil\b|miles"
    r"|hour|x\b|och [0-9]{1,2}\b|girls|tjejer|dagar|days|vecka|veckor|weeks?\b|manad|months?\b|rutor|personer|people"
    r"|person\b|grad|degrees|procent|percent|platser|rum\b|rooms|am\b|pm\b|o'clock|ganger|times"
    r"|varje dag|dagligen|every day)"
)
# After "only 17" the sentence ends or goes on about the speaker; a counted noun is neither.
ENDS_OR_GOES_ON = canonical_pattern(
    r"^ ?(?:$|[^a-z0-9 %:/$\x80\x81-]| (?:och|and|but|men|sa|so|nu|now|i am|jag|last|this|fran|from|bor)\b)"
    r"|^ (?:och|and|but|sa|so|nu|now|i am|jag|last|this|fran|from|bor)\b"
)
# An adult's age after these is that of whom the ad seeks; whoever seeks a child is read, as a human must see it.
SOUGHT = canonical_pattern(
    r"\b(?:soker|sokes|onskar traffa|seeking|seeks?|looking for|wanted|want|vill traffa|gillar|prefer)\b"
    r" (?:en |ett |a |an |dig |kvinn|tjej|dam|man\b|man |kille|par\b|nagon|sallskap|women|woman|girl|lady|guy|someone"
    r"|couple)[^.!?,;\n]*$"
)
IN_A_WHILE = r" (?:om (?:en|ett|tva|nagra)|nasta|next|in (?:a|one|two|a few)) (?:manad|veck|dag|month|week|day)"
SOON = canonical_pattern(rf"^{IN_A_WHILE}")  # "18 år om en månad" is 17 today
# The clause before a range, or before an age soon reached, speaks of the guest.
OF_A_GUEST = canonical_pattern(
    r"\b(?:du|dig|ni|er|man|you|your|kund|kunder|kunden|gast|gaster|gasten|besokare|herrar|killar|clients?|customers?"
    r"|guests?|gentlemen|men|inga|ingen|den|alla|no one|nobody|anyone|klockan|kl|priset|barn|ungdomar)\b[^.!?,\n]*$"
)
