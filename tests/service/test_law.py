"""A network of a simulated market against the law, and a home's own offences."""

from pathlib import Path

import pytest

from lykta.errors import SettingsError
from lykta.law.loading import OUR_FOLDER
from lykta.model.desk import NetworkPage
from lykta.model.law import Fact
from lykta.model.signal import Tier
from lykta.service import looking
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.law import check_plugins, law_page
from lykta.service.linking import link_all
from lykta.store import ads as ads_store
from tests.law.files import WHOLE


@pytest.fixture
def filled(desk: Desk, small_world: Path) -> Desk:
    import_files(desk, sorted((small_world / "warc").glob("*.warc.gz")))
    link_all(desk)
    return desk


def facts_of(page: NetworkPage) -> set[Fact]:
    return {
        fact
        for matrix in page.law
        for row in matrix.rows
        for side in (row.speaks_for, row.against)
        for fact in (*side.facts, *(fact for one in side.machine for fact in one.seen_on))
    }


def test_every_cell_of_every_network_on_today_quotes_what_stands_in_the_kept_text(filled: Desk) -> None:
    items = looking.today(filled).items
    assert items
    for item in items:
        facts = facts_of(looking.network_page(filled, item.network, ads_per_page=1))
        with filled.store.reading() as connection:
            kept = {view.ad.id: view.ad for view in ads_store.ad_views(connection, [fact.ad for fact in facts])}
        for fact in facts:
            ad = kept[fact.ad]
            assert (fact.snapshot, fact.snapshot_sha256) == (ad.snapshot, ad.snapshot_sha256)
            assert ad.text[fact.start : fact.end] == fact.quote


def test_a_suspected_minor_speaks_for_the_element_of_age_in_each_offence_that_has_it(filled: Desk) -> None:
    minors = [item.network for item in looking.today(filled).items if item.tier is Tier.SUSPECTED_MINOR]
    assert minors
    for network in minors:
        rows = [row for matrix in looking.network_page(filled, network).law for row in matrix.rows]
        ages = [row for row in rows if row.element.id == "under_18"]
        assert len(ages) >= 3
        assert all(row.speaks_for.is_found for row in ages)


def test_a_file_in_the_home_is_one_more_offence_on_every_network_and_on_the_page_of_offences(filled: Desk) -> None:
    filled.settings.own_offences.mkdir(parents=True)
    (filled.settings.own_offences / "an_offence.toml").write_text(WHOLE, "utf-8")
    law = looking.network_page(filled, looking.today(filled).items[0].network).law
    assert [matrix.offence.id for matrix in law][-1] == "an_offence"
    assert len(law) == len(list(OUR_FOLDER.glob("*.toml"))) + 1
    assert "## Ett brott / *An offence*" in law_page(filled.settings)


def test_a_wrong_file_in_the_home_stops_before_anything_is_read(desk: Desk) -> None:
    desk.settings.own_offences.mkdir(parents=True)
    (desk.settings.own_offences / "an_offence.toml").write_text(WHOLE.replace("intent", "Intent"), "utf-8")
    with pytest.raises(SettingsError, match=r"an_offence\.toml: element\.1\.id"):
        check_plugins(desk.settings)
