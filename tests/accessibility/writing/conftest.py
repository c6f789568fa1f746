import pytest

from accessibility.writing.pinyin import Pinyin


@pytest.fixture(scope="session")
def pinyin() -> Pinyin:
    return Pinyin()
