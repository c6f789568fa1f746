"""One table of the settings file, read key by key, so that every fault can be told at once."""

import difflib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

Value = str | int | float | bool | list[str] | dict[str, str]
T = TypeVar("T", bound=Value)


@dataclass(frozen=True, slots=True)
class InForce:
    """One key as the kiosk uses it, and where its value came from."""

    table: str
    key: str
    value: Value
    source: str

    @property
    def line(self) -> str:
        return f"{_quoted(self.key)} = {_written(self.value)}  # {self.source}"


@dataclass(slots=True)
class Found:
    """What reading has brought so far: the keys in force, and the faults as sentences."""

    in_force: list[InForce] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def keys_of(self, table: str) -> list[str]:
        return [entry.key for entry in self.in_force if entry.table == table]


class Table:
    """One `[table]`. Each method reads a key; a fault is noted and the default goes on."""

    def __init__(
        self,
        name: str,
        given: Mapping[str, object],
        source: str,
        overrides: Mapping[str, Value],
        found: Found,
    ) -> None:
        """`overrides` hold what the command line says, as `table.key`."""
        self._name = name
        self._given = given
        self._source = source
        self._overrides = overrides
        self._found = found

    def text(
        self, key: str, default: str, allowed: str = "a text", fits: Callable[[str], bool] = bool
    ) -> str:
        """A text that `fits`; `allowed` says in words what does. An empty default may be given."""
        return self._read(
            key,
            default,
            allowed,
            lambda value: isinstance(value, str) and (value == default == "" or fits(value)),
        )

    def secret(
        self, key: str, allowed: str, fits: Callable[[str], bool], shown: Callable[[str], str]
    ) -> str:
        """A text of which only what `shown` leaves is ever told; "" by default."""
        return self._read(
            key,
            "",
            allowed,
            lambda value: isinstance(value, str) and (not value or fits(value)),
            lambda value: shown(value) if isinstance(value, str) else "",
        )

    def one_of(self, key: str, default: str, choices: Sequence[str]) -> str:
        allowed = "one of " + ", ".join(map(json.dumps, choices))
        return self._read(key, default, allowed, lambda value: value in choices)

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        return self._read(
            key,
            default,
            f"a whole number from {least} to {most}",
            lambda value: type(value) is int and least <= value <= most,
        )

    def number(self, key: str, default: float, least: float, most: float) -> float:
        value = self._read(
            key,
            default,
            f"a number from {least} to {most}",
            lambda value: type(value) in (int, float) and least <= float(str(value)) <= most,
        )
        return float(value)

    def yes_or_no(self, key: str, *, default: bool) -> bool:
        return self._read(key, default, "true or false", lambda value: type(value) is bool)

    def texts(self, key: str, default: list[str], allowed: str) -> list[str]:
        """A list of texts, at least one. An empty default may be given."""
        return self._read(
            key,
            default,
            allowed,
            lambda value: (
                isinstance(value, list)
                and (bool(value) or value == default)
                and all(isinstance(each, str) for each in value)
            ),
        )

    def pairs(self, key: str, allowed: str) -> dict[str, str]:
        """Texts by text, written `{ one = "two" }`; none by default."""
        return self._read(
            key,
            {},
            allowed,
            lambda value: (
                isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
            ),
        )

    @property
    def name(self) -> str:
        return self._name

    @property
    def keys(self) -> list[str]:
        """What the file gives in this table."""
        return list(self._given)

    def fault(self, sentence: str, source: str | None = None) -> None:
        """Note what is wrong, without its full stop; `source` where it is not the file."""
        self._found.faults.append(f"{source or self._source}: {sentence}.")

    def end(self) -> None:
        """Note every key that nobody asked for, with the nearest one that there is."""
        known = self._found.keys_of(self._name)
        for key in self._given:
            if key not in known:
                self.fault(f"[{self._name}] has no key {key}; {nearest(key, known)}")

    def _read(
        self,
        key: str,
        default: T,
        allowed: str,
        fits: Callable[[object], bool],
        told: Callable[[object], object] = lambda value: value,
    ) -> T:
        override = self._overrides.get(f"{self._name}.{key}")
        value, source = default, "default"
        for candidate, origin in (
            (self._given.get(key), self._source),
            (override, "the command line"),
        ):
            if candidate is None:
                continue
            if fits(candidate):
                value, source = candidate, origin  # type: ignore[assignment]  # `fits` has seen its type
            else:
                shown = json.dumps(told(candidate), ensure_ascii=False, default=str)
                self.fault(f"[{self._name}] {key} = {shown}: allowed is {allowed}", origin)
        shown_value = cast("Value", told(value))
        self._found.in_force.append(InForce(self._name, key, shown_value, source))
        return value


def _written(value: Value) -> str:
    """Every value we take is written alike in JSON and in TOML, but for pairs."""
    if isinstance(value, dict):
        pairs = (f"{_quoted(key)} = {_written(each)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    return json.dumps(value, ensure_ascii=False)


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def nearest(word: str, known: Sequence[str]) -> str:
    """Which known word was probably meant, or all there are."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}" if close else "known are " + ", ".join(known)
