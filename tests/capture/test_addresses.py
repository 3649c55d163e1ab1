"""Only public addresses on allowed ports are called, whatever the spelling."""

from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from lykta.capture.addresses import AddressRules, BlockedError, target_of, why_refused

NOT_PUBLIC = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "192.88.99.1",
    "::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
    "3fff::1", "100::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert why_refused(ip_address(address)) is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "193.0.6.139", "::ffff:8.8.8.8", "2a00:1450:400f::1", "2606:4700::1"])
def test_a_public_address_may_be_called(address: str) -> None:
    assert why_refused(ip_address(address)) is None


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_every_spelling_of_loopback_is_refused_by_what_it_resolves_to(host: str) -> None:
    with pytest.raises(BlockedError):
        target_of(f"http://{host}/", AddressRules())
    with pytest.raises(BlockedError):
        target_of(f"http://{host}/", AddressRules(), by_egress=True)


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "gopher://a.example/", "ftp://a.example/", "http://a.example:22/", "http:///x",
            "http://user@a.example/", "http://a.example:99999/", "http://a.example/a b", "http://[::1/"],
)  # fmt: skip
def test_other_schemes_ports_and_broken_addresses_are_refused_before_a_name_is_resolved(url: str) -> None:
    def never(host: str, port: int) -> Sequence[str]:
        raise AssertionError(f"{host} was resolved")

    with pytest.raises(BlockedError):
        target_of(url, AddressRules(), resolve=never)


def test_the_address_that_was_judged_is_the_one_that_is_called() -> None:
    target = target_of("http://a.example/x?y=1#z", AddressRules(), resolve=lambda host, port: ["193.0.6.139"])
    assert (str(target.address), target.port, target.path) == ("193.0.6.139", 80, "/x?y=1")


def test_one_bad_address_among_good_ones_refuses_the_name() -> None:
    with pytest.raises(BlockedError, match="is no public address"):
        target_of("http://a.example/", AddressRules(), resolve=lambda host, port: ["193.0.6.139", "127.0.0.1"])


def test_a_test_host_is_called_on_its_own_port_only() -> None:
    rules = AddressRules(test_hosts=frozenset({("127.0.0.1", 8123)}))
    assert target_of("http://127.0.0.1:8123/", rules).port == 8123
    for url in ("http://127.0.0.1/", "http://127.0.0.2:8123/", "http://127.0.0.1:8124/", "http://8.8.8.8:8123/"):
        with pytest.raises(BlockedError):
            target_of(url, rules)


def test_behind_an_egress_no_name_is_resolved_here() -> None:
    def never(host: str, port: int) -> Sequence[str]:
        raise AssertionError(f"{host} was resolved")

    target = target_of("http://a.example/", AddressRules(), resolve=never, by_egress=True)
    assert target.address is None
