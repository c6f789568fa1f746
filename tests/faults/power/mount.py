"""A disk in memory as a file system: `python -m tests.faults.power.mount FOLDER LEAVES SEED`.

Each unmount is a power cut; then the disk comes back with what was durable and what a cut leaves of
the rest. It says `mounted` each time that it is there, and ends when standard
input ends.
"""

import errno
import os
import random
import stat
import subprocess
import sys
from threading import Thread

import mfusepy

from tests.faults.power.disk import ROOT, Disk, Leaves, Node, Resized, Written

BLOCK_BYTES = 4096
BLOCKS = 1_000_000
Attributes = dict[str, int]


class Mounted:
    """What the kernel asks of a file system, answered by the disk."""

    use_ns = True

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._open: dict[int, Node] = {}

    def init(self, path: str) -> None:
        del path
        sys.stdout.write("mounted\n")
        sys.stdout.flush()

    def getattr(self, path: str, fh: int | None = None) -> Attributes:
        node = self._node(path, fh)
        return {
            "st_mode": node.mode,
            "st_size": len(node.seen),
            "st_nlink": 1,
            "st_uid": os.getuid(),
            "st_gid": os.getgid(),
            "st_blocks": -(-len(node.seen) // 512),
        }

    def readdir(self, path: str, fh: int) -> list[str]:
        del fh
        return [".", "..", *self._disk.names_in(_named(path))]

    def mkdir(self, path: str, mode: int) -> int:
        self._disk.set(path, Node(stat.S_IFDIR | mode))
        return 0

    def create(self, path: str, mode: int, fi: int | None = None) -> int:
        del fi
        node = Node(stat.S_IFREG | stat.S_IMODE(mode))
        self._disk.set(path, node)
        return self._opened(node)

    def open(self, path: str, flags: int) -> int:
        node = self._node(path)
        if flags & os.O_TRUNC:
            node.change(Resized(0))
        return self._opened(node)

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self._node(path, fh).seen[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self._node(path, fh).change(Written(offset, data))
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        self._node(path, fh).change(Resized(length))
        return 0

    def fallocate(self, path: str, mode: int, offset: int, size: int, fh: int) -> int:
        if mode:
            raise mfusepy.FuseOSError(errno.EOPNOTSUPP)
        node = self._node(path, fh)
        node.change(Resized(max(len(node.seen), offset + size)))
        return 0

    def release(self, path: str, fh: int) -> int:
        del path
        self._open.pop(fh, None)
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        del datasync
        self._node(path, fh).sync()
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        del datasync, fh
        self._disk.sync_folder(_named(path))
        return 0

    def unlink(self, path: str) -> int:
        self._node(path)
        self._disk.set(path, None)
        return 0

    def rmdir(self, path: str) -> int:
        if self._disk.names_in(path):
            raise mfusepy.FuseOSError(errno.ENOTEMPTY)
        return self.unlink(path)

    def rename(self, old: str, new: str) -> int:
        self._node(old)
        self._disk.rename(old, new)
        return 0

    def link(self, target: str, source: str) -> int:
        self._disk.set(target, self._node(source))
        return 0

    def chmod(self, path: str, mode: int) -> int:
        node = self._node(path)
        node.mode = stat.S_IFMT(node.mode) | stat.S_IMODE(mode)
        return 0

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> int:
        del path, times
        return 0

    def statfs(self, path: str) -> Attributes:
        del path
        return {
            "f_bsize": BLOCK_BYTES,
            "f_frsize": BLOCK_BYTES,
            "f_blocks": BLOCKS,
            "f_bfree": BLOCKS,
            "f_bavail": BLOCKS,
            "f_namemax": 255,
        }

    def _node(self, path: str, fh: int | None = None) -> Node:
        node = self._open.get(fh or 0) or self._disk.find(_named(path))
        if node is None:
            raise mfusepy.FuseOSError(errno.ENOENT)
        return node

    def _opened(self, node: Node) -> int:
        handle = max(self._open, default=0) + 1
        self._open[handle] = node
        return handle


def main() -> None:
    folder, leaves, seed = sys.argv[1:]
    disk = Disk(Leaves(leaves), random.Random(seed))  # noqa: S311 - the same cuts in every run
    is_over = False

    def end_with_input() -> None:
        nonlocal is_over
        sys.stdin.read()
        is_over = True
        subprocess.run(["fusermount3", "-u", "-z", folder], check=False)  # noqa: S607 - wherever it lies

    Thread(target=end_with_input, daemon=True).start()
    while not is_over:
        mfusepy.FUSE(
            Mounted(disk),
            folder,
            foreground=True,
            nothreads=True,
            hard_remove=True,
            attr_timeout=0,
            entry_timeout=0,
        )
        disk.cut()


def _named(path: str) -> str:
    return ROOT if path == "/" else path


if __name__ == "__main__":
    main()
