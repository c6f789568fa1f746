"""Lets the visit be imported while the outbox and the couriers it is built for are being made."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parents[2] / "api_client" / "outbox"


def install() -> None:
    """Only names: tests hand the visit the doubles."""
    outbox = ModuleType("api_client.outbox")
    outbox.__path__ = [str(FOLDER)]
    sys.modules["api_client.outbox"] = outbox
    parcels = import_module("api_client.outbox.parcels")
    troubles = import_module("api_client.outbox.troubles")
    for name in ("Delivery", "Parcel", "Tracking"):
        setattr(outbox, name, getattr(parcels, name))
    for name in ("OutboxFull", "OutboxUnusable", "ReferenceTaken"):
        setattr(outbox, name, getattr(troubles, name))
    outbox.Outbox = object  # type: ignore[attr-defined]
    couriers = ModuleType("api_client.couriers")
    couriers.Couriers = object  # type: ignore[attr-defined]
    sys.modules["api_client.couriers"] = couriers
