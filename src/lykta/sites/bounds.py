"""Pages that would hold the reader for minutes are found before they are parsed."""

import subprocess
import sys

import re2

PAGE_BYTES = 8 << 20  # a page of text is rarely over 1 MB; pictures never come this way
# The parser's time grows with the square of nesting and of attributes in one tag (measured with
# selectolax 1.0.2: 5,000 nested divs 0.05 s, 20,000 1.1 s, 100,000 over 25 s; 5,000 attributes 0.08 s).
# Below these numbers the worst page costs a fifth of a second.
TAGS_AT_EASE = 10_000
TAG_BYTES_AT_EASE = 20_000
TRIAL_S = 5.0

# A start tag as the HTML standard tokenises it, so that ">" inside a quoted value does not end it.
_TAG = re2.compile(
    rb"<[A-Za-z][^\s/>]*(?:[\s/]+|=?[^\s/>=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*)?)?)*"
)
_TRIAL = "import sys; from selectolax.lexbor import LexborHTMLParser as p; p(sys.stdin.buffer.read())"


def why_not_parsed(html: str, *, trial_s: float = TRIAL_S) -> str | None:
    """A sentence when the page is too big, or so built that parsing it takes over `trial_s`; else None.

    An odd page is first parsed in a process of its own, which can be stopped; the parser itself cannot.
    """
    if len(html) > PAGE_BYTES:
        return f"the page is {len(html)} characters long, at most {PAGE_BYTES} are read"
    if not _is_odd(html):
        return None
    try:
        subprocess.run(  # noqa: S603 - our own interpreter, a fixed line, the page only as data
            [sys.executable, "-I", "-c", _TRIAL],
            input=html.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=trial_s,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return f"the page is built so that parsing it takes over {trial_s:g} s (tags nested very deep)"
    except subprocess.CalledProcessError as error:
        return f"the page stops the parser (exit {error.returncode})"
    return None


def _is_odd(html: str) -> bool:
    if html.count("<") > TAGS_AT_EASE:
        return True
    if len(html) <= TAG_BYTES_AT_EASE:
        return False
    return any(
        match.end() - match.start() > TAG_BYTES_AT_EASE
        for match in _TAG.finditer(html.encode("utf-8", "replace"))
    )
