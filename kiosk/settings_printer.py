"""What the operator decides about the printer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from kiosk.settings_rules import WHOLE_PATH, is_whole_path
from kiosk.settings_table import Table

PrinterKind = Literal["none", "network", "file"]


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """Where slips are printed, and how many dots wide the paper is."""

    kind: PrinterKind
    host: str
    port: int
    path: Path | None
    width_dots: int


def read_printer(table: Table) -> PrinterSettings:
    """From `[printer]`; notes the faults there are."""
    kind = cast("PrinterKind", table.one_of("kind", "none", ("none", "network", "file")))
    host = table.text("host", "")
    port = table.whole("port", 9100, 1, 65535)
    path = table.text("path", "", WHOLE_PATH, is_whole_path)
    if kind == "network" and not host:
        table.fault('[printer] kind = "network" needs host, the printer\'s name or address')
    if kind == "file" and not path:
        table.fault('[printer] kind = "file" needs path, where the slips are written')
    width = table.whole("width_dots", 576, 300, 1200)
    return PrinterSettings(kind, host, port, Path(path).expanduser() if path else None, width)
