"""Kiosks that are enrolled in a store without a call, for tests that begin there."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from api_client.contract.algorithms import Algorithm
from onestop.kiosks import Kiosk
from onestop.store import Place
from onestop.store.kiosks import Key, KioskName, add, add_key

MOST_SECONDS = 30.0
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def enrol(
    place: Place, kiosk: Kiosk, *keys: str, algorithm: Algorithm = Algorithm.HMAC_SHA256
) -> None:
    """With those keys, the oldest first. Makes the store if there is none."""
    place.migrate()
    with place.changing() as tables:
        add(tables, kiosk, NOW)
        for key in keys:
            add_key(tables, KioskName.of(kiosk), Key(key, algorithm), NOW)


def wait_until(condition: Callable[[], bool]) -> None:
    """A back end's view of the kiosks is half a second old at most."""
    end = time.monotonic() + MOST_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
