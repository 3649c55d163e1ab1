"""The tree of RFC 6962, against the definition written out, and every way to cheat it that we could think of."""

import hashlib
from random import Random

import pytest

from lykta.guard.merkle import (
    EMPTY_ROOT,
    Growing,
    completed_by,
    consistency_proof,
    inclusion_proof,
    is_continued,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
    whole_nodes,
)

SIZES = [*range(1, 40), 63, 64, 65, 100, 128, 129]
# The example tree of certificate transparency's own tests: eight inputs and the root after each.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(f"entry {number}".encode()) for number in range(size)]


def by_definition(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962 2.1, word for word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    middle = 1
    while middle * 2 < len(hashes):
        middle *= 2
    return node_hash(by_definition(hashes[:middle]), by_definition(hashes[middle:]))


class Nodes:
    """Whole nodes as a log keeps them."""

    def __init__(self, size: int) -> None:
        self.kept: dict[tuple[int, int], bytes] = {}
        for number, leaf in enumerate(leaves(size)):
            for level, index, found in completed_by(number, leaf, self.at):
                self.kept[level, index] = found

    def at(self, level: int, index: int) -> bytes:
        return self.kept[level, index]


NODES = Nodes(max(SIZES))


def test_the_published_example_gives_the_published_roots() -> None:
    growing = Growing()
    for data, root in zip(INPUTS, ROOTS, strict=True):
        growing.add(leaf_hash(bytes.fromhex(data)))
        assert growing.root().hex() == root


def test_roots_are_those_of_the_definition_however_they_are_made() -> None:
    for size in SIZES:
        growing = Growing()
        growing.add_all(leaves(size))
        assert growing.root() == by_definition(leaves(size)) == root_of(size, NODES.at)
    assert Growing().root() == EMPTY_ROOT == root_of(0, NODES.at)


def test_whole_nodes_cover_each_leaf_once_and_are_few() -> None:
    for size in SIZES:
        covered = [leaf for level, index in whole_nodes(size) for leaf in range(index << level, (index + 1) << level)]
        assert covered == list(range(size))
        assert len(whole_nodes(size)) == size.bit_count()


def test_every_entry_of_every_log_is_proven_and_no_other_is() -> None:
    for size in SIZES:
        root = root_of(size, NODES.at)
        for index in range(size):
            proof = inclusion_proof(index, size, NODES.at)
            assert is_included(leaves(size)[index], index, size, proof, root)
            assert not is_included(leaf_hash(b"another"), index, size, proof, root)
            assert not is_included(leaves(size)[index], index + 1, size, proof, root)
            assert len(proof) <= size.bit_length()


def test_every_log_is_proven_to_continue_every_earlier_one() -> None:
    for size in SIZES:
        root = root_of(size, NODES.at)
        for old in range(size + 1):
            proof = consistency_proof(old, size, NODES.at)
            old_root = root_of(old, NODES.at)
            assert is_continued(old, old_root, size, root, proof), (old, size)
            if 0 < old < size:
                other = leaf_hash(b"another")
                assert not is_continued(old, other, size, root, proof)
                assert not is_continued(old, old_root, size, other, proof)
                assert not is_continued(old, old_root, size, root, proof[:-1])
                assert not is_continued(old, old_root, size, root, [*proof, other])
                assert not is_continued(old, old_root, size, root, [])


def test_a_changed_step_of_any_proof_is_refused() -> None:
    random = Random(11)
    for _ in range(500):
        size = random.choice(SIZES[2:])
        root = root_of(size, NODES.at)
        index, old = random.randrange(size), random.randrange(1, size)
        inclusion, consistency = inclusion_proof(index, size, NODES.at), consistency_proof(old, size, NODES.at)
        for proof in (inclusion, consistency):
            at = random.randrange(len(proof))
            proof[at] = bytes([proof[at][0] ^ 1]) + proof[at][1:]
        assert not is_included(leaves(size)[index], index, size, inclusion, root)
        assert not is_continued(old, root_of(old, NODES.at), size, root, consistency)


def test_a_node_is_no_leaf() -> None:
    first, second = leaves(2)
    assert leaf_hash(first + second) != node_hash(first, second)


def test_a_log_with_an_entry_changed_taken_swapped_or_cut_has_another_root() -> None:
    whole = leaves(50)
    root = by_definition(whole)
    changed = [*whole[:20], leaf_hash(b"other"), *whole[21:]]
    taken = whole[:20] + whole[21:]
    swapped = [*whole[:20], whole[21], whole[20], *whole[22:]]
    for tampered in (changed, taken, swapped, whole[:-1], [*whole, leaf_hash(b"more")]):
        growing = Growing()
        growing.add_all(tampered)
        assert growing.root() != root


@pytest.mark.parametrize(("index", "size"), [(5, 5), (-1, 5), (0, 0)])
def test_there_is_no_proof_of_an_entry_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not among"):
        inclusion_proof(index, size, NODES.at)
    assert not is_included(leaves(1)[0], index, size, [], leaves(1)[0])


def test_a_smaller_log_continues_no_larger_one() -> None:
    with pytest.raises(ValueError, match="cannot continue"):
        consistency_proof(6, 5, NODES.at)
    assert not is_continued(6, root_of(6, NODES.at), 5, root_of(5, NODES.at), [])
