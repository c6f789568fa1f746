"""The page on the resident's own phone: what it says, what it keeps to itself, how it is sent."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from api_client.contract import (
    Appointment,
    Bilingual,
    CaseStatus,
    Consultation,
    Slot,
)
from onestop.store import Decision, Key, Place, Store
from onestop.store.audit import entries
from tests.onestop.enrolled import enrol
from tests.onestop.residents_phone import BEGAN, KIOSK, TAIL, Clock, Phone, app_over, handed_in

REFERENCE = "XH2M-34CD-67YY"
KEY = Key.of(KIOSK, REFERENCE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def phone(store: Store, place: Place, clock: Clock, tmp_path: Path) -> Phone:
    """A phone whose owner has handed in for meals that are brought home."""
    enrol(place, KIOSK, "key")
    await store.take(KIOSK, handed_in(REFERENCE), BEGAN)
    return Phone(app_over(store, clock, tmp_path))


async def test_the_slips_code_leads_to_a_form_that_asks_for_four_digits(phone: Phone) -> None:
    page = await phone.get(f"/t/310104/{REFERENCE}")
    assert page.status_code == 200
    assert "电话号码的后四位" in page.text
    assert f'<input type="hidden" name="reference" value="{REFERENCE}">' in page.text
    assert '<input type="hidden" name="district" value="310104">' in page.text
    unknown = await phone.get("/t/310104/XH2M-34CD-9999")
    assert unknown.text.replace("9999", "67YY") == page.text


@pytest.mark.parametrize(
    "typed", ["XH2M-34CD-67YY", "xh2m34cd67yy", " ＸＨ２Ｍ 34CD 67YY ", "XH2M—34CD—67YY"]
)
async def test_a_reference_is_read_however_it_was_typed(phone: Phone, typed: str) -> None:
    page = await phone.look(typed)
    assert page.status_code == 200
    assert "已收件" in page.text


@pytest.mark.parametrize("tail", ["5678", "５６７８", "138 1234 5678", "+86 138-1234-5678"])
async def test_the_digits_may_be_typed_with_all_that_is_before_them(
    phone: Phone, tail: str
) -> None:
    assert (await phone.look(REFERENCE, tail)).status_code == 200


@pytest.mark.parametrize("tail", ["", "567", "abcd", "५६७८", "1" * 19])
async def test_digits_that_are_none_are_asked_for_again_and_cost_no_try(
    phone: Phone, tail: str
) -> None:
    for _ in range(20):
        page = await phone.look(REFERENCE, tail)
        assert page.status_code == 422
        assert "请填电话号码的后四位数字。" in page.text
    assert (await phone.look(REFERENCE)).status_code == 200


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (None, ("已收件", "还没有决定是否受理", "下一件就是您的", "小票，或者这个编号")),
        (
            Decision(CaseStatus.ACCEPTED, promised_by=BEGAN + timedelta(days=20)),
            ("已受理", "承诺办结日期", "2026年2月4日", "您现在什么都不用做"),
        ),
        (
            Decision(CaseStatus.CORRECTION_NEEDED, needed="体检报告<b>"),
            ("需要补正", "体检报告&lt;b&gt;", "带到窗口", "身份证件", "有就带上"),
        ),
        (
            Decision(CaseStatus.DECLINED, opinion="不在范围内"),
            ("不予受理", "不在范围内", "您满意吗"),
        ),
    ],
)
async def test_it_says_what_comes_next(
    phone: Phone, store: Store, decision: Decision | None, says: tuple[str, ...]
) -> None:
    if decision is not None:
        await store.decide(KEY, decision, BEGAN)
    page = (await phone.look(REFERENCE)).text
    assert [sentence for sentence in says if sentence not in page] == []
    assert "送餐上门" in page


async def test_nothing_that_was_answered_is_ever_shown(phone: Phone) -> None:
    page = (await phone.look(REFERENCE)).text
    assert not [each for each in ("沈阿婆", "138 1234", "芳华路") if each in page]


async def test_a_question_is_called_a_question(phone: Phone, store: Store) -> None:
    asked = handed_in("XH2M-34CD-6999", "edu-special")
    question = Consultation(**{name: getattr(asked, name) for name in asked.__struct_fields__})
    await store.take(KIOSK, question, BEGAN)
    assert "<h1>您的咨询</h1>" in (await phone.look("XH2M-34CD-6999")).text


async def test_a_booked_time_is_told_on_the_halls_clock(phone: Phone, store: Store) -> None:
    begin = BEGAN + timedelta(days=4)
    slot = Slot(
        id="s",
        starts_at=begin,
        ends_at=begin + timedelta(minutes=30),
        is_free=True,
        place=Bilingual(zh="二楼", en="2nd floor"),
    )
    wanted = Appointment(
        reference=REFERENCE, service_code="el-meal-delivery", slot="s", asked_at=BEGAN
    )
    await store.book(KIOSK, wanted, slot)
    page = (await phone.look(REFERENCE)).text
    assert "1月19日 星期一" in page
    assert "17:30–18:00" in page
    english = (await phone.look(REFERENCE, language="en")).text
    assert "Monday, January 19" in english
    assert "2nd floor" in english
    await store.cancel_booking(KIOSK, REFERENCE, BEGAN)
    assert "您约的时间已取消。" in (await phone.look(REFERENCE)).text


@pytest.mark.parametrize(
    ("languages", "is_english"),
    [
        ("", False),
        ("zh-CN,zh;q=0.9,en;q=0.8", False),
        ("en-GB,en;q=0.9,zh;q=0.8", True),
        ("fr-FR,fr;q=0.9,en;q=0.8", True),
        ("ja", False),
        ("en;q=none", True),
    ],
)
async def test_the_phones_language_is_used(
    phone: Phone,
    languages: str,
    is_english: bool,  # noqa: FBT001 - pytest's own way of passing it
) -> None:
    page = (await phone.reading(languages).get("/t")).text
    assert ('<html lang="en">' in page) is is_english
    assert ("Last four digits" in page) is is_english


async def test_another_language_keeps_what_was_typed(phone: Phone) -> None:
    typed = {"reference": REFERENCE, "phone_tail": "56", "district": "310104"}
    page = await phone.post("/t/words", language="en", **typed)
    assert page.status_code == 200
    assert "Last four digits" in page.text
    assert [each for each in typed.values() if f'value="{each}"' not in page.text] == []


async def test_a_case_is_rated_once_and_only_when_it_is_over(phone: Phone, store: Store) -> None:
    proof = {"reference": REFERENCE, "phone_tail": TAIL}
    assert "谢谢您" not in (await phone.post("/t/rating", score="5", **proof)).text
    await store.decide(KEY, Decision(CaseStatus.ACCEPTED), BEGAN)
    await store.decide(KEY, Decision(CaseStatus.CONCLUDED), BEGAN)
    assert not await store.is_rated(KEY)
    assert "请先选一项" in (await phone.post("/t/rating", **proof)).text
    assert "请先选一项" in (await phone.post("/t/rating", score="6", **proof)).text
    for score in ("2", "5"):
        page = (await phone.post("/t/rating", score=score, **proof)).text
        assert "谢谢您，评价已记下。" in page
        assert "您满意吗" not in page
    query = "SELECT rating_json FROM rating WHERE district = ? AND kiosk = ? AND reference = ?"
    row = await store.database.read(lambda tables: tables.execute(query, KEY).fetchone())
    assert row is not None
    assert b'"score":2' in bytes(row[0])
    noted = await store.database.read(lambda tables: entries(tables, *KEY[::2]))
    assert [each.did for each in noted].count("rated") == 1
    assert {each.who for each in noted} == {"tracking-page"}


async def test_a_rating_needs_the_digits(phone: Phone, store: Store) -> None:
    await store.decide(KEY, Decision(CaseStatus.DECLINED), BEGAN)
    wrong = {"reference": REFERENCE, "phone_tail": "0000", "score": "1"}
    assert (await phone.post("/t/rating", **wrong)).status_code == 404
    assert not await store.is_rated(KEY)


async def test_no_page_is_kept_framed_or_helped_from_elsewhere(phone: Phone) -> None:
    pages = [
        await phone.get("/t"),
        await phone.look(REFERENCE),
        await phone.look(REFERENCE, "0000"),
        await phone.look(REFERENCE, ""),
    ]
    for page in pages:
        told = page.headers
        assert told["cache-control"] == "no-store"
        assert told["x-content-type-options"] == "nosniff"
        assert told["referrer-policy"] == "no-referrer"
        policy = told["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "set-cookie" not in told
        assert "<script" not in page.text
        assert "http://" not in page.text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in page.text


async def test_the_log_holds_neither_reference_nor_digits(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await phone.get(f"/t/310104/{REFERENCE}")
    await phone.look(REFERENCE)
    await phone.look(REFERENCE, "4321")
    said = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("onestop"))
    assert "POST /t" in said
    assert not [each for each in (REFERENCE, TAIL, "4321", phone.address) if each in said]


async def test_what_is_too_long_is_a_page_too(phone: Phone) -> None:
    page = await phone.post("/t", reference="X" * 5000)
    assert page.status_code == 413
    assert "没有这个页面" in page.text


async def test_a_store_that_is_away_is_said_in_words(phone: Phone, store: Store) -> None:
    await store.database.write(lambda tables: tables.execute("DROP TABLE guess").rowcount)
    page = await phone.look(REFERENCE)
    assert page.status_code in {500, 503}
    assert "您的申请好好的" in page.text
