"""The shipped catalogue and one matter of it."""

import pytest

from kiosk.catalogue import Catalogue, load
from screens.paper.slip import Matter
from tests.screens.paper.sample_slips import matter_of


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def matter(catalogue: Catalogue) -> Matter:
    return matter_of("el-meals", catalogue)
