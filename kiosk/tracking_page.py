"""The page of the one-stop office that a resident's own phone is led to by the slip's code."""

from dataclasses import dataclass, field

from api_client.routes import ONESTOP, Routes
from kiosk.standing import Standing


@dataclass(frozen=True, slots=True)
class TrackingPage:
    """`url` is "" where there is none. The kiosk's district stands in each address."""

    url: str = ""
    district: str = ""
    routes: Routes = field(default_factory=Routes)

    def address_of(self, standing: Standing) -> str | None:
        """Where to follow it; None without a page, or for what the one-stop office never gets."""
        if not self.url or ONESTOP not in self.routes.of_service(standing.service or ""):
            return None
        return f"{self.url}/{self.district}/{standing.reference}"
