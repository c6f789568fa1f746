"""One HTTP exchange with the authority: bounded in time and size, never redirected, never repeated.

Repeating is the courier's business alone: it knows what was stored. Proxies and credentials from
the environment are not used, because a kiosk sends residents' answers to its endpoint and nowhere
else.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar

import msgspec
import requests
from requests.adapters import HTTPAdapter

from api_client.deadline import Scissors
from api_client.errors import Unintelligible, Unreachable

JSON_TYPES = ("application/json", "application/problem+json")
LONGEST_RETRY_AFTER = 86_400.0
Struct = TypeVar("Struct")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_json(self) -> bool:
        """Whether it says that it is JSON: a portal's or a proxy's page does not."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() in JSON_TYPES

    @property
    def retry_after(self) -> float | None:
        """Seconds we were asked to wait (a number or a date, RFC 9110 10.2.3), at most a day."""
        text = self.headers.get("retry-after", "").strip()
        if text.isdecimal():
            return min(float(text), LONGEST_RETRY_AFTER)
        try:
            pause = parsedate_to_datetime(text) - parsedate_to_datetime(self.headers["date"])
        except (KeyError, ValueError, TypeError):
            return None
        return min(max(pause.total_seconds(), 0.0), LONGEST_RETRY_AFTER)

    def read_as(self, kind: type[Struct]) -> Struct:
        """The body as this struct of the contract.

        Raises Unreachable if a page came instead of JSON, since then something else answered;
        Unintelligible if the JSON is another one.
        """
        if not self.is_json:
            raise Unreachable(f"a page came in place of the authority's answer ({self.status})")
        try:
            return msgspec.json.decode(self.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # msgspec's own words may quote what was sent.
            raise Unintelligible(f"the answer is no {kind.__name__} of the contract") from None


class Transport:
    """The kiosk's one way out. Used by one thread at a time; a line is kept open between calls."""

    def __init__(
        self,
        *,
        deadline: float = 20.0,
        most_bytes: int = 8_000_000,
        ca_file: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._deadline = deadline
        self._most_bytes = most_bytes
        self._clock = clock
        self._scissors = Scissors()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = True if ca_file is None else str(ca_file)
        for scheme in ("http://", "https://"):
            adapter = HTTPAdapter(pool_connections=1, pool_maxsize=1, max_retries=0)
            adapter.poolmanager.pool_classes_by_scheme = self._scissors.pools()
            self._session.mount(scheme, adapter)

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        within: float | None = None,
    ) -> Reply:
        """Ask once and read the whole answer.

        `within` is a shorter deadline in seconds, for the whole call but the look-up of the name.
        Raises Unreachable if no whole answer came in time, Unintelligible if it was too large.
        """
        seconds = self._deadline if within is None else min(within, self._deadline)
        ends = self._clock() + seconds
        try:
            with self._scissors.within(seconds):
                return self._ask(method, url, headers, body, ends)
        except TimeoutError:
            raise Unreachable(f"no whole answer within {seconds:g} seconds") from None
        except requests.RequestException as error:
            if self._scissors.has_cut:
                raise Unreachable(f"no whole answer within {seconds:g} seconds") from None
            raise Unreachable(f"the line failed: {type(error).__name__}") from error

    def close(self) -> None:
        self._session.close()
        self._scissors.close()

    def _ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, ends: float
    ) -> Reply:
        left = max(ends - self._clock(), 0.001)
        with self._session.request(
            method,
            url,
            data=body,
            # A packed answer could unpack to any size.
            headers={"Accept": ", ".join(JSON_TYPES), "Accept-Encoding": "identity", **headers},
            timeout=(left, left),
            allow_redirects=False,
            stream=True,
        ) as response:
            parts = bytearray()
            for part in response.iter_content(65_536):
                parts += part
                if len(parts) > self._most_bytes:
                    raise Unintelligible(f"the answer is larger than {self._most_bytes} bytes")
                if self._clock() > ends:
                    raise TimeoutError
            named = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status_code, named, bytes(parts))
