"""Places for stores, of both kinds: each test has one of its own."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from onestop.store import Place
from tests.servers.postgres import Cluster

KINDS = ("sqlite", "postgresql")
_numbers = count()

NewPlace = Callable[[Path], Place]


def in_a_file(folder: Path) -> Place:
    return Place(folder)


def in_postgresql(cluster: Cluster, scratch: Path) -> NewPlace:
    """Each in a database of its own, copied from one that is set up already."""
    template = f"onestop_template_{next(_numbers)}"
    Place(scratch, cluster.database(template)).migrate()

    def new_place(folder: Path) -> Place:
        name = f"onestop_{next(_numbers)}"
        cluster.tell(f"CREATE DATABASE {name} TEMPLATE {template}")
        return Place(folder, cluster.url_of(name))

    return new_place
