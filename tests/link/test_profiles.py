from collections import Counter
from dataclasses import replace

import numpy as np

from lykta.link import LinkSettings
from lykta.link.contacts import settle_contacts
from lykta.link.keys import PICTURE
from lykta.link.linking import make_keys
from lykta.link.profiles import profile_contacts
from lykta.link.table import DAY_S, ads_of, ended_s, tabulate
from tests.link.market import make_market


def test_a_profile_says_what_a_contacts_ads_say_one_by_one_dated_or_not() -> None:
    settings = LinkSettings()
    market = make_market(3, 600).ads
    given = [
        replace(ad, prices=(f"{1000 + n % 3} SEK",), first_at=None if n % 4 == 0 else ad.first_at)
        for n, ad in enumerate(market)
    ]
    table = tabulate(given)
    keys, hubs, _ = make_keys(table, settings)
    contacts = settle_contacts(keys, frozenset(hubs.hubs), table, settings)
    label = np.arange(len(table), dtype=np.int64) // 3 * 3
    stays_s = settings.change_stays_days * DAY_S
    profiles = profile_contacts(label, contacts, table, settings)
    members = ads_of(label)
    assert list(profiles) == sorted(members)
    assert not all(np.isfinite(own.first_s) for own in profiles.values())
    for leader, ads in members.items():
        own, dated = profiles[leader], [ad for ad in ads if not np.isnan(table.first_s[ad])]
        posted = [float(table.first_s[ad]) for ad in dated]
        assert (own.first_s, own.posted_s) == (min(posted, default=np.inf), max(posted, default=-np.inf))
        assert own.last_s == max((ended_s(table, (ad,), stays_s) for ad in dated), default=-np.inf)
        assert own.sources == {int(table.source[ad]) for ad in ads}
        assert own.places == {int(table.place[ad]) for ad in ads} - {-1}
        assert own.prices == Counter(price for ad in ads for price in table.ads[ad].prices)
        shown = {number for ad in ads for number in contacts.keys.of_ad[ad]}
        assert own.pictures == {number for number in shown if contacts.keys.keys[number].kind == PICTURE}
        assert own.has_contact == any(one.kind != PICTURE for ad in ads for one in table.ads[ad].identifiers)


def test_no_ads_have_no_profiles() -> None:
    settings = LinkSettings()
    table = tabulate([])
    keys, _, _ = make_keys(table, settings)
    contacts = settle_contacts(keys, frozenset(), table, settings)
    assert profile_contacts(np.zeros(0, dtype=np.int64), contacts, table, settings) == {}
