"""The disk that forgets is itself tried: what it must keep, what it must not."""

import random
import stat

import pytest

from tests.faults.power.disk import BLOCK_BYTES, Disk, Leaves, Node, Resized, Written

FILE = stat.S_IFREG | 0o600
FOLDER = stat.S_IFDIR | 0o700


def disk(leaves: Leaves = Leaves.NOTHING, seed: int = 1) -> Disk:
    return Disk(leaves, random.Random(seed))  # noqa: S311 - the same cuts in every run


def kept(disk: Disk, path: str) -> bytes | None:
    node = disk.find(path)
    return None if node is None else bytes(node.seen)


def test_what_was_synced_is_there_after_a_cut_and_nothing_else() -> None:
    own = disk()
    node = Node(FILE)
    own.set("/file", node)
    own.sync_folder("")
    node.change(Written(0, b"safe"))
    node.sync()
    node.change(Written(4, b" and not"))
    node.change(Resized(2))
    assert kept(own, "/file") == b"sa"
    own.cut()
    assert kept(own, "/file") == b"safe"


def test_a_name_is_there_once_its_folder_was_synced() -> None:
    own = disk()
    own.set("/folder", Node(FOLDER))
    for name in ("one", "two"):
        own.set(f"/folder/{name}", Node(FILE))
        if name == "one":
            own.sync_folder("/folder")
    own.sync_folder("")
    own.cut()
    assert own.names_in("/folder") == ["one"]


def test_a_folder_that_is_gone_takes_along_what_lay_in_it() -> None:
    own = disk()
    own.set("/folder", Node(FOLDER))
    own.set("/folder/file", Node(FILE))
    own.sync_folder("/folder")
    own.cut()
    assert own.find("/folder/file") is None


def test_a_file_that_moved_is_in_one_place() -> None:
    own = disk()
    own.set("/aside", Node(FOLDER))
    own.set("/file", Node(FILE))
    own.sync_folder("")
    own.rename("/file", "/aside/file")
    own.sync_folder("/aside")
    own.cut()
    assert (own.names_in(""), own.names_in("/aside")) == (["aside"], ["file"])


@pytest.mark.parametrize("leaves", [Leaves.SOME, Leaves.ANY])
def test_a_cut_leaves_whole_blocks_of_what_was_on_its_way(leaves: Leaves) -> None:
    found = set()
    for seed in range(40):
        own = disk(leaves, seed)
        node = Node(FILE)
        own.set("/file", node)
        own.sync_folder("")
        node.change(Written(0, b"1" * BLOCK_BYTES + b"2" * BLOCK_BYTES))
        own.cut()
        found.add(kept(own, "/file"))
    one, two, hole = b"1" * BLOCK_BYTES, b"2" * BLOCK_BYTES, bytes(BLOCK_BYTES)
    assert found == {b"", one, one + two} | ({hole + two} if leaves is Leaves.ANY else set())
