"""How this kiosk is set up: one TOML file, checked whole at start, every fault told in a sentence.

Without a file the defaults hold: a trial kiosk with its own one-stop service and no printer.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, cast

from platformdirs import site_config_path, user_config_path, user_data_path

from accessibility.preferences import LANGUAGES, Contrast, Language, Preferences, TextSize
from kiosk.reference import ALPHABET, PREFIX_LENGTH
from kiosk.settings_catalogue import CatalogueSettings, read_catalogue
from kiosk.settings_hand_off import (
    EndpointSettings,
    OneStopSettings,
    OutboxSettings,
    VaultSettings,
    read_endpoint,
    read_onestop,
    read_outbox,
    read_routes,
    read_vault,
)
from kiosk.settings_printer import PrinterSettings, read_printer
from kiosk.settings_rules import WHOLE_PATH, is_area, is_district, is_name, is_prefix, is_whole_path
from kiosk.settings_table import Found, InForce, Table, Value, nearest

NAME: Final = "doorstep-kiosk"
FILE_NAME: Final = "kiosk.toml"
TABLES: Final = (
    "hall",
    "catalogue",
    "kiosk",
    "screen",
    "voice",
    "idle",
    "printer",
    "onestop",
    "endpoints",
    "routes",
    "vault",
    "outbox",
    "log",
)

FrontEnd = Literal["auto", "touch", "terminal", "plain"]
FRONT_ENDS: Final[tuple[FrontEnd, ...]] = ("auto", "touch", "terminal", "plain")
VoiceEngine = Literal["espeak", "silent"]
LogLevel = Literal["debug", "info", "warning", "error"]


class WrongSettings(Exception):
    """The settings cannot be used; each sentence names a key, its value and what is allowed."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """The glass, and how a visit starts on it. A new visit always starts so again (bar B22)."""

    diagonal_inch: float
    width: int
    height: int
    is_fullscreen: bool
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Who speaks, and how fast: 1.0 is the usual pace."""

    engine: VoiceEngine
    rate: float


@dataclass(frozen=True, slots=True)
class IdleSettings:
    """How long nobody may touch the kiosk before it asks, and before it wipes."""

    warn_after_seconds: int
    wipe_after_seconds: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator decides. `in_force` tells each key's value and where it is from."""

    hall: str
    area: str
    catalogue: CatalogueSettings
    kiosk_id: str
    district: str
    data_folder: Path
    front_end: FrontEnd
    screen: ScreenSettings
    voice: VoiceSettings
    idle: IdleSettings
    printer: PrinterSettings
    onestop: OneStopSettings
    endpoints: tuple[EndpointSettings, ...]
    routes: Mapping[str, tuple[str, ...]]
    vault: VaultSettings
    outbox: OutboxSettings
    log_level: LogLevel
    in_force: tuple[InForce, ...] = field(repr=False, compare=False)

    @property
    def key_id(self) -> str:
        """What it signs its calls as: other districts may have a kiosk of the same id."""
        return f"{self.district}/{self.kiosk_id}" if self.district else self.kiosk_id


def load(file: Path | None = None, overrides: Mapping[str, Value] | None = None) -> Settings:
    """The settings from this file, else from the usual place, else the defaults.

    `overrides` are what the command line says, as `{"kiosk.front_end": "plain"}`.
    Raises WrongSettings with every fault there is.
    """
    chosen = file or next(filter(Path.is_file, usual_places()), None)
    given: dict[str, object] = {}
    if chosen is not None:
        try:
            given = tomllib.loads(chosen.read_text("utf-8"))
        except OSError as error:
            raise WrongSettings((f"{chosen}: cannot be read: {error.strerror}.",)) from error
        except (ValueError, RecursionError) as error:
            raise WrongSettings((f"{chosen}: is not TOML: {error}.",)) from error
    try:
        return _settings(given, str(chosen or "default"), overrides or {})
    except (RuntimeError, ValueError) as error:
        # Such as a home folder of nobody, or a sign that no path can hold.
        raise WrongSettings((f"{chosen}: {error}.",)) from error


def usual_places() -> tuple[Path, Path]:
    """Where the settings file is looked for: the operator's own, then the machine's."""
    return user_config_path(NAME) / FILE_NAME, site_config_path(NAME) / FILE_NAME


def show(settings: Settings) -> str:
    """What is in force, as a settings file; behind each key where its value came from."""
    lines: list[str] = []
    for table in dict.fromkeys(entry.table for entry in settings.in_force):
        lines += [f"[{table}]", *(e.line for e in settings.in_force if e.table == table), ""]
    return "\n".join(lines)


def _settings(given: dict[str, object], source: str, overrides: Mapping[str, Value]) -> Settings:
    found = Found()
    tables: dict[str, Table] = {}
    for name in TABLES:
        content = given.get(name, {})
        if not isinstance(content, dict):
            found.faults.append(f"{source}: {name} must be a table: write [{name}].")
            content = {}
        tables[name] = Table(name, content, source, overrides, found)
    further = {}
    for name in tables["endpoints"].keys:
        content = cast("dict[str, object]", given["endpoints"])[name]
        if not isinstance(content, dict):
            found.faults.append(f"{source}: write [endpoints.{name}] as a table.")
            content = {}
        further[name] = Table(f"endpoints.{name}", content, source, overrides, found)
    found.faults += [
        f"{source}: there is no table [{name}]; {nearest(name, TABLES)}."
        for name in given
        if name not in TABLES
    ]
    settings = _read(tables, further, found)
    for table in (*tables.values(), *further.values()):
        if table.name != "endpoints":
            table.end()
    if settings.onestop.tracking_url and not (settings.district or settings.onestop.is_embedded):
        found.faults.append(
            "[onestop] tracking_url needs [kiosk] district, which stands in each slip's code"
        )
    if found.faults:
        raise WrongSettings(tuple(found.faults))
    return settings


def _read(tables: Mapping[str, Table], further: Mapping[str, Table], found: Found) -> Settings:
    endpoints = tuple(read_endpoint(name, table) for name, table in further.items())
    hall, kiosk = tables["hall"], tables["kiosk"]
    idle, voice = tables["idle"], tables["voice"]
    return Settings(
        hall=hall.text("profile", "default", "the id of a hall in the catalogue", is_name),
        area=hall.text("area", "", "an area code (行政区划代码) of 6, 9 or 12 digits", is_area),
        catalogue=read_catalogue(tables["catalogue"]),
        kiosk_id=kiosk.text("id", "TRY", f"{PREFIX_LENGTH} symbols of {ALPHABET}", is_prefix),
        district=kiosk.text("district", "", "the 6 digits that came with the key", is_district),
        data_folder=Path(
            kiosk.text("data_folder", str(user_data_path(NAME)), WHOLE_PATH, is_whole_path)
        ).expanduser(),
        front_end=cast("FrontEnd", kiosk.one_of("front_end", "auto", FRONT_ENDS)),
        screen=_screen(tables["screen"]),
        voice=VoiceSettings(
            engine=cast("VoiceEngine", voice.one_of("engine", "espeak", ("espeak", "silent"))),
            rate=voice.number("rate", 1.0, 0.5, 2.0),
        ),
        idle=IdleSettings(
            warn_after_seconds=idle.whole("warn_after_seconds", 45, 15, 3600),
            # At least 20 s to answer: WCAG 2.2.1 (bar B23).
            wipe_after_seconds=idle.whole("wipe_after_seconds", 30, 20, 3600),
        ),
        printer=read_printer(tables["printer"]),
        onestop=read_onestop(tables["onestop"]),
        endpoints=endpoints,
        routes=read_routes(tables["routes"], tuple(further)),
        vault=read_vault(tables["vault"]),
        outbox=read_outbox(tables["outbox"]),
        log_level=cast(
            "LogLevel",
            tables["log"].one_of("level", "info", ("debug", "info", "warning", "error")),
        ),
        in_force=tuple(found.in_force),
    )


def _screen(table: Table) -> ScreenSettings:
    sizes = [size.name.lower() for size in TextSize]
    return ScreenSettings(
        diagonal_inch=table.number("diagonal_inch", 21.5, 5, 120),
        width=table.whole("width", 1080, 480, 8192),
        height=table.whole("height", 1920, 480, 8192),
        is_fullscreen=table.yes_or_no("fullscreen", default=True),
        preferences=Preferences(
            text_size=TextSize[table.one_of("text_size", "normal", sizes).upper()],
            contrast=Contrast(table.one_of("contrast", Contrast.WARM.value, list(Contrast))),
            language=cast("Language", table.one_of("language", LANGUAGES[0], LANGUAGES)),
        ),
    )
