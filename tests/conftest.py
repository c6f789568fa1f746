"""The same examples in every run, so that a red run can be run again."""

from importlib.util import find_spec

from hypothesis import settings

settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")

if find_spec("api_client.couriers") is None:
    from tests.kiosk import stand_in

    stand_in.install()
