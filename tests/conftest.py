"""What tests of every package share: the same examples in every run, and a database server."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.servers.postgres import Cluster

# So that a red run can be run again.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """A command narrows it for the whole process; the test after it begins as the first did."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL that the tests of one process share; each makes a database of its own in it."""
    with Cluster(tmp_path_factory.mktemp("postgres"), is_durable=False) as cluster:
        yield cluster
