"""What is wrong in a catalogue, told to its editor in one sentence: file, item, field."""

from dataclasses import dataclass

from api_client.contract import Guide, Hall, Service, ServiceField


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. A warning does not stop a catalogue from being published."""

    file: str
    item: str
    field: str
    fault: str
    is_warning: bool = False

    @property
    def sentence(self) -> str:
        """As in "fields/health.json: service hl-vaccine: name.en is missing"."""
        subject = " ".join(part for part in (self.field, self.fault) if part)
        return ": ".join(part for part in (self.file, self.item, subject) if part)


class CatalogueError(ValueError):
    """A catalogue cannot be used; the sentence tells its editor where to look."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.sentence)


def in_service(field: ServiceField, service: Service, where: str, fault: str) -> Finding:
    return Finding(f"fields/{field.id}.json", f"service {service.id}", where, fault)


def in_guide(guide: Guide, where: str, fault: str) -> Finding:
    return Finding(f"guides/{guide.id}.json", f"guide {guide.id}", where, fault)


def in_question(guide: Guide, question: str, where: str, fault: str) -> Finding:
    return Finding(f"guides/{guide.id}.json", f"guide {guide.id}: field {question}", where, fault)


def in_hall(hall: Hall, where: str, fault: str) -> Finding:
    return Finding(f"halls/{hall.id}.json", f"hall {hall.id}", where, fault)


def in_tile(tile: str, where: str, fault: str) -> Finding:
    return Finding("tiles.json", f"tile {tile}", where, fault)
