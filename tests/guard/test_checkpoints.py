"""A checkpoint is signed or it is nothing, and what a witness saw cannot be taken back."""

import base64
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lykta.errors import BadInputError
from lykta.guard.checkpoints import (
    Checkpoint,
    Signer,
    Verifier,
    cosign,
    cosigned_at,
    read_checkpoint,
    read_verifier,
    sign,
)

LOG = Signer(name="lykta-log-one", key=Ed25519PrivateKey.from_private_bytes(b"1" * 32))
OTHER = Signer(name="lykta-log-one", key=Ed25519PrivateKey.from_private_bytes(b"2" * 32))
WITNESS = Signer(name="unit-two", key=Ed25519PrivateKey.from_private_bytes(b"3" * 32))
STATE = Checkpoint(origin=LOG.name, size=17, root=b"r" * 32)
NOTE = sign(STATE, LOG)


def test_a_checkpoint_is_three_lines_an_empty_one_and_a_signature() -> None:
    origin, size, root, empty, signature, end = NOTE.split("\n")
    assert (origin, size, base64.b64decode(root), empty, end) == (LOG.name, "17", b"r" * 32, "", "")
    assert signature.startswith("\u2014 lykta-log-one ")


def test_what_was_signed_is_read_back() -> None:
    assert read_checkpoint(NOTE, LOG.verifier()) == STATE


def test_the_published_example_key_is_read_with_its_id_and_written_alike() -> None:
    # The example key of the signed-note format (golang.org/x/mod/sumdb/note).
    published = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert str(read_verifier(published)) == published


def test_a_signed_text_that_is_no_checkpoint_is_none() -> None:
    text = "some\nother\ntext\n"
    line = base64.b64encode(LOG.verifier().key_id + LOG.key.sign(text.encode())).decode()
    with pytest.raises(BadInputError, match="not origin, size and root"):
        read_checkpoint(f"{text}\n\u2014 {LOG.name} {line}\n", LOG.verifier())


def test_a_checkpoint_without_a_signature_or_by_another_key_is_never_valid() -> None:
    for note in (NOTE.rpartition("\u2014")[0], sign(STATE, OTHER), sign(STATE, WITNESS), "", "\n\n", "x"):
        with pytest.raises(BadInputError):
            read_checkpoint(note, LOG.verifier())


def test_no_change_of_a_letter_of_a_checkpoint_is_accepted() -> None:
    random = Random(5)
    for _ in range(1_000):
        at = random.randrange(len(NOTE))
        letter = chr(ord(NOTE[at]) ^ (1 << random.randrange(7)))
        try:
            read = read_checkpoint(NOTE[:at] + letter + NOTE[at + 1 :], LOG.verifier())
        except BadInputError:
            continue
        assert read == STATE, "only what says the same, as a last newline, may differ"


def test_a_checkpoint_of_another_log_signed_by_this_key_is_refused() -> None:
    with pytest.raises(BadInputError, match="is of 'another'"):
        read_checkpoint(sign(Checkpoint(origin="another", size=1, root=b"r" * 32), LOG), LOG.verifier())


@pytest.mark.parametrize("size", ["017", "-1", "1e3", "", "\u0661"])
def test_a_size_is_written_in_one_way_only(size: str) -> None:
    text = f"{LOG.name}\n{size}\n{base64.b64encode(b'r' * 32).decode()}\n"
    line = base64.b64encode(LOG.verifier().key_id + LOG.key.sign(text.encode())).decode()
    with pytest.raises(BadInputError):
        read_checkpoint(f"{text}\n\u2014 {LOG.name} {line}\n", LOG.verifier())


def test_a_witness_adds_its_line_with_the_time_and_the_log_reads_on() -> None:
    seen = cosign(NOTE, WITNESS, at_s=1_790_000_000)
    assert cosigned_at(seen, WITNESS.verifier(cosigns=True)) == 1_790_000_000
    assert read_checkpoint(seen, LOG.verifier()) == STATE


def test_a_witness_line_of_another_state_time_or_key_is_none() -> None:
    witness = WITNESS.verifier(cosigns=True)
    seen = cosign(NOTE, WITNESS, at_s=1_790_000_000)
    other = sign(Checkpoint(origin=LOG.name, size=18, root=b"r" * 32), LOG)
    moved = f"{other.rstrip()}\n{seen.splitlines()[-1]}\n"
    assert cosigned_at(moved, witness) is None
    assert cosigned_at(NOTE, witness) is None
    assert cosigned_at(seen, OTHER.verifier(cosigns=True)) is None


@pytest.mark.parametrize(
    "written",
    ["", "name", "name+00000000+AAAA", "+00000000+" + base64.b64encode(b"\x01" + b"k" * 32).decode(), "a+b+c+d"],
)
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(BadInputError, match="no verifier key"):
        read_verifier(written)


def test_a_key_with_a_letter_changed_is_noticed_by_its_id() -> None:
    whole = str(LOG.verifier())
    assert read_verifier(whole) == LOG.verifier()
    with pytest.raises(BadInputError, match="does not fit"):
        read_verifier(whole.replace("lykta-log-one", "lykta-log-two"))


def test_a_signer_shows_no_key() -> None:
    assert repr(LOG) == "Signer('lykta-log-one')"
    assert isinstance(LOG.verifier(), Verifier)
