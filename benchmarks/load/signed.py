"""Applications as kiosks send them, signed and written out before the clock starts."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

import msgspec

from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import Call
from api_client.contract.signing import Signer
from benchmarks.hand_in import application
from kiosk import reference as references


@dataclass(frozen=True, slots=True)
class Sender:
    """The kiosk in whose name all is sent, and where to."""

    address: str
    kiosk: str
    key: str

    def requests(self, many: int, draw: random.Random) -> list[bytes]:
        """Each with a reference of its own. They are good for five minutes from now."""
        return list(islice(self._requests(draw), many))

    def _requests(self, draw: random.Random) -> Iterator[bytes]:
        signer = Signer(self.kiosk, self.key, Algorithm.HMAC_SHA256)
        host = urlsplit(self.address).netloc
        while True:
            message = application(references.mint(self.kiosk, draw))
            body = msgspec.json.encode(message)
            path = f"/v1/submissions/{message.reference}"
            call = Call("PUT", self.address + path, {"Content-Type": "application/json"})
            signed = signer.signed(call, body, int(time.time()))
            sent = {"Host": host, "Content-Length": str(len(body))} | signed
            head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
            yield f"PUT {path} HTTP/1.1\r\n{head}\r\n".encode() + body
