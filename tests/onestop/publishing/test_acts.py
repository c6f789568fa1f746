"""It takes two people to publish, and numbers only grow."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import CataloguePackage, Edition, Published, Rollout
from api_client.contract.verifying import verified
from onestop.publishing.acts import MOST_CHANGES, Wish, propose, release, roll_back, widen
from onestop.publishing.drafts import drafts
from onestop.publishing.press import Press, package_of
from onestop.publishing.troubles import BadPress, NotPossible
from tests.api_client.contract.samples import package, service
from tests.onestop.publishing.conftest import MOMENT, TODAY

if TYPE_CHECKING:
    from tests.onestop.publishing.conftest import MakePerson, Office

Versions = tuple[CataloguePackage, ...]


def waiting(press: Press) -> list[str]:
    return [each.id for each in drafts(press.folder)]


def published(press: Press, number: int) -> tuple[Edition, CataloguePackage]:
    return verified(press.published(number), press.trusted())


def test_nothing_is_published_before_a_second_person_releases_it(
    office: "Office", versions: Versions
) -> None:
    draft = propose(office.press, versions[0], office.wang, Wish(TODAY, district="310104"), MOMENT)
    assert (office.press.numbers(), waiting(office.press)) == ([], [draft.id])
    released, useless = release(office.press, draft.id, office.li)
    assert (released, useless, waiting(office.press)) == (draft.edition, [], [])
    assert published(office.press, 1) == (released, versions[0])
    assert released == msgspec.structs.replace(
        released, number=1, version="v1", district="310104", effective_from=TODAY, changes=()
    )


def test_who_proposed_it_cannot_release_it(office: "Office", versions: Versions) -> None:
    draft = propose(office.press, versions[0], office.wang, Wish(TODAY), MOMENT)
    with pytest.raises(NotPossible, match="wang has proposed it: a second person"):
        release(office.press, draft.id, office.wang)
    assert office.press.numbers() == []


def test_nor_can_their_second_key(
    office: "Office", versions: Versions, make_person: "MakePerson"
) -> None:
    other = make_person(office.press, "wang-2")
    lines = (office.press.folder / "trusted.keys").read_text().replace("wang-2", "wang")
    (office.press.folder / "trusted.keys").write_text(lines)
    same = type(other)(office.press.trusted()[-1], other._key)  # noqa: SLF001 - the second key
    draft = propose(office.press, versions[0], office.wang, Wish(TODAY), MOMENT)
    with pytest.raises(NotPossible, match="wang has proposed it"):
        release(office.press, draft.id, same)


def test_who_is_trusted_no_more_has_proposed_nothing(
    office: "Office", versions: Versions, make_person: "MakePerson"
) -> None:
    zhou = make_person(office.press, "zhou")
    draft = propose(office.press, versions[0], zhou, Wish(TODAY), MOMENT)
    office.press.trust([office.wang.trusted, office.li.trusted], "zhou has left")
    with pytest.raises(NotPossible, match="nobody who is trusted here"):
        release(office.press, draft.id, office.li)


def test_a_draft_that_was_changed_cannot_be_released(office: "Office", versions: Versions) -> None:
    draft = propose(office.press, versions[0], office.wang, Wish(TODAY), MOMENT)
    path = office.press.folder / "drafts" / f"{draft.id}.json"
    other = msgspec.json.encode(versions[1]).decode()
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(draft.published, package=other)))
    with pytest.raises(NotPossible, match="the package is not the one that was signed"):
        release(office.press, draft.id, office.li)
    changed = draft.published.edition.replace('"version":"v1"', '"version":"v9"')
    bad = msgspec.structs.replace(draft.published, edition=changed)
    path.write_bytes(msgspec.json.encode(bad))
    with pytest.raises(NotPossible, match="nobody who is trusted here"):
        release(office.press, draft.id, office.li)
    assert office.press.numbers() == []


@pytest.mark.parametrize("name", ["1-abcdef", "../editions/1", ""])
def test_only_a_draft_can_be_released(office: "Office", versions: Versions, name: str) -> None:
    office.publish(versions[0])
    with pytest.raises(NotPossible, match="there is no draft"):
        release(office.press, name, office.li)


def test_of_two_drafts_with_one_number_one_is_published(
    office: "Office", versions: Versions
) -> None:
    first, second = (
        propose(office.press, each, office.wang, Wish(TODAY), MOMENT) for each in versions[:2]
    )
    assert len(waiting(office.press)) == 2
    assert release(office.press, second.id, office.li)[1] == [first.id]
    with pytest.raises(NotPossible, match="there is no draft"):
        release(office.press, first.id, office.li)
    assert published(office.press, 1)[1] == versions[1]


def test_the_same_package_is_not_proposed_again(office: "Office", versions: Versions) -> None:
    office.publish(versions[0])
    with pytest.raises(NotPossible, match="published already, as edition 1"):
        propose(office.press, versions[0], office.wang, Wish(TODAY), MOMENT)


def test_a_version_has_one_content(office: "Office", versions: Versions) -> None:
    office.publish(versions[0])
    other = msgspec.structs.replace(versions[1], version="v1")
    with pytest.raises(NotPossible, match="edition 1 has version v1 with another content"):
        propose(office.press, other, office.wang, Wish(TODAY), MOMENT)


def test_each_edition_tells_what_earlier_ones_changed_too(
    office: "Office", versions: Versions
) -> None:
    for each in versions:
        office.publish(each, Wish(TODAY, district="310104" if each.version == "v1" else None))
    edition, _ = published(office.press, 3)
    told = [(change.edition, change.kind, change.service_code) for change in edition.changes]
    assert told == [(3, "new", "soup"), (2, "new", "tea")]
    assert edition.district == "310104"


def test_an_edition_tells_the_latest_changes_and_the_log_all(office: "Office") -> None:
    office.publish(package(service("meal"), version="1"))
    names = [f"s{number}" for number in range(MOST_CHANGES)]
    office.publish(package(service("meal"), *map(service, names), version="2"))
    edition = office.publish(package(service("meal"), version="3"))
    assert [each.edition for each in edition.changes] == [3] * MOST_CHANGES
    assert len(office.press.changes().changes) == 2 * MOST_CHANGES


def test_what_is_rolled_back_is_a_new_edition_with_the_old_package(
    office: "Office", versions: Versions
) -> None:
    for each in versions[:2]:
        office.publish(each, Wish(TODAY, percent=10))
    draft = roll_back(office.press, 1, office.li, TODAY, MOMENT)
    assert office.press.numbers() == [2, 1]
    release(office.press, draft.id, office.wang)
    edition, package = published(office.press, 3)
    assert (package, edition.version, edition.rollout) == (versions[0], "v1", Rollout(lot=3))
    told = [(change.edition, change.kind, change.service_code) for change in edition.changes]
    assert told == [(3, "withdrawn", "tea"), (2, "new", "tea")]


def test_only_what_was_published_and_is_no_more_can_be_rolled_back_to(
    office: "Office", versions: Versions
) -> None:
    with pytest.raises(NotPossible, match="nothing is published yet"):
        roll_back(office.press, 1, office.li, TODAY, MOMENT)
    office.publish(versions[0])
    with pytest.raises(NotPossible, match="there is no edition 7"):
        roll_back(office.press, 7, office.li, TODAY, MOMENT)
    with pytest.raises(NotPossible, match="the same package as the newest"):
        roll_back(office.press, 1, office.li, TODAY, MOMENT)


def test_widening_adds_kiosks_and_keeps_the_lot_and_what_is_told(
    office: "Office", versions: Versions
) -> None:
    office.publish(versions[0])
    first = office.publish(versions[1], Wish(date(2026, 12, 1), percent=5, areas=("310104013",)))
    draft = widen(office.press, 2, office.wang, MOMENT, percent=30, areas=("310104014",))
    release(office.press, draft.id, office.li)
    edition, package = published(office.press, 3)
    wider = Rollout(lot=2, percent=30, areas=("310104013", "310104014"))
    assert (package, edition.rollout, edition.changes) == (versions[1], wider, first.changes)
    assert edition.effective_from == date(2026, 12, 1)
    fleet = [f"K{number}" for number in range(500)]
    taken = {each for each in fleet if first.rollout.is_for(each, "")}
    assert taken < {each for each in fleet if wider.is_for(each, "")}


@pytest.mark.parametrize(
    ("number", "percent", "said"),
    [
        (1, 50, "only the newest edition can be widened: that is 2"),
        (2, 4, "out to 5 % already"),
        (2, 5, "out to all of these already"),
    ],
)
def test_widening_never_takes_away(
    office: "Office", versions: Versions, number: int, percent: int, said: str
) -> None:
    office.publish(versions[0])
    office.publish(versions[1], Wish(TODAY, percent=5))
    with pytest.raises(NotPossible, match=said):
        widen(office.press, number, office.wang, MOMENT, percent=percent)


def test_a_draft_that_is_damaged_is_no_draft(office: "Office", versions: Versions) -> None:
    draft = propose(office.press, versions[0], office.wang, Wish(TODAY), MOMENT)
    (office.press.folder / "drafts" / "1-000000.json").write_text("{")
    assert waiting(office.press) == [draft.id]


def test_a_package_that_does_not_belong_to_its_edition_is_not_rolled_back_to(
    office: "Office", versions: Versions
) -> None:
    for each in versions[:2]:
        office.publish(each)
    path = office.press.path_of(1)
    good = msgspec.json.decode(path.read_bytes(), type=Published)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(good, package="{}")))
    with pytest.raises(BadPress, match="its package is another"):
        package_of(office.press.published(1))
    with pytest.raises(BadPress, match="its package is another"):
        roll_back(office.press, 1, office.li, TODAY, MOMENT)
