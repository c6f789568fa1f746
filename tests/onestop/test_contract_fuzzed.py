"""The running back end keeps to its own document, whatever it is asked.

For every call of the contract many are made up from the document, well formed and not, signed as a
kiosk signs, and sent. None may be answered by a fault of ours, by a status that the document does
not name, or by a body of another shape.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import cycle
from typing import Any

import msgspec
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok

from api_client.contract import Submission
from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import Call
from api_client.contract.signing import Signer
from onestop.document import document
from onestop.process import BackEndProcess
from tests.onestop.conftest import KEYS, Caller
from tests.onestop.sample_catalogue import VENUE

EXAMPLES = 25
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(msgspec.json.decode(document()))
OPERATIONS = {
    each.ok().label: each.ok() for each in SCHEMA.get_all_operations() if isinstance(each, Ok)
}
AnyCase = Case[Any]
REFERENCES = ("FUZZ-1", "FUZZ-2", "FUZZ-3", "UNKNOWN")
ASKED = [
    (label, mode)
    for label, operation in sorted(OPERATIONS.items())
    for mode in GenerationMode
    # A call that takes nothing cannot be asked wrongly.
    if mode is GenerationMode.POSITIVE or list(operation.iter_parameters())
]
SIGNER = Signer("K1", KEYS["K1"], Algorithm.HMAC_SHA256)


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with closing(requests.Session()) as session:
        session.trust_env = False
        yield session


@pytest.fixture(scope="module")
def cases(callers: dict[str, Caller]) -> None:
    """Something to ask for."""
    for reference in REFERENCES[:-1]:
        matter = Submission(
            reference=reference,
            service_code=VENUE,
            catalogue_version="2026-01-01",
            language="zh_CN",
            handed_in_at=datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
            answers=(),
        )
        assert callers["K1"].put("submissions", matter).status in {200, 201}


def make_sensible(case: AnyCase, reference: str) -> None:
    """The document cannot say that a body names the reference of its address, or what is there."""
    if "reference" in case.path_parameters:
        case.path_parameters["reference"] = reference
    if "code" in case.path_parameters:
        case.path_parameters["code"] = VENUE
    if isinstance(case.body, dict) and "reference" in case.body:
        case.body["reference"] = reference


def signed(request: requests.PreparedRequest) -> requests.PreparedRequest:
    body = request.body.encode() if isinstance(request.body, str) else request.body
    headers = {name: str(value) for name, value in request.headers.items()}
    call = Call(str(request.method), str(request.url), headers)
    request.headers.update(SIGNER.signed(call, body, int(time.time())))
    return request


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(("label", "mode"), ASKED)
def test_every_answer_is_one_that_the_document_names(
    label: str, mode: GenerationMode, back_end: BackEndProcess, session: requests.Session
) -> None:
    turns = cycle(REFERENCES)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def ask(case: AnyCase) -> None:
        if mode is GenerationMode.POSITIVE:
            make_sensible(case, next(turns))
        asked = case.as_transport_kwargs(base_url=back_end.address)
        prepared = session.prepare_request(
            requests.Request(
                asked["method"],
                asked["url"],
                **{
                    name: asked.get(name)
                    for name in ("headers", "params", "json", "data", "cookies", "files")
                },
            )
        )
        response = session.send(signed(prepared), timeout=10, allow_redirects=False)
        case.validate_response(response, checks=CHECKS)

    ask()
