from lykta.sites.bounds import PAGE_BYTES, TAGS_AT_EASE, why_not_parsed


def test_an_ordinary_page_is_parsed_at_once() -> None:
    assert why_not_parsed("<p>Hej</p>" * 100) is None


def test_tags_nested_a_hundred_thousand_deep_are_stopped() -> None:
    why = why_not_parsed("<div>" * 100_000 + "hej", trial_s=0.5)
    assert why is not None
    assert "parsing it takes over 0.5 s" in why


def test_a_tag_with_a_hundred_thousand_attributes_is_stopped() -> None:
    why = why_not_parsed("<p " + " ".join(f'a{i}=">"' for i in range(100_000)) + ">hej", trial_s=0.5)
    assert why is not None
    assert "takes over" in why


def test_a_long_page_that_is_not_odd_passes_its_trial() -> None:
    assert why_not_parsed("<p>Hej</p>" * (TAGS_AT_EASE + 1)) is None


def test_a_page_over_the_limit_is_not_parsed() -> None:
    why = why_not_parsed("a" * (PAGE_BYTES + 1))
    assert why == f"the page is {PAGE_BYTES + 1} characters long, at most {PAGE_BYTES} are read"
