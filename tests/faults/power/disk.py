"""A disk in memory that forgets what nobody made durable.

Nothing is promised but what POSIX promises: `sync` of a file keeps what was written to it, `sync`
of a folder keeps its list of names. What else was on its way is gone after a cut, or there in part.
"""

import random
import stat
from dataclasses import dataclass, field
from enum import Enum

BLOCK_BYTES = 4096
ROOT = ""
SHARES = (0.0, 0.3, 0.7, 1.0)
"""How much of what was on its way is left: one of these is drawn for each file."""


class Leaves(Enum):
    """What a cut leaves of what was on its way."""

    NOTHING = "nothing"
    SOME = "some"
    """Blocks in any order, but a file never grows past one that is missing (ext4, XFS)."""
    ANY = "any"
    """Blocks in any order; a file may have grown around a hole."""


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes on their way to the platter."""

    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """A new length on its way to the platter."""

    size: int


Change = Written | Resized


@dataclass(eq=False, slots=True)
class Node:
    """A file, or a folder: its content as programs see it and as it is safe."""

    mode: int
    seen: bytearray = field(default_factory=bytearray)
    safe: bytearray = field(default_factory=bytearray)
    on_the_way: list[Change] = field(default_factory=list)

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)

    def change(self, change: Change) -> None:
        _apply(change, self.seen)
        self.on_the_way.append(change)

    def sync(self) -> None:
        for change in self.on_the_way:
            _apply(change, self.safe)
        self.on_the_way.clear()

    def cut(self, draw: random.Random, leaves: Leaves) -> None:
        share = _share(draw, leaves)
        for change in _in_blocks(self.on_the_way):
            is_left = draw.random() < share
            if is_left and (leaves is Leaves.ANY or not self._is_past_a_hole(change)):
                _apply(change, self.safe)
        self.on_the_way.clear()
        self.seen = bytearray(self.safe)

    def _is_past_a_hole(self, change: Change) -> bool:
        return isinstance(change, Written) and change.at > len(self.safe)


Names = dict[str, Node]


@dataclass(frozen=True, eq=False, slots=True)
class Named:
    """One change of names, whole or not at all: what each of these paths is now, if anything."""

    now: dict[str, Node | None]

    def is_in(self, folder: str) -> bool:
        return any(_folder(path) == folder for path in self.now)

    def apply(self, names: Names) -> None:
        for path, node in self.now.items():
            if node is None:
                names.pop(path, None)
            else:
                names[path] = node


class Disk:
    """Files by their paths; the root is "", a file in it "/name"."""

    def __init__(self, leaves: Leaves, draw: random.Random) -> None:
        self._leaves = leaves
        self._draw = draw
        root = Node(stat.S_IFDIR | 0o700)
        self._seen: Names = {ROOT: root}
        self._safe: Names = {ROOT: root}
        self._on_the_way: list[Named] = []

    def find(self, path: str) -> Node | None:
        return self._seen.get(path)

    def names_in(self, folder: str) -> list[str]:
        return [path[len(folder) + 1 :] for path in self._seen if path and _folder(path) == folder]

    def set(self, path: str, node: Node | None) -> None:
        """Give the node that name, or take the name away."""
        self._note(Named({path: node}))

    def rename(self, old: str, new: str) -> None:
        """With everything in it, if it is a folder."""
        moved = {
            path: node
            for path, node in self._seen.items()
            if path == old or path.startswith(f"{old}/")
        }
        gone: dict[str, Node | None] = dict.fromkeys(moved)
        self._note(Named(gone | {new + path[len(old) :]: node for path, node in moved.items()}))

    def sync_folder(self, folder: str) -> None:
        """Its list of names is safe."""
        self._settle([change for change in self._on_the_way if change.is_in(folder)])

    def cut(self) -> None:
        """The power goes. Changes of names reach the platter in their order, up to some point."""
        many = int(len(self._on_the_way) * _share(self._draw, self._leaves))
        self._settle(self._on_the_way[:many])
        self._on_the_way.clear()
        self._seen = {path: node for path, node in self._safe.items() if self._is_reached(path)}
        self._safe = dict(self._seen)
        for node in {id(node): node for node in self._seen.values()}.values():
            node.cut(self._draw, self._leaves)

    def _note(self, change: Named) -> None:
        change.apply(self._seen)
        self._on_the_way.append(change)

    def _settle(self, changes: list[Named]) -> None:
        for change in changes:
            change.apply(self._safe)
        self._on_the_way = [change for change in self._on_the_way if change not in changes]

    def _is_reached(self, path: str) -> bool:
        """What lies in a folder that is gone is gone with it."""
        return path == ROOT or (_folder(path) in self._safe and self._is_reached(_folder(path)))


def _share(draw: random.Random, leaves: Leaves) -> float:
    return 0.0 if leaves is Leaves.NOTHING else draw.choice(SHARES)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _apply(change: Change, content: bytearray) -> None:
    match change:
        case Written(at, written):
            content.extend(bytes(max(0, at + len(written) - len(content))))
            content[at : at + len(written)] = written
        case Resized(size):
            content.extend(bytes(max(0, size - len(content))))
            del content[size:]


def _in_blocks(changes: list[Change]) -> list[Change]:
    parts: list[Change] = []
    for change in changes:
        match change:
            case Written(at, content):
                while content:
                    room = BLOCK_BYTES - at % BLOCK_BYTES
                    parts.append(Written(at, content[:room]))
                    at, content = at + room, content[room:]
            case Resized():
                parts.append(change)
    return parts
