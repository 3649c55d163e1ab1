"""Bytes of a page to text, by what the server, the page and the bytes themselves say."""

from functools import lru_cache

import re2

from lykta.kit.charsets import codec_named, is_mostly_utf8, marked

META_WITHIN_BYTES = 1024  # where browsers look for it (HTML standard, "prescan a byte stream")
_CHARSET_IN_HEADER = re2.compile(r"(?i)charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})")
_CHARSET_IN_META = re2.compile(rb"(?i)<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})")


def decode_page(body: bytes, content_type: str | None) -> tuple[str, str | None]:
    """The page's text, NUL and what is not text as U+FFFD, and a sentence when its charset was a guess.

    Order: byte order mark, header, meta, UTF-8, then windows-1252.
    """
    text, problem = _decode(body, content_type)
    return (text.replace("\0", "\ufffd") if "\0" in text else text), problem


def clean(text: str) -> str:
    """The text without NUL and lone surrogates, which no database and no UTF-8 file can hold."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _decode(body: bytes, content_type: str | None) -> tuple[str, str | None]:
    by_mark, length = marked(body)
    if by_mark:
        return body[length:].decode(by_mark, "replace"), None
    declared = _declared(body, content_type)
    codec = codec_named(declared or "utf-8")
    if codec and codec != "utf-8":
        return body.decode(codec, "replace"), None
    unknown = f"the charset {declared!r} is unknown; " if not codec else ""
    try:
        return body.decode("utf-8"), (unknown + "read as utf-8") if unknown else None
    except UnicodeDecodeError:
        pass
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if is_mostly_utf8(sum(char > "\x7f" for char in text), broken):
        return text, f"{unknown}{broken} bytes are not utf-8 and show as \ufffd"
    said = "" if unknown else f"the page {'says utf-8 but is not' if declared else 'names no charset'}; "
    return body.decode("windows-1252", "replace"), f"{unknown}{said}read as windows-1252"


def _declared(body: bytes, content_type: str | None) -> str | None:
    if content_type and (name := _in_header(content_type)):
        return name
    if found := _CHARSET_IN_META.search(body[:META_WITHIN_BYTES]):
        name = found.group(1).decode("ascii").lower()
        # A meta that could be read as ASCII cannot be UTF-16 (HTML standard, same place).
        return "utf-8" if name.startswith("utf-16") else name
    return None


@lru_cache(maxsize=256)
def _in_header(content_type: str) -> str | None:
    found = _CHARSET_IN_HEADER.search(content_type)
    return str(found.group(1)).lower() if found else None
