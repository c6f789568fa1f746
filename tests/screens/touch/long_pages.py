"""Pages that hold as much as real ones ever do, in both languages."""

from dataclasses import replace

from accessibility.preferences import Preferences
from kiosk.events import Chose, OpenedService, OpenedTile, Revised, Skipped, WentOn
from screens.page import (
    Block,
    Choose,
    Enter,
    EntryKind,
    Layout,
    Option,
    Page,
    Paragraph,
    Phrase,
    QrCode,
    Tone,
)
from tests.screens.sample_pages import ALL_IDS, Sample

LONG_IDS = (
    "tiles",
    "services",
    "agree",
    "review",
    "faces",
    "slip",
    *(f"enter:{kind.value}" for kind in EntryKind),
)
EVERY_ID = (*ALL_IDS, *LONG_IDS)

_TILES = (
    ("党群服务", "Community and Party services", "党"),
    ("政务服务", "Government services", "政"),
    ("老人就餐", "Meals for older people", "餐"),
    ("日间照料", "Day care for older people", "照"),
    ("看病配药", "Seeing a doctor, getting medicine", "医"),
    ("健康服务", "Health and prevention", "健"),
    ("文化休闲", "Culture, sport and leisure", "文"),
    ("亲子活动", "Parents and children", "亲"),
)
_SERVICES = (
    ("老年照护统一需求评估申请", "Apply for the unified assessment of needs for elderly care"),
    ("长期护理保险居家照护服务", "Care at home under the long-term care insurance"),
    ("老年综合津贴申领（敬老卡）", "Comprehensive old-age allowance (senior citizen card)"),
    (
        "城乡居民基本养老保险待遇领取资格确认",
        "Confirming entitlement to the basic pension for urban and rural residents",
    ),
    ("社区康复辅助器具租赁补贴", "Subsidy for renting rehabilitation equipment"),
    (
        "家庭医生“1＋1＋1”组合签约与健康管理",
        "Signing up with a family doctor, a district and a city hospital (1+1+1)",
    ),
    ("经济困难老人送餐上门补贴", "Home delivery of meals for older people in hardship"),
)
_FACES = (
    ("非常满意", "Very satisfied"),
    ("满意", "Satisfied"),
    ("基本满意", "Fair"),
    ("不满意", "Dissatisfied"),
    ("非常不满意", "Very dissatisfied"),
)
_TYPED = {
    EntryKind.PHONE: "13800138000",
    EntryKind.ID_NUMBER: "31010119480305123X",
    EntryKind.DATE: "194803",
    EntryKind.REFERENCE: "K7M2-4PXT-9",
    EntryKind.ADDRESS: "上海市黄浦区南京东路街道贵州路10弄5号302室",
    EntryKind.LONG_TEXT: "老人一个人住，腿脚不方便，想请人每星期来两次帮忙洗澡、打扫、做饭，" * 3,
}


def long_page(page_id: str, wished: Preferences) -> Page:
    """One of EVERY_ID."""
    if page_id in ALL_IDS:
        return Sample(wished, has_problem=page_id.startswith("question")).page(page_id)
    sample = Sample(wished)
    page = replace(sample.page("guide"), id=page_id, body=())
    if page_id.startswith("enter:"):
        return _entering(page, EntryKind(page_id.removeprefix("enter:")), sample)
    return _LONG[page_id](page, sample)


def _tiles(page: Page, sample: Sample) -> Page:
    options = tuple(
        Option(
            sample.say(zh, en),
            OpenedTile(en),
            Phrase(en if sample.preferences.language == "zh_CN" else zh),
            number,
            sign,
        )
        for number, (zh, en, sign) in enumerate(_TILES, 1)
    )
    extras = (
        Option(sample.say("搜索服务", "Search"), WentOn()),
        Option(sample.say("我的申请", "My application"), Skipped()),
        Option(sample.say("服务热线", "Hotlines"), Chose("a")),
        Option(sample.say("设置", "Settings"), Chose("b")),
    )
    today = sample.say("11月22日，星期日，农历十月十四", "22 November, Sunday, lunar 10/14")
    return replace(
        page,
        title=sample.say("您好，请问要办什么？", "Welcome. What would you like to do?"),
        body=(Paragraph(today, Tone.HELP),),
        prompt=Choose(options, Layout.TILES),
        next=None,
        extras=extras,
    )


def _services(page: Page, sample: Sample) -> Page:
    options = tuple(
        Option(sample.say(zh, en), OpenedService(en), number=number)
        for number, (zh, en) in enumerate(_SERVICES, 1)
    )
    extras = (
        Option(sample.say("上一页", "Earlier ones"), Chose("a")),
        Option(sample.say("下一页", "Further ones"), Chose("b")),
    )
    return replace(page, prompt=Choose(options), next=None, extras=extras)


def _agree(page: Page, sample: Sample) -> Page:
    told = sample.say(
        "您的回答会交给南京东路街道社区事务受理服务中心，只用来办理这件事。",
        "Your answers go to the service centre of Nanjing East Road Sub-district, for this alone.",
    )
    options = (
        Option(sample.say("我同意", "I agree"), Chose("yes"), number=1, is_chosen=True),
        Option(sample.say("我不同意", "I do not agree"), Chose("no"), number=2, is_chosen=False),
    )
    problem = sample.say("要交申请，请先选“我同意”。", "To hand it in, choose “I agree” first.")
    body = (Paragraph(told), Paragraph(told, Tone.IMPORTANT))
    return replace(page, body=body, prompt=Choose(options), problem=problem)


def _review(page: Page, sample: Sample) -> Page:
    options = tuple(
        Option(sample.say(zh, en), Revised(en), sample.say(en_zh, en_zh), number)
        for number, (zh, en, en_zh) in enumerate(
            (
                ("姓名", "Name", "欧阳桂芬"),
                ("联系电话", "Telephone number", "138 0013 8000"),
                ("住址", "Where you live", "上海市黄浦区南京东路街道贵州路10弄5号302室"),
                ("希望什么时候上门", "When somebody should come", "2026-12-01"),
            ),
            1,
        )
    )
    return replace(page, prompt=Choose(options), is_urgent=True)


def _faces(page: Page, sample: Sample) -> Page:
    options = tuple(
        Option(sample.say(zh, en), Chose(str(number)), number=number, is_chosen=number == 2)
        for number, (zh, en) in enumerate(_FACES, 1)
    )
    title = sample.say("您满意吗？", "How satisfied are you?")
    return replace(page, title=title, prompt=Choose(options, Layout.FACES))


def _slip(page: Page, sample: Sample) -> Page:
    happens = sample.say("接下来怎么办", "What happens next")
    told = sample.say(
        "街道社区事务受理服务中心会看您的申请，两个工作日内和您联系。",
        "The service centre looks at it and gets in touch with you within two working days.",
    )
    caption = sample.say("码里是您的编号。", "The code holds your reference.")
    body: tuple[Block, ...] = (
        Paragraph(sample.say("您的编号，请保存好。", "Your reference. Keep it."), Tone.HEADING),
        Paragraph(Phrase("K7M2-4PXT-9"), Tone.LARGE),
        Paragraph(happens, Tone.HEADING),
        *(Paragraph(told) for _ in range(3)),
        QrCode("https://hall.example/t#K7M24PXT9", caption),
    )
    extras = (
        Option(sample.say("给服务打分", "Rate this service"), Chose("a")),
        Option(sample.say("再打一张凭条", "Print the slip again"), Chose("b")),
    )
    return replace(page, body=body, extras=extras)


def _entering(page: Page, kind: EntryKind, sample: Sample) -> Page:
    label = sample.say("您的回答", "Your answer")
    return replace(
        page,
        title=sample.say("需要照护的老人叫什么名字？", "Who is the person that needs care?"),
        body=(
            Paragraph(
                sample.say(
                    "请照着身份证写。如果身份证不在手边，可以先跳过，到柜台再补。",
                    "As on the identity card. Without the card, leave it for the counter.",
                ),
                Tone.HELP,
            ),
        ),
        prompt=Enter(kind, label, _TYPED.get(kind, "")),
        problem=sample.say("请写上名字。", "Please write the name."),
        extras=(Option(sample.say("先不填", "Leave this out"), Skipped()),),
    )


_LONG = {
    "tiles": _tiles,
    "services": _services,
    "agree": _agree,
    "review": _review,
    "faces": _faces,
    "slip": _slip,
}
