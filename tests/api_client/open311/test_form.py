"""The form: every answer has its place in it, or a person must look."""

from collections.abc import Callable

import msgspec
import pytest

from api_client.contract import (
    Answer,
    Helper,
    Submission,
)
from api_client.errors import Refused
from api_client.open311 import Open311Client
from tests.api_client.open311.bends import Said
from tests.api_client.open311.georeport import GeoReport

StartClient = Callable[..., Open311Client]
HOME = "桂花弄九号三楼"


def definition(*attributes: dict[str, object]) -> Said:
    told = {"service_code": "001", "attributes": list(attributes)}
    return Said(200, "service_definition", told)


def attribute(code: str, **told: object) -> dict[str, object]:
    usual: dict[str, object] = {"variable": True, "datatype": "string", "required": True}
    return {"code": code, **usual, **told}


def test_everything_has_its_place_in_the_form(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    message = msgspec.structs.replace(
        message,
        answers=(
            Answer(field="name", value="欧阳娜娜"),
            Answer(field="phone", value="13812345678"),
            Answer(field="address", value=HOME),
            Answer(field="diet", value="soft"),
            Answer(field="phone", value="02161234567"),
            Answer(field="note", value="第一行\nphone: 1"),
        ),
        on_behalf_of="欧阳锋",
        helper=Helper(name="李帮办", phone="13900000000", relation="neighbour"),
    )
    client.send(message)
    (call,) = server.posts
    assert call.path == "/v2/requests.json"
    assert call.query == {}
    assert call.headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert call.form == [
        ("jurisdiction_id", "example.cn"),
        ("api_key", "a-key"),
        ("service_code", "001"),
        ("address_string", HOME),
        ("first_name", "娜娜"),
        ("last_name", "欧阳"),
        ("phone", "13812345678"),
        (
            "description",
            "\n".join(
                [
                    f"[{message.reference}] meal-delivery",
                    "diet: soft",
                    "phone: 02161234567",
                    "note: 第一行",
                    "  phone: 1",
                    "on_behalf_of: 欧阳锋",
                    "helper_name: 李帮办",
                    "helper_phone: 13900000000",
                    "helper_relation: neighbour",
                    "kind: submission",
                    "language: zh_CN",
                    "catalogue_version: 2026-01-01",
                    "handed_in_at: 2026-01-15T17:31:00+08:00",
                ]
            ),
        ),
    ]


@pytest.mark.parametrize("needs_position", [False, True])
@pytest.mark.parametrize("has_address", [False, True])
def test_the_hall_stands_in_for_an_address(
    start: StartClient,
    server: GeoReport,
    message: Submission,
    *,
    has_address: bool,
    needs_position: bool,
) -> None:
    if not has_address:
        message = msgspec.structs.replace(message, answers=message.answers[:2])
    hall = {"hall_latitude": 31.2304, "hall_longitude": 121.5}
    start(**hall, needs_position=needs_position).send(message)
    form = dict(server.posts[0].form)
    assert form["address_string"] == (HOME if has_address else "桂花路1号")
    has_position = needs_position or not has_address
    assert (form.get("lat"), form.get("long")) == (
        ("31.2304", "121.5") if has_position else (None, None)
    )


def test_what_the_service_asks_for_goes_into_its_attributes(
    start: StartClient, server: GeoReport, message: Submission
) -> None:
    server.bend.metadata = "true"
    values = [{"key": 1, "name": "Soft"}, {"key": 2, "name": "No sugar"}]
    server.bend.definition = definition(
        attribute("DIET", datatype="singlevaluelist", values=values),
        attribute("days", datatype="multivaluelist", values=[{"key": "mon", "name": "Monday"}]),
        attribute("people", datatype="number", required="false"),
        attribute("SINCE", datatype="datetime"),
        attribute("NOTE", datatype="text"),
        attribute("told", variable="false"),
        attribute("note", required=False),
    )
    answers = {
        "diet": "soft",
        "days": "mon",
        "people": "two",
        "start_date": "2026-02-01",
        "note": "one\ntwo",
    }
    message = msgspec.structs.replace(
        message,
        answers=tuple(Answer(field=field, value=value) for field, value in answers.items()),
    )
    start(attributes={"SINCE": "start_date"}).send(message)
    form = server.posts[0].form
    assert [pair for pair in form if pair[0].startswith("attribute")] == [
        ("attribute[DIET]", "1"),
        ("attribute[days][]", "mon"),
        ("attribute[SINCE]", "2026-02-01"),
        ("attribute[NOTE]", "one\ntwo"),
        ("attribute[note]", "one two"),
    ]
    description = dict(form)["description"].splitlines()
    assert "people: two" in description
    assert not any(line.startswith(("diet", "days", "start", "note")) for line in description)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (attribute("GATE"), "'GATE', and our form has no answer to it"),
        (attribute("phone", datatype="datetime"), "'phone', and our answer to 'phone' is no date"),
        (attribute("name", datatype="number"), "'name', and our answer to 'name' is no number"),
        (
            attribute("name", datatype="singlevaluelist", values=[{"key": "a", "name": "A"}]),
            "'name', and our answer to 'name' is none of its choices",
        ),
    ],
)
def test_what_cannot_be_answered_is_put_before_a_person(
    client: Open311Client,
    server: GeoReport,
    message: Submission,
    asked: dict[str, object],
    why: str,
) -> None:
    server.bend.metadata = True
    server.bend.definition = definition(asked)
    with pytest.raises(Refused, match=why) as raised:
        client.send(message)
    assert "沈" not in str(raised.value)
    assert server.posts == []


def test_nothing_is_cut_to_fit(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    long = Answer(field="note", value="长" * 4000)
    with pytest.raises(Refused, match=r"take \d+ characters, and their description holds 4000"):
        client.send(msgspec.structs.replace(message, answers=(*message.answers, long)))
    assert server.posts == []
