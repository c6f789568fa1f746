"""Keeps what residents handed in until the authority has it: durable, sealed, never doubled."""

from api_client.outbox.ballast import Ballast
from api_client.outbox.endpoints import Rest
from api_client.outbox.outbox import Outbox
from api_client.outbox.parcels import Delivery, Leg, Parcel, TakeBack, Tracking
from api_client.outbox.rounds import Lane
from api_client.outbox.shelf import Item
from api_client.outbox.troubles import NobodyTakes, OutboxFull, OutboxUnusable, ReferenceTaken
from api_client.outbox.upkeep import Retention

__all__ = [
    "Ballast",
    "Delivery",
    "Item",
    "Lane",
    "Leg",
    "NobodyTakes",
    "Outbox",
    "OutboxFull",
    "OutboxUnusable",
    "Parcel",
    "ReferenceTaken",
    "Rest",
    "Retention",
    "TakeBack",
    "Tracking",
]
