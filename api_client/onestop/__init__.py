"""The line to an authority that speaks the one-stop contract."""

from api_client.onestop.client import OneStopClient

__all__ = ["OneStopClient"]
