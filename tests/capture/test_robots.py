"""Each answer to /robots.txt has a written meaning."""

import pytest

from lykta.capture.robots import MAX_ROBOTS_BYTES, Choice, Policy, matches, robots_of
from lykta.errors import SettingsError


def test_a_disallowed_path_is_not_allowed_and_others_are() -> None:
    robots = robots_of(200, b"User-agent: *\nDisallow: /ny\nCrawl-delay: 2\n", "lykta")
    assert not robots.allows("/nytt")
    assert robots.allows("/annons/1")
    assert robots.delay_s == 2


def test_the_longest_rule_wins_and_of_equal_ones_the_one_that_allows() -> None:
    robots = robots_of(200, b"User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /c\nAllow: /c", "lykta")
    assert not robots.allows("/a/x")
    assert robots.allows("/a/b/1")
    assert robots.allows("/c")


def test_our_own_group_is_taken_before_the_group_of_all() -> None:
    text = b"User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Lykta/1\nDisallow: /x\n"
    assert robots_of(200, text, "lykta").allows("/y")
    assert not robots_of(200, text, "someone").allows("/y")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_file_allows_all(status: int) -> None:
    assert robots_of(status, b"Disallow: /", "lykta").allows("/x")


@pytest.mark.parametrize("status", [0, 302, 429, 500, 503])
def test_a_site_that_cannot_say_is_not_visited_now(status: int) -> None:
    assert not robots_of(status, b"", "lykta").allows("/x")


def test_of_a_huge_file_the_first_part_counts() -> None:
    text = b"User-agent: *\nDisallow: /x\n" + b"#" * MAX_ROBOTS_BYTES + b"\nDisallow: /y\n"
    robots = robots_of(200, text, "lykta")
    assert not robots.allows("/x")
    assert robots.allows("/y")


def test_bad_bytes_do_not_hide_the_rules_around_them() -> None:
    robots = robots_of(200, b"\xef\xbb\xbfUser-agent: *\n\xff\xfe\x00\nDisallow: /x\n", "lykta")
    assert not robots.allows("/x")


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/a*c", "/abc/d", True), ("/a*c$", "/abc", True), ("/a*c$", "/abcd", False), ("/a$", "/a", True),
        ("/a$", "/ab", False), ("*", "/x", True), ("/*a*a$", "/xa", False), ("/*a*a$", "/xaa", True),
        ("/a*b*", "/axb", True), ("/a*b*c", "/axc", False),
    ],
)  # fmt: skip
def test_stars_and_dollars_fit_as_the_standard_says(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) is fits


def test_not_to_obey_needs_a_ground_in_words() -> None:
    with pytest.raises(SettingsError, match="legal ground"):
        Policy(choice=Choice.NOT_OBEYED, ground=" ")
    assert Policy(choice=Choice.NOT_OBEYED, ground="a decision of the authority, with its number").ground
