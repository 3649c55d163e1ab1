from datetime import date
from pathlib import Path

import pytest

from lykta.errors import SettingsError
from lykta.sites.loading import load_adapters
from tests.sites.snapshots import NEW_SITE


def _load(folder: Path, **files: str) -> object:
    for stem, content in files.items():
        (folder / f"{stem}.toml").write_text(content, "utf-8")
    return load_adapters(folder)


def test_a_site_under_two_domains_is_one_source() -> None:
    sources = {source.id: source for source in load_adapters(None).sources()}
    assert sources["kvallskontakt"].domains == ("kvallskontakt.example", "kvallskontakt-nl.example")
    assert sources["kvallskontakt"].adapter == "kvallskontakt"


def test_no_folder_is_no_error(tmp_path: Path) -> None:
    assert load_adapters(tmp_path / "none").notes == ()


def test_a_users_file_of_the_same_name_wins_and_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "annonstorget.toml").write_text(NEW_SITE, "utf-8")
    adapters = load_adapters(tmp_path)
    assert adapters.by_id["annonstorget"].adapter.name == "Board"
    assert adapters.notes == (
        f"{tmp_path / 'annonstorget.toml'} is read instead of the adapter of that name that came with Lykta.",
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("languages", "langauges"), "board.toml: langauges: there is no such key. Remove it"),
        (('title = "h1"', 'titel = "h1"'), "board.toml: ad.title: is missing. Add it"),
        (
            ('container = "ul.ads"', 'container = "ul..ads"'),
            "board.toml: list.container: 'ul..ads' is not a CSS",
        ),
        (
            ("list = '^/list'", "list = '(/list'"),
            "board.toml: url.list: '(/list' is not a pattern that RE2 reads",
        ),
        (("(?P<key>[0-9]+)", "[0-9]+"), "needs a group (?P<key>...)"),
        (
            ('name = "board.example"', 'name = "https://board.example"'),
            "domain.0.name: 'https://board.example': write",
        ),
        (('body = "p"', 'body = "p"\nposted_form = "%d %B"'), "ad.posted_form: '%d %B' is no form of date"),
        (('body = "p"', 'body = "p"\nkinds = {A = "sale"}'), "board.toml: ad.kinds.A: "),
        (("kind = ", 'file = "x.html"\nkind = '), "an example needs either html"),
        (("12:00:00Z", "12:00:00"), "fetched_at needs a zone"),
        (('languages = ["en"]', 'languages = ["en"]\ntimezone = "Mars"'), "timezone: 'Mars' is no time zone"),
        (("[url]", "[url"), "board.toml: not TOML"),
    ],
)
def test_a_broken_file_is_named_with_its_key_and_what_to_do(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, board=NEW_SITE.replace(*change, 1))
    assert says in str(caught.value)


def test_bytes_that_are_not_text_are_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"board\.toml: not TOML"):
        load_adapters(tmp_path)


def test_two_files_cannot_claim_a_domain_on_the_same_day(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"board\.example is claimed by board at the same time"):
        _load(tmp_path, board=NEW_SITE, other=NEW_SITE)


def test_a_domain_may_change_hands_on_a_day(tmp_path: Path) -> None:
    named = 'name = "board.example"\n'
    (tmp_path / "new.toml").write_text(NEW_SITE.replace(named, f"{named}from = 2026-06-01\n"), "utf-8")
    (tmp_path / "old.toml").write_text(NEW_SITE.replace(named, f"{named}to = 2026-06-01\n"), "utf-8")
    adapters = load_adapters(tmp_path)
    before, after = (adapters.claiming("board.example", day) for day in (date(2026, 5, 31), date(2026, 6, 1)))
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("old", "new")
