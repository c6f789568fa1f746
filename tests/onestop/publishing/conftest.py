"""A press with two people, and packages to publish at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api_client.contract import CataloguePackage, Edition
from onestop.publishing.acts import Wish, propose, release
from onestop.publishing.people import Person, make_key, person
from onestop.publishing.press import Press
from tests.api_client.contract.samples import package, service

MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Office:
    """A press and the two people who publish at it."""

    press: Press
    wang: Person
    li: Person

    def publish(self, package: CataloguePackage, wish: Wish | None = None) -> Edition:
        draft = propose(self.press, package, self.wang, wish or Wish(TODAY), MOMENT)
        return release(self.press, draft.id, self.li)[0]


MakePerson = Callable[[Press, str], Person]


@pytest.fixture
def make_person(tmp_path: Path) -> MakePerson:
    """Makes somebody's key and, since the last step is the operator's, trusts it."""

    def make(press: Press, name: str) -> Person:
        file = tmp_path / f"{name}.key"
        press.trust([*press.trusted(), make_key(file, name)], "for a test")
        return person(file, press.trusted(), str)

    return make


@pytest.fixture
def office(tmp_path: Path, make_person: MakePerson) -> Office:
    press = Press(tmp_path / "press")
    people = [make_person(press, name) for name in ("wang", "li")]
    return Office(press, *people)


@pytest.fixture
def versions() -> tuple[CataloguePackage, ...]:
    """Three packages, each with one service more."""
    names = ("meal", "tea", "soup")
    return tuple(
        package(*map(service, names[: count + 1]), version=f"v{count + 1}") for count in range(3)
    )
