"""What staff and operators see at the console of what is published."""

import shlex
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api_client.contract import ChangeKind, LayerLevel, Published
from kiosk.__main__ import main
from kiosk.catalogue.refusals import Refusal, Refusals
from kiosk.cli import ExitCode
from kiosk.commands.doctor import editions
from kiosk.commands.editions import serving_of
from kiosk.doctor import DoesNotWork
from kiosk.hall_time import local_now
from kiosk.settings import load
from onestop.publishing.people import make_key
from onestop.publishing.press import Press
from tests.kiosk.catalogue.signing import LI, SHIPPED, TRUSTED, change, published

Say = Callable[[str], int]
TOMORROW = local_now().date() + timedelta(days=1)
YESTERDAY = local_now().date() - timedelta(days=1)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    lines = [f"{each.name} {b64encode(each.key).decode()}" for each in TRUSTED]
    file = tmp_path / "kiosk.toml"
    file.write_text(
        f'[hall]\narea = "310104013"\n'
        f"[catalogue]\ntrusted_keys = {lines}\n"
        f'[kiosk]\ndata_folder = "{tmp_path / "data"}"\n',
        "utf-8",
    )
    return file


@pytest.fixture
def say(config: Path) -> Say:
    return lambda words: main([*shlex.split(words), "--config", str(config)])


@pytest.fixture
def stick(tmp_path: Path) -> Callable[[Published], Path]:
    """A file with that edition, as on a USB stick."""

    def written(what: Published) -> Path:
        file = tmp_path / "edition.json"
        file.write_bytes(msgspec.json.encode(what))
        return file

    return written


Stick = Callable[[Published], Path]
Printed = pytest.CaptureFixture[str]


def edition(number: int, **said: Any) -> Published:  # noqa: ANN401 -- as `published` takes it
    return published(number, **{"effective_from": YESTERDAY, **said})


def test_before_anything_is_published_the_shipped_one_is_in_use(say: Say, capsys: Printed) -> None:
    assert say("catalogue status") == ExitCode.DONE
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        f"in use: the catalogue that was shipped, version {SHIPPED.version}",
        "trusted to publish: wang, li",
    ]
    assert printed.err == ""


def test_an_edition_from_a_stick_serves(say: Say, stick: Stick, capsys: Printed) -> None:
    assert say(f"catalogue install {stick(edition(7))}") == ExitCode.DONE
    out = capsys.readouterr().out
    assert out == f"Edition 7, version v7, is kept and serves from {YESTERDAY} on.\n"
    say(f"catalogue install {stick(edition(8, effective_from=TOMORROW))}")
    capsys.readouterr()
    assert say("catalogue status") == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == [
        f"in use: edition 7, version v7, since {YESTERDAY}",
        f"coming: edition 8, version v8, from {TOMORROW} on",
        "trusted to publish: wang, li",
    ]


def test_the_same_stick_once_more_does_no_harm(say: Say, stick: Stick, capsys: Printed) -> None:
    file = stick(edition(7))
    say(f"catalogue install {file}")
    capsys.readouterr()
    assert say(f"catalogue install {file}") == ExitCode.DONE
    assert capsys.readouterr().out == "It is here already.\n"


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (edition(6), "it is edition 6, older than edition 7, which is here"),
        (edition(8, keys=(LI,)), "1 of the trusted people signed it as it is, not 2"),
        (edition(8, district="310115"), "it is for the district 310115"),
    ],
)
def test_a_stick_is_checked_like_the_line(
    say: Say, stick: Stick, capsys: Printed, what: Published, says: str
) -> None:
    say(f"catalogue install {stick(edition(7))}")
    capsys.readouterr()
    assert say(f"catalogue install {stick(what)}") == ExitCode.FAILED
    err = capsys.readouterr().err
    assert err.startswith("kiosk: ")
    assert says in err
    say("catalogue status")
    assert "in use: edition 7" in capsys.readouterr().out


def test_a_file_that_is_no_edition_is_told(say: Say, tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "photo.json").write_bytes(b"\x89PNG")
    assert say(f"catalogue install {tmp_path / 'photo.json'}") == ExitCode.FAILED
    assert "damaged, or holds no edition" in capsys.readouterr().err
    assert say(f"catalogue install {tmp_path / 'nothing'}") == ExitCode.FAILED
    assert "cannot be read: No such file or directory" in capsys.readouterr().err


def test_what_was_refused_and_what_is_damaged_is_said_in_a_sentence(
    say: Say, stick: Stick, tmp_path: Path, config: Path, capsys: Printed
) -> None:
    for number in (7, 8):
        say(f"catalogue install {stick(edition(number))}")
    folder = tmp_path / "data" / "catalogue"
    (folder / "00000008.json").write_bytes(b"{}")
    Refusals(folder).note(Refusal(local_now(), "it is edition 3,\nolder than edition 7"))
    capsys.readouterr()
    assert say("catalogue status") == ExitCode.FAILED
    printed = capsys.readouterr()
    assert "in use: edition 7" in printed.out
    damaged, refused = printed.err.splitlines()
    assert damaged.startswith("kiosk: edition 8, as it is kept here, cannot be used: ")
    assert refused.endswith("an edition was not taken: it is edition 3, older than edition 7.")
    with pytest.raises(DoesNotWork, match="edition 8, as it is kept here"):
        editions(load(config))


def test_installing_a_good_one_ends_the_trouble(
    say: Say, stick: Stick, tmp_path: Path, capsys: Printed
) -> None:
    Refusals(tmp_path / "data" / "catalogue").note(Refusal(local_now(), "it was damaged"))
    assert say("catalogue status") == ExitCode.FAILED
    say(f"catalogue install {stick(edition(7))}")
    capsys.readouterr()
    assert say("catalogue status") == ExitCode.DONE


def test_the_doctor_names_what_is_in_use(say: Say, stick: Stick, config: Path) -> None:
    assert editions(load(config)) == (
        f"the shipped catalogue is in use, version {SHIPPED.version}."
    )
    say(f"catalogue install {stick(edition(7))}")
    assert editions(load(config)) == "edition 7 is in use, version v7."


def test_the_doctor_minds_when_nobody_is_trusted_to_publish(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.touch(mode=0o600)
    settings = load(
        None,
        {
            "kiosk.data_folder": str(tmp_path / "data"),
            "onestop.endpoint": "https://onestop.example.cn",
            "onestop.key_file": str(key),
        },
    )
    with pytest.raises(DoesNotWork, match="nobody is trusted to publish"):
        editions(settings)


def test_changes_are_listed_as_they_concern_this_hall(
    say: Say, stick: Stick, capsys: Printed
) -> None:
    street = {"level": LayerLevel.STREET, "place": "310115001"}
    changes = (
        change(ChangeKind.NEW, "el-bathing", TOMORROW, edition=7),
        change(ChangeKind.CHANGED, "el-meals", YESTERDAY, edition=7, **street),
        change(ChangeKind.WITHDRAWN, "edu-special", YESTERDAY, edition=6),
    )
    say(f"catalogue install {stick(edition(7, changes=changes))}")
    capsys.readouterr()
    assert say("catalogue changes") == ExitCode.DONE
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [row[:3] for row in rows] == [
        [str(TOMORROW), "new", "el-bathing"],
        [str(YESTERDAY), "withdrawn", "edu-special"],
    ]
    say("catalogue changes --since 6")
    assert [line.split("\t")[2] for line in capsys.readouterr().out.splitlines()] == ["el-bathing"]


def test_the_search_finds_what_the_edition_offers(say: Say, stick: Stick, capsys: Printed) -> None:
    package = msgspec.structs.replace(
        SHIPPED,
        fields=tuple(
            msgspec.structs.replace(
                field, services=tuple(each for each in field.services if each.id != "el-bathing")
            )
            for field in SHIPPED.fields
        ),
    )
    say("catalogue search 助浴")
    assert "el-bathing\t" in capsys.readouterr().out
    say(f"catalogue install {stick(edition(7, package=package))}")
    say("catalogue search 助浴")
    assert "el-bathing\t" not in capsys.readouterr().out


def test_with_a_back_end_of_its_own_those_who_publish_there_are_trusted(tmp_path: Path) -> None:
    data = tmp_path / "data"
    settings = load(None, {"kiosk.data_folder": str(data)})
    assert serving_of(settings).trusted() == ()
    press = Press(data / "onestop" / "press")
    keys = tuple(make_key(tmp_path / f"{name}.key", name) for name in ("one", "two"))
    press.trust(keys, "for a test")
    assert serving_of(settings).trusted() == keys
    (press.folder / "trusted.keys").write_text("half a lin")
    assert serving_of(settings).trusted() == ()
