"""Sample pages in both languages, to try a renderer by itself."""

from dataclasses import dataclass, replace

from accessibility.preferences import Language, Preferences
from kiosk.events import (
    CalledForHelp,
    ChangedPreferences,
    Chose,
    HeardAgain,
    OpenedTile,
    Skipped,
    Stayed,
    WentBack,
    WentHome,
    WentOn,
)
from screens.page import (
    Bars,
    Block,
    Choose,
    Enter,
    EntryKind,
    Facts,
    Layout,
    Option,
    Page,
    Paragraph,
    Phrase,
    QrCode,
    Tone,
    Wait,
)

IDS = ("welcome", "guide", "question:sex", "question:phone", "question:needs", "receipt", "rating")
ALL_IDS = (*IDS, "wait", "still-there")

_TILES = (
    ("助餐服务", "Community meals", "在社区食堂吃饭，或送到家", "Eat at the hall or at home"),
    ("居家照护", "Care at home", "洗澡、做饭、陪医院", "Bathing, cooking, company to hospital"),
    ("健康服务", "Health", "量血压、家庭医生", "Blood pressure, family doctor"),
    (
        "文化活动",
        "Culture and learning",
        "唱歌、书法、手机课",
        "Singing, calligraphy, phone lessons",
    ),
    ("证件证明", "Cards and certificates", "敬老卡、居住证", "Senior card, residence permit"),
    ("补贴津贴", "Allowances", "综合津贴、护理补贴", "Old-age allowance, care subsidy"),
    ("维修便民", "Repairs and errands", "水电、修鞋、磨刀", "Water, power, shoes, knives"),
    ("志愿服务", "Volunteers", "找人帮忙，或帮别人", "Find help, or give it"),
)
_FACES = (
    ("非常满意", "Very satisfied"),
    ("满意", "Satisfied"),
    ("基本满意", "Fairly satisfied"),
    ("不满意", "Dissatisfied"),
    ("非常不满意", "Very dissatisfied"),
)
_STEPS = (
    (
        "您在这里填好申请，马上收到一个编号。",
        "You fill in the form here and get a reference at once.",
    ),
    ("工作人员两个工作日内打电话给您。", "Somebody rings you within two working days."),
    (
        "评估员到您家里来看一看，大约要一个小时，不收钱。",
        "An assessor visits you at home for about an hour, free of charge.",
    ),
)


@dataclass(frozen=True)
class Sample:
    """What can differ about a sample page."""

    preferences: Preferences
    text: str = ""
    chosen: str = ""
    has_problem: bool = False
    extras: tuple[Option, ...] = ()

    def say(self, zh: str, en: str) -> Phrase:
        return Phrase(zh if self.preferences.language == "zh_CN" else en)

    def page(self, page_id: str) -> Page:
        made = {
            "welcome": self.welcome,
            "guide": self.guide,
            "question:sex": self.sex,
            "question:phone": self.phone,
            "question:needs": self.needs,
            "receipt": self.receipt,
            "rating": self.rating,
            "wait": self.wait,
            "still-there": self.still_there,
        }
        plain = Page(
            id=page_id,
            title=Phrase(page_id),
            bars=_bars(page_id, self.preferences),
            next=Option(self.say("下一步", "Next"), WentOn()),
            extras=self.extras,
        )
        return made[page_id](plain)

    def welcome(self, page: Page) -> Page:
        tiles = tuple(
            Option(self.say(zh, en), OpenedTile(en), self.say(zh_note, en_note), number)
            for number, (zh, en, zh_note, en_note) in enumerate(_TILES, 1)
        )
        title = self.say("您好，今天要办什么？", "Hello. What would you like to do today?")
        foot = self.say("服务目录2026年版", "Service list of 2026")
        prompt = Choose(tiles, Layout.TILES)
        return replace(page, title=title, prompt=prompt, next=None, foot=foot)

    def guide(self, page: Page) -> Page:
        title = self.say("申请居家照护（长期护理保险）", "Care at home: long-term care insurance")
        return replace(page, title=title, body=_guide(self.preferences.language))

    def sex(self, page: Page) -> Page:
        title = self.say("您的性别是？", "Are you female or male?")
        problem = self.say("请先选一项。", "Please choose one.") if self.has_problem else None
        options = self._marked((("女", "Female"), ("男", "Male")))
        return replace(page, title=title, prompt=Choose(options), problem=problem)

    def phone(self, page: Page) -> Page:
        problem = self.say("手机号码应有11位。", "A mobile number has 11 digits.")
        label = self.say("电话号码", "Telephone number")
        help_ = Paragraph(self.say("我们会打这个电话。", "We will ring it."), Tone.HELP)
        return replace(
            page,
            title=self.say("您的电话号码是多少？", "What is your telephone number?"),
            body=(help_,),
            prompt=Enter(EntryKind.PHONE, label, self.text, 20, is_private=True),
            problem=problem if self.has_problem else None,
            extras=(*self.extras, Option(self.say("跳过", "Skip this question"), Skipped())),
        )

    def needs(self, page: Page) -> Page:
        title = self.say("您需要什么帮助？", "What help do you need?")
        label = self.say("请写几句话", "A few sentences")
        prompt = Enter(EntryKind.LONG_TEXT, label, self.text, 200)
        return replace(page, title=title, prompt=prompt)

    def receipt(self, page: Page) -> Page:
        title = self.say("我们收到了您的申请", "We have your application")
        return replace(page, title=title, body=_receipt(self.preferences.language))

    def rating(self, page: Page) -> Page:
        title = self.say("您觉得这次服务怎么样？", "How was this service?")
        return replace(page, title=title, prompt=Choose(self._marked(_FACES), Layout.FACES))

    def wait(self, page: Page) -> Page:
        phrase = self.say("请稍候……", "One moment, please.")
        title = self.say("正在查询", "Asking the office")
        return replace(page, title=title, prompt=Wait(phrase), next=None)

    def still_there(self, page: Page) -> Page:
        stay = Option(self.say("我还在", "I am still here"), Stayed())
        title = self.say("您还在吗？", "Are you still there?")
        return replace(page, title=title, next=stay, is_urgent=True)

    def _marked(self, names: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
        return tuple(
            Option(self.say(zh, en), Chose(en), number=number, is_chosen=self.chosen == en)
            for number, (zh, en) in enumerate(names, 1)
        )


def _guide(language: Language) -> tuple[Block, ...]:
    def say(zh: str, en: str) -> Phrase:
        return Phrase(zh if language == "zh_CN" else en)

    return (
        Paragraph(say("谁可以申请", "Who can apply"), Tone.HEADING),
        Paragraph(
            say(
                "年满60周岁、参加本市职工医保的退休人员，或者参加居民医保的老人。",
                "People of 60 or more who have retired under the city's employee medical "
                "insurance, or who are insured as residents.",
            )
        ),
        Paragraph(say("需要带什么", "What you need"), Tone.HEADING),
        Paragraph(say("身份证", "Your identity card"), Tone.TICK),
        Paragraph(say("医保卡或者社保卡", "Your medical or social insurance card"), Tone.TICK),
        Paragraph(say("怎么办", "What happens"), Tone.HEADING),
        *(Paragraph(say(zh, en)) for zh, en in _STEPS),
        Facts(
            (
                (say("费用", "Fee"), say("不收费", "Free")),
                (say("多久", "How long"), say("15个工作日", "15 working days")),
                (
                    say("还可以去哪里办", "Where else"),
                    say(
                        "南京东路街道社区事务受理服务中心（贵州路10号）。",
                        "The sub-district's service centre, 10 Guizhou Road, counters 3 to 5.",
                    ),
                ),
            )
        ),
        Paragraph(
            say("办理时间还没有和街道核实。", "The time limit is not confirmed yet."),
            Tone.UNCONFIRMED,
        ),
        Paragraph(say("请当面交材料。", "Hand papers in yourself."), Tone.IMPORTANT),
    )


def _receipt(language: Language) -> tuple[Block, ...]:
    caption = "用手机扫一扫" if language == "zh_CN" else "Scan this with your phone"
    return (
        Paragraph(Phrase("K7M2 4PXT 9"), Tone.LARGE),
        QrCode("https://doorstep.example/t/K7M24PXT9", Phrase(caption)),
    )


def _bars(page_id: str, preferences: Preferences) -> Bars:
    is_chinese = preferences.language == "zh_CN"

    def say(zh: str, en: str) -> Phrase:
        return Phrase(zh if is_chinese else en)

    english, chinese = preferences.with_language("en"), preferences.with_language("zh_CN")
    is_first = page_id == "welcome"
    larger = preferences.with_next_text_size()
    theme = preferences.with_next_contrast()
    voice = preferences.with_voice_switched()
    return Bars(
        where=say("南京东路社区", "Nanjing East Road hall"),
        languages=(
            Option(Phrase("中文"), ChangedPreferences(chinese), is_chosen=is_chinese),
            Option(Phrase("English"), ChangedPreferences(english), is_chosen=not is_chinese),
        ),
        text_size=Option(say("文字大小", "Text size"), ChangedPreferences(larger)),
        contrast=Option(say("颜色", "Colours"), ChangedPreferences(theme)),
        voice=Option(say("关掉声音", "Voice off"), ChangedPreferences(voice)),
        back=None if is_first else Option(say("返回", "Back"), WentBack()),
        home=Option(say("首页", "Home"), WentHome()),
        again=Option(say("再听一遍", "Hear again"), HeardAgain()),
        person=Option(say("找人帮忙", "Call a person"), CalledForHelp()),
        progress=None if is_first else say("第3步，共8步", "3 of 8"),
    )
