"""What people do at the press: propose, release, widen, roll back. It takes two, each time.

1. One person proposes: the next edition is written down, to the letter, and signed. It is a draft.
2. Another person releases it: the same letters get a second signature, and are published.
Between the two nothing can be changed. If another edition came out meanwhile, the draft is of no
use any more, because its number is taken and its changes are told against an older one.
"""

from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from api_client.contract import CataloguePackage, Change, Edition, Published, Rollout
from api_client.contract.publication import EVERYBODY, digest_of
from api_client.contract.verifying import LEAST_SIGNERS, NotTrusted, TrustedKey, signers, verified
from onestop.publishing.changes import changes
from onestop.publishing.drafts import Draft, draft, drop_up_to, keep
from onestop.publishing.files import held
from onestop.publishing.people import Person
from onestop.publishing.press import Press, edition_of, package_of
from onestop.publishing.troubles import NotPossible

MOST_CHANGES = 300
"""As many as an edition tells; the rest is in the press's own log."""


@dataclass(frozen=True, slots=True)
class Wish:
    """For whom and from when. `district` None: that of the edition before."""

    effective_from: date
    percent: int = EVERYBODY
    areas: tuple[str, ...] = ()
    district: str | None = None


def propose(
    press: Press, package: CataloguePackage, person: Person, wish: Wish, moment: datetime
) -> Draft:
    """A draft of the next edition with that package, which was proofread before.

    Raises NotPossible where it would publish nothing new, or one version with two contents.
    """
    text = msgspec.json.encode(package).decode()
    with held(press.folder):
        newest = press.newest()
        if newest and newest[0].package_digest == digest_of(text):
            raise NotPossible(f"that package is published already, as edition {newest[0].number}")
        for edition in press.editions():
            if edition.version == package.version and edition.package_digest != digest_of(text):
                raise NotPossible(
                    f"edition {edition.number} has version {package.version} with another content:"
                    " give this one a version of its own"
                )
        return _draft(press, text, person, wish, moment)


def roll_back(
    press: Press, number: int, person: Person, effective_from: date, moment: datetime
) -> Draft:
    """A draft of a new edition with the package of an old one, for everybody."""
    with held(press.folder):
        newest = _newest(press)
        if number not in press.numbers():
            raise NotPossible(f"there is no edition {number}")
        old = press.published(number)
        package_of(old)
        if edition_of(old).package_digest == newest.package_digest:
            raise NotPossible(f"edition {number} has the same package as the newest")
        return _draft(press, old.package, person, Wish(effective_from), moment)


def widen(  # noqa: PLR0913 - each is said by its name
    press: Press,
    number: int,
    person: Person,
    moment: datetime,
    *,
    percent: int,
    areas: tuple[str, ...] = (),
) -> Draft:
    """A draft of the newest edition once more, for more kiosks. Areas are added to those it has."""
    with held(press.folder):
        newest = _newest(press)
        if number != newest.number:
            raise NotPossible(f"only the newest edition can be widened: that is {newest.number}")
        before = newest.rollout
        all_areas = tuple(dict.fromkeys((*before.areas, *areas)))
        if percent < before.percent:
            raise NotPossible(f"edition {number} is out to {before.percent} % already")
        rollout = replace(before, percent=percent, areas=all_areas)
        if rollout == before:
            raise NotPossible(f"edition {number} is out to all of these already")
        again = replace(newest, number=number + 1, proposed_at=moment, rollout=rollout)
        return _signed(press, again, press.published(number).package, person)


def release(press: Press, draft_id: str, person: Person) -> tuple[Edition, list[str]]:
    """Publish a draft; the second person signs. Returns it, and the drafts that it made useless.

    Raises NotPossible, also for the person who proposed it.
    """
    with held(press.folder):
        wanted = draft(press.folder, draft_id)
        published = second_signature(wanted.published, person, press.trusted())
        if wanted.edition.number != next(iter(press.numbers()), 0) + 1:
            raise NotPossible(
                f"edition {wanted.edition.number} is out already: propose {draft_id} again"
            )
        press.publish(published, wanted.edition)
        gone = drop_up_to(press.folder, wanted.edition.number)
    return wanted.edition, [each for each in gone if each != draft_id]


def second_signature(
    published: Published, person: Person, trusted: tuple[TrustedKey, ...]
) -> Published:
    """With that person's signature beside the first one's. Raises NotPossible."""
    first = signers(published, trusted)
    if not first:
        raise NotPossible("nobody who is trusted here has proposed it as it is")
    if person.name in first:
        raise NotPossible(f"{person.name} has proposed it: a second person has to release it")
    signatures = (*published.signatures, person.sign(published.edition))
    signed = replace(published, signatures=signatures)
    try:
        verified(signed, trusted, LEAST_SIGNERS)
    except NotTrusted as trouble:
        raise NotPossible(f"it cannot be released: {trouble}") from trouble
    return signed


def _newest(press: Press) -> Edition:
    newest = press.newest()
    if newest is None:
        raise NotPossible("nothing is published yet")
    return newest[0]


def _draft(press: Press, text: str, person: Person, wish: Wish, moment: datetime) -> Draft:
    return _signed(press, next_edition(press, text, wish, moment), text, person)


def next_edition(
    press: Press, text: str, wish: Wish, moment: datetime, *, is_first: bool = False
) -> Edition:
    """What would be signed for that package. `is_first`: what is there is as if it were not."""
    package = msgspec.json.decode(text, type=CataloguePackage)
    newest = None if is_first else press.newest()
    number = next(iter(press.numbers()), 0) + 1
    old = package_of(newest[1]) if newest else None
    told: tuple[Change, ...] = changes(old, package, number, wish.effective_from)
    before = newest[0].changes if newest else ()
    district = wish.district
    if district is None:
        district = newest[0].district if newest else ""
    return Edition(
        number=number,
        version=package.version,
        district=district,
        package_digest=digest_of(text),
        proposed_at=moment,
        effective_from=wish.effective_from,
        rollout=Rollout(lot=number, percent=wish.percent, areas=wish.areas),
        changes=(*told, *before)[:MOST_CHANGES],
    )


def _signed(press: Press, edition: Edition, package: str, person: Person) -> Draft:
    written = msgspec.json.encode(edition).decode()
    signatures = (person.sign(written),)
    return keep(press.folder, Published(edition=written, signatures=signatures, package=package))
