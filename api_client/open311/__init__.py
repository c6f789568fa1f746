"""Hands residents' matters to authorities that speak Open311 GeoReport v2."""

from api_client.open311.client import Open311Client, cannot_of
from api_client.open311.settings import Open311Settings

__all__ = ["Open311Client", "Open311Settings", "cannot_of"]
