"""How the authority checks a call's signature (RFC 9421): the contract's shape, and no other.

What was signed is written down once more, line by line, from the call as it came; only who has the
key can have made the code that goes with it. Parts and parameters may stand in any order, and with
any spaces that RFC 9651 allows between them; other headers may be signed besides. What else the
standards allow is refused: a second signature, a part or a parameter twice, a part that has
parameters of its own.

Checking reads no body: what its digest must be is told, for whoever reads it.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import COVERED, COVERED_OF_BODY, LABEL, Call

PART = r'"[!#-\[\]-~]+"'
# In a text, `\` stands only before `"` and before another `\`.
PARAMETER = (
    r"; *(created=(0|-?[1-9][0-9]{0,14})"
    r'|keyid="((?:[ !#-\[\]-~]|\\["\\])+)"'
    rf'|alg="({"|".join(Algorithm)})")'
)
ONE_PARAMETER = re.compile(PARAMETER)
INPUT = re.compile(rf"{LABEL}=\( *({PART}(?: +{PART})*) *\)((?:{PARAMETER}){{3}})")
SIGNATURE = re.compile(rf"{LABEL}=:([A-Za-z0-9+/]{{43}}=):")
DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
# RFC 3986, without the user and the fragment, which are never sent.
LETTER = r"[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}"
URL = re.compile(
    rf"(https?)://((?:{LETTER}|[\[\]])+)((?:/(?:{LETTER}|/)*)?)(?:\?((?:{LETTER}|[/?])*))?",
    re.IGNORECASE,
)
USUAL_PORTS = {"http": ":80", "https": ":443"}
VALUES = re.compile(r"[\t -~]*")
ALWAYS = frozenset(f'"{each}"' for each in COVERED)
WITH_BODY = ALWAYS.union(f'"{each}"' for each in COVERED_OF_BODY)

Secrets = Callable[[str, Algorithm], tuple[bytes, ...]]
"""The keys that a kiosk may sign with in that way; for an unknown one a key that nobody has."""


class NotSigned(Exception):
    """The call carries no signature of the kiosk that it names."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of a call whose signature is right.

    `created`: seconds since 1970 by the kiosk's clock. `body_digest`: the SHA-256 that its body
    must have.
    """

    key_id: str
    created: int
    body_digest: bytes


class Checker:
    """Tells which kiosk signed a call."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    def check(self, call: Call) -> Signed:
        """Raises NotSigned. The call's headers have small letters.

        The age is not judged here: only who checks knows the time.
        """
        asked = INPUT.fullmatch(_header(call, "signature-input"))
        given = SIGNATURE.fullmatch(_header(call, "signature"))
        if asked is None or given is None:
            raise NotSigned("no signature in the contract's shape")
        parts = _parts(call, asked[1].split())
        written, *told = zip(*ONE_PARAMETER.findall(asked[2]), strict=True)
        created, key_id, algorithm = map("".join, told)
        if not (created and key_id and algorithm):
            raise NotSigned("a parameter twice, and another one not at all")
        lines = [f"{name}: {value}" for name, value in parts.items()]
        lines.append(f'"@signature-params": ({" ".join(parts)});{";".join(written)}')
        key_id = re.sub(r"\\(.)", r"\1", key_id)
        self._must_fit(key_id, Algorithm(algorithm), "\n".join(lines), given[1])
        return Signed(key_id, int(created), _digest(parts.get('"content-digest"')))

    def _must_fit(self, key_id: str, algorithm: Algorithm, signed: str, code: str) -> None:
        """Every kiosk's keys are tried in the same time, a stranger's too."""
        for key in self._secrets(key_id, algorithm):
            if compare_digest(b64encode(algorithm.code(key, signed.encode())), code.encode()):
                return
        raise NotSigned("the signature is not that kiosk's")


def _header(call: Call, name: str) -> str:
    return call.headers.get(name, "").strip(" \t")


def _parts(call: Call, names: list[str]) -> dict[str, str]:
    """What was signed, each by its name in quotation marks. Raises NotSigned."""
    there = _known(call)
    try:
        parts = {name: there[name[1:-1]] for name in names}
    except KeyError:
        raise NotSigned("what was signed did not come") from None
    if len(parts) < len(names) or not parts.keys() >= (WITH_BODY if _has_body(call) else ALWAYS):
        raise NotSigned("the signature does not cover what it must")
    if VALUES.fullmatch("".join(parts.values())) is None:
        raise NotSigned("a value that cannot be signed")
    return parts


def _known(call: Call) -> dict[str, str]:
    """Whatever of the call can be signed, by its name. Raises NotSigned."""
    url = URL.fullmatch(call.url)
    if url is None:
        raise NotSigned("an address that cannot be signed")
    return {name: value.strip(" \t") for name, value in call.headers.items()} | {
        "@method": call.method,
        "@authority": url[2].lower().removesuffix(USUAL_PORTS[url[1].lower()]),
        "@path": url[3] or "/",
        "@query": f"?{url[4] or ''}",
    }


def _has_body(call: Call) -> bool:
    """RFC 9112 6: a call has one if it says how long it is, or that it comes in parts."""
    is_long = call.headers.get("content-length", "0").strip() != "0"
    return is_long or "transfer-encoding" in call.headers


def _digest(covered: str | None) -> bytes:
    """The digest that was signed; that of nothing if none was; none at all if it is unreadable."""
    if covered is None:
        return sha256(b"").digest()
    told = DIGEST.fullmatch(covered)
    return b"" if told is None else b64decode(told[1])
