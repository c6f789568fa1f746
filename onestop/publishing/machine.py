"""A back end of its own publishes what was shipped by itself, where no people publish.

Two keys of one machine protect against damage and mix-ups, not against whoever holds the machine.
As soon as somebody else stands among the trusted keys, the press is theirs and this one leaves it.
"""

import logging
from datetime import datetime
from pathlib import Path

import msgspec

from api_client.contract import CataloguePackage, Edition, Published
from api_client.contract.publication import digest_of
from api_client.contract.verifying import NotTrusted, verified
from onestop.hall_time import SHANGHAI
from onestop.publishing.acts import Wish, next_edition, second_signature
from onestop.publishing.files import held
from onestop.publishing.people import Person, make_key, person
from onestop.publishing.press import Press, edition_of
from onestop.publishing.troubles import BadKey, BadPress

log = logging.getLogger(__name__)

NAMES = ("this-machine-1", "this-machine-2")
WHY = "this machine's own; put people's lines here instead to let them publish"


def publish_shipped(
    press: Press, keys: Path, package: CataloguePackage, moment: datetime
) -> Edition | None:
    """Publish that package unless it is out already. None where people publish.

    `keys`: the folder where this machine's two private keys lie, made if need be. What is damaged
    is begun anew with the next number. Raises BadPress where people's list cannot be read.
    """
    with held(press.folder):
        if not is_machine_s(press):
            press.mend()
            return None
        signers = _signers(press, keys)
        text = msgspec.json.encode(package).decode()
        newest = _newest(press)
        if newest is not None and newest.package_digest == digest_of(text):
            press.mend()
            return newest
        edition, published = _signed(press, text, signers, moment, is_first=newest is None)
        press.publish(published, edition)
        return edition


def is_machine_s(press: Press) -> bool:
    """Whether no people publish here. Raises BadPress."""
    return all(each.name in NAMES for each in press.trusted())


def _newest(press: Press) -> Edition | None:
    """The newest edition, if it is as this machine signed it."""
    try:
        newest = press.newest()
        if newest is not None:
            verified(newest[1], press.trusted())
            return newest[0]
    except (BadPress, NotTrusted) as trouble:
        log.warning("the newest edition is published anew: %s", trouble)
    return None


def _signed(
    press: Press, text: str, signers: tuple[Person, Person], moment: datetime, *, is_first: bool
) -> tuple[Edition, Published]:
    wish = Wish(effective_from=moment.astimezone(SHANGHAI).date())
    edition = next_edition(press, text, wish, moment, is_first=is_first)
    written = msgspec.json.encode(edition).decode()
    one, other = signers
    once = Published(edition=written, signatures=(one.sign(written),), package=text)
    return edition_of(once), second_signature(once, other, press.trusted())


def _signers(press: Press, keys: Path) -> tuple[Person, Person]:
    """This machine's two, with new keys if one of them cannot be used or is not trusted."""
    files = [keys / f"{name}.key" for name in NAMES]
    try:
        one, other = (person(file, press.trusted(), str) for file in files)
    except BadKey:
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in files:
            file.unlink(missing_ok=True)
        made = [make_key(file, name) for file, name in zip(files, NAMES, strict=True)]
        press.trust(made, WHY)
        one, other = (person(file, press.trusted(), str) for file in files)
    return one, other
