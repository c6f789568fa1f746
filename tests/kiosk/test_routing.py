"""Which services may go to which endpoints."""

from pathlib import Path

import pytest

from kiosk.catalogue import load as load_catalogue
from kiosk.routing import WrongRoutes, check_routes
from kiosk.settings import load

CATALOGUE = load_catalogue().for_hall("default")
GRID = """
[endpoints.grid]
endpoint = "https://grid.example/v2"
services = {{ {services} }}
[routes]
{service} = ["grid"]
"""


def check(folder: Path, service: str, services: str = "") -> None:
    file = folder / "kiosk.toml"
    file.write_text(GRID.format(service=service, services=services))
    settings = load(file)
    check_routes(settings.routes, settings.endpoints, CATALOGUE)


def test_a_service_with_a_code_of_theirs_may_go_to_an_open311_endpoint(tmp_path: Path) -> None:
    check(tmp_path, "sp-venue", 'sp-venue = "12"')


def test_a_service_without_a_code_of_theirs_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongRoutes, match='add sp-venue = "their code"'):
        check(tmp_path, "sp-venue")


def test_a_service_of_another_hall_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongRoutes, match="the catalogue of this hall has no such service"):
        check(tmp_path, "el-moon", 'el-moon = "12"')


def test_what_is_private_never_goes_where_it_is_published(tmp_path: Path) -> None:
    with pytest.raises(WrongRoutes, match="an Open311 server publishes what it is sent"):
        check(tmp_path, "el-assessment", 'el-assessment = "12"')
