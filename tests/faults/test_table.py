import pytest

from onestop.faults import FAULTS, Arrival, FaultName, UnknownFault, named


def test_every_fault_has_its_row_and_every_row_its_fault() -> None:
    assert list(FAULTS) == list(FaultName)


@pytest.mark.parametrize("name", FaultName)
def test_every_fault_is_told_in_one_plain_sentence_of_its_own(name: FaultName) -> None:
    says = FAULTS[name].says
    assert says[0].isupper()
    assert says.endswith(".")
    assert says.count(". ") == 0
    assert [fault.says for fault in FAULTS.values()].count(says) == 1


@pytest.mark.parametrize("name", FaultName)
def test_what_certainly_did_not_arrive_is_never_passed_on(name: FaultName) -> None:
    fault = FAULTS[name]
    match fault.arrival:
        case Arrival.CERTAINLY_NOT:
            assert fault.times == 0
        case Arrival.CERTAIN:
            assert fault.times >= 1
        case Arrival.MAY_HAVE:
            assert fault.times in {0, 1}


def test_what_may_have_arrived_did_so_for_some_faults_and_not_for_others() -> None:
    unsure = [fault for fault in FAULTS.values() if fault.arrival is Arrival.MAY_HAVE]
    assert {fault.times for fault in unsure} == {0, 1}


@pytest.mark.parametrize("name", FaultName)
def test_a_fault_is_found_by_its_name(name: FaultName) -> None:
    assert named(name.value) is name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("dripp", "there is no fault dripp; did you mean drip?"),
        ("storm", "there is no fault storm; did you mean storm-5"),
        ("429", "there is no fault 429; did you mean busy-429?"),
        ("水", "there is no fault 水; known are none, refuse, "),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(name: str, says: str) -> None:
    with pytest.raises(UnknownFault, match=says):
        named(name)
