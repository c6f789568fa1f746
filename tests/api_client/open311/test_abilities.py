"""What an Open311 endpoint can do and cannot do, said beforehand."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from api_client.adapter import NEEDED, Ability, Adapter, CannotDo
from api_client.contract import (
    Appointment,
    Attachment,
    Message,
    Submission,
    Withdrawal,
)
from api_client.open311 import Open311Client
from tests.api_client.open311.georeport import NOW, GeoReport

if TYPE_CHECKING:
    from tests.api_client.conftest import Make

StartClient = Callable[..., Open311Client]
HOME = "桂花弄九号三楼"


def test_it_is_an_adapter(client: Open311Client) -> None:
    adapter: Adapter = client
    assert adapter.is_up()


def others(make: "type[Make]") -> list[Message]:
    return [
        make.rating("R"),
        make.help_call("R"),
        Withdrawal(reference="R", withdrawn_at=NOW),
        Appointment(reference="R", service_code="s", slot="1", asked_at=NOW),
        Attachment(
            reference="R",
            number=1,
            document="",
            media_type="image/png",
            content=b"",
            added_at=NOW,
        ),
    ]


def test_what_georeport_has_not_is_said_beforehand(
    client: Open311Client, server: GeoReport, make: "type[Make]"
) -> None:
    for message in others(make):
        assert NEEDED[type(message)] in client.cannot
        with pytest.raises(CannotDo):
            client.send(message)
    assert {Ability.PUBLISH, Ability.TAKE_AGAIN, Ability.BOOK} <= client.cannot
    assert not {Ability.SUBMIT, Ability.CONSULT, Ability.FOLLOW_UP, Ability.FIND} & client.cannot
    with pytest.raises(CannotDo):
        client.slots("meal-delivery")
    with pytest.raises(CannotDo):
        client.catalogue()
    with pytest.raises(CannotDo):
        client.edition(1)
    assert server.calls == []


def test_without_the_operators_word_nothing_is_looked_for(
    start: StartClient, server: GeoReport, message: Submission
) -> None:
    client = start(finds_by_reference=False)
    assert Ability.FIND in client.cannot
    with pytest.raises(CannotDo):
        client.find(message, NOW - timedelta(hours=1))
    assert server.calls == []
