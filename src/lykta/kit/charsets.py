"""Charsets by the names that people and servers give them, and what a text's bytes say by themselves."""

import codecs

# Only encodings of text that the Encoding standard names. Python knows more under such names,
# "zip" and "unicode_escape" among them, and neither a page nor a user must ever choose those.
_SINGLE_BYTE = [f"windows-{page}" for page in (874, *range(1250, 1259))] + [
    f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)
]
_PYTHON_NAMES = {name: name for name in (*_SINGLE_BYTE, "koi8-r", "koi8-u", "gbk", "gb18030", "big5")} | {
    **{f"cp{page}": f"windows-{page}" for page in range(1250, 1259)},
    "utf-8": "utf-8", "utf8": "utf-8", "macintosh": "mac_roman", "mac": "mac_roman", "windows-874": "cp874",
    "shift_jis": "cp932", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    # Browsers read these as windows-1252, so people write them when they mean it.
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252", "ascii": "windows-1252",
    "iso-8859-9": "windows-1254", "iso-8859-11": "cp874", "gb2312": "gbk", "x-sjis": "cp932",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def codec_named(name: str) -> str | None:
    """Python's codec for a name of the Encoding standard; None for any other name."""
    return _PYTHON_NAMES.get(name.strip().lower())


def marked(data: bytes) -> tuple[str, int]:
    """The codec that a byte order mark at the start names, and the mark's length; "" and 0 without one."""
    return next(((codec, len(mark)) for mark, codec in _MARKS if data.startswith(mark)), ("", 0))


def is_mostly_utf8(characters: int, broken: int) -> bool:
    """Whether the few bad bytes are damage rather than another charset: bad ones are the minority.

    `characters` beyond ASCII came out of decoding as UTF-8, `broken` of them as U+FFFD.
    """
    return broken < characters - broken
