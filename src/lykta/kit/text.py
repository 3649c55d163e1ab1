"""Text from outside made fit for a key or a terminal."""

from lykta.kit.hashing import content_id


def bounded(name: str, most_bytes: int) -> str:
    """The name itself while it fits, else its beginning and a short id of the whole; the same for the same name."""
    encoded = name.encode("utf-8", "replace")
    if len(encoded) <= most_bytes:
        return name
    mark = f"~{content_id(name)}"
    return encoded[: most_bytes - len(mark)].decode("utf-8", "ignore") + mark


def printable(text: str) -> str:
    """The text on one line without anything that a terminal would obey."""
    return "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in text)
