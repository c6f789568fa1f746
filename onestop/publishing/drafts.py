"""What one person has proposed, until a second one releases it."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from api_client.contract import Edition, Published
from onestop.publishing.files import put
from onestop.publishing.press import edition_of, read
from onestop.publishing.troubles import BadPress, NotPossible

FOLDER = "drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """The edition that it would be, with one signature. `id` is what to release it by."""

    id: str
    edition: Edition
    published: Published


def keep(press_folder: Path, published: Published) -> Draft:
    """Into the folder of drafts; two of one number lie side by side."""
    edition = edition_of(published)
    name = f"{edition.number}-{sha256(published.edition.encode()).hexdigest()[:6]}"
    put(press_folder / FOLDER / f"{name}.json", msgspec.json.encode(published))
    return Draft(name, edition, published)


def draft(press_folder: Path, name: str) -> Draft:
    """Raises NotPossible for one that is not there, BadPress for one that is damaged."""
    path = press_folder / FOLDER / f"{name}.json"
    if Path(name).name != name or not path.exists():
        raise NotPossible(f"there is no draft {name}")
    published = read(path)
    return Draft(name, edition_of(published), published)


def drafts(press_folder: Path) -> list[Draft]:
    """Those that can be read, by their numbers."""
    found = []
    for path in (press_folder / FOLDER).glob("*.json"):
        try:
            found.append(draft(press_folder, path.stem))
        except BadPress:
            continue
    return sorted(found, key=lambda each: (each.edition.number, each.id))


def drop_up_to(press_folder: Path, number: int) -> list[str]:
    """Drafts of editions that are out now can never be released. Returns their ids."""
    gone = [each.id for each in drafts(press_folder) if each.edition.number <= number]
    for each in gone:
        (press_folder / FOLDER / f"{each}.json").unlink()
    return gone
