"""One HTTP exchange with the authority: bounded in time and size, never redirected.

Repeating is the courier's business: it knows what was stored. Here a call goes out a second time
in one case alone, where the line of an earlier call turned out to be ended and the call changes
nothing by coming twice. Proxies and credentials from the environment are not used, because a kiosk
sends residents' answers to its endpoint and nowhere else.
"""

import time
from collections.abc import Callable, Mapping

import requests
from requests.adapters import HTTPAdapter

from api_client.authority_clock import AuthorityClock
from api_client.deadline import Scissors
from api_client.errors import OneStopError, Unintelligible, Unreachable, Untrusted
from api_client.line import Lines
from api_client.lookup import NameLookup
from api_client.reply import Reply
from api_client.trust import Trust, is_safe

__all__ = ["Reply", "Transport"]

ACCEPTED = "application/json, application/problem+json"
MAY_COME_TWICE = frozenset({"GET", "PUT"})
# A photo over a line of 400 kbit/s must arrive too: so much longer may a call take.
SLOWEST_BYTES_A_SECOND = 50_000
Answer = tuple[int, dict[str, str], bytes]


class Transport:
    """The kiosk's one way out. Used by one thread at a time; a line is kept open between calls."""

    def __init__(  # noqa: PLR0913 - what a line may be made of, each by its name
        self,
        *,
        deadline: float = 20.0,
        most_bytes: int = 8_000_000,
        trust: Trust | None = None,
        lookup: NameLookup | None = None,
        clock: Callable[[], float] = time.monotonic,
        authority_clock: AuthorityClock | None = None,
    ) -> None:
        trust = trust or Trust()
        self._deadline = deadline
        self._most_bytes = most_bytes
        self._clock = clock
        self._scissors = Scissors()
        self._lines = Lines(self._scissors, lookup or NameLookup(), clock)
        self.authority_clock = authority_clock or AuthorityClock()
        self._session = _Session()
        self._session.trust_env = False
        self._session.verify = True if trust.ca_file is None else str(trust.ca_file)
        if trust.certificate is not None:
            self._session.cert = (str(trust.certificate), str(trust.key or trust.certificate))
        for scheme in ("http://", "https://"):
            adapter = HTTPAdapter(pool_connections=1, pool_maxsize=1, max_retries=0)
            adapter.poolmanager.pool_classes_by_scheme = self._lines.pools()
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
        """Ask once and read the whole answer. JSON is asked for unless `headers` say otherwise.

        `within` is a shorter deadline in seconds, for the whole call.
        Raises Unreachable if no whole answer came in time, with what is known of whether the call
        arrived; Untrusted for certificates; Unintelligible if the answer was too large.
        """
        seconds = self._seconds(body) if within is None else min(within, self._deadline)
        began, asked_at = self._clock(), self.authority_clock.own()
        ends = began + seconds
        try:
            with self._scissors.within(seconds):
                answer = self._ask_on_a_good_line(method, url, headers, body, ends)
        except OneStopError:
            raise
        except Exception as error:  # noqa: BLE001 - an odd answer makes the libraries raise any
            is_over = self._scissors.has_cut or self._clock() >= ends
            late = f"no whole answer within {seconds:g} seconds" if is_over else ""
            # What requests says of it quotes the address, and with it what a resident typed.
            raise self._unreachable(late, error) from None
        reply = Reply(*answer, took=self._clock() - began)
        if is_safe(url):
            self.authority_clock.learn(reply, asked_at)
        return reply

    def close(self) -> None:
        self._session.close()
        self._scissors.close()

    def _seconds(self, body: bytes | None) -> float:
        return self._deadline + len(body or b"") // SLOWEST_BYTES_A_SECOND

    def _unreachable(self, late: str, error: Exception) -> Unreachable:
        course = self._lines.course
        if course.distrust:
            return Untrusted(course.distrust, may_have_arrived=course.is_repeated)
        # Before it asks anybody, requests looks for the files of certificates.
        is_ours = isinstance(error, OSError) and not isinstance(error, requests.RequestException)
        why = str(error) if is_ours else f"the line failed: {type(error).__name__}"
        may_have_arrived = course.has_begun or course.is_repeated
        return Unreachable(course.trouble or late or why, may_have_arrived=may_have_arrived)

    def _ask_on_a_good_line(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, ends: float
    ) -> Answer:
        """Ask, and once more on a new line where the old one had been ended before an answer."""
        self._lines.begin(ends, is_repeated=False)
        try:
            return self._ask(method, url, headers, body, ends)
        except OSError:
            may_come_twice = method in MAY_COME_TWICE and self._lines.course.was_stale
            if self._scissors.has_cut or not may_come_twice:
                raise
        self._lines.begin(ends, is_repeated=True)
        return self._ask(method, url, headers, body, ends)

    def _ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, ends: float
    ) -> Answer:
        left = max(ends - self._clock(), 0.001)
        with self._session.request(
            method,
            url,
            data=body,
            # A packed answer could unpack to any size.
            headers={"Accept": ACCEPTED, "Accept-Encoding": "identity", **headers},
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
            return response.status_code, named, bytes(parts)


class _Session(requests.Session):
    """Follows nothing. To tell where a redirect leads, requests would first read all of it."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002 - its shape
        return None
