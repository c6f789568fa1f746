"""Papers as files: added to what was handed in, or handed in when they were asked for."""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from api_client.contract import Case, CaseStatus, Consultation, Submission
from api_client.transport import Reply
from onestop.process import Running

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller, Decide

ProblemOf = Callable[[Reply], str]
Rows = Callable[..., list[tuple[object, ...]]]
JPEG = b"\xff\xd8\xff\xe0 a photo of a card"
PNG = b"\x89PNG\r\n\x1a\n a photo of a card"
PDF = b"%PDF-1.7 a report"


def add(
    kiosk: "Caller", reference: str, number: object, content: bytes = JPEG, **headers: str
) -> Reply:
    usual = {"Content_Type": "image/jpeg"}
    path = f"/v1/submissions/{reference}/documents/{number}?document=id-card"
    return kiosk.call("PUT", path, content, **(usual | headers))


def correct(
    kiosk: "Caller", reference: str, key: str, content: bytes = PDF, **headers: str
) -> Reply:
    usual = {"Content_Type": "application/pdf"}
    path = f"/v1/cases/{reference}/documents?document=report"
    return kiosk.call("POST", path, content, Idempotency_Key=key, **(usual | headers))


def kept(running: Running, content: bytes) -> list[bytes]:
    """What lies in the files that are named by this content."""
    name = hashlib.sha256(content).hexdigest()
    return [file.read_bytes() for file in (running.folder / "documents").glob(f"{name}.*")]


def test_a_paper_is_kept_as_it_is(
    kiosk: "Caller", submission: Submission, running: Running
) -> None:
    kiosk.put("submissions", submission)
    papers = [(JPEG, "image/jpeg"), (PNG, "image/png"), (PDF, "Application/PDF; version=1.7")]
    for number, (content, media_type) in enumerate(papers, 1):
        reply = add(kiosk, submission.reference, number, content, Content_Type=media_type)
        assert (reply.status, reply.read_as(Case).documents) == (201, number)
        assert kept(running, content) == [content]


def test_a_consultation_takes_papers_too(kiosk: "Caller", submission: Submission) -> None:
    asked = Consultation(
        **{name: getattr(submission, name) for name in submission.__struct_fields__}
    )
    kiosk.put("consultations", asked)
    assert add(kiosk, asked.reference, 1).status == 201


def test_papers_are_counted_with_their_case(
    kiosk: "Caller", submission: Submission, stored: Rows
) -> None:
    kiosk.put("submissions", submission)
    counts = [
        add(kiosk, submission.reference, number).read_as(Case).documents for number in (1, 99)
    ]
    assert counts == [1, 2]
    again = kiosk.put("submissions", submission)
    assert (again.status, again.read_as(Case).documents) == (200, 2)
    rows = stored(
        "SELECT district, kiosk, number, document, media_type FROM attachment"
        " WHERE reference = ? ORDER BY number",
        submission.reference,
    )
    assert rows == [
        ("310115", "K1", 1, "id-card", "image/jpeg"),
        ("310115", "K1", 99, "id-card", "image/jpeg"),
    ]


def test_the_same_paper_again_is_well_and_another_is_refused(
    kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    first = add(kiosk, submission.reference, 1)
    again = add(kiosk, submission.reference, 1)
    assert (again.status, again.read_as(Case)) == (200, first.read_as(Case))
    other = add(kiosk, submission.reference, 1, JPEG + b".")
    assert (other.status, problem(other)) == (422, "other-content")


@pytest.mark.parametrize("reference", ["NOT-THERE", "theirs"])
def test_a_paper_needs_a_case_of_the_same_kiosk(
    kiosk: "Caller",
    other_kiosk: "Caller",
    submission: Submission,
    problem: ProblemOf,
    reference: str,
) -> None:
    other_kiosk.put("submissions", submission)
    name = submission.reference if reference == "theirs" else reference
    replies = [add(kiosk, name, 1), correct(kiosk, name, '"1"')]
    assert [(reply.status, problem(reply)) for reply in replies] == [(404, "unknown-case")] * 2


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("image/gif", b"GIF89a"),
        ("", JPEG),
        ("image/png", JPEG),
        ("image/jpeg", b""),
        ("application/pdf", b"MZ a program"),
    ],
)
def test_only_papers_that_staff_can_open_are_taken(
    kiosk: "Caller",
    submission: Submission,
    problem: ProblemOf,
    media_type: str,
    content: bytes,
) -> None:
    kiosk.put("submissions", submission)
    reply = add(kiosk, submission.reference, 1, content, Content_Type=media_type)
    assert (reply.status, problem(reply)) == (415, "wrong-media-type")


@pytest.mark.parametrize("number", [0, 100, -1, "%2B1", "1_0", "01", "%D9%A1", "1%0A"])
def test_papers_are_numbered_from_1_to_99(
    kiosk: "Caller", submission: Submission, problem: ProblemOf, number: object
) -> None:
    kiosk.put("submissions", submission)
    reply = add(kiosk, submission.reference, number)
    assert (reply.status, problem(reply)) == (400, "malformed")


def test_a_paper_of_ten_megabytes_is_taken_and_one_byte_more_is_not(
    kiosk: "Caller", submission: Submission, problem: ProblemOf, running: Running
) -> None:
    kiosk.put("submissions", submission)
    largest = JPEG + b" " * (10_000_000 - len(JPEG))
    assert add(kiosk, submission.reference, 1, largest).status == 201
    assert kept(running, largest) == [largest]
    reply = add(kiosk, submission.reference, 2, largest + b" ")
    assert (reply.status, problem(reply)) == (413, "too-large")


def test_what_was_asked_for_gives_the_case_back_to_the_authority(
    kiosk: "Caller", submission: Submission, decide: "Decide"
) -> None:
    kiosk.put("submissions", submission)
    asked = decide(submission.reference, CaseStatus.CORRECTION_NEEDED, needed="体检报告")
    reply = correct(kiosk, submission.reference, '"1"')
    case = reply.read_as(Case)
    assert (asked.needed, reply.status) == ("体检报告", 201)
    assert (case.status, case.needed, case.documents) == (CaseStatus.RECEIVED, "", 1)
    assert [step.name.zh for step in case.steps] == ["收件", "补正", "收到补正材料"]
    assert case.steps[1].opinion == "体检报告"
    second = correct(kiosk, submission.reference, '"2"').read_as(Case)
    assert (second.documents, second.steps) == (2, case.steps)


def test_the_same_key_and_content_again_is_well_and_other_content_is_refused(
    kiosk: "Caller", submission: Submission, problem: ProblemOf, stored: Rows
) -> None:
    kiosk.put("submissions", submission)
    replies = [correct(kiosk, submission.reference, '"7"') for _ in range(2)]
    assert [reply.status for reply in replies] == [201, 200]
    other = correct(kiosk, submission.reference, '"7"', PDF + b".")
    assert (other.status, problem(other)) == (422, "other-content")
    count = "SELECT count(*) FROM attachment WHERE reference = ?"
    assert stored(count, submission.reference) == [(1,)]


def test_a_paper_that_was_asked_for_has_numbers_of_its_own(
    kiosk: "Caller", submission: Submission
) -> None:
    kiosk.put("submissions", submission)
    add(kiosk, submission.reference, 1)
    assert correct(kiosk, submission.reference, '"1"').read_as(Case).documents == 2


@pytest.mark.parametrize(
    "document",
    ["a%0A", "a%20b", "%E6%B2%88", "x" * 65],
    ids=["line's end", "blank", "other letters", "too long"],
)
def test_the_guides_id_of_a_paper_is_made_of_letters_digits_and_dashes(
    kiosk: "Caller", submission: Submission, problem: ProblemOf, document: str
) -> None:
    kiosk.put("submissions", submission)
    path = f"/v1/submissions/{submission.reference}/documents/1?document={document}"
    reply = kiosk.call("PUT", path, JPEG, Content_Type="image/jpeg")
    assert (reply.status, problem(reply)) == (400, "malformed")


@pytest.mark.parametrize("key", ["1", '"0"', '"100"', '"one"', '"1', ""])
def test_without_its_key_it_is_malformed(
    kiosk: "Caller", submission: Submission, problem: ProblemOf, key: str
) -> None:
    kiosk.put("submissions", submission)
    reply = correct(kiosk, submission.reference, key)
    assert (reply.status, problem(reply)) == (400, "malformed")


def test_no_key_at_all_is_malformed(
    kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    path = f"/v1/cases/{submission.reference}/documents"
    headers = {"Content_Type": "application/pdf"}
    reply = kiosk.call("POST", path, PDF, **headers)
    assert (reply.status, problem(reply)) == (400, "malformed")


def test_nobody_else_can_read_the_papers(
    kiosk: "Caller", submission: Submission, running: Running
) -> None:
    kiosk.put("submissions", submission)
    add(kiosk, submission.reference, 1)
    folder = running.folder / "documents"
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}
