"""A resident's own phone, which opens the back end's page without a script; and what is there."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import httpx
import msgspec
from litestar import Litestar

from api_client.contract import Answer, Submission
from kiosk.catalogue import load
from onestop.app import create_app
from onestop.kiosks import Kiosk
from onestop.publishing.opening import opened
from onestop.store import Store

KIOSK = Kiosk("XH2", "310104")
TAIL = "5678"
MEALS = "el-meal-delivery"
BEGAN = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


def app_over(store: Store, clock: Clock, folder: Path) -> Litestar:
    """The back end with the catalogue that is shipped, published in the folder."""
    shipped = folder / "shipped.json"
    shipped.write_bytes(msgspec.json.encode(load().package()))
    shelf = opened(folder, shipped, "", clock)
    return create_app(store, shelf, clock)


def handed_in(reference: str, service: str = MEALS) -> Submission:
    return Submission(
        reference=reference,
        service_code=service,
        catalogue_version="2026-01-01",
        language="zh_CN",
        handed_in_at=BEGAN,
        answers=(
            Answer(field="name", value="沈阿婆"),
            Answer(field="phone", value=f"138 1234 {TAIL}"),
            Answer(field="address", value="芳华路 100 弄"),
        ),
    )


@dataclass(frozen=True)
class Phone:
    """One phone, by the address it calls from and the languages it asks for."""

    app: Litestar
    address: str = "203.0.113.7"
    languages: str = "zh-CN,zh;q=0.9"

    def at(self, address: str) -> Self:
        return replace(self, address=address)

    def reading(self, languages: str) -> Self:
        return replace(self, languages=languages)

    async def get(self, path: str) -> httpx.Response:
        return await self._call("GET", path)

    async def post(self, path: str, **form: str) -> httpx.Response:
        return await self._call("POST", path, form)

    async def look(self, reference: str, tail: str = TAIL, **form: str) -> httpx.Response:
        return await self.post("/t", reference=reference, phone_tail=tail, **form)

    async def _call(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> httpx.Response:
        # The framework's own type of an app says the same in other words.
        transport = httpx.ASGITransport(self.app, client=(self.address, 50000))  # type: ignore[arg-type]
        headers = {"Accept-Language": self.languages}
        async with httpx.AsyncClient(transport=transport, base_url="http://onestop") as client:
            return await client.request(method, path, data=form, headers=headers)
