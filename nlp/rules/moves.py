"""那单, 这单子, the framework contract: a chance to sell pointed at, and how far it got, what it is worth,
when it closes.

那单 is a service case as well. It is a deal where a stage, a sum, a chance, a day of closing or a rival is
said of it, and a case where what is said is a fault, a repair or a claim.
"""

from nlp import forms as re
from nlp.reading import Clause, asked_once

_POINTER = re.compile(
    "(?:那|这)个?(?:一|张|笔)?单子?(?![价位独据])|(?:那|这)(?:个|条)?(?:机会|商机|盘子|项目)"
    "|的单子(?=[给被黄丢没到进 ,，])|(?:^|(?<=[ ,，]))单子(?=给|被|没|丢|黄)|年框(?!合同)|框架(?![合协])"
    r"|(?<![\u4e00-\u9fff])商机|的(?:机会|商机|盘子)"
    "|那个(?=(?:也|已经|都|算|又)*(?:黄了|丢了|没戏|凉了|吹了|签了|签下|拿下))"
)
# A case, or something else that is asked, wished or not ours to write.
_NO_DEAL = re.compile(
    "赔|定损|理赔|查勘|修|师傅|配件|换了|换过|更换|返厂|退货|退款|补发|丢件|破损|投诉|报案|结案|工单|案子"
    "|主板|备件|厂家|验收单|要是|如果|估摸着?黄|吗|谁|哪|几成|多少|什么|咋样|怎么样|没到|签了没|查一"
)
_ADVERBS = (
    "(?:(?:改|换|变|调|转)[成为]|现在|目前|已经|都|又|也|就|终于|总算|可能|估计|预计|大概|差不多|我看|看着|从|给|改|再|能|得|要|只"
    "|还|应该|[他她]们?|咱们?|我们?|有戏|先|在|最后|到头来|到底|结果|终究|他们说|对方|更新一?下)*"
)
_STAGE = (
    "(?:核保|poc|打样|样机(?:测试)?|商务(?:谈判)?|合同(?:审批|流程|签订)?|方案(?:报价|确认|设计|评审)?"
    "|招投?标|投标|竞标|报价|谈判|试用|测试|立项|比稿|比价|比选|中试|小试|试样|小批(?:量试产|量)?|签约|法务"
    "|选型|用印|盖章|评审|试听|试点|勘察|踏勘|过会|内审|技术(?:交流|评审|方案)|样品(?:确认|测试)"
    "|预算(?:审批)?|立项审批|交流|演示|试算|意向|寄样|送样|需求(?:确认|分析|调研)|初步接触|决策|验厂|承保"
    r"|出单|[\u4e00-\u9fffa-z]{2,6}(?=阶段|环节))"
)
_TO_STAGE = re.compile(
    rf"{_ADVERBS}(?:从[\u4e00-\u9fff]{{1,6}}?)?(?:(?:推进|推|走|进展|进|到|掉|退|回|卡|转|升|跳|挪|打)"
    f"(?:进|到|回|在|入|至|了)*(?P<v>{_STAGE})(?:阶段|环节|流程)?[了啦吧咯]*|(?P<w>{_STAGE})"
    "(?:(?:阶段|环节|流程)[了啦吧咯]*|[了啦咯]+))"
)
_BY = r"(?:砍|降|涨|加|变|提|调|缩水?|减|升|谈|压|追加|抬|掉|报|改|定|上调|下调)(?:到|成|为|至|了)*"
_SUM = re.compile(
    rf"{_ADVERBS}(?:¤改?)?(?:从[\u4e00-\u9fff]{{1,6}}?)?(?:{_BY}|改?(?:一共|总共|合计|总额|总价|金额|总数"
    "|改成|就|是|变)+)¤(?:了|吧|块|元)*|¤了"
)
_CHANCE = re.compile(
    f"{_ADVERBS}(?:概率|把握|胜算|赢面|可能性?|希望|(?:从)?%)?(?:有|到|提到|提|降到|降|升到|涨到|改成|改到"
    "|改为|调到|变)*%(?:的?把握|的?概率|的?希望|把握|左右|吧|了|啦|稳了)*"
)
_CLOSES = re.compile(
    f"{_ADVERBS}(?:(?:成交|签约|签单|close)(?:日期?|时间)?(?:是|在|改到|改成|推到|放到|定在)?¥"
    "(?:左右|吧|了)*|¥(?:之?前|底|左右|就|才|能|可以|应该|大概|会|要)*(?:close|成交|签约|签|定下来|定"
    "|落地?|拍板|下来|结)[了吧]*)"
)
_LATER = re.compile(
    rf"{_ADVERBS}(?:拖|推|延|往后|挪|放|改|提前|压)(?:推|拖|放|延|期|后)*(?:到|至)¥(?:去?了|再说|吧)*"
)
_LOST = re.compile(
    rf"{_ADVERBS}(?:(?P<v>输在[\u4e00-\u9fffa-z0-9]{{2,10}}|败给[\u4e00-\u9fffa-z0-9]{{2,8}}了?"
    rf"|败在[\u4e00-\u9fff]{{2,8}}|给[\u4e00-\u9fff]{{1,5}}(?:接|抢|截|拿)走了?"
    rf"|输给[\u4e00-\u9fffa-z0-9]{{2,8}}了?|[被让](?!我们|咱|他们?改)[\u4e00-\u9fffa-z0-9]{{1,8}}?"
    rf"(?:抢|截|撬|挖|拿)(?:走|胡|去|跑|了)+|(?:单子)?给了(?:别人|别家|对手|人家|[\u4e00-\u9fffa-z]{{2,6}}))"
    "|跑了|没了|凉凉|凉|完犊子了?|废了|黄|吹|没戏了?|丢了?|打了?水漂|没(?:搞|谈|做|签)?成"
    "|没(?:拿|签|抢|争|谈)(?:到手?|下来?)|(?:拱手|白白)?(?:丢|让|输)给了?(?:隔壁|别[人家]|对手|同行|友商"
    rf"|竞品|人家)[\u4e00-\u9fff]{0, 2}?了?|没得了?|没指望了?|丢单)[了啦咯吧咗喇]*"
)
_WON = re.compile(
    f"{_ADVERBS}(?:到手|成|签|拿下|赢|签完|签下来?|攞下|落袋)(?:了|啦|喇|咗)+(?:(?:到手|成|签|拿下|赢)"
    "(?:了|啦|喇|咗)+)?[!！]*"
)
# Months, not days: a technician comes on Friday, a deal closes in May.
_FAR = re.compile("月|年|季|半年")


@asked_once
def _after(clause: Clause) -> list[str]:
    """What is said behind the pointer, piece by piece, with signs for sums (¤), chances (%) and days (¥)."""
    pointer = _POINTER.search(clause.text)
    if pointer is None or _NO_DEAL.search(clause.text):
        return []
    place = clause.start + pointer.end()
    text = clause.reading.text
    written: list[str] = []
    for item in sorted(clause.items, key=lambda i: i.start):
        sign = _SIGNS.get(item.kind)
        if sign is None or item.start < place:
            continue
        written += [
            text[place : item.start],
            sign if sign != "¥" or _FAR.search(text[item.start : item.end]) else "¥¥",
        ]
        place = item.end
    written.append(text[place : clause.end])
    said = re.sub(r"(?<=[改到变成日期]) (?=[¤%¥])", "", "".join(written))
    return [piece for piece in re.split(r"[ ,，。;；!！]+", said) if piece]


_SIGNS = {"money": "¤", "percent": "%", "time": "¥"}


def moved(clause: Clause) -> bool:
    """东海那单进打样了, 26万改31万, 九成, 拖到五月."""
    return any(
        form.fullmatch(piece)
        for piece in _after(clause)
        for form in (_TO_STAGE, _SUM, _CHANCE, _CLOSES, _LATER)
    )


def won(clause: Clause) -> bool:
    """蓝湾雾化器这单到手啦."""
    return any(_WON.fullmatch(piece) for piece in _after(clause))


def lost(clause: Clause) -> bool:
    """博康那单输在账期."""
    return any(_LOST.fullmatch(piece) for piece in _after(clause))


def stage(clause: Clause) -> tuple[str, tuple[int, int]] | None:
    """The stage that 那单 came to."""
    pointer = _POINTER.search(clause.text)
    if pointer is None:
        return None
    for piece in re.finditer(r"[^ ,，。;；!！]+", clause.text[pointer.end() :]):
        if match := _TO_STAGE.fullmatch(piece[0]):
            at = clause.start + pointer.end() + piece.start()
            group = "v" if match["v"] else "w"
            span = at + match.start(group), at + match.end(group)
            return clause.reading.words(span), span
    return None


def why_lost(clause: Clause) -> tuple[str, tuple[int, int]] | None:
    """输在账期, 被光明抢去: who has it, or what it was lost by."""
    pointer = _POINTER.search(clause.text)
    for piece in re.finditer(r"[^ ,，。;；!！]+", clause.text[pointer.end() :] if pointer else ""):
        if (match := _LOST.fullmatch(piece[0])) and match["v"] and pointer:
            at = clause.start + pointer.end() + piece.start()
            span = at + match.start("v"), at + match.end("v")
            return clause.reading.words(span), span
    return None


def behind_loss(clause: Clause) -> int | None:
    """Where 那单没签下来 ends, behind which its reason may stand."""
    pointer = _POINTER.search(clause.text)
    for piece in re.finditer(r"[^ ,，。;；!！]+", clause.text[pointer.end() :] if pointer else ""):
        if pointer and _LOST.fullmatch(piece[0]):
            return clause.start + pointer.end() + piece.end()
    return None
