"""A matter is found by its reference and four digits, in whichever district its kiosk stands."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from api_client.contract import Submission
from onestop.admitted import Kiosks
from onestop.guesses import OF_A_REFERENCE, Guesses
from onestop.kiosks import Kiosk
from onestop.problems import Problem
from onestop.proof import Proof
from onestop.store import Place, Store
from onestop.store.audit import Actor, Who, entries
from tests.onestop.enrolled import enrol

REFERENCE = "XH2M-34CD-67YY"
HERE, THERE = "310115", "310104"
KIOSK = Kiosk("XH2", THERE)
BY = Actor(Who.KIOSK, "K9")
ProofOf = Callable[..., Proof]
NOW = datetime(2026, 1, 15, 9, 31, tzinfo=UTC)


@pytest.fixture
def matter(submission: Submission) -> Submission:
    return msgspec.structs.replace(submission, reference=REFERENCE)


@pytest.fixture
def proof_of(place: Place, store: Store) -> ProofOf:
    """Proof where those kiosks are enrolled."""

    def proof_of(*kiosks: Kiosk) -> Proof:
        for kiosk in kiosks:
            enrol(place, kiosk, "key")
        return Proof(store, Guesses(store.database, lambda: NOW), Kiosks(store.fleet))

    return proof_of


@pytest.mark.parametrize("district", [HERE, THERE, ""])
async def test_it_is_found_where_its_kiosk_stands(
    store: Store, proof_of: ProofOf, matter: Submission, district: str
) -> None:
    await store.take(KIOSK, matter, NOW)
    found = await proof_of(KIOSK).proven(district, REFERENCE, "5678", BY)
    assert found is not None
    assert found.key == (THERE, "XH2", REFERENCE)


async def test_the_callers_district_comes_first(
    store: Store, proof_of: ProofOf, matter: Submission
) -> None:
    same = Kiosk("K9", HERE)
    for kiosk in (same, KIOSK):
        await store.take(kiosk, matter, NOW)
    found = await proof_of(KIOSK, same).proven(HERE, REFERENCE, "5678", BY)
    assert found is not None
    assert found.key.district == HERE


async def test_a_kiosk_that_is_gone_is_found_by_its_district_alone(
    store: Store, proof_of: ProofOf, matter: Submission
) -> None:
    await store.take(KIOSK, matter, NOW)
    proof = proof_of()
    assert await proof.proven("", REFERENCE, "5678", BY) is None
    assert await proof.proven(HERE, REFERENCE, "5678", BY) is None
    assert await proof.proven(THERE, REFERENCE, "5678", BY) is not None


async def test_a_district_more_is_no_try_more(
    store: Store, proof_of: ProofOf, matter: Submission
) -> None:
    await store.take(KIOSK, matter, NOW)
    proof = proof_of(KIOSK)
    for number in range(OF_A_REFERENCE[0].most):
        assert await proof.proven(f"31010{number}", REFERENCE, "0000", BY) is None
    with pytest.raises(Problem, match="too-many-tries"):
        await proof.proven("310109", REFERENCE, "5678", BY)


async def test_who_has_looked_is_noted_and_who_only_guessed_is_not(
    store: Store, proof_of: ProofOf, matter: Submission
) -> None:
    await store.take(KIOSK, matter, NOW)
    proof = proof_of(KIOSK)
    assert await proof.proven(HERE, REFERENCE, "0000", BY) is None
    assert await proof.proven(HERE, REFERENCE, "5678", BY) is not None
    noted = await store.database.read(lambda tables: entries(tables, THERE, REFERENCE))
    assert [(each.who, each.name, each.did) for each in noted] == [("kiosk", "K9", "looked")]
