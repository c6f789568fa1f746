"""Our own check of a signature, beside the library's: the same verdict, or a stricter one."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from hypothesis import event, given
from hypothesis import strategies as st

from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import COVERED, COVERED_OF_BODY, Call
from api_client.contract.checking import Checker, NotSigned, Signed
from api_client.contract.signing import Signer
from tests.api_client.library_checker import LibraryChecker, signed_again

KEY = "the-kiosks-own-key"
CREATED = 1_768_469_460


def keys(_: str, __: Algorithm) -> tuple[bytes, ...]:
    return (b"the-next-key", KEY.encode())


def ours(call: Call) -> Signed | None:
    return verdict(Checker(keys), call)


def the_librarys(call: Call) -> Signed | None:
    return verdict(LibraryChecker(keys), call)


def verdict(checker: Checker | LibraryChecker, call: Call) -> Signed | None:
    try:
        return checker.check(call)
    except NotSigned:
        return None


@st.composite
def urls(draw: st.DrawFn) -> str:
    """As they are sent: all that must be encoded is, in one of the ways that there are."""
    text = st.text(st.characters(codec="utf-8"), max_size=12)
    kept = draw(st.sampled_from(["", "/", "/:@!$&'()*+,;=", "~%"]))
    encoded = [quote(draw(text), safe=kept.replace("%", "")) for _ in range(3)]
    if draw(st.booleans()):
        encoded = [re.sub("%..", lambda code: code[0].lower(), each) for each in encoded]
    path = draw(st.sampled_from(["", "/", f"/v1/{encoded[0]}", f"//{encoded[0]}/./{encoded[1]}"]))
    query = draw(st.sampled_from(["", "?", "??", f"?{encoded[2]}", f"?a={encoded[2]}&a=/?"]))
    scheme = draw(st.sampled_from(["http", "https", "HTTP"]))
    host = draw(st.sampled_from(["127.0.0.1", "[::1]", "one-stop.example", "ONE-Stop.Example"]))
    port = draw(st.sampled_from(["", ":80", ":443", ":8021"]))
    return f"{scheme}://{host}{port}{path}{query}"


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """Signed by our own signer, as they come to the authority."""
    has_body = draw(st.booleans())
    body = draw(st.binary(max_size=40)) if has_body else None
    kind = draw(st.sampled_from(["application/json", "text/plain; charset=UTF-8", "x/y;  z=\t1"]))
    call = Call(
        draw(st.sampled_from(["GET", "PUT", "POST", "DELETE", "M-SEARCH"])),
        draw(urls()),
        {"Content-Type": kind, "Accept": "*/*"} if has_body else {"Accept": "*/*"},
    )
    name = draw(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
    created = draw(st.integers(-(10**10), 10**11))
    signer = Signer(name, KEY, draw(st.sampled_from(Algorithm)))
    headers = signer.signed(call, body, created)
    came = {each.lower(): value for each, value in headers.items()}
    length = {} if body is None else {"content-length": str(len(body))}
    order = draw(st.permutations(sorted((came | length).items())))
    return replace(call, headers=dict(order))


@given(calls())
def test_whatever_is_signed_as_the_contract_says_is_taken(call: Call) -> None:
    assert ours(call) == the_librarys(call) is not None


# Each makes another text of one; whether the call is a signed one still is for both to say.
CHANGES: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "spaces around": lambda text: f" \t{text} \t",
    "a space in the middle": lambda text: text[: len(text) // 2] + " " + text[len(text) // 2 :],
    "two spaces for one": lambda text: text.replace(" ", "  "),
    "spaces behind semicolons": lambda text: text.replace(";", ";  "),
    "spaces before semicolons": lambda text: text.replace(";", " ;"),
    "spaces within brackets": lambda text: text.replace("(", "(  ").replace(")", "  )"),
    "tabs for spaces": lambda text: text.replace(" ", "\t"),
    "the same twice": lambda text: f"{text}, {text}",
    "another signature": lambda text: f"{text}, {text.replace('kiosk', 'other')}",
    "another label": lambda text: text.replace("kiosk", "kiosks"),
    "capital letters": str.upper,
    "small letters": str.lower,
    "encoded letters": lambda text: text.replace("1", "%31"),
    "codes in small letters": lambda text: re.sub("%..", lambda code: code[0].lower(), text),
    "the end cut off": lambda text: text[:-1],
    "a letter more": lambda text: text + "a",
    "a comma more": lambda text: text + ",",
    "a line's end": lambda text: text + "\n",
    "a letter of no standard": lambda text: text + "é",
    "nothing at all": lambda _: "",
    "a parameter more": lambda text: text + ";expires=1",
    "a parameter twice": lambda text: text + f";created={CREATED}",
    "a part with a parameter": lambda text: text.replace('"@path"', '"@path";req'),
    "a part twice": lambda text: text.replace('"@path"', '"@path" "@path"'),
    "a part less": lambda text: text.replace('"@query"', ""),
    "a part that did not come": lambda text: text.replace('"@query"', '"@query" "date"'),
    "a member of a part": lambda text: text.replace(
        '"content-digest"', '"content-digest" "content-digest";key="sha-256"'
    ),
    "a part that the contract has not": lambda text: text.replace('"@path"', '"@path" "@scheme"'),
    "a number as a text": lambda text: re.sub("created=([0-9]+)", r'created="\1"', text),
    "a number with a zero before": lambda text: text.replace("created=", "created=0"),
    "a number with a fraction": lambda text: re.sub("created=([0-9]+)", r"created=\1.0", text),
    "a name as a token": lambda text: re.sub('keyid="([A-Z0-9]+)"', r"keyid=\1", text),
    "no name": lambda text: re.sub('keyid="[^"]*"', 'keyid=""', text),
    "another number": lambda text: re.sub("created=.", "created=9", text),
}
# What the standards allow, and the contract does not.
STRICTER = {
    ("a parameter more", "signature"),
    ("a parameter twice", "signature"),
    ("a parameter twice", "signature-input"),
    ("a member of a part", "signature-input"),
    ("a part that the contract has not", "signature-input"),
    ("a number with a zero before", "signature-input"),
    ("no name", "signature-input"),
}
changes = st.sampled_from(sorted(CHANGES))


def changed_at(place: str, change: str, call: Call) -> Call:
    if place == "method":
        return replace(call, method=CHANGES[change](call.method))
    if place == "url":
        return replace(call, url=CHANGES[change](call.url))
    headers = call.headers | {place: CHANGES[change](call.headers[place])}
    return replace(call, headers=headers)


def assert_same(call: Call, change: str, place: str) -> None:
    event(f"{change} at {place}")
    if (change, place) in STRICTER:
        assert ours(call) in {None, the_librarys(call)}
    else:
        assert ours(call) == the_librarys(call)


@given(calls(), changes, st.data())
def test_a_call_that_was_changed_on_the_way_is_judged_as_the_library_does(
    call: Call, change: str, data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from(["method", "url", *call.headers]))
    assert_same(changed_at(place, change, call), change, place)


@given(calls(), changes)
def test_a_shape_that_was_signed_so_is_judged_as_the_library_does(call: Call, change: str) -> None:
    asked = changed_at("signature-input", change, call)
    try:
        asked = signed_again(asked, KEY.encode())
    except NotSigned:
        event("no signature for the library either")
    assert_same(asked, change, "signature-input")


@given(calls(), st.data())
def test_parts_and_parameters_may_stand_in_any_order(call: Call, data: st.DataObject) -> None:
    names = [*COVERED, *(COVERED_OF_BODY if "content-digest" in call.headers else ()), "accept"]
    parts = data.draw(st.permutations(names))
    asked = call.headers["signature-input"].partition(")")[2]
    told = re.fullmatch(r";(created=.*);(keyid=.*);(alg=.*)", asked)
    assert told is not None
    parameters = data.draw(st.permutations(told.groups()))
    space, gap = (data.draw(st.sampled_from(["", " ", "   "])) for _ in range(2))
    listed = f" {space}".join(f'"{each}"' for each in parts)
    written = "".join(f";{gap}{each}" for each in parameters)
    header = f"kiosk=({space}{listed}{space}){written}"
    other = replace(call, headers=call.headers | {"signature-input": header})
    other = signed_again(other, KEY.encode())
    assert ours(other) == ours(call) is not None
