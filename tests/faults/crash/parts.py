"""The parts of a hall: the vault, the outbox and the ways out, as the kiosk joins them."""

from api_client.adapter import Adapter
from api_client.contract import Bilingual
from api_client.couriers import Office
from api_client.outbox import Outbox
from api_client.routes import ONESTOP, Routes
from api_client.transport import Transport
from api_client.vault import KeyFile, Vault
from tests.faults.crash.kinds import SERVICE
from tests.faults.crash.orders import Orders

STREET = "street"
KEY_FILE = "outbox.key"


def line(orders: Orders) -> Adapter:
    """A line of its own. Only the adapter that is needed is imported: halls start often."""
    match orders.authority:
        case "onestop":
            from api_client.onestop import OneStopClient  # noqa: PLC0415 - as said above

            return OneStopClient(orders.address, orders.kiosk, orders.key, Transport())
        case "street":
            from api_client.open311 import Open311Client, Open311Settings  # noqa: PLC0415 - as above

            settings = Open311Settings(
                services={SERVICE: "001"},
                hall_address="桂花路1号",
                endpoint=orders.address,
                finds_by_reference=True,
            )
            return Open311Client(settings, Transport())


def offices(orders: Orders) -> dict[str, Office]:
    """The one endpoint, by its name."""
    name = Bilingual(zh="办事处", en="the office")
    return {destination(orders): Office(name, lambda: line(orders))}


def routes(orders: Orders) -> Routes:
    adapter = line(orders)
    adapter.close()
    name = destination(orders)
    return Routes({SERVICE: (name,)}, {name: adapter.cannot})


def destination(orders: Orders) -> str:
    return ONESTOP if orders.authority == "onestop" else STREET


def opened(orders: Orders) -> Outbox:
    """The outbox of that folder. Raises OutboxUnusable, VaultError."""
    vault = Vault.of(KeyFile(orders.data_folder / KEY_FILE))
    return Outbox.open(orders.data_folder, vault, routes(orders))
