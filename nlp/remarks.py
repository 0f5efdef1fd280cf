"""What a rep adds to a fact for its own sake: 总算松了口气, 范主任人真不错. It is no fact, and no doubt of
one."""

from nlp import forms as re
from nlp.reading import Clause, outside
from nlp.rules.plans import rest_of_it

_LEAD = (
    "(?:唉|哎|哇|嘿|真是?|也|都|我|咱们?|这[下回次]|终于|总算|可算|今天|说真的|说实话|不过|反正|还好|好在"
    "|幸好|确实|感觉|心里)*"
)
# One's own mood, and what one wishes oneself.
_MOOD = (
    f"{_LEAD}(?:松了?一?口大?气|踏实|(?:可以)?放心|值|开心|高兴|美滋滋|舒坦|太?不容易|[太好真]难"
    "|[太好真]?累[死坏瘫惨]?我?|心累|[嘴腿](?:皮子?)?都?快?[跑磨说][断破]|跑断腿"
    "|没白[跑忙等磨费跟][^,，。 ]{0,2}"
    "|不枉[^,，。]{2,14}|今晚(?:可以|能|得)?(?:睡个好觉|喝[一两]?杯|加个?鸡腿|吃顿好的|庆祝一?下)"
    "|老板(?:肯定|一定|得|该|会|要)*(?:高兴|开心|乐坏|乐|请客)|不(?:知道|晓得)(?:能不能|会不会|行不行)成?"
    "|希望别再?出[^,，。]{1,6}|[忙热冷困笑]死我?|真?(?:的|心)?不想(?:去|动|跑|干|见|上班)|天气?[真太好又][热冷闷]|[哈嘿呵嘻]{2,}|谢天谢地|老天保佑|万事大吉"
    "|皆大欢喜|不错|[这那][单事家]儿?跟了?[^,，。]{1,5}[年月久]|[这那](?:[单事家]|客户)儿?[得要真](?:上心|不容易|难搞))"
    "[了啦啊呀哈呢吧的!！]*"
)
# What somebody is like.
_CHARACTER = (
    "(?:[他她]们?|某+[^,，。 ]{0,3}|这个?人|人家|他们公司|他们家)?(?:这个?人|人)?[也还倒可]?"
    "(?:真是?|挺|蛮|特别|太|是个?|很|够){1,3}(?:不错|好人?|好说话|爽快|痛快|够意思|意思|朋友|实在|靠谱|仗义|大气"
    "|大方|能砍|难缠|抠|有钱|热情|客气|讲究|给力|豪爽)[了啦啊呀哈呢哪的!！]*"
)
_REMARK = re.compile(rf"\s*(?:{_MOOD}|{_CHARACTER})\s*")
# 三一那边先别催 宏信今天必须催: what is not to be done is nothing to be done.
_HOLD = re.compile(
    r"\s*某+[^,，。 ]{0,3}?(?:那边|那儿|家)?(?:先|暂时)(?:别|不用|不要|甭)(?:去|再)?"
    r"[\u4e00-\u9fff]{1,3}(?:了|先)?\s*"
    # 先别给京华城报价了, 京华城先不报价, 等韦经理定了场地再说
    r"|\s*(?:先|暂时)(?:别|不用|不要|甭|不)(?:给|跟|找|催|去|联系)*某+[^,，。 ]{0,6}?(?:了|先)?\s*"
    r"|\s*某+[^,，。 ]{0,3}?(?:那边|那儿|家)?(?:先|暂时)不(?=[报发催去送])[\u4e00-\u9fff]{1,3}了?\s*"
    r"|\s*等某*[^,，。]{2,12}再(?:说|看|议|报|定|谈)[吧了]?\s*"
)
# 三件事 催宏信的款 给三一发样本: how many orders follow.
_HOW_MANY = re.compile(
    r"\s*(?:有|说|交代|安排|一共|总共|还有|你记一?下|记一?下)?[两二三四五六几\d][个件条](?:事情?|活儿?|任务|待办)儿?(?:要[办做])?\s*"
)
# 第一家A不在 | 第二家 | B说要换: which of them it is says nothing.
_WHICH = re.compile(r"\s*(?:第[一二三四五六](?:家|个客户|站)|最后一家)(?:是|去的?)?\s*")
# 回款十二万五 他们还欠多少: no record tells it, and the sum that came is none the less told.
_DEBTS = re.compile(
    r"\s*(?:另外|那|对了|顺便|帮我看下?)*(?:[他她]们?|对方|某+)?(?:总共|一共|现在|目前)*还?(?:欠|差|剩)(?:我们|咱们?)?"
    r"(?:多少|几个?)(?:钱|款|尾款|没[付给结打])?[啊呢呀来着]*[?？]*\s*"
)
# 沈浩明天休息 | 他那两个待办都给章琪: why it is handed on
_AWAY = re.compile(
    r"\s*某+(?:要|又|也|今天|明天|后天|这周|下周)*(?:请(?:了)?[一二两三四五六七八九十半\d]*(?:天|周)?[婚产病年事]?假|[调轮]?休息?|休[婚产病年]?假"
    r"|出差|离职|辞职|生病|住院|不在)(?:了|去了)?[一二两三四五六七八九十半\d]*(?:天|周)?\s*"
)
_LONGEST = 20
_REPORTS = ("met", "reported", "channel", "third")
_ENTRIES = ("money", "order_act", "win", "lose")


def without_remarks(clauses: list[Clause]) -> list[Clause]:
    """The clauses that tell or order something; what is remarked behind them says nothing of what they mean.

    Of a report they are content: 聊了报价 人挺好.
    """
    if len(clauses) > 2 and _HOW_MANY.fullmatch(clauses[0].text):
        clauses = clauses[1:]
    held = next((at for at, clause in enumerate(clauses) if not _HOLD.fullmatch(clause.text)), 0)
    if held and clauses[held].has("customer", "contact"):
        clauses = clauses[held:]
    if len(clauses) > 1 and _is_why(*clauses[:2]):
        clauses = clauses[1:]
    if len(clauses) > 1 and any("多" in c.chars and _DEBTS.fullmatch(c.text) for c in clauses[1:]):
        clauses = [clauses[0], *(c for c in clauses[1:] if not _DEBTS.fullmatch(c.text))]
    if any("家" in c.chars and _WHICH.fullmatch(c.text) for c in clauses):
        clauses = [c for c in clauses if not _WHICH.fullmatch(c.text)]
    if len(clauses) < 2:
        return clauses
    told = [
        clauses[0],
        *(clause for clause in clauses[1:] if not _is_remark(clause) and not rest_of_it(clause)),
    ]
    if any(clause.has(*_REPORTS) and not clause.has(*_ENTRIES) for clause in told):
        return clauses
    return told


def _is_why(first: Clause, then: Clause) -> bool:
    """A colleague is away, and what is his goes to another one."""
    return (
        first.has("user")
        and not first.has("customer")
        and not then.chars.isdisjoint("他她")
        and not then.chars.isdisjoint("给交转归")
        and then.has("user")
        and _AWAY.fullmatch(outside(first, first.of_kind("time", "duration"))) is not None
    )


def _is_remark(clause: Clause) -> bool:
    return len(clause.text) <= _LONGEST and _REMARK.fullmatch(clause.text) is not None
