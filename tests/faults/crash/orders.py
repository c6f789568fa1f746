"""What a hall process is told when it is started, as one word on its command line."""

from pathlib import Path
from typing import Literal

import msgspec


class Orders(msgspec.Struct, frozen=True, kw_only=True):
    """`life` and `seed` decide what is handed in; `most`: how many messages."""

    folder: str
    authority: Literal["onestop", "street"]
    address: str
    kiosk: str = "TRY"
    key: str = ""
    life: int = 0
    seed: int = 0
    most: int = 0

    @property
    def data_folder(self) -> Path:
        return Path(self.folder)

    def as_word(self) -> str:
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_word(cls, word: str) -> "Orders":
        return msgspec.json.decode(word, type=cls)
