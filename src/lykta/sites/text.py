"""What a reader of the page sees, as lines of text."""

from selectolax.lexbor import LexborNode

# Elements that start and end a line (HTML standard, section 15.3, "display: block" and tables' rows).
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup "
    "option p pre search section summary table tbody tfoot thead tr ul".split()  # noqa: SIM905 - reads as a list
)
_CELLS = frozenset({"td", "th"})
_KEEP_LINES = frozenset({"pre", "textarea", "listing"})
_UNSEEN = frozenset(
    "script style template noscript head title svg math iframe object embed audio video canvas noframes "
    "noembed datalist select".split()  # noqa: SIM905 - as above
)
_HIDDEN = "[hidden], [style*='display:none' i], [style*='display: none' i]"


def drop_hidden(root: LexborNode, html: str) -> None:
    """Remove what the page itself hides, so that it is not read as shown. `html` is only looked through first."""
    if "hidden" not in html and "display:" not in html:
        return
    for node in root.css(_HIDDEN):
        if node.tag != "body":
            node.decompose()


def visible_text(node: LexborNode) -> str:
    """The text inside a node: block elements and <br> end a line, white space is one space, no empty lines."""
    pieces: list[str] = []
    # An explicit stack: a page may be nested deeper than Python may recurse.
    stack = [(node.iter(include_text=True), "", node.tag in _KEEP_LINES)]
    while stack:
        children, ending, keeps_lines = stack[-1]
        child = next(children, None)
        if child is None:
            pieces.append(ending)
            stack.pop()
            continue
        tag = child.tag
        if tag == "-text":
            text = child.text_content or ""
            pieces.append(text if keeps_lines else _unbroken(text))
        elif tag == "br":
            pieces.append("\n")
        elif tag not in _UNSEEN:
            ending = "\n" if tag in _BLOCKS else " " if tag in _CELLS else ""
            pieces.append(ending)
            stack.append((child.iter(include_text=True), ending, keeps_lines or tag in _KEEP_LINES))
    return tidy("".join(pieces))


def tidy(text: str) -> str:
    """Lines without white space around them or doubled in them, empty lines left out."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _unbroken(text: str) -> str:
    return text.replace("\n", " ") if "\n" in text else text
