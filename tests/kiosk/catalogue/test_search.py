import pytest

from kiosk.catalogue import Catalogue
from kiosk.catalogue.search import Index, folded

FIRST = {
    "送饭": "el-meal-delivery",
    "送饭上门": "el-meal-delivery",
    "吃饭": "el-meals",
    "食堂": "el-meals",
    "附近食堂": "el-meal-finder",
    "轮椅": "el-rental",
    "我想租轮椅": "el-rental",
    "护理床": "el-rental",
    "看病": "hl-outpatient",
    "挂号": "hl-outpatient",
    "我要看医生": "hl-outpatient",
    "打疫苗": "hl-vaccine",
    "我想带孙子打疫苗": "hl-vaccine",
    "长护险": "el-ltc",
    "评估": "el-assessment",
    "家庭医生": "hl-family-doctor",
    "长处方": "hl-long-rx",
    "送药": "hl-drug-delivery",
    "敬老卡": "el-senior-card",
    "社保卡": "si-card",
    "社保卡丢了": "si-card",
    "医保卡": "si-card",
    "养老院": "el-institution",
    "日托": "el-daycare",
    "洗澡": "el-bathing",
    "老年痴呆": "el-dementia",
    "低保": "soc-minimum",
    "残疾人": "di-living",
    "手语": "di-sign",
    "法律援助": "soc-legal-aid",
    "打官司": "soc-legal-aid",
    "吵架": "soc-mediation",
    "漏水": "el-home-repair",
    "理发": "el-home-repair",
    "手机不会用": "soc-digital-help",
    "打车": "soc-taxi",
    "找工作": "emp-guidance",
    "失业": "si-unemployment",
    "退休金": "si-pension",
    "公租房": "ho-public-rental",
    "外国人": "soc-foreign-consult",
    "住宿登记": "soc-foreign-register",
    "高血压": "hl-hypertension",
    "糖尿病": "hl-diabetes",
    "体检": "hl-elder-check",
    "睡不着": "hl-mental",
    "救护车": "hl-emergency",
    "120": "hl-emergency",
    "图书馆": "cu-library",
    "打牌": "el-activity",
    "羽毛球": "sp-venue",
    "老年大学": "cu-lifelong",
    "亲子": "fam-activity",
    "幼儿园": "edu-kindergarten",
    "上学": "edu-compulsory",
    "志愿者": "soc-volunteer",
    "投诉": "soc-feedback",
    "wheelchair": "el-rental",
    "I need a wheelchair": "el-rental",
    "meals": "el-meals",
    "meal delivery": "el-meal-delivery",
    "vaccine": "hl-vaccine",
    "vaccines": "hl-vaccine",
    "family doctor": "hl-family-doctor",
    "see a doctor": "hl-outpatient",
    "medicine delivery": "hl-drug-delivery",
    "blood pressure": "hl-hypertension",
    "nursing insurance": "el-ltc",
    "long-term care": "el-ltc",
    "day care": "el-daycare",
    "care home": "el-institution",
    "senior card": "el-senior-card",
    "social security card": "si-card",
    "medical insurance": "si-medical-employee",
    "disability allowance": "di-living",
    "legal aid": "soc-legal-aid",
    "how do I get a lawyer": "soc-legal-aid",
    "job": "emp-guidance",
    "interpreter": "soc-foreign-consult",
    "residence registration": "soc-foreign-register",
    "taxi": "soc-taxi",
    "library": "cu-library",
    "swimming": "sp-venue",
    "childcare": "edu-baby-house",
    "kindergarten": "edu-kindergarten",
    "volunteer": "soc-volunteer",
    "complaint": "soc-feedback",
    "funeral": "soc-funeral",
}


@pytest.mark.parametrize(("query", "service"), FIRST.items())
def test_the_service_people_mean_comes_first(shipped: Catalogue, query: str, service: str) -> None:
    found = shipped.search(query)
    assert found
    assert found[0].id == service


def test_every_service_is_found_by_its_name_in_both_languages(shipped: Catalogue) -> None:
    for service in shipped.services:
        assert shipped.search(service.name.zh)[0].id == service.id
        assert shipped.search(service.name.en)[0].id == service.id


def test_every_service_is_found_by_each_of_its_keywords(shipped: Catalogue) -> None:
    for service in shipped.services:
        for keyword in (*service.keywords.zh, *service.keywords.en):
            assert service in shipped.search(keyword), keyword


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("ＷＨＥＥＬＣＨＡＩＲ", "wheelchair"),
        ("WheelChair", "wheelchair"),
        ("wheelchairs", "wheelchair"),
        ("  轮椅  ", "轮椅"),
        ("轮椅！", "轮椅"),
        ("family　doctor", "family doctor"),
        ("family-doctor?", "family doctor"),
        ("１２０", "120"),
    ],
)
def test_how_it_is_typed_makes_no_difference(shipped: Catalogue, query: str, same: str) -> None:
    assert shipped.search(query) == shipped.search(same) != []


@pytest.mark.parametrize("query", ["", "   ", "？！", "。", "-", "🙂"])
def test_nothing_is_found_where_nothing_was_asked(shipped: Catalogue, query: str) -> None:
    assert shipped.search(query) == []


@pytest.mark.parametrize("query", ["xyzzy", "龘", "qqqq wwww"])
def test_what_nobody_offers_is_not_found(shipped: Catalogue, query: str) -> None:
    assert shipped.search(query) == []


def test_a_word_begins_where_a_word_begins(shipped: Catalogue) -> None:
    found = {each.id for each in shipped.search("art")}
    assert "cu-classes" in found
    assert "emp-startup" not in found


def test_a_whole_keyword_comes_before_a_part_of_one(shipped: Catalogue) -> None:
    found = [each.id for each in shipped.search("配药")]
    assert found.index("hl-outpatient") < found.index("hl-long-rx")


def test_a_service_with_all_words_comes_before_one_with_some(shipped: Catalogue) -> None:
    assert shipped.search("senior wheelchair rent")[0].id == "el-rental"
    assert shipped.search("外籍 登记")[0].id == "soc-foreign-register"


def test_the_order_is_the_same_every_time(shipped: Catalogue) -> None:
    again = Index(shipped.services)
    for query in ("残疾", "补贴", "care", "活动"):
        assert again.search(query) == shipped.search(query)


def test_no_service_is_found_twice(shipped: Catalogue) -> None:
    for query in ("老人 吃饭 送饭", "care home care", "补贴"):
        ids = [each.id for each in shipped.search(query)]
        assert len(ids) == len(set(ids))


def test_a_hall_finds_what_it_does_not_run_itself(shipped: Catalogue) -> None:
    assert shipped.for_hall("lingang").search("送饭") == shipped.search("送饭")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ｄoctors’", "doctor"),
        ("Activities", "activity"),
        ("Café", "cafe"),
        ("glass", "glass"),
        ("bus", "bus"),
        ("社区门诊（看病配药）", "社区门诊 看病配药"),
        ("“1+1+1”组合", "1+1+1 组合"),
    ],
)
def test_texts_are_compared_in_one_plain_form(text: str, plain: str) -> None:
    assert folded(text) == plain
