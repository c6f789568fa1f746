"""All that the page says itself, in both languages. What the office says stands as it said it."""

from typing import Final

from api_client.contract import Bilingual, CaseStatus
from api_client.contract.handoff import Score


def both(zh: str, en: str) -> Bilingual:
    return Bilingual(zh=zh, en=en)


NAME: Final = both("家门口服务", "Doorstep services")
OTHER_LANGUAGE: Final = both("English", "中文")
MISTAKE: Final = both("请再看一下", "Please check")

# Asking.
TITLE: Final = both("我的申请办到哪了", "How far is my application?")
REFERENCE: Final = both("小票上的编号", "Reference on your slip")
REFERENCE_HINT: Final = both(
    "三组，每组四个字母或数字，例如 7KDT-PE9G-ERAH",
    "Three groups of four letters or digits, such as 7KDT-PE9G-ERAH",
)
YOUR_REFERENCE: Final = both("您的编号", "Your reference")
ANOTHER: Final = both("查另一个编号", "Look up another reference")
TAIL: Final = both("电话号码的后四位", "Last four digits of the phone number")
TAIL_HINT: Final = both(
    "申请时填的那个电话。这样别人就看不到您的事。",
    "Of the phone number you gave when you applied, so that nobody else can see it.",
)
LOOK: Final = both("查看进度", "Show how far it is")

# What is wrong, and what to do.
NO_REFERENCE: Final = both(
    "请把小票上的编号填上，一共十二个字母和数字。",
    "Please enter the reference on your slip: twelve letters and digits.",
)
NO_TAIL: Final = both(
    "请填电话号码的后四位数字。", "Please enter the last four digits of the phone number."
)
NOT_FOUND: Final = both("没有查到", "Nothing was found")
NOT_FOUND_WHY: Final = both(
    "编号和电话后四位对不上。请对着小票再看一遍编号；电话要填申请时留的那个。",
    "The reference and the four digits do not belong together. Please compare the reference with"
    " your slip, and use the phone number you gave when you applied.",
)
NOT_FOUND_NEXT: Final = both(
    "刚刚提交的，可能还在路上，请过一会儿再查。",
    "If you have only just handed it in, it may still be on its way: please try again later.",
)
TOO_MANY: Final = both("试的次数太多了", "Too many tries")
TOO_MANY_WHY: Final = both(
    "为了不让别人猜到您的号码，要等一等才能再查。",
    "So that nobody can guess your digits, please wait before you try again.",
)
AWAY: Final = both("现在查不了", "It cannot be looked up just now")
AWAY_WHY: Final = both(
    "是我们这边的问题，您的申请好好的。请过几分钟再试。",
    "The fault is ours, and your application is safe. Please try again in a few minutes.",
)
NO_PAGE: Final = both("没有这个页面", "There is no such page")
NO_PAGE_WHY: Final = both(
    "请重新扫小票上的二维码，或者填编号查询。",
    "Please scan the code on your slip again, or enter the reference.",
)
TRY_AGAIN: Final = both("回到查询页", "Back to the form")

# The case.
APPLICATION: Final = both("您的申请", "Your application")
QUESTION: Final = both("您的咨询", "Your question")
STATUS: Final = both("现在的状态", "Where it stands")
NEXT: Final = both("接下来", "What comes next")
NEEDED: Final = both("请补交", "Please bring or send")
PLACE: Final = both("办理地点", "Where it is done")
WINDOW: Final = both("窗口", "The counter")
PAPERS: Final = both("去窗口要带的", "What to bring to the counter")
PAPERS_SLIP: Final = both("小票，或者这个编号", "Your slip, or this reference")
IF_YOU_HAVE_IT: Final = both("有就带上", "if you have it")
MARK: Final = both("（{mark}）", " ({mark})")
TO_BE_CONFIRMED: Final = both("以现场为准", "to be confirmed by the hall")
RESULT: Final = both("办好以后", "The result")
YOUR_TIME: Final = both("您约好的时间", "Your booked time")
TIME_CANCELLED: Final = both("您约的时间已取消。", "Your booked time was cancelled.")
TIME_NOT_USED: Final = both("您约的时间已经过了。", "Your booked time has passed.")
OFFICE_SAYS: Final = both("主管单位的话", "What the office says")
FOLLOWED: Final = both("办理经过", "Step by step")
SINCE: Final = both("{day}起", "since {day}")
STILL_TO_COME: Final = both("还没到", "still to come")
PROMISED: Final = both("承诺办结日期", "Promised by")
HANDED_IN: Final = both("收到日期", "Received on")
CASE_NUMBER: Final = both("办件编号", "Case number")
DOCUMENTS: Final = both("已收到的材料", "Papers received")
YOURS_IS_NEXT: Final = both("前面没有人了，下一件就是您的。", "Yours is next.")
NO_NEED_TO_WAIT: Final = both(
    "不用在厅里等，办理会照常进行。", "You need not wait at the hall: it goes on without you."
)
LEAVE: Final = both("看完了，关上这一页", "Done: close this page")

STATUS_WORDS: Final = {
    CaseStatus.RECEIVED: both("已收件", "Received"),
    CaseStatus.ACCEPTED: both("已受理", "Accepted"),
    CaseStatus.CORRECTION_NEEDED: both("需要补正", "Papers needed"),
    CaseStatus.CONCLUDED: both("已办结", "Completed"),
    CaseStatus.DECLINED: both("不予受理", "Declined"),
    CaseStatus.WITHDRAWN: both("已撤回", "Withdrawn"),
}
"""The office's own words (the English ones as its kiosks say them)."""
PLAIN: Final = {
    CaseStatus.RECEIVED: both(
        "主管单位已经收到，还没有决定是否受理。",
        "The office has received it, and has not yet decided to accept it.",
    ),
    CaseStatus.ACCEPTED: both(
        "主管单位已经同意办理，正在办。", "The office has accepted it and is working on it."
    ),
    CaseStatus.CORRECTION_NEEDED: both(
        "还缺材料，补齐了才能往下办。",
        "Something is missing. It goes on when the office has it.",
    ),
    CaseStatus.CONCLUDED: both("这件事办好了。", "It is done."),
    CaseStatus.DECLINED: both(
        "主管单位这次不能办理。", "The office cannot deal with it this time."
    ),
    CaseStatus.WITHDRAWN: both("这件事已经撤回，不再办理。", "It was taken back."),
}
COMES_NEXT: Final = {
    CaseStatus.RECEIVED: both(
        "您现在什么都不用做。受理了，或者要补材料，这里都会写明。",
        "You do not need to do anything now. When it is accepted, or something is missing, it will"
        " say so here.",
    ),
    CaseStatus.ACCEPTED: both(
        "您现在什么都不用做。办好了，这里会写明。",
        "You do not need to do anything now. When it is done, it will say so here.",
    ),
    CaseStatus.CORRECTION_NEEDED: both(
        "请把材料和编号一起带到窗口，或者带到家门口服务中心，请工作人员扫描送上去。",
        "Please bring it to the counter with your reference, or to the doorstep service center,"
        " where staff will scan it and send it on.",
    ),
    CaseStatus.CONCLUDED: both(
        "如果还没有拿到结果，请到窗口问一下，或拨打12345。",
        "If you do not have the result yet, please ask at the counter, or call 12345.",
    ),
    CaseStatus.DECLINED: both(
        "想知道原因，或者想再申请，请到窗口问一下，或拨打12345。",
        "To find out why, or to apply again, please ask at the counter, or call 12345.",
    ),
    CaseStatus.WITHDRAWN: both("以后需要，可以重新申请。", "You can hand it in again at any time."),
}
TO_COME: Final = {
    CaseStatus.ACCEPTED: both("受理", "Accepted"),
    CaseStatus.CONCLUDED: both("办结", "Completed"),
}

# 好差评, in its own order.
RATE: Final = both("您满意吗？", "How satisfied are you?")
RATE_HINT: Final = both(
    "请选一项。一件事评价一次。", "Please choose one. Each application can be rated once."
)
GRADES: Final[dict[Score, Bilingual]] = {
    5: both("非常满意", "Very satisfied"),
    4: both("满意", "Satisfied"),
    3: both("基本满意", "Mostly satisfied"),
    2: both("不满意", "Dissatisfied"),
    1: both("非常不满意", "Very dissatisfied"),
}
SEND_RATING: Final = both("提交评价", "Send my rating")
NOT_CHOSEN: Final = both("请先选一项，再提交。", "Please choose one first.")
THANKS: Final = both("谢谢您，评价已记下。", "Thank you. Your rating is kept.")
THANKS_WHY: Final = both("您的评价能帮我们做得更好。", "It helps us to do better.")

# At the end of every page.
HELP: Final = both("要人帮忙？", "Would you like to ask somebody?")
CALL: Final = both("拨打 {number}", "Call {number}")
HOTLINE: Final = both("市民服务热线，24小时", "Citizen hotline, 24 hours, also in English")
COUNTER: Final = both(
    "也可以带上小票，到家门口服务中心问工作人员。",
    "Or show your slip to the staff of the doorstep service center.",
)


def wait(seconds: int) -> Bilingual:
    """How long until the next try."""
    minutes = -(-seconds // 60)
    if minutes <= 1:
        return both("请过一分钟再试。", "Please try again in a minute.")
    if minutes <= 90:  # noqa: PLR2004 - from there on people think in hours
        return both(f"请过{minutes}分钟再试。", f"Please try again in {minutes} minutes.")
    hours = -(-minutes // 60)
    return both(f"请过{hours}小时再试。", f"Please try again in {hours} hours.")


def ahead(number: int) -> Bilingual:
    """How many are before this one."""
    if number == 0:
        return YOURS_IS_NEXT
    if number == 1:
        return both("前面还有1件。", "1 application is before yours.")
    return both(f"前面还有{number}件。", f"{number} applications are before yours.")


def minutes(number: int) -> Bilingual:
    """How long that takes."""
    if number <= 1:
        return both("大约还要等1分钟。", "The wait is about 1 minute.")
    if number < 120:  # noqa: PLR2004 - as above
        return both(f"大约还要等{number}分钟。", f"The wait is about {number} minutes.")
    hours = round(number / 60)
    return both(f"大约还要等{hours}小时。", f"The wait is about {hours} hours.")
