"""A real hand-off on every bad line: what the client says is true, and what arrives counts once."""

from collections.abc import Callable

import pytest

from api_client.errors import NotAdmitted, OneStopError, Unintelligible, Unreachable
from api_client.outbox import Delivery
from onestop.faults import FAULTS, Arrival, FaultName
from tests.faults.line import ACTS, Act, Station, attachment, new_reference, submission

Open = Callable[[str], Station]


def verdict(act: Act, station: Station, reference: str) -> Arrival:
    """What the client makes of the line."""
    try:
        act.ask(station, reference)
    except NotAdmitted:
        return Arrival.CERTAINLY_NOT
    except Unintelligible:
        return Arrival.MAY_HAVE
    except Unreachable as error:
        return Arrival.MAY_HAVE if error.may_have_arrived else Arrival.CERTAINLY_NOT
    return Arrival.CERTAIN


@pytest.mark.parametrize("name", FaultName)
@pytest.mark.parametrize("act", ["submit", "attach", "book"])
def test_the_client_says_of_every_line_what_can_be_known(
    at: Open, name: FaultName, act: str
) -> None:
    station, reference = at(name), new_reference()
    ACTS[act].before(station, reference)
    assert verdict(ACTS[act], station, reference) is FAULTS[name].arrival


@pytest.mark.parametrize("name", FaultName)
@pytest.mark.parametrize("act", ["follow up", "catalogue"])
def test_asking_on_a_bad_line_is_answered_or_one_of_our_errors(
    at: Open, name: FaultName, act: str
) -> None:
    station, reference = at(name), new_reference()
    ACTS[act].before(station, reference)
    try:
        assert ACTS[act].ask(station, reference) is not None
    except OneStopError:
        assert FAULTS[name].arrival is not Arrival.CERTAIN


@pytest.mark.parametrize("name", FaultName)
def test_what_was_handed_in_on_a_bad_line_arrives_once_when_it_is_well(
    at: Open, name: FaultName
) -> None:
    station, reference = at(name), new_reference()
    handed_in = submission(reference), attachment(reference, 1), attachment(reference, 2)
    station.put(*handed_in)
    delivered = station.carry()
    is_certain = FAULTS[name].arrival is Arrival.CERTAIN
    assert delivered == (len(handed_in) if is_certain else 0)
    assert station.state_of(reference) is (Delivery.SENT if delivered else Delivery.KEPT)
    assert station.carry_when_well() == len(handed_in) - delivered
    assert station.state_of(reference) is Delivery.SENT
    assert station.times_made(reference) == 1
    case = station.case_of(reference)
    assert case is not None
    assert case.documents == len(handed_in) - 1
    tracking = station.outbox.find(reference)
    assert tracking is not None
    assert tracking.case is not None
    assert tracking.case.case_number == case.case_number
