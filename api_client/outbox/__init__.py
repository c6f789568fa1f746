"""Keeps what residents handed in until the authority has it: durable, sealed, never doubled."""

from api_client.outbox.outbox import Outbox
from api_client.outbox.parcels import Delivery, Parcel, Tracking
from api_client.outbox.troubles import OutboxFull, OutboxUnusable, ReferenceTaken

__all__ = [
    "Delivery",
    "Outbox",
    "OutboxFull",
    "OutboxUnusable",
    "Parcel",
    "ReferenceTaken",
    "Tracking",
]
