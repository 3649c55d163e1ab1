"""In which charset a table's text is written: by its mark, by its bytes, or as the user says."""

import codecs
from dataclasses import dataclass
from typing import IO

from lykta.archive.limits import MAX_QUOTED
from lykta.errors import BadInputError
from lykta.kit.charsets import codec_named, is_mostly_utf8, marked
from lykta.kit.hashing import CHUNK_BYTES
from lykta.model.words import Said

WESTERN = "windows-1252"  # and with it ISO 8859-1, whose printable characters it all has
UTF32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# Names that no page may use and that tables do: a spreadsheet saves "CSV (MS-DOS)" in 850 or 437.
_OF_TABLES = {"latin-1": WESTERN, "cp437": "cp437", "cp850": "cp850", "cp865": "cp865", "utf-8-sig": "utf-8"}
_EXAMPLES = "utf-8, utf-16, windows-1252, windows-1250, windows-1251, iso-8859-2, macintosh, cp850"

# What bytes above ASCII are if they are WESTERN: a letter or sign that Swedish and its neighbours write, a sign that
# stands between words and never inside one, anything else. Letters of Romanian or Hungarian words that other
# charsets have at these places (ã, õ, û) are left to the user.
_LETTERS = "ÅÄÖåäöÉéÜüßÆæØøÈèÀàÁáÇçÑñÍíÓóÚúÊêËëÎîÏïÔôâ’–—"
_SIGNS = "“”…•€°´§½£«»·®©™\xa0"
_AS_LETTER, _AS_SIGN, _AS_ODD, _AS_ASCII_LETTER, _AS_ASCII = b"w", b"s", b"x", b"a", b" "
# Of the signs above ASCII this share may be what no western text holds: one damaged word in a short table.
_MOST_ODD = 0.1
_IN_A_WORD = tuple(before + _AS_SIGN + after for before in (b"a", b"w") for after in (b"a", b"w"))
_WORD_OF_THEM = _AS_LETTER * 3  # "hääyöaie" is as far as Finnish goes; Cyrillic, Greek and Thai begin there


@dataclass(frozen=True, slots=True, kw_only=True)
class Charset:
    """How to read a file's text: Python's codec, after a mark of so many bytes. `says` is told to the user."""

    codec: str = "utf-8"
    mark_bytes: int = 0
    says: Said | None = None

    @property
    def newline(self) -> bytes:
        return "\n".encode(self.codec)


def find_charset(file: IO[bytes], name: str, *, told: str | None = None, is_json: bool = False) -> Charset:
    """The charset of all of `file`, which is left at its start.

    What the user has told holds; then a byte order mark; then UTF-8 where the bytes are that, but for damage. A table
    may also be WESTERN, if it reads as such; JSON is UTF-8 (RFC 8259, 8.1) or marked.
    Raises BadInputError when nothing of this fits, or for a name that is no charset's.
    """
    start = file.read(max(map(len, UTF32_MARKS)))
    file.seek(0)
    by_mark, length = marked(start)
    if told is not None:
        return Charset(codec=_codec_told(told, by_mark, name), mark_bytes=length, says=_said(told))
    if start.startswith(UTF32_MARKS):
        raise BadInputError(f"{name}: UTF-32 text. Save it as UTF-8 and import it again.")
    if by_mark:
        return Charset(codec=by_mark, mark_bytes=length, says=None if by_mark == "utf-8" else _said("utf-16"))
    if is_json or _is_utf8(file, name):
        return Charset()
    return Charset(codec=WESTERN, says=_guessed())


def readable_head(head: bytes, told: str | None) -> bytes:
    """The head as a superset of ASCII, so that what a file is can be seen in it; a wide charset becomes UTF-8."""
    by_mark, length = marked(head)
    codec = by_mark or (codec_named(told) if told else None) or ""
    if not codec.startswith("utf-16") or head.startswith(UTF32_MARKS):
        return head
    return head[length:].decode(codec, "replace").encode("utf-8")


def _codec_told(told: str, by_mark: str, name: str) -> str:
    wanted = told.strip().lower()
    if wanted in ("utf-16", "utf16") and by_mark.startswith("utf-16"):
        return by_mark
    codec = _OF_TABLES.get(wanted) or codec_named(wanted)
    if codec is None:
        raise BadInputError(
            f"{name}: {told[:MAX_QUOTED]!r} is no charset known here. Known are {_EXAMPLES} and others."
        )
    return codec


def _is_utf8(file: IO[bytes], name: str) -> bool:
    """Whether it is UTF-8, perhaps with damage, rather than WESTERN. Raises BadInputError when it is neither."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    characters = broken = 0
    seen = _Seen()
    while piece := file.read(CHUNK_BYTES):
        text = decoder.decode(piece)
        if not piece.isascii() or not text.isascii():
            characters += len(text) - len(text.encode("ascii", "ignore"))
            broken += text.count("\ufffd")
            seen.add(piece)
    cut_off = len(decoder.decode(b"", final=True))
    characters, broken = characters + cut_off, broken + cut_off
    file.seek(0)
    if not broken or is_mostly_utf8(characters, broken):
        return True
    if seen.is_western:
        return False
    raise BadInputError(
        f"{name}: {seen.high} bytes are not ASCII, {broken} places are no UTF-8, and as {WESTERN} they make no words, "
        f"as in {seen.example!r}. Say its charset with --charset ({_EXAMPLES}), or save it as UTF-8."
    )


class _Seen:
    """What the bytes of a file would be in WESTERN, counted piece by piece."""

    def __init__(self) -> None:
        self.high = 0
        self.example = ""
        self._odd = 0

    def add(self, piece: bytes) -> None:
        classes = piece.translate(_CLASSES)
        letters, signs, odd = (classes.count(one) for one in (_AS_LETTER, _AS_SIGN, _AS_ODD))
        self.high += letters + signs + odd
        inside = sum(classes.count(one) for one in _IN_A_WORD)
        self._odd += odd + inside + len(_WORD_OF_THEM) * classes.count(_WORD_OF_THEM)
        if not self.example and letters + signs + odd:
            self.example = _example(piece, classes)

    @property
    def is_western(self) -> bool:
        return self._odd <= _MOST_ODD * self.high


def _example(piece: bytes, classes: bytes) -> str:
    """The surroundings of the first byte that is odd, or else of the first above ASCII, as WESTERN shows them."""
    places = [place for one in (_AS_ODD, _AS_SIGN, _AS_LETTER) if (place := classes.find(one)) >= 0]
    return piece[max(0, places[0] - 10) : places[0] + 10].decode(WESTERN, "replace")


def _class_of(byte: int) -> bytes:
    letter = bytes([byte]).decode(WESTERN, "replace")
    if letter.isascii():
        return _AS_ASCII_LETTER if letter.isalpha() else _AS_ASCII
    if letter in _LETTERS:
        return _AS_LETTER
    return _AS_SIGN if letter in _SIGNS else _AS_ODD


_CLASSES = b"".join(map(_class_of, range(256)))


def _said(charset: str) -> Said:
    return Said(sv=f"läst som {charset}", en=f"read as {charset}")


def _guessed() -> Said:
    return Said(
        sv=f"läst som {WESTERN}, att döma av innehållet; den som vet bättre anger --charset",
        en=f"read as {WESTERN}, to judge by its content; who knows better says --charset",
    )
