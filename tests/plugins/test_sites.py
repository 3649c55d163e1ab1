"""Every site's file, ours or a user's, is read and proves itself by its own examples."""

from datetime import UTC
from pathlib import Path

import pytest

from lykta.model.ad import PageRead
from lykta.sites.adapter import Example
from lykta.sites.loading import Adapters, load_adapters
from lykta.sites.reading import read_page
from tests.sites.snapshots import NEW_SITE, snapshot

OURS = load_adapters(None)


def wrong_in(adapters: Adapters, site_id: str, example: Example) -> list[str]:
    """One line for each value that the example expects and the reader does not give."""
    site = adapters.by_id[site_id]
    html = example.html if example.html is not None else _file(site.path, example).read_text("utf-8")
    read = read_page(
        snapshot(
            html,
            url=example.url,
            fetched_at=example.fetched_at.astimezone(UTC),
            content_type=example.content_type,
        ),
        adapters,
    )
    expected = {
        "source": site_id,
        "kind": example.kind,
        "keys": example.keys,
        "title": example.title,
        "body": example.body.strip() if example.body else None,
        "ad_kind": example.ad_kind,
        "place": example.place,
        "price": example.price,
        "contact": example.contact,
        "posted_at": example.posted_at,
        "pictures": example.pictures,
    }
    got = _told(read)
    wrong = [
        f"{site.path.name} {example.url}: {name}: expected {value!r}, got {got[name]!r}"
        for name, value in expected.items()
        if value is not None and got[name] != value
    ]
    if (example.problem or "") not in (read.problem or "") or (read.problem and not example.problem):
        wrong.append(f"{site.path.name} {example.url}: problem: expected {example.problem!r}, got {read.problem!r}")
    return wrong


def _file(path: Path, example: Example) -> Path:
    return path.parent / path.stem / str(example.file)


def _told(read: PageRead) -> dict[str, object]:
    ad = read.ads[0] if read.ads else None
    return {
        "source": read.source,
        "kind": read.kind,
        "keys": tuple(sighting.key for sighting in read.sightings),
        "title": ad and ad.title,
        "body": ad and ad.text.split("\n", 1)[1],
        "ad_kind": ad and ad.kind,
        "place": ad and ad.place,
        "price": ad and ad.price,
        "contact": ad and ad.contact,
        "posted_at": ad and ad.posted_at,
        "pictures": ad and ad.pictures,
    }


@pytest.mark.parametrize("site_id", OURS.by_id)
def test_each_site_reads_its_own_examples(site_id: str) -> None:
    for example in OURS.by_id[site_id].adapter.example:
        assert wrong_in(OURS, site_id, example) == []


@pytest.mark.parametrize("site_id", OURS.by_id)
def test_each_site_proves_an_ad_and_a_list(site_id: str) -> None:
    kinds = {example.kind for example in OURS.by_id[site_id].adapter.example}
    assert {"ad", "list"} <= kinds


def test_a_new_site_is_one_file_in_the_users_folder(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text(NEW_SITE, "utf-8")
    adapters = load_adapters(tmp_path)
    assert "board" in [source.id for source in adapters.sources()]
    assert wrong_in(adapters, "board", adapters.by_id["board"].adapter.example[0]) == []


def test_an_example_that_does_not_hold_is_told_with_file_and_value(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text(NEW_SITE.replace('title = "Hello"', 'title = "Goodbye"'), "utf-8")
    adapters = load_adapters(tmp_path)
    assert wrong_in(adapters, "board", adapters.by_id["board"].adapter.example[0]) == [
        "board.toml https://board.example/ad/7: title: expected 'Goodbye', got 'Hello'"
    ]
