"""Where a short order is told right behind a fact, in one breath: 大音希声黄了|丢公海, 联合拿下|录合同,
结清了|压账期标签去掉."""

from typing import NamedTuple

from nlp import forms as re
from nlp.reading import Clause

_FILLS = r"(?:再|就|也|并|然后|顺便|顺手|直接|先|给我|帮我|给[他她它]家?){0,4}"


class Tail(NamedTuple):
    """An order told in so few words that it stands behind a fact without a mark.

    `form` finds where it begins, and is looked for where one of the characters `signs` is; one of the
    features `after` is told before it. With `names` it stands right before a mention of that kind, or (`tag`)
    may begin with one.
    """

    name: str
    signs: frozenset[str]
    form: re.Pattern[str]
    after: frozenset[str]
    names: str = ""


def _tail(name: str, signs: str, form: str, after: str, names: str = "") -> Tail:
    return Tail(name, frozenset(signs), re.compile(form), frozenset(after.split()), names)


_ENDED = "win lose"
_TOLD = "了"  # instead of a feature: the fact ends in it
_NEWS_TOLD = "news"  # likewise: of somebody something is told with 了
_TOLD_SO_FAR = "met reported pay_act order_act money win lose quote_word type ticket_word news"
_CHANGED = "level change tag_word pay_act win lose claim release duration type ticket_word 了"
# 开个单, 登记: a case is opened; 报修, 投诉 say so where they begin the stretch, for 拉链投诉 is a case that
# is there.
_OPENED = (
    "(?:^(?:报修|报障|投诉)|登记(?:报修|投诉)?|(?:[建开录登]|提(?!单))(?:一?个|一张)?"
    "(?:(?:报修|投诉|安装|咨询|维修)?工单|单子?|报修单?|投诉单?))(?:一?下)?(?:[特加紧很挺]?急)?"
)
_TAILS = (
    _tail("黄了|丢公海", "海", rf"{_FILLS}[丢放扔退甩踢抛](?:回|到|进|去|入)*公海", "lose"),
    _tail(
        "拿下|录合同",
        "单同",
        f"{_FILLS}(?:把)?(?:录|登|建|开|下|补|写|记)(?:一?个|一?下|一?张|上)?(?:合同|订单|单)"
        "(?![价位子号据])|(?:合同|订单|单子)(?:给我|帮我|先|也)*(?:录|登|记)(?:一?下|上|进去?)",
        "win",
    ),
    _tail("改成A级|再贴个分期", "打贴加标", rf"{_FILLS}[打贴加标](?:上|一?个|成|为)$", _CHANGED, "tag"),
    _tail(
        "结清了|欠款标签去掉", "去摘撕撤拿抹", r"$", "pay_act pay_word win lose money tag level", "tag gone"
    ),
    _tail(
        "打个出口|再转给U",
        "转交移划",
        rf"{_FILLS}(?:转|转给|交给|移交给?|划给|转交给?)$",
        f"tag level meet opp_word {_TOLD_SO_FAR}",
        "user",
    ),
    _tail(
        "到账|等级改A",
        "级",
        rf"{_FILLS}(?:等级|级别|评级)(?:改|调|升|降|提)(?:成|为|到)?[a-es](?![a-z])",
        f"tag_word 了 {_TOLD_SO_FAR}",
    ),
    _tail(
        "看了样机|备注写",
        "备",
        "(?<![改要的在看说])备注(?:一?下|写上?|加上?|改成|改为|填上?|记上?|[:：])",
        f"tag_word {_TOLD_SO_FAR}",
    ),
    _tail(
        "改成A级|建个商机",
        "机",
        f"{_FILLS}(?:建|立|开|录|加|挂|记)(?:一?个|一条)(?:新)?商机",
        "level tag_word",
    ),
    _tail(
        "打上标签|商机推进到",
        "机",
        r"(?:把|将)?商机(?:的)?(?:阶段|金额|概率)?(?:也)?(?:推进|推到|改|进到|进入|转到|转为|更新|升|调|挪)",
        "level change tag_word met reported news",
    ),
    _tail(
        "一万九|申请打九折", "申", rf"{_FILLS}申请(?:打)?[一二三四五六七八九\d.]{{1,3}}折", "quote_word money"
    ),
    _tail(
        "看了样机|那个送样的待办可以划掉了",
        "办务醒",
        r"(?:(?:昨天|前天|上次|上周|刚才?|之前|今天)?那[个条]|把(?:那[个条])?)[^,，。了 那把]{1,10}的?"
        "(?:待办|任务|提醒)(?:可以|也|就|都|已经|给我|帮我)*(?:划掉|勾掉|勾了|完成|做完|办完|取消|删|关掉)",
        f"tag_word {_TOLD_SO_FAR}",
    ),
    _tail(
        "建单|给U",
        "修障诉单记",
        rf"{_OPENED}(?P<at>)(?:派单?给?|给|让|叫|转给|交给|分给|安排给?|指派给?)$",
        "",
        "user",
    ),
    _tail(
        "建单|派最近的",
        "近师派",
        rf"{_OPENED}(?P<at>)(?:就近派|(?:派|叫|让|喊|找)(?:一?个)?(?:离得?)?(?:最近|附近))",
        "",
    ),
    _tail(
        "下单|微信付了九十",
        "付收转打给",
        "(?:微信|支付宝|扫码|现金|对公|当场|当面|已经?|先|就){1,4}(?:付|转|打|给|收)(?:了|过来了?)?"
        r"(?=[\d一二两三四五六七八九十])"
        r"|(?<=[单录了上])(?:付了|转了|打了|预付|[定订]金|首付|打款|转来)(?=[\d一二两三四五六七八九十](?!半))"
        "|(?:扫码|现金|现款|货款|钱|款)(?:也|都|已经?)?(?:付|收|到)(?:了|清|齐|账)?(?=$|[,，。 ])",
        "order_act money number close",
    ),
    _tail(
        "登记报修|就近派人",
        "近师派",
        f"{_FILLS}(?:就近派|(?:派|叫|让|喊|找)(?:一?个)?(?:离得?)?(?:最近|附近)|派(?:一?个)?"
        "(?:师傅|人(?:去|过)))",
        "type ticket_word",
    ),
    _tail(
        "解决了|工单可以关了",
        "关结",
        "(?:那个?|这个?)?(?:工单|单子)(?:就|也|都|已经|那)?(?:可以|能|给我|帮我)?先?(?:关(?!于|注)"
        "|结(?!果|构))(?:单|掉|闭|案)?(?:了|吧|$)",
        "了",
    ),
    _tail(
        "完了关单|发份满意度",
        "满问",
        rf"{_FILLS}发(?:一?[个份张条]|一?下)?(?:满意度|问卷)",
        f"close finish {_TOLD_SO_FAR}",
    ),
)
_SIGNS = frozenset().union(*(tail.signs for tail in _TAILS))
_PUTS = re.compile(r"[打贴加标](?:上|一?个|成|为)?$")
_GONE = re.compile(
    "(?:的?标签?)?(?:也|就|给[他她它]|帮我|可以|都|该)*(?:去|摘|撕|撤|拿|抹)"
    "(?:掉|了|下来?|除|销|(?=$|[,，。 吧]))"
)


def tails(clause: Clause) -> list[int]:
    """The places of a stretch where such an order begins."""
    found = plans(clause) if "coming" in clause.features else []
    if _SIGNS.isdisjoint(clause.chars):
        return found
    for tail in _TAILS:
        if not tail.signs.isdisjoint(clause.chars) and _may_be(tail, clause):
            found += _places(tail, clause)
    return found


def _may_be(tail: Tail, clause: Clause) -> bool:
    """Somebody or something of its kind is named, and there is what may be told before it."""
    if tail.names and not clause.has(tail.names.split()[0]):
        return False
    return (
        not tail.after
        or clause.has(*tail.after)
        or _TOLD in tail.after
        and _TOLD in clause.chars
        or _NEWS_TOLD in tail.after
    )


# 要我们派个师傅过去: what they want of us, no order.
_HAVE_US = re.compile(
    "(?:让|叫|要|催|请|喊|求|希望)(?:我们|咱们?)$|(?:能不能|能否|可不可以|要不要|是不是|会不会)(?:再|也|给他)?$"
)
# 余经理说把图纸转给石头: a thing is passed on, no customer.
_PASSES = re.compile("[把将][^,，。 某]{1,8}$")


def _places(tail: Tail, clause: Clause) -> list[int]:
    base, text = clause.start, clause.text
    if not tail.names:
        found = [base + _begins(match) for match in tail.form.finditer(text) if base + match.start() > 1]
    elif tail.names == "tag gone":
        found = [m.start for m in clause.named("tag") if _GONE.match(text, m.end - base)]
    else:
        named = clause.named("tag") if tail.names == "tag" else clause.people("user")
        found = [
            base + _begins(match)
            for m in named
            if (match := tail.form.search(text, max(0, m.start - base - 16), m.start - base))
            and base + match.start() > 1
            and not (tail.names == "user" and _PASSES.search(text, 0, match.start()))
        ]
    return [
        at
        for at in found
        if (not tail.after or _told_before(tail, clause, at)) and not _HAVE_US.search(text, 0, at - base)
    ]


def _begins(match: re.Match[str]) -> int:
    return match.start("at") if "at" in match.re.groupindex else match.start()


def _told_before(tail: Tail, clause: Clause, at: int) -> bool:
    if _TOLD in tail.after and clause.text[at - clause.start - 1] == _TOLD:
        return True
    if (
        _NEWS_TOLD in tail.after
        and any(m.kind in ("customer", "person") and m.end < at for m in clause.mentions)
        and _NEWS.search(clause.text, 0, at - clause.start)
    ):
        return True
    for cue in clause.cues:
        if cue.end <= at and not tail.after.isdisjoint(cue.features):
            return True
    for item in clause.items:
        if item.end <= at and item.kind in tail.after:
            return True
    return "tag" in tail.after and any(m.end <= at and _put(clause, m.start) for m in clause.named("tag"))


_NEWS = re.compile("[\u4e00-\u9fff]了(?![解吗没])|说|还在|[没不]")


def _put(clause: Clause, at: int) -> bool:
    """打上出口, not 出口的客户."""
    return _PUTS.search(clause.text, 0, at - clause.start) is not None


# What we mean to do, said with its day behind a fact of an entry or a report; 二十万下周签, 周三发货 are
# terms of it.
_DEED = re.compile(
    "(?:之?前)?(?:早上|上午|中午|下午|晚上|一早)?(?:我|得|要|先|还得|必须|记得){0,3}(?:去(?!掉|除|了|年)"
    "|再(?:去|来?问|打|聊|谈|跑|约|送|报|催|收|跟|见|试|说服|上)|问|催|追|寄(?!到)|快递"
    r"|送(?=[他她我]|\S{2})|[叫让喊安请派]|发(?=\S)(?!货|票|生|现|车)|开(?=票|发票|$)|提醒|带|拿|列|写"
    "|出(?:报价|方案|图)|约|拜访|上门|回访|回电|开票|顺路|[把给](?=.)|复查|启动|通知)"
)
_OF_THEIRS = re.compile(
    "(?:说|讲|让|叫|催|等|到|约|好|(?<![没不])定|改|推|延|挪|答应|要|想|争取|预计|保证|承诺|是|在|的|和|至"
    "|从|把|给|跟|就|才|还|提醒我?|[他她]们?|我|我们|客户|对方|估计|大概|可能|希望|计划|打算|准备|截止|前"
    "|[让叫喊请派][^,，。 ]{1,4})$"
)
_REPORTED = re.compile(r"[说讲问][^,，。]{2,}$|[嫌要催][^,，。]+$|没|不|了|同意|点头|拍板|抱怨")
_ENTERED = frozenset(
    "order_act quote_word win pay_act close finish opp_word approval_word type claim release".split()
)

_SET = frozenset({"level", "percent"})
_CAME = re.compile("[万千百元块]到(?:了|账)?$")  # 十八万到|后天对账
# 签了|周五排产: a deed in few words; but 签了下周付款, 报修周五前修好 are of the fact itself.
_FEW = re.compile(
    "(?:之?前)?(?:早上|上午|中午|下午|晚上|一早)?(?:我|先|再|就|得)?"
    "(?![他她]|客户|对方|[付结到签定给成]|打[款钱过]|[到交发要提出]货|交付|发车|生效|过期|开标|开业|开始|截止|上线|进场"
    "|要|会|能|可以|必须|有|没|回复?$|再[说看议定])[\u4e00-\u9fff]{2,7}?(?<![过的吗呢了完])(?<![修弄装换]好)(?:吧|哈)?"
)
_DUE = re.compile(
    "(?:就|才|再|会|能|之?前)*(?:付款|打款|结款|交货|发货|到货|进场|生效|执行|开工|上线)"
)  # 签了|下周付款
_SPOKEN_OF = frozenset({"quote_word", "opp_word", "approval_word"})


def plans(clause: Clause) -> list[int]:
    """何必嫌贵|周五再聊, 2万3|周四追一下孟庆福: where a day and our deed stand behind a fact."""
    text, base = clause.text, clause.start
    found: list[int] = []
    for item in clause.of_kind("time"):
        at = item.start - base
        if at < 2 or "coming" not in item.tenses or "past" in item.tenses:
            continue
        came = _CAME.search(text, 0, at) is not None
        if not came and _OF_THEIRS.search(text, 0, at):
            continue
        before = {f for c in clause.cues if c.end <= item.start for f in c.features if f in _ENTERED}
        before |= (
            {"pay_act"} if came else {i.kind for i in clause.items if i.end <= item.start and i.kind in _SET}
        )
        few = before and (
            _FEW.fullmatch(text, item.end - base) or "win" in before and _DUE.fullmatch(text, item.end - base)
        )
        if not few and not _DEED.match(text, item.end - base):
            continue
        if clause.cues and any(c.end == item.start for c in clause.cues):
            before -= _SPOKEN_OF  # 报价单|周四前给他: what is to be done is no fact
        first = clause.items[0]
        if (
            before
            or first.start == base
            and first.kind in ("money", "number", "quantity")
            or _REPORTED.search(text, 0, at)
            and clause.has("customer", "person", "company", "third")
        ):
            found.append(item.start)
    return found
