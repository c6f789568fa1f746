"""What the shipped data promises must be true of the kiosk that ships it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api_client.contract import Channel, Field, FieldType
from kiosk.catalogue import Catalogue, is_to_be_confirmed
from kiosk.catalogue.reading import SHIPPED

FILES = sorted(SHIPPED.rglob("*.json"))
AT_THE_COUNTER = re.compile("窗口|带上|评估|当面签")
DEVICES_IT_LACKS = re.compile(
    "读卡|麦克风|按住说话|用手指|对准|短信|card reader|on the reader|microphone|your finger|"
    "inside the frame|text message|we can print",
    re.IGNORECASE,
)


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 -- any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def questions(catalogue: Catalogue, kind: FieldType) -> list[Field]:
    return [
        question
        for guide in catalogue.package().guides
        for question in guide.fields
        if question.type is kind
    ]


def test_every_file_is_pretty_printed_utf8() -> None:
    assert len(FILES) == 40
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n", file


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_text_promises_a_device_the_kiosk_lacks(file: Path) -> None:
    said = strings(json.loads(file.read_text(encoding="utf-8")))
    assert [each for each in said if DEVICES_IT_LACKS.search(each)] == []


def test_the_word_list_would_notice_such_a_promise() -> None:
    assert DEVICES_IT_LACKS.search("也可以把证件放到读卡处")
    assert DEVICES_IT_LACKS.search("You can press the microphone and speak")


def test_photos_and_signatures_are_for_the_counter(shipped: Catalogue) -> None:
    kinds = (FieldType.PHOTO, FieldType.SIGNATURE)
    asked = [each for kind in kinds for each in questions(shipped, kind)]
    assert asked
    for question in asked:
        assert question.help is not None
        assert AT_THE_COUNTER.search(question.help.zh), question.label.zh
        assert question.validation is None


def test_no_photo_is_required(shipped: Catalogue) -> None:
    assert not any(each.required for each in questions(shipped, FieldType.PHOTO))


@pytest.mark.parametrize(
    "name",
    ["王芳", "欧阳志远", "赟䶮", "𬱖〇", "买买提·阿不都", "Søren O’Neill-García", "Nguyễn Văn An"],
)
def test_every_name_question_takes_real_names(shipped: Catalogue, name: str) -> None:
    for question in questions(shipped, FieldType.NAME):
        assert question.validation is not None
        assert re.search(question.validation.pattern or "$^", name), question.id


@pytest.mark.parametrize("phone", ["13812345678", "62345678", "021-62345678", "02162345678"])
def test_every_phone_question_takes_shanghai_numbers(shipped: Catalogue, phone: str) -> None:
    for question in questions(shipped, FieldType.PHONE):
        assert question.validation is not None
        assert re.search(question.validation.pattern or "$^", phone), question.id


def test_four_attributes_are_told_for_every_service(shipped: Catalogue) -> None:
    for service in shipped.services:
        assert service.standard is not None
        for text in (service.audience, service.content, service.standard, service.lead_unit):
            assert text.zh
            assert text.en


def test_what_no_source_tells_is_marked(shipped: Catalogue) -> None:
    unknown = [
        each
        for each in shipped.services
        if each.standard is not None and "staff can tell you" in each.standard.en
    ]
    assert len(unknown) == 119
    assert all(is_to_be_confirmed(each.standard_source or "") for each in unknown)
    for channel in (Channel.ONLINE, Channel.CONSULT):
        shared = next(e for e in shipped.package().guides if e.for_channel is channel)
        assert is_to_be_confirmed(shared.source)


def test_the_sample_halls_say_that_they_are_samples(shipped: Catalogue) -> None:
    for hall in shipped.package().halls:
        assert "示范" in hall.name.zh
        assert "sample" in hall.name.en
        assert hall.phone == "12345"
        assert is_to_be_confirmed(hall.address.source)
        assert is_to_be_confirmed(hall.phone_source)
        assert is_to_be_confirmed(hall.hours_source)
        assert sorted({day for hours in hall.opening_hours for day in hours.days}) == [*range(1, 8)]


def test_an_emergency_is_told_before_a_doctor_is_booked(shipped: Catalogue) -> None:
    guide = shipped.guide_for(shipped.service("hl-outpatient"))
    assert guide is not None
    assert any("120" in each.zh for each in guide.conditions)
    assert "120" in guide.hotlines


def test_no_source_points_at_a_file_of_the_editors(shipped: Catalogue) -> None:
    package = shipped.package()
    named = [each.source for each in shipped.services] + [each.source for each in package.guides]
    assert not [each for each in named if ".txt" in each]
