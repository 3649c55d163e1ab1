"""Which machines may be called: a name is resolved once, every answer is judged, and the judged one is called.

The address is judged, never its spelling: 2130706433, 0x7f000001, 0177.0.0.1 and 127.1 all resolve to 127.0.0.1.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from lykta.errors import LyktaError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

PORTS = {"http": 80, "https": 443}
MAX_URL = 8_000  # characters; RFC 9110, 4.1 asks recipients for at least 8,000 octets

# What `is_global` lets pass and no public web server has (IANA special-purpose address registries).
_REFUSED_V4 = tuple(ip_network(each) for each in ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4"))
_GLOBAL_V6 = IPv6Network("2000::/3")  # all that is assigned as global unicast (RFC 4291, 2.4)
_REFUSED_V6 = {
    IPv6Network("2001::/23"): "is a protocol's own address, such as Teredo",  # RFC 2928, RFC 4380
    IPv6Network("2002::/16"): "carries an IPv4 address in 6to4 form",  # RFC 3056
    IPv6Network("2001:db8::/32"): "is for documentation",  # RFC 3849
    IPv6Network("3fff::/20"): "is for documentation",  # RFC 9637
    IPv6Network("64:ff9b::/96"): "carries an IPv4 address in NAT64 form",  # RFC 6052
    IPv6Network("64:ff9b:1::/48"): "carries an IPv4 address in NAT64 form",  # RFC 8215
}


class BlockedError(LyktaError):
    """An address that may not be called, so nothing was sent: correct the address or the source's rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where one request goes. `address` is the judged one; None when an egress resolves the name."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    address: Address | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRules:
    """`test_hosts` are (address, port) pairs that may be called although they are ours: for tests, written by hand."""

    ports: frozenset[int] = frozenset(PORTS.values())
    test_hosts: frozenset[tuple[str, int]] = field(default=frozenset())


def why_refused(address: Address) -> str | None:
    """Why nobody may call this address; None for a public unicast one. Mapped forms count as what they carry."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return why_refused(address.ipv4_mapped)
        for network, why in _REFUSED_V6.items():
            if address in network:
                return why
        if address not in _GLOBAL_V6:
            return "is no public address"
    elif any(address in network for network in _REFUSED_V4):
        return "is no public address"
    return None if address.is_global and not address.is_multicast else "is no public address"


def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """Every address of the name, in the system's order. Raises OSError when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def target_of(
    url: str, rules: AddressRules, *, resolve: Resolve = resolve_by_system, by_egress: bool = False
) -> Target:
    """The judged target of an address. With `by_egress` a name is not resolved here, only literals are judged.

    Raises BlockedError when the scheme, the port or any address of the name is refused; one bad address among
    good ones refuses the name, so an answer that mixes them gains nothing. OSError when it does not resolve.
    """
    scheme, host, port, path = _parts(url)
    is_test = any(port == known for _, known in rules.test_hosts)
    if port not in rules.ports and not is_test:
        raise BlockedError(f"{url[:200]}: port {port} is not among {sorted(rules.ports)}. Nothing was sent.")
    address = None
    if not by_egress or _is_literal(host):
        address = _judged(url, host, port, rules, resolve)
    return Target(url=url, scheme=scheme, host=host, port=port, path=path, address=address)


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise BlockedError(f"{url[:200]!r}: no address of printable ASCII below {MAX_URL} characters.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BlockedError(f"{url[:200]}: no address ({error}).") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise BlockedError(f"{url[:200]}: only http and https to a named host are called. Nothing was sent.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, PORTS[parts.scheme] if port is None else port, path


def _is_literal(host: str) -> bool:
    """Whether the host is an address in any spelling that a C library reads."""
    if ":" in host:
        return True
    try:
        socket.inet_aton(host)
    except OSError:
        return False
    return True


def _judged(url: str, host: str, port: int, rules: AddressRules, resolve: Resolve) -> Address:
    found = [ip_address(each.partition("%")[0]) for each in resolve(host, port)]
    if not found:
        raise OSError(f"{host}: the name has no address")
    for address in found:
        why = why_refused(address)
        if (str(address), port) in rules.test_hosts:
            continue
        if why is not None or port not in rules.ports:
            why = why or f"is no test host for port {port}"
            raise BlockedError(f"{url[:200]}: {host} is {address}, which {why}. Nothing was sent.")
    return found[0]
