"""A machine of a customer's that gave up, told as news: 江麓的举升机又停了; and that somebody is to come and
see."""

from nlp import forms as re
from nlp.reading import Clause

_MACHINE = (
    "(?:(?<![手司飞有时商危动])机|泵|升降台|工作台|柜|灯|电梯|扶梯|货梯|炉|锅|阀|屏|仪(?!式)"
    "|(?<![机武乐])器(?!械)|冰箱|烤箱|主板|压缩机|设备|机组|流水线)"
)
GAVE_UP = (
    "(?:停了|断了|松了|堵了|[漏渗][水油气氟液料]|漏了(?=$|[ ,，。!！])"
    "|是坏的|[报显示]*[A-Za-z]{1,2}\\d{1,4}"
    "|趴窝|罢工|撂挑子|歇菜|瘫痪|坏了|烧了|炸了|冒烟|报警|碎了|裂了|爆了|熄火|死机|挂了|没反应"
    "|没声音|不[转动亮响热冷冻走出打吸排]|[开起启打上下转动][不](?:了机|动|来|着|开)|卡(?:在|住|死)|下不来"
    "|上不去)"
)
_OF_THEIRS = (
    r"(?:那台|这台|那个|[一二三四五六七八九十\d两]号|新|老|店里|家里|厂里|的|家|院|[ ,，])*"
    rf"(?:N|[\u4e00-\u9fff]{{0,5}}?{_MACHINE})"
)
_GAVE_UP = re.compile(
    rf"{_OF_THEIRS}(?:那边|[的上里]?[\u4e00-\u9fff]{{0,3}}?)?"
    "(?:今[早天](?:上)?|昨[天晚]|刚才?|早上|上午|下午|晚上|又|老是|总是|突然|忽然|已经|也|都|直接|就|还是"
    f"|[ ,，])*{GAVE_UP}"
    # 隋站长那儿又冒烟了: what only a machine does
    "|那[儿边里](?:又|也|都|还|突然|忽然|已经|刚才?|[ ,，])*(?:冒烟|跳闸|着火|起火|停机|死机|短路"
    "|黑屏|漏[油电气氨氟])了?"
)
_A_MACHINE = re.compile(_OF_THEIRS)
_MENDED = re.compile(
    "修好|好了|弄好|换好|没坏|不会|会不会|是不是|吗$|[?？]|要是|如果|怕|以前|去年|上次|自己修|多少|怎么"
    "|同行|对手|别家|人家"
)


def gave_up(clause: Clause) -> bool:
    """曹三娃那台升降台趴窝了: a customer or his contact, a machine, and what became of it."""
    return _of_a_machine(clause, _GAVE_UP)


def is_faulty(clause: Clause) -> bool:
    """旭创的机组皮带断了: whose machine it is stands before what is wrong."""
    return _of_a_machine(clause, _A_MACHINE)


def _of_a_machine(clause: Clause, form: re.Pattern[str]) -> bool:
    text = clause.reading.text
    heads = [m for m in clause.mentions if m.kind == "customer" or m.kind == "person" and m.of("contact")]
    if not heads or heads[0].start - clause.start > 4 or _MENDED.search(clause.text):
        return False
    end = heads[0].end
    for mention in heads[1:]:
        if mention.start - end <= 1:
            end = mention.end
    said = list(text[end : clause.end])
    for product in clause.named("product"):
        if product.start >= end:
            said[product.start - end : product.end - end] = ["N"] + [""] * (product.end - product.start - 1)
    return form.match("".join(said)) is not None


SEND = (
    r"^\s*(?:你|快|赶紧|赶快|马上|尽快|抓紧|急|要|得|等|让|叫|催|请|我们?|[ ,，])*(?:派|来|要|叫|喊|催)"
    "(?:一?个)?人(?:来|去|过来|过去|上门)?(?:一?趟)?(?:看看?|修|装|处理|弄|换|瞧瞧?|查)?"
    r"(?:一?下)?[吧啊]?\s*$"
)
# 李经理来电话摄像头花屏让我们派人去看看: what they want of us sends nobody yet.
WANTED_OF_US = re.compile(
    "(?:让|叫|要|催|请|喊|求|希望|问)(?:我们?|咱们?)(?:能不能|可不可以|赶紧|赶快|马上|尽快|抓紧|今天|明天"
    "|下午|上午)*(?:派|安排|找|叫|(?:去|来|过去|上门)*(?:修(?!改)|维修|检修))"
    "|要(?:寄|拿|送)?(?:回来?|过来|回厂)?返?修(?!改)|(?:让|要求?|催|请求?)(?:赶紧|赶快|马上|尽快|抓紧)?(?:派|安排)(?:一?个)?(?:人|师傅)"
)


_WRONG = re.compile(
    "坏|停了|漏|碎|裂|卡|烧|响得|异响|报警|趴窝|罢工|不[转动亮热冷冻出打]|不了|要装|到了|到货|来了|没反应|修"
)


FAULT = re.compile("[花黑白蓝]屏|死机|故障|误报|失灵|跳闸|不[够稳准灵]|没(?:电|反应|声音|信号)")


def wanted_of_us(clause: Clause) -> bool:
    """Whose machine it is, or who says so, and what is wrong."""
    told = clause.has("fault", "type=repair") or _WRONG.search(clause.text) or FAULT.search(clause.text)
    return bool(told) and any(
        m.kind == "customer" or m.kind == "person" and (m.of("contact") or not m.names)
        for m in clause.mentions
    )


def somebody_wanted(clause: Clause) -> bool:
    """快派人, after what is wrong or what came to be installed."""
    reading = clause.reading
    before = reading.text[: clause.end]
    return (
        any(
            m.kind == "customer" or m.kind == "person" and m.of("contact")
            for m in reading.mentions
            if m.start < clause.end
        )
        and _WRONG.search(before) is not None
        and not any(m.of("user") for m in clause.named("person"))
    )


CLOSES = (
    r"^\s*(?:可以|先|就|给我)*(?:关单|结单|销单|闭单|关掉|结掉|关)(?:了|吧|哈|[ ,，]|[1-5一二三四五]分)*\s*$"
)
_OVER = re.compile(
    "[好完通](?:了|咯|啦|$|[ ,，])|换了|补[发寄]|重[印做新]|装回|修|解决|处理|搞[定掂]|不[漏响闹]了|接受"
    "|退了款|退款|满意|合格|利索|清楚|回来了|分(?:$|[ ,，])"
)
_OTHER = re.compile(
    r"商机|对手|同行|中标|中了|待办|提醒|任务|订单|合同|报价|客户(?!很|也|说)|欠|活动|没[修换弄解处]|[?？]"
)


def told_on_a_visit(clause: Clause) -> bool:
    """上午去了申洲马经理说针板的事解决了: a report of its own, though a case is closed behind it."""
    return "说" in clause.text and clause.has("contact") and clause.has("went", "met", "channel")


def closes(clause: Clause) -> bool:
    """送错货的单 全换回来了 关掉: what was done, and the order to close it at the end."""
    text = clause.reading.text
    return (
        clause.start > 0
        and not text[clause.end :].strip(" ,，。!！")
        and _OVER.search(text[: clause.start]) is not None
        and _OTHER.search(text) is None
    )
