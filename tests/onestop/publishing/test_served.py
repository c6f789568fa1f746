"""The press over HTTP: for anybody, file by file, with tags, and new editions without a restart."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import ChangeLog, Published, PublishedDelta, Slots
from api_client.contract.verifying import verified, whole
from api_client.transport import Reply
from onestop.process import BackEndProcess, CannotStart, Running
from onestop.publishing.press import Press
from tests.api_client.contract.samples import package, service
from tests.onestop.publishing.conftest import TODAY, Office
from tests.onestop.sample_catalogue import PACKAGE, VENUE

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller
    from tests.onestop.publishing.conftest import MakePerson

ProblemOf = Callable[[Reply], str]


@pytest.fixture
def own_kiosk(own: Running, kiosk: "Caller") -> Iterator["Caller"]:
    """A kiosk of a back end in a folder of its own."""
    with BackEndProcess(own) as process:
        yield replace(kiosk, address=process.address)


@pytest.fixture
def own_office(own: Running, own_kiosk: "Caller", make_person: "MakePerson") -> Office:
    """The press of that back end, which two people take over."""
    assert own_kiosk.unsigned("GET", "/healthz").status == 200
    press = Press(own.folder / "press")
    return Office(press, make_person(press, "wang"), make_person(press, "li"))


def test_anybody_may_fetch_what_the_machine_has_published(
    own: Running, own_kiosk: "Caller"
) -> None:
    reply = own_kiosk.unsigned("GET", "/v1/catalogue")
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    assert reply.body == (own.folder / "press" / "current.json").read_bytes()
    published = msgspec.json.decode(reply.body, type=Published)
    edition, package = verified(published, Press(own.folder / "press").trusted())
    assert (edition.number, package) == (1, PACKAGE)


@pytest.mark.parametrize(
    "path",
    ["/v1/catalogue", "/v1/catalogue?since=1", "/v1/catalogue/changes", "/v1/catalogue/editions/1"],
)
def test_what_one_has_already_is_not_sent_again(kiosk: "Caller", path: str) -> None:
    first = kiosk.unsigned("GET", path)
    tag = first.headers["etag"]
    for asked in (tag, f"W/{tag}", f'"older", {tag}', "*"):
        again = kiosk.unsigned("GET", path, If_None_Match=asked)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert kiosk.unsigned("GET", path, If_None_Match='"older"').body == first.body


def test_an_edition_may_be_kept_for_ever_and_the_newest_is_asked_for_each_time(
    kiosk: "Caller",
) -> None:
    kept = {
        path: kiosk.unsigned("GET", f"/v1/catalogue{path}").headers["cache-control"]
        for path in ("", "?since=1", "/changes", "/editions/1")
    }
    assert kept.pop("/editions/1") == "public, max-age=31536000, immutable"
    assert set(kept.values()) == {"public, no-cache"}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v1/catalogue/editions/2", (404, "unknown-edition")),
        ("/v1/catalogue/editions/-1", (404, "unknown-edition")),
        (f"/v1/catalogue/editions/{'9' * 300}", (404, "unknown-edition")),
        ("/v1/catalogue/editions/one", (404, "no-such-route")),
        ("/v1/catalogue/editions/..%2Fcurrent", (404, "no-such-route")),
        ("/v1/catalogue?since=one", (400, "malformed")),
        ("/v1/catalogue?since=1000001", (400, "malformed")),
    ],
)
def test_what_there_is_not_is_said(
    kiosk: "Caller", problem: ProblemOf, path: str, told: tuple[int, str]
) -> None:
    reply = kiosk.unsigned("GET", path)
    assert (reply.status, problem(reply)) == told


def test_a_new_edition_is_served_without_a_restart(own_kiosk: "Caller", own_office: Office) -> None:
    first = own_kiosk.unsigned("GET", "/v1/catalogue")
    assert own_kiosk.call("GET", f"/v1/services/{VENUE}/slots").read_as(Slots).slots
    edition = own_office.publish(package(service("meal"), version="next"))
    assert (edition.number, edition.effective_from) == (2, TODAY)
    second = own_kiosk.unsigned("GET", "/v1/catalogue", If_None_Match=first.headers["etag"])
    trusted = own_office.press.trusted()
    newest = second.read_as(Published)
    assert verified(newest, trusted)[0] == edition
    delta = own_kiosk.unsigned("GET", "/v1/catalogue?since=1").read_as(PublishedDelta)
    assert whole(delta, first.read_as(Published).package, trusted) == newest
    same = own_kiosk.unsigned("GET", "/v1/catalogue?since=2").read_as(PublishedDelta)
    assert whole(same, newest.package, trusted) == newest
    log = own_kiosk.unsigned("GET", "/v1/catalogue/changes").read_as(ChangeLog)
    assert (log.number, [each.service_code for each in log.changes]) == (2, ["meal"])


def test_a_restart_publishes_nothing_over_peoples_editions(
    own: Running, own_kiosk: "Caller", own_office: Office
) -> None:
    own_office.publish(package(service("meal"), version="next"))
    held = own_kiosk.unsigned("GET", "/v1/catalogue")
    other = replace(own, folder=own.folder.parent / "other")
    shutil.copytree(own_office.press.folder, other.folder / "press")
    with BackEndProcess(other) as again:
        now = replace(own_kiosk, address=again.address).unsigned("GET", "/v1/catalogue")
    assert now.body == held.body


def test_a_press_that_cannot_be_used_is_one_clear_sentence(own: Running) -> None:
    (own.folder / "press").mkdir(parents=True)
    (own.folder / "press" / "trusted.keys").write_text("wang\n")
    with pytest.raises(CannotStart, match="keys cannot be used"):
        BackEndProcess(own)
