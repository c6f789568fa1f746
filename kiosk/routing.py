"""Whether each service may go to the endpoints that the settings name for it."""

from collections.abc import Mapping, Sequence

from api_client.contract import FieldType
from kiosk.catalogue import Catalogue
from kiosk.settings_hand_off import EndpointSettings


class WrongRoutes(Exception):
    """A service cannot go where the settings send it; the text says why, and what to do."""


def check_routes(
    routes: Mapping[str, tuple[str, ...]],
    endpoints: Sequence[EndpointSettings],
    catalogue: Catalogue,
) -> None:
    """Raises WrongRoutes with the first that is wrong."""
    named = {endpoint.name: endpoint for endpoint in endpoints}
    for service, destinations in routes.items():
        if service not in {each.id for each in catalogue.services}:
            raise WrongRoutes(f"[routes] {service}: the catalogue of this hall has no such service")
        for destination in destinations:
            endpoint = named.get(destination)
            if endpoint is not None and endpoint.adapter == "open311":
                _check_open311(service, endpoint, catalogue)


def _check_open311(service: str, endpoint: EndpointSettings, catalogue: Catalogue) -> None:
    """Such servers publish what they are sent, so nothing private may go there."""
    if service not in endpoint.open311.services:
        raise WrongRoutes(
            f"[endpoints.{endpoint.name}] services does not say what {service} is called there:"
            f' add {service} = "their code"'
        )
    guide = catalogue.guide_for(catalogue.service(service))
    private = [
        field.id
        for field in (guide.fields if guide else ())
        if field.is_private or field.type is FieldType.ID_NUMBER
    ]
    if private:
        raise WrongRoutes(
            f"[routes] {service}: its form asks for {', '.join(private)}, and an Open311 server"
            f" publishes what it is sent: take {endpoint.name} out"
        )
