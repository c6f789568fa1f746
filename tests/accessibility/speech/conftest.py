"""What the tests of the voice share: waiting for something, with a bound."""

import time
from collections.abc import Callable

import pytest

LIMIT = 20.0


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], bool]:
    """Whether the condition comes true before the limit."""

    def wait(condition: Callable[[], bool]) -> bool:
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.005)
        return condition()

    return wait
