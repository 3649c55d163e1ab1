"""Bitcoin, Ethereum and Monero addresses whose checksum holds, as currency:address."""

from collections.abc import Iterable
from itertools import islice

from lykta.extract._patterns import canonical_pattern
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.kit.checksums import base58check_payload, eip55, monero_payload, segwit_holds
from lykta.model.finding import Finding

# Pay-to-public-key-hash and pay-to-script-hash; other versions are test networks or other currencies.
_BITCOIN_VERSIONS = (0x00, 0x05)
_MONERO_NETWORKS = (18, 19, 42)  # standard, integrated and sub-address (Monero's cryptonote_config.h)
_WALLET = canonical_pattern(
    r"\b(?:(0x[0-9a-f]{40})|(bc1[02-9ac-hj-np-z]{11,71})|([13][1-9a-z]{25,34})|([48][1-9a-z]{94}(?:[1-9a-z]{11})?))\b"
)
_ETHEREUM, _SEGWIT, _BASE58, _MONERO = 1, 2, 3, 4
MOST_TRIES = 12  # a hash takes up to a millisecond; an ad shows one or two


def read(ad: AdText) -> Iterable[Finding]:
    units = ad.canonical.units
    if _WALLET.search(units) is None:
        return
    for match in islice(_WALLET.finditer(units), MOST_TRIES):
        span = ad.canonical.span(*match.span())
        address = "".join(one for one in ad.text[slice(*span)] if one.isascii() and one.isalnum())
        group = next(number for number in (_ETHEREUM, _SEGWIT, _BASE58, _MONERO) if match.start(number) >= 0)
        value, confidence = _checked(address, group)
        if value:
            yield ad.found("wallet", value, span, confidence=confidence, extra={"currency": value.partition(":")[0]})


def _checked(address: str, group: int) -> tuple[str, float]:
    """The address in one way of writing and how sure it is; an empty value when the checksum does not hold."""
    low = address.lower()
    if group == _ETHEREUM:
        digits = address[2:]
        if digits in (low[2:], low[2:].upper()):
            return f"ethereum:{low}", 0.9  # written without EIP-55's capitals: nothing is checked
        return (f"ethereum:{low}", 0.99) if eip55(digits) == digits else ("", 0.0)
    if group == _SEGWIT:
        is_one_case = address in (low, low.upper())  # BIP 173 refuses mixed case
        return (f"bitcoin:{low}", 0.99) if is_one_case and segwit_holds(low, "bc") else ("", 0.0)
    if group == _BASE58:
        payload = base58check_payload(address)
        return (f"bitcoin:{address}", 0.99) if payload and payload[0] in _BITCOIN_VERSIONS else ("", 0.0)
    payload = monero_payload(address)
    return (f"monero:{address}", 0.99) if payload and payload[0] in _MONERO_NETWORKS else ("", 0.0)


EXTRACTOR = Extractor(
    read=read,
    version=1,
    # The addresses are test vectors of BIP 173, BIP 350 and EIP-55, and the address of the hash of zeros.
    fires_on=(
        FiresOn(
            text="BTC: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            values=("bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",),
        ),
        FiresOn(
            text="bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0 eller 1111111111111111111114oLvT2",
            values=(
                "bitcoin:bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
                "bitcoin:1111111111111111111114oLvT2",
            ),
        ),
        FiresOn(
            text="ETH 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            values=("ethereum:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",),
        ),
        FiresOn(
            text="0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
            values=("ethereum:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",),
        ),
    ),
    silent_on=(
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "0x5aAeb6053f3E94C9b9A09f33669435E7Ef1BeAed",
        "1111111111111111111114oLvT3",
        "betalning med bitcoin går bra",
    ),
)
