"""What an authority tells can be kept, shown, spoken and printed, or is not taken from it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from msgspec.structs import replace as changed

from api_client.contract import (
    Bilingual,
    BookedTime,
    Case,
    CaseStatus,
    Slot,
    Slots,
    Step,
    Waiting,
)
from api_client.errors import Unintelligible
from api_client.onestop import OneStopClient
from api_client.presentable import LARGEST_NUMBER, MOST, presentable_case, presentable_slots
from api_client.transport import Transport
from tests.api_client.scripted_server import ScriptedServer

if TYPE_CHECKING:
    from tests.api_client.conftest import Make, Say

NOW = datetime(2026, 1, 15, 9, 31, tzinfo=UTC)
PLACE = Bilingual(zh="大厅", en="Hall")
STEP = Step(name=PLACE, started_at=NOW, ended_at=NOW, opinion="齐全")
TIME = BookedTime(slot="S-1", starts_at=NOW, ends_at=NOW + timedelta(minutes=30), place=PLACE)
CASE = Case(
    reference="R-1",
    case_number="310115-20260115-000001",
    status=CaseStatus.CORRECTION_NEEDED,
    service_code="meals",
    received_at=NOW,
    accepted_at=NOW,
    promised_by=datetime(2026, 2, 1, tzinfo=timezone(timedelta(hours=8))),
    needed="照片\u3000两张 🙂",
    steps=(STEP,),
    appointment=TIME,
    waiting=Waiting(ahead=3, minutes=25),
    documents=2,
)
SLOT = Slot(id="S-1", starts_at=NOW, ends_at=NOW, is_free=True, place=PLACE)
SLOTS = Slots(service_code="meals", slots=(SLOT, changed(SLOT, id="S-2", is_free=False)))

LAST = datetime(9999, 12, 31, 23, tzinfo=UTC)
FIRST = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
NAIVE = NOW.replace(tzinfo=None)


def test_what_can_be_shown_stays_as_it_is() -> None:
    assert presentable_case(CASE) == CASE
    assert presentable_slots(SLOTS) == SLOTS
    assert presentable_slots(changed(SLOTS, slots=())).slots == ()
    assert presentable_slots(changed(SLOTS, slots=(SLOT, SLOT))).slots == (SLOT, SLOT)


@pytest.mark.parametrize("moment", [LAST, FIRST, NAIVE, datetime(1999, 12, 31, tzinfo=UTC)])
@pytest.mark.parametrize(
    "with_moment",
    [
        lambda moment: changed(CASE, received_at=moment),
        lambda moment: changed(CASE, accepted_at=moment),
        lambda moment: changed(CASE, promised_by=moment),
        lambda moment: changed(CASE, steps=(STEP, changed(STEP, started_at=moment))),
        lambda moment: changed(CASE, steps=(changed(STEP, ended_at=moment),)),
        lambda moment: changed(CASE, appointment=changed(TIME, starts_at=moment)),
        lambda moment: changed(CASE, appointment=changed(TIME, ends_at=moment)),
    ],
)
def test_no_moment_is_taken_that_a_page_cannot_show(
    moment: datetime, with_moment: Callable[[datetime], Case]
) -> None:
    with pytest.raises(Unintelligible):
        presentable_case(with_moment(moment))


@pytest.mark.parametrize("number", [-1, LARGEST_NUMBER + 1, 10**400])
def test_no_number_is_taken_that_nobody_can_wait_for(number: int) -> None:
    for odd in (
        changed(CASE, waiting=Waiting(ahead=number)),
        changed(CASE, waiting=Waiting(ahead=1, minutes=number)),
        changed(CASE, documents=number),
    ):
        with pytest.raises(Unintelligible, match="no number"):
            presentable_case(odd)


@pytest.mark.parametrize(
    ("longest", "with_text"),
    [
        (500, lambda text: changed(CASE, needed=text)),
        (500, lambda text: changed(CASE, steps=(changed(STEP, opinion=text),))),
        (200, lambda text: changed(CASE, steps=(changed(STEP, name=Bilingual(zh="", en=text)),))),
        (
            200,
            lambda text: changed(CASE, appointment=changed(TIME, place=Bilingual(zh=text, en=""))),
        ),
        (64, lambda text: changed(CASE, case_number=text)),
    ],
)
def test_a_text_beyond_its_limit_is_not_taken_and_not_cut(
    longest: int, with_text: Callable[[str], Case]
) -> None:
    fits = with_text("字" * longest)
    assert presentable_case(fits) == fits
    with pytest.raises(Unintelligible, match=f"longer than {longest}"):
        presentable_case(with_text("字" * (longest + 1)))


def test_more_steps_and_times_than_anybody_reads_are_not_taken() -> None:
    steps = changed(CASE, steps=(STEP,) * MOST["steps"])
    assert presentable_case(steps) == steps
    with pytest.raises(Unintelligible, match="more than 100"):
        presentable_case(changed(CASE, steps=(STEP,) * (MOST["steps"] + 1)))
    many = tuple(changed(SLOT, id=f"S-{number}") for number in range(MOST["slots"] + 1))
    with pytest.raises(Unintelligible, match="more than 1000"):
        presentable_slots(changed(SLOTS, slots=many))


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("papers \u202e\u2066 gnirts\x1b[2J\x07\x00 end", "papers  gnirts[2J end"),
        ("photo\r\n  two\u2028three", "photo   two three"),
        ("\u200b\ufeff\ud800", ""),
        ("\x9b31m", "31m"),
    ],
)
def test_marks_that_steer_a_machine_are_taken_out(written: str, clean: str) -> None:
    named = Bilingual(zh=written, en=written)
    told = presentable_case(
        changed(
            CASE,
            needed=written,
            case_number=written,
            steps=(changed(STEP, opinion=written, name=named),),
            appointment=changed(TIME, place=named),
        )
    )
    assert (told.needed, told.case_number) == (clean, clean)
    assert (told.steps[0].opinion, told.steps[0].name.zh, told.steps[0].name.en) == (clean,) * 3
    assert told.appointment is not None
    assert told.appointment.place == Bilingual(zh=clean, en=clean)
    assert presentable_slots(changed(SLOTS, slots=(changed(SLOT, place=named),))).slots[
        0
    ].place == (Bilingual(zh=clean, en=clean))


@pytest.mark.parametrize(
    "odd",
    [
        (changed(SLOT, id="S\u202e1"),),
        (SLOT, changed(SLOT, ends_at=NOW + timedelta(minutes=30))),
        (changed(SLOT, ends_at=NOW - timedelta(minutes=1)),),
        (changed(SLOT, starts_at=NAIVE),),
        (changed(SLOT, ends_at=LAST),),
    ],
)
def test_a_time_that_nobody_could_book_is_not_taken(odd: tuple[Slot, ...]) -> None:
    with pytest.raises(Unintelligible):
        presentable_slots(changed(SLOTS, slots=odd))


def with_value(told: Case | Slots, *path: str | int, value: Any) -> bytes:  # noqa: ANN401 - any JSON
    """The answer in JSON, with another value there."""
    whole = msgspec.to_builtins(told)
    inner = whole
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return msgspec.json.encode(whole)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("promised_by",), "9999-12-31T23:00:00Z"),
        (("received_at",), "0001-01-01T00:00:00+14:00"),
        (("received_at",), "2026-01-15T09:31:00"),
        (("appointment", "starts_at"), "9999-12-31T23:00:00Z"),
        (("waiting", "minutes"), 10**18),
        (("needed",), "x" * 200_000),
    ],
)
def test_the_client_takes_no_such_case(
    transport: Transport, say: type["Say"], make: "Make", path: tuple[str, ...], value: object
) -> None:
    answer = say.http(200, with_value(CASE, *path, value=value))
    with ScriptedServer([answer], [answer]) as server:
        client = OneStopClient(server.address, "K1", "key", transport)
        with pytest.raises(Unintelligible):
            client.send(make.submission("R-1"))
        with pytest.raises(Unintelligible):
            client.case("R-1")


def test_the_client_hands_on_clean_texts_alone(transport: Transport, say: type["Say"]) -> None:
    answers = (
        say.http(200, with_value(CASE, "case_number", value="\x1b]0;owned\x0712")),
        say.http(200, with_value(CASE, "case_number", value="\u200b\x07")),
        say.http(200, with_value(SLOTS, "slots", 0, "place", "en", value="Hall\u202e")),
        say.http(200, with_value(SLOTS, "slots", 1, "id", value="S\u202e1")),
    )
    with ScriptedServer(*([each] for each in answers)) as server:
        client = OneStopClient(server.address, "K1", "key", transport)
        case = client.case("R-1")
        assert case is not None
        assert case.case_number == "]0;owned12"
        with pytest.raises(Unintelligible, match="no case number"):
            client.case("R-1")
        assert client.slots("meals").slots[0].place == PLACE
        with pytest.raises(Unintelligible, match="cannot be shown"):
            client.slots("meals")
