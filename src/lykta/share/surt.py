"""An address as web archives sort it: host reversed, then the path (Sort-friendly URI Reordering Transform)."""

import re
from urllib.parse import urlsplit

_WWW = re.compile(r"^www\d*\.")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def surt(url: str) -> str:
    """The key under which replay programs look an address up: `se,example)/a?b=1` for https://www.example.se/a?b=1."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url.lower()
    if not host:
        return url.lower()
    key = ",".join(reversed(_WWW.sub("", host.lower()).split(".")))
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        key += f":{port}"
    path = parts.path.lower()
    path = path.rstrip("/") if len(path) > 1 else path
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{key}){path or '/'}{'?' + query if query else ''}"
