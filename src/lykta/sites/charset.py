"""Bytes of a page to text, by what the server, the page and the bytes themselves say."""

import codecs
from functools import lru_cache

import re2

META_WITHIN_BYTES = 1024  # where browsers look for it (HTML standard, "prescan a byte stream")
_CHARSET_IN_HEADER = re2.compile(r"(?i)charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})")
_CHARSET_IN_META = re2.compile(rb"(?i)<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})")

# Only encodings of text that the Encoding standard names. Python knows more under such names,
# "zip" and "unicode_escape" among them, and a page must never choose those.
_SINGLE_BYTE = [f"windows-{page}" for page in (874, *range(1250, 1259))] + [
    f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)
]
_PYTHON_NAMES = {name: name for name in (*_SINGLE_BYTE, "koi8-r", "koi8-u", "gbk", "gb18030", "big5")} | {
    "utf-8": "utf-8", "utf8": "utf-8", "macintosh": "mac_roman", "windows-874": "cp874",
    "shift_jis": "cp932", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    # Browsers read these as windows-1252, so people write them when they mean it.
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252", "ascii": "windows-1252",
    "iso-8859-9": "windows-1254", "iso-8859-11": "cp874", "gb2312": "gbk", "x-sjis": "cp932",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


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
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), None
    declared = _declared(body, content_type)
    codec = _PYTHON_NAMES.get(declared or "utf-8", "")
    if codec and codec != "utf-8":
        return body.decode(codec, "replace"), None
    unknown = f"the charset {declared!r} is unknown; " if not codec else ""
    try:
        return body.decode("utf-8"), (unknown + "read as utf-8") if unknown else None
    except UnicodeDecodeError:
        pass
    text = body.decode("utf-8", "replace")
    if _is_mostly_utf8(text):
        return text, f"{unknown}{text.count(chr(0xFFFD))} bytes are not utf-8 and show as \ufffd"
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


def _is_mostly_utf8(text: str) -> bool:
    """Whether the few bad bytes are damage rather than another charset: bad ones are the minority."""
    broken = text.count("\ufffd")
    return broken < sum(1 for char in text if char > "\x7f") - broken
