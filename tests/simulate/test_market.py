from collections import Counter, defaultdict
from datetime import timedelta
from statistics import mean, median

import pytest
import re2

from lykta.errors import BadInputError
from lykta.model.ad import AdKind
from lykta.simulate.collection import Outcome
from lykta.simulate.market import Market, make_market
from lykta.simulate.numbers import FAMILIES
from lykta.simulate.people import AdvertiserKind
from lykta.simulate.places import NORTH
from lykta.simulate.settings import DEFAULT

FICTION = re2.compile(r"\+4674[02-9][0-9]{6}|\+1[0-9]{3}55501[0-9]{2}")
OWN_TEXT = (AdvertiserKind.INDEPENDENT, AdvertiserKind.MEMBER, AdvertiserKind.AGENCY)


def test_the_same_seed_gives_the_same_market_and_another_seed_another() -> None:
    first = make_market(DEFAULT, seed=1, days=4, scale=0.05)
    assert make_market(DEFAULT, seed=1, days=4, scale=0.05) == first
    assert make_market(DEFAULT, seed=2, days=4, scale=0.05) != first


@pytest.mark.parametrize(("days", "scale"), [(0, 1.0), (10, 0.0), (10, -1.0)])
def test_a_market_of_nothing_is_refused(days: int, scale: float) -> None:
    with pytest.raises(BadInputError, match="at least one day"):
        make_market(DEFAULT, seed=1, days=days, scale=scale)


def test_ads_a_day_are_as_many_as_the_settings_say(season: Market) -> None:
    assert len(season.ads) / season.days == pytest.approx(DEFAULT.posted_ads_per_day * 0.3, rel=0.1)


def test_most_ads_are_collected_and_many_are_not(season: Market) -> None:
    assert 0.7 <= len(season.collected()) / len(season.ads) <= 0.9
    per_day = len(season.collected()) / season.days / 0.3
    assert 200 <= per_day <= 300  # the police figure


def test_a_good_third_of_the_ads_is_organised(season: Market) -> None:
    organised = {one.id for one in season.advertisers if one.organised}
    assert mean(ad.advertiser in organised for ad in season.ads) == pytest.approx(0.4, abs=0.06)


def test_a_third_of_the_advertisers_hides_the_number(season: Market) -> None:
    assert mean(FAMILIES[one.family].obscured for one in season.advertisers) == pytest.approx(1 / 3, abs=0.06)


def test_every_family_of_writing_is_met_in_a_full_season(season: Market, hard_season: Market) -> None:
    met = {ad.form for ad in (*season.ads, *hard_season.ads) if ad.form}
    assert met == set(FAMILIES)


def test_a_fifth_of_the_advertisers_changes_number_half_of_them_with_the_same_text(season: Market) -> None:
    writing = [one for one in season.advertisers if one.kind in OWN_TEXT]
    assert len(season.changes) / len(writing) == pytest.approx(0.2, abs=0.05)
    assert mean(change.same_text for change in season.changes) == pytest.approx(0.5, abs=0.2)


def test_the_ads_after_a_change_show_the_new_number(season: Market) -> None:
    changed = {change.advertiser: change for change in season.changes}
    shown = 0
    for ad in season.ads:
        change = changed.get(ad.advertiser)
        if change is None or ad.number_slip:
            continue
        at = season.settings.start + timedelta(days=change.day)
        assert (change.new if ad.posting.posted_at >= at else change.old) in ad.numbers
        shown += ad.posting.posted_at >= at
    assert shown > 100


def test_a_number_belongs_to_one_advertiser_but_for_the_handed_over(season: Market) -> None:
    owners = defaultdict(set)
    for one in season.advertisers:
        for period in one.periods:
            for number in period.numbers:
                owners[number].add(one.id)
    shared = {number for number, ids in owners.items() if len(ids) > 1}
    assert shared <= {handover.number for handover in season.handovers}
    assert season.handovers


def test_a_handed_over_number_is_never_used_by_both_at_once(season: Market) -> None:
    by_id = {one.id: one for one in season.advertisers}
    for handover in season.handovers:
        if handover.before in by_id and handover.after in by_id:
            assert by_id[handover.before].end_day < by_id[handover.after].start_day


def test_all_numbers_are_numbers_of_nobody(season: Market) -> None:
    numbers = {number for ad in season.ads for number in ad.numbers}
    numbers |= {number for number, _ in season.support.values()}
    assert all(FICTION.fullmatch(number) for number in numbers)
    assert any(number.startswith("+1") for number in numbers)


def test_an_ad_is_shown_for_most_of_a_day(season: Market) -> None:
    lives = [(ad.gone_at - ad.posting.posted_at) / timedelta(days=1) for ad in season.ads]
    assert median(lives) == pytest.approx(0.8, abs=0.08)
    assert max(lives) <= 9


def test_evenings_and_saturdays_see_more_posts(season: Market) -> None:
    local = [ad.posting.posted_at + timedelta(hours=1) for ad in season.ads]
    thirds = Counter(at.hour // 8 for at in local)
    assert thirds[2] / thirds[1] == pytest.approx(1.8, rel=0.2)
    weekdays = Counter(at.weekday() for at in local if at.date() < season.end.date() - timedelta(days=4))
    assert weekdays[5] > weekdays[1]


def test_texts_are_of_ordinary_length(season: Market) -> None:
    assert 400 <= mean(len(ad.posting.body) for ad in season.ads) <= 700


def test_no_slot_is_left_open(season: Market) -> None:
    assert not [ad for ad in season.ads if "{" in ad.posting.title + ad.posting.body]


def test_a_cue_of_age_stands_in_the_text_exactly_where_the_truth_says(season: Market) -> None:
    cue = re2.compile(
        r"Jag är 17 år\.|17 år, bor|Fyller sjutton|Är sjutton|16 år\."
        r"|I am 17 y|17 years, |seventeen years old\.|17 yo|Age: 16"
    )
    for ad in season.ads:
        assert bool(cue.search(ad.posting.body)) == ad.minor
    assert 2 <= len({ad.advertiser for ad in season.ads if ad.minor}) <= 5  # a dozen at full scale


def test_other_kinds_of_ads_are_a_few_percent(season: Market) -> None:
    kinds = Counter(ad.kind for ad in season.ads)
    assert set(kinds) == {AdKind.OFFER, AdKind.WANTED, AdKind.RECRUITMENT, AdKind.PREMISES}
    assert 0.02 <= 1 - kinds[AdKind.OFFER] / len(season.ads) <= 0.08


def test_members_of_a_network_share_texts_and_pictures_but_no_number(season: Market) -> None:
    by_id = {one.id: one for one in season.advertisers}
    for network in season.networks:
        members = [by_id[id_] for id_ in network.members if id_ in by_id]
        numbers = [member.periods[0].numbers[0] for member in members]
        assert len(set(numbers)) == len(numbers)
        assert len({member.periods[0].wordings[0].text.title for member in members}) <= 1


def test_two_networks_of_one_writer_share_the_text_and_no_picture(season: Market) -> None:
    writers = defaultdict(list)
    for network in season.networks:
        writers[network.writer].append(network)
    pairs = [pair for pair in writers.values() if len(pair) == 2]
    assert len(pairs) == DEFAULT.shared_writer_pairs
    texts = {one.network: one.periods[0].wordings[0] for one in season.advertisers if one.network}
    for first, second in pairs:
        if first.id in texts and second.id in texts:
            assert texts[first.id].text.title == texts[second.id].text.title
            assert not set(texts[first.id].pictures) & set(texts[second.id].pictures)


def test_an_agency_has_one_number_and_several_persons(season: Market) -> None:
    agencies = [one for one in season.advertisers if one.kind is AdvertiserKind.AGENCY]
    assert agencies
    for agency in agencies:
        assert len(agency.periods[0].numbers) == 1
        assert len({name for wording in agency.periods[0].wordings for name in wording.names}) >= 3


def test_a_scammer_takes_others_texts_and_pictures_under_an_own_number(season: Market) -> None:
    by_id = {one.id: one for one in season.advertisers}
    scammers = [one for one in season.advertisers if one.kind is AdvertiserKind.SCAM]
    assert scammers
    for scammer in scammers:
        assert len(scammer.sites) >= 3
        for wording in scammer.periods[0].wordings:
            assert wording.copied_from is not None
            victim = by_id[wording.copied_from].periods[0]
            assert wording.text == victim.wordings[0].text
            assert not set(scammer.periods[0].numbers) & set(victim.numbers)


def test_some_ads_are_on_several_sites_at_the_same_time(season: Market) -> None:
    sites = defaultdict(set)
    for ad in season.ads:
        sites[ad.advertiser].add(ad.site)
    assert mean(len(named) > 1 for named in sites.values()) > 0.2


def test_a_regional_site_has_ads_of_its_region_only(season: Market) -> None:
    places = {ad.posting.place for ad in season.ads if ad.site == "norrannonser"}
    assert places
    assert places <= set(NORTH)


def test_pictures_used_by_many_and_support_lines_are_about_one_percent(season: Market) -> None:
    stock = mean(any(picture.stock for picture in ad.pictures) for ad in season.ads)
    assert stock == pytest.approx(0.01, abs=0.005)
    assert mean(ad.support_number is not None for ad in season.ads) == pytest.approx(0.01, abs=0.005)


def test_no_ad_is_posted_while_its_site_is_down(season: Market) -> None:
    days = {
        season.boards["kvallskontakt"].day_of(ad.posting.posted_at) for ad in season.ads if ad.site == "kvallskontakt"
    }
    down = set(range(DEFAULT.death_day, DEFAULT.death_day + DEFAULT.silent_d))
    assert not days & down
    assert max(days) > max(down)


def test_the_ledger_tells_of_missed_days_and_of_the_dead_domain(season: Market) -> None:
    outcomes = Counter(visit.outcome for visit in season.visits)
    assert all(outcomes[outcome] for outcome in Outcome)
    domains = [visit.domain for visit in season.visits if visit.site == "kvallskontakt"]
    assert domains[0] == "kvallskontakt.example"
    assert domains[-1] == "kvallskontakt-nl.example"


def test_an_edited_ad_has_two_texts_under_one_key(season: Market) -> None:
    edited = [ad for ad in season.ads if ad.edited_at is not None]
    assert edited
    for ad in edited:
        assert ad.edited_at is not None
        assert ad.posting.posted_at < ad.edited_at < ad.gone_at
        before, after = ad.posting_at(ad.posting.posted_at), ad.posting_at(ad.edited_at)
        assert before.key == after.key
        assert before.body != after.body


def test_the_presets_give_different_markets_of_one_size(season: Market, hard_season: Market) -> None:
    assert len(hard_season.collected()) == pytest.approx(len(season.collected()), rel=0.12)
    hidden = [mean(FAMILIES[one.family].obscured for one in m.advertisers) for m in (season, hard_season)]
    assert hidden[1] > hidden[0] + 0.1
