"""What a reader of the page sees, as lines of text."""

from selectolax.lexbor import LexborNode

# Elements that start and end a line (HTML standard, section 15.3, "display: block" and tables' rows).
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
        "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead",
        "tr", "ul",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_KEEP_LINES = frozenset({"pre", "textarea", "listing"})
_UNSEEN = frozenset(
    {
        "script", "style", "template", "noscript", "head", "title", "svg", "math", "iframe", "object", "embed",
        "audio", "video", "canvas", "noframes", "noembed", "datalist", "select", "-comment",
    }
)  # fmt: skip
_HIDDEN = "[hidden], [style*='display:none' i], [style*='display: none' i]"


def drop_hidden(root: LexborNode, html: str) -> None:
    """Take out what the page itself hides, so that it is not read as shown; `html` is the same page."""
    lowered = html.lower()
    if "hidden" not in lowered and "display:" not in lowered:
        return
    for node in root.css(_HIDDEN):
        if node.tag != "body":
            node.decompose()


def visible_text(node: LexborNode) -> str:
    """The text inside a node: block elements and <br> end a line, white space is one space, no empty lines."""
    pieces: list[str] = []
    # Where to go on after an element, with what ends it: a page may be nested deeper than Python may recurse.
    after: list[tuple[LexborNode | None, str, bool]] = []
    keeps_lines = node.tag in _KEEP_LINES
    here = node.first_child
    while here is not None or after:
        if here is None:
            here, ending, keeps_lines = after.pop()
            pieces.append(ending)
            continue
        tag = here.tag
        if tag == "-text":
            text = here.text_content or ""
            pieces.append(text if keeps_lines else text.replace("\n", " "))
            here = here.next
        elif tag == "br":
            pieces.append("\n")
            here = here.next
        elif tag in _UNSEEN:
            here = here.next
        else:
            ending = "\n" if tag in _BLOCKS else " " if tag in _CELLS else ""
            pieces.append(ending)
            after.append((here.next, ending, keeps_lines))
            keeps_lines = keeps_lines or tag in _KEEP_LINES
            here = here.first_child
    return tidy("".join(pieces))


def visible_line(node: LexborNode) -> str:
    """The text inside a node as one line."""
    child = node.first_child
    if child is not None and child.tag == "-text" and child.next is None:  # most fields are just that
        return one_line(child.text_content or "")
    return one_line(visible_text(node))


def tidy(text: str) -> str:
    """Lines without white space around them or doubled in them, empty lines left out."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    return " ".join(text.split())
