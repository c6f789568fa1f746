import json
import tomllib
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

from accessibility.preferences import Contrast, Preferences, TextSize
from kiosk.settings import FILE_NAME, NAME, WrongSettings, load, show

KEYS = ((1, "wang"), (2, "li"))
KEY = b64encode(bytes(32)).decode()
WHOLE = """
[hall]
profile = "zhangjiang"
area = "310115105"

[kiosk]
id = "7KD"
data_folder = "/var/lib/kiosk"
front_end = "terminal"

[screen]
diagonal_inch = 32
width = 1920
height = 1080
fullscreen = false
text_size = "largest"
contrast = "white-on-black"
language = "en"

[voice]
engine = "silent"
rate = 0.8

[idle]
warn_after_seconds = 90
wipe_after_seconds = 60

[printer]
kind = "network"
host = "192.0.2.7"
port = 9101
width_dots = 384

[onestop]
endpoint = "https://hall.example/api/"
key_file = "/etc/kiosk/key"
port = 8443

[log]
level = "warning"
"""


@pytest.fixture(autouse=True)
def folders_of_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "machine"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def written(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, "utf-8")
    return file


def faults(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(WrongSettings) as caught:
        load(written(folder, text))
    return caught.value.sentences


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = load()
    assert settings.kiosk_id == "TRY"
    assert settings.front_end == "auto"
    assert settings.data_folder == tmp_path / "data" / NAME
    assert settings.screen.preferences == Preferences()
    assert (settings.idle.warn_after_seconds, settings.idle.wipe_after_seconds) == (45, 30)
    assert settings.printer.kind == "none"
    assert settings.onestop.is_embedded
    assert {entry.source for entry in settings.in_force} == {"default"}


def test_every_key_of_the_file_is_taken(tmp_path: Path) -> None:
    settings = load(written(tmp_path, WHOLE))
    assert (settings.hall, settings.kiosk_id) == ("zhangjiang", "7KD")
    assert (settings.data_folder, settings.front_end) == (Path("/var/lib/kiosk"), "terminal")
    assert (settings.screen.diagonal_inch, settings.screen.width) == (32.0, 1920)
    assert (settings.screen.height, settings.screen.is_fullscreen) == (1080, False)
    assert settings.screen.preferences == Preferences(
        language="en", text_size=TextSize.LARGEST, contrast=Contrast.WHITE_ON_BLACK
    )
    assert (settings.voice.engine, settings.voice.rate) == ("silent", 0.8)
    assert (settings.idle.warn_after_seconds, settings.idle.wipe_after_seconds) == (90, 60)
    assert (settings.printer.kind, settings.printer.host) == ("network", "192.0.2.7")
    assert (settings.printer.port, settings.printer.width_dots) == (9101, 384)
    assert settings.onestop.endpoint == "https://hall.example/api"
    assert (settings.onestop.key_file, settings.onestop.port) == (Path("/etc/kiosk/key"), 8443)
    assert settings.log_level == "warning"


def test_the_operators_own_file_comes_before_the_machines(tmp_path: Path) -> None:
    for place, kiosk in (("machine", "MMM"), ("own", "WWW")):
        file = tmp_path / place / NAME / FILE_NAME
        file.parent.mkdir(parents=True)
        file.write_text(f'[kiosk]\nid = "{kiosk}"\n', "utf-8")
    assert load().kiosk_id == "WWW"
    (tmp_path / "own" / NAME / FILE_NAME).unlink()
    assert load().kiosk_id == "MMM"


def test_a_kiosk_signs_as_itself_in_its_district_if_it_has_one(tmp_path: Path) -> None:
    assert load(written(tmp_path, '[kiosk]\nid = "7KD"\n')).key_id == "7KD"
    settings = load(written(tmp_path, '[kiosk]\nid = "7KD"\ndistrict = "310115"\n'))
    assert settings.key_id == "310115/7KD"


def test_the_command_line_comes_before_the_file(tmp_path: Path) -> None:
    settings = load(written(tmp_path, WHOLE), {"kiosk.front_end": "plain"})
    assert settings.front_end == "plain"
    assert 'front_end = "plain"  # the command line' in show(settings)


def test_what_is_shown_can_be_read_back_and_tells_where_it_is_from(tmp_path: Path) -> None:
    file = written(tmp_path, '[kiosk]\nid = "7KD"\n[voice]\nrate = 1.5\n')
    settings = load(file)
    shown = show(settings)
    assert f'id = "7KD"  # {file}' in shown
    assert "warn_after_seconds = 45  # default" in shown
    assert load(written(tmp_path, shown)) == settings
    assert tomllib.loads(show(load(written(tmp_path, WHOLE))))["hall"] == {
        "profile": "zhangjiang",
        "area": "310115105",
    }


@pytest.mark.parametrize(
    ("line", "table", "says"),
    [
        ('id = "7K0"', "kiosk", "3 symbols of 234679ACDEFGHJKMNPRTWXY"),
        ('id = "7KDX"', "kiosk", "3 symbols of"),
        ('front_end = "web"', "kiosk", 'one of "auto", "touch", "terminal", "plain"'),
        ('data_folder = "data"', "kiosk", "a path that begins with / or ~"),
        ("data_folder = 3", "kiosk", "a path that begins with / or ~"),
        ("diagonal_inch = 0", "screen", "a number from 5 to 120"),
        ("diagonal_inch = true", "screen", "a number from 5 to 120"),
        ("diagonal_inch = nan", "screen", "a number from 5 to 120"),
        ("width = 1080.0", "screen", "a whole number from 480 to 8192"),
        ("width = true", "screen", "a whole number from 480 to 8192"),
        ("fullscreen = 1", "screen", "true or false"),
        ('text_size = "huge"', "screen", 'one of "small", "normal", "large", "largest"'),
        ('contrast = "dark"', "screen", '"white-on-black"'),
        ('language = "fr"', "screen", 'one of "zh_CN", "en"'),
        ("rate = 3", "voice", "a number from 0.5 to 2.0"),
        ('engine = ["espeak"]', "voice", 'one of "espeak", "silent"'),
        ("wipe_after_seconds = 19", "idle", "a whole number from 20 to 3600"),
        ('kind = "usb"', "printer", 'one of "none", "network", "file"'),
        ('endpoint = "http://hall.example"', "onestop", "an https:// address"),
        ('endpoint = "https://"', "onestop", "an https:// address"),
        ('endpoint = "https://a:b@hall.example"', "onestop", "an https:// address"),
        ('endpoint = "http://[::1"', "onestop", "an https:// address"),
        ("port = 70000", "onestop", "a whole number from 0 to 65535"),
        ('level = "loud"', "log", '"debug", "info", "warning", "error"'),
        ('profile = "../secret"', "hall", "the id of a hall in the catalogue"),
        ('district = "3101"', "kiosk", "the 6 digits that came with the key"),
        ('tracking_url = "http://hall.example/t"', "onestop", "that ends in /t"),
        ('tracking_url = "https://hall.example/"', "onestop", "that ends in /t"),
    ],
)
def test_a_wrong_value_is_told_with_key_value_and_what_is_allowed(
    tmp_path: Path, line: str, table: str, says: str
) -> None:
    key, _, value = line.partition(" = ")
    (sentence,) = faults(tmp_path, f"[{table}]\n{line}\n")
    assert f"[{table}] {key} = " in sentence
    assert says in sentence
    assert value.strip('"[]').lower() in sentence.lower()
    assert str(tmp_path / "settings.toml") in sentence


def test_an_endpoint_on_this_machine_needs_no_encryption(tmp_path: Path) -> None:
    file = written(tmp_path, '[onestop]\nendpoint = "http://127.0.0.1:8080"\nkey_file = "/k"\n')
    assert load(file).onestop.endpoint == "http://127.0.0.1:8080"


def test_a_page_to_follow_cases_needs_the_district(tmp_path: Path) -> None:
    onestop = '[onestop]\ntracking_url = "https://hall.example/t/"\n'
    assert load(written(tmp_path, onestop)).onestop.tracking_url == "https://hall.example/t"
    onestop += 'endpoint = "https://hall.example"\nkey_file = "/k"\n'
    (sentence,) = faults(tmp_path, onestop)
    assert "tracking_url needs [kiosk] district" in sentence
    settings = load(written(tmp_path, f'{onestop}[kiosk]\ndistrict = "310104"\n'))
    assert settings.district == "310104"


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        '[kiosk]\nid = "1"\nfrontend = "plain"\n[voise]\nrate = 1\n[printer]\nkind = "file"\n',
    )
    assert len(told) == 4
    assert any("has no key frontend; did you mean front_end" in sentence for sentence in told)
    assert any("no table [voise]; did you mean voice" in sentence for sentence in told)
    assert any("needs path" in sentence for sentence in told)


def test_a_key_like_no_other_is_answered_with_all_there_are(tmp_path: Path) -> None:
    (sentence,) = faults(tmp_path, "[idle]\nzzz = 1\n")
    assert "known are warn_after_seconds, wipe_after_seconds" in sentence


def test_a_network_printer_needs_its_address(tmp_path: Path) -> None:
    (sentence,) = faults(tmp_path, '[printer]\nkind = "network"\n')
    assert "needs host" in sentence
    assert str(tmp_path) in sentence


def test_a_table_written_as_a_value_is_told(tmp_path: Path) -> None:
    (sentence,) = faults(tmp_path, "voice = 1\n")
    assert "write [voice]" in sentence


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    (sentence,) = faults(tmp_path, "[kiosk\n")
    assert "is not TOML" in sentence
    assert "line 1" in sentence


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="cannot be read: No such file"):
        load(tmp_path / "none.toml")


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongSettings, match="is not TOML"):
        load(file)


def test_a_wrong_word_on_the_command_line_is_told_as_such() -> None:
    with pytest.raises(WrongSettings, match=r'the command line: \[kiosk\] front_end = "web"'):
        load(None, {"kiosk.front_end": "web"})


HAND_OFF = """
[onestop]
endpoint = "https://onestop.example"
key_file = "/etc/kiosk/key"
ca_file = "/etc/kiosk/ca.pem"
certificate_file = "/etc/kiosk/kiosk.pem"
certificate_key_file = "/etc/kiosk/kiosk.key"
signature = "hmac-sm3"
office = "街道受理中心"
office_in_english = "the street office"

[endpoints.grid]
adapter = "open311"
endpoint = "https://grid.example/georeport/v2"
jurisdiction = "sh"
services = { so-report = "101" }
latitude = 31.2
longitude = 121.5
finds_by_reference = true

[endpoints.city]
adapter = "onestop"
endpoint = "https://city.example"
key_file = "/etc/kiosk/city.key"

[routes]
so-report = ["grid"]
el-meals = ["onestop", "city"]

[vault]
key = "credential"
name = "kiosk-key"

[outbox]
alarm_after_hours = 6
delivered_days = 90
"""


def test_endpoints_and_routes_are_read_by_name(tmp_path: Path) -> None:
    settings = load(written(tmp_path, HAND_OFF))
    assert [(each.name, each.adapter) for each in settings.endpoints] == [
        ("grid", "open311"),
        ("city", "onestop"),
    ]
    grid = settings.endpoints[0].open311
    assert (grid.services, grid.latitude) == ({"so-report": "101"}, 31.2)
    assert grid.finds_by_reference
    assert settings.routes == {"so-report": ("grid",), "el-meals": ("onestop", "city")}
    assert settings.onestop.signature == "hmac-sm3"
    assert settings.onestop.tls.ca_file == Path("/etc/kiosk/ca.pem")
    assert settings.onestop.office == "街道受理中心"
    assert (settings.vault.kind, settings.vault.name) == ("credential", "kiosk-key")
    assert settings.outbox.alarm_after == timedelta(hours=6)


def test_what_is_shown_of_the_hand_off_can_be_read_back(tmp_path: Path) -> None:
    settings = load(written(tmp_path, HAND_OFF))
    again = load(written(tmp_path, show(settings)))
    assert (again.endpoints, again.routes) == (settings.endpoints, settings.routes)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('[kiosk]\ndistrict = "3101"', ("[kiosk] district", "6 digits")),
        ('[hall]\narea = "3101"', ("[hall] area", "6, 9 or 12 digits")),
        ('[routes]\nel-meals = ["nowhere"]', ("el-meals", "there is no endpoint nowhere")),
        ('[routes]\nel-meals = "onestop"', ("el-meals", "a list of endpoints: onestop")),
        ("[routes]\nel-meals = []", ("el-meals", "a list of endpoints")),
        ("[endpoints]\ngrid = 3", ("write [endpoints.grid] as a table",)),
        ("[endpoints.grid]", ("[endpoints.grid] endpoint is empty",)),
        ('[endpoints.onestop]\nendpoint = "https://a.example"', ("but not onestop",)),
        (
            '[endpoints.city]\nadapter = "onestop"\nendpoint = "https://a.example"',
            ("[endpoints.city] key_file is empty",),
        ),
        (
            '[endpoints.grid]\nendpoint = "https://a.example"\njuristiction = "sh"',
            ("no key juristiction; did you mean jurisdiction",),
        ),
        ('[endpoints.grid]\nendpoint = "http://a.example"', ("an https:// address",)),
        (
            '[onestop]\ncertificate_file = "/etc/kiosk.pem"',
            ("certificate_file and certificate_key_file belong together",),
        ),
        ('[vault]\nkey = "drawer"', ("file", "credential", "keyring")),
    ],
)
def test_a_fault_in_the_hand_off_is_named_with_what_is_allowed(
    tmp_path: Path, text: str, parts: tuple[str, ...]
) -> None:
    told = " ".join(faults(tmp_path, text))
    for part in parts:
        assert part in told


def test_whose_signatures_count_is_named_in_the_settings(tmp_path: Path) -> None:
    lines = json.dumps([f"{name} {b64encode(bytes([n] * 32)).decode()}" for n, name in KEYS])
    text = f'[hall]\narea = "310104013"\n[catalogue]\ntrusted_keys = {lines}'
    settings = load(written(tmp_path, text))
    assert settings.area == "310104013"
    trusted = settings.catalogue.trusted_keys
    assert [(each.key[0], each.name) for each in trusted] == list(KEYS)
    again = load(written(tmp_path, show(settings)))
    assert again.catalogue == settings.catalogue


def test_without_trusted_keys_and_area_none_is_known() -> None:
    assert load().catalogue.trusted_keys == ()
    assert load().area == ""


@pytest.mark.parametrize("area", ["31010", "3101040", "310104013x", "010104", "31010401300"])
def test_an_area_is_a_code_of_a_district_a_street_or_a_committee(tmp_path: Path, area: str) -> None:
    [told] = faults(tmp_path, f'[hall]\narea = "{area}"')
    assert "an area code (行政区划代码) of 6, 9 or 12 digits" in told


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["wang"], "no trusted key"),
        (["wang AAAA", "li AAAA"], "no Ed25519 key of 32 bytes"),
        ([f"wang {KEY}"], "name 2 people"),
        ([f"wang {KEY}", f"wang {KEY}"], "name 2 people"),
    ],
)
def test_a_trusted_key_that_cannot_be_used_is_told(
    tmp_path: Path, lines: list[str], says: str
) -> None:
    text = f"[catalogue]\ntrusted_keys = {json.dumps(lines)}"
    assert any(says in each for each in faults(tmp_path, text))


def test_a_databases_password_is_never_shown(tmp_path: Path) -> None:
    address = "postgresql://onestop:s3cr3t/x@db.example/onestop?password=s3cr3t"
    settings = load(written(tmp_path, f'[onestop]\ndatabase = "{address}"'))
    assert settings.onestop.database == address
    shown = 'database = "postgresql://onestop:…@db.example/onestop?password=…"'
    assert shown in show(settings)
    assert "s3cr3t" not in f"{show(settings)}{settings!r}"
    (told,) = faults(tmp_path, '[onestop]\ndatabase = "mysql://onestop:s3cr3t@db.example"')
    assert "mysql://onestop:…@db.example" in told
    assert "allowed is postgresql://USER:PASSWORD@HOST:PORT/NAME" in told
    assert "s3cr3t" not in told
