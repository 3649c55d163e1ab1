import pytest
from selectolax.lexbor import LexborHTMLParser

from lykta.sites.text import drop_hidden, tidy, visible_line, visible_text


def _text(html: str) -> str:
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    assert tree.root is not None
    drop_hidden(tree.root, html)
    return visible_text(tree.body)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<br>b", "a\nb"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<div>a</div>b", "a\nb"),
        ("a <b>b</b><i>c</i> d", "a bc d"),
        ("a\n  b\tc&nbsp;d", "a b c d"),
        ("<pre>a\n  b</pre>c", "a\nb\nc"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("a<script>x</script><style>y</style><!-- z --><template>q</template>b", "ab"),
        ("a<br><br><br>b<p></p>", "a\nb"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("07<span hidden>99</span>0", "070"),
        ("07<span style='color:red; DISPLAY: none'>99</span>0", "070"),
        ("", ""),
    ],
)
def test_a_page_is_read_as_its_reader_sees_it(html: str, expected: str) -> None:
    assert _text(html) == expected


def test_a_hidden_body_is_still_read() -> None:
    assert _text("<body style='display:none'>a</body>") == "a"


def test_tidying_twice_is_tidying_once() -> None:
    once = tidy("  a  b \n\n\n c\u00a0d \r\n")
    assert once == "a b\nc d"
    assert tidy(once) == once


def test_a_line_joins_what_stands_on_several() -> None:
    tree = LexborHTMLParser("<h1>a<br>b <i>c</i></h1>")
    heading = tree.css_first("h1")
    assert heading is not None
    assert visible_line(heading) == "a b c"


def test_text_nested_deeper_than_python_may_recurse_is_read() -> None:
    assert _text("<b>" * 5_000 + "a") == "a"
