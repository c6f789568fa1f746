"""A key that is held down."""

from screens.terminal.held_key import HeldKey


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_key_that_opened_a_page_is_held_until_it_rests() -> None:
    clock = Seconds()
    held = HeldKey(clock)
    held.opened_a_page("enter")
    for _ in range(100):
        clock.now += 0.1
        assert held.is_held("enter")
    clock.now += 0.4
    assert not held.is_held("enter")
    assert not held.is_held("enter")


def test_any_other_key_is_answered_at_once() -> None:
    clock = Seconds()
    held = HeldKey(clock)
    held.opened_a_page("enter")
    assert not held.is_held("1")
    assert not held.is_held("enter")


def test_a_key_that_opened_nothing_may_repeat() -> None:
    held = HeldKey(Seconds())
    assert not held.is_held("pagedown")
    assert not held.is_held("pagedown")
