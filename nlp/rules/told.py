"""A report without a verb of contact: 冉勇那边预算砍了一半, 锦澜郭总监样品收到了 (the weakest evidence there
is)."""

from nlp import forms as re
from nlp.heed.gossip import private, thinks
from nlp.reading import Clause, outside
from nlp.rules.base import Rule

HAPPENED = Rule("X 那边怎样了", "interaction.log", 4.15)  # judged last, where nothing else speaks
MET = Rule("那天见过了", "interaction.log", 6)  # a plan by its words, but what came of it is told
OVER = Rule(
    "验收过了, 然后要做的", "interaction.log", 6, trust=3
)  # a step that was taken, before what is to be done
_NOT = (
    "ask remind by task_word tag_word pool_word merge ticket_word undo wrong goal_word survey_word "
    "campaign_word approval_word new_customer history_word phone email add opp_word if chat lose"
).split()

# A step of the business, and that it is taken.
_STEP = re.compile(
    r"[\s某]*(?:那边|那儿|家|的|[\u4e00-\u9fff][总工]|经理|主任|[科厂院校园所]长)*(?:今天|昨天|刚才?|已经|都"
    "|也|终于|全部)*(?:样机|样品|设备|机器|项目|工程|现场|产品|系统|[一二三]期)?"
    r"(?:(?:验收|初验|终验)(?:都|也|已经)?(?:[过完好]|通过|合格)|(?:检测|测试|试机|审批|年检)(?:都|也)?通?过"
    r"|(?:安?装|调试|培训)[完好]|(?:货|设备|机器)(?:到|到齐|送到|装好))了\s*"
)


def over(clause: Clause) -> bool:
    """验收过了, 合同签完了: nothing else is said."""
    return (
        "了" in clause.chars
        and _STEP.fullmatch(outside(clause, clause.named("product"))) is not None
        and not clause.has("user", "coming", "money", "remind", "add", "if", "chat")
    )


# What may stand before the one who is talked of.
_BEFORE = re.compile(
    "(?>[ ,，]|今[天日早晚]|昨[天晚]|前天|[上下中]午|早上|一早|晚上|刚[才刚]?|又|还|也|已经|我们?|给|跟|和"
    r"|陪|带|替|帮|去|到|在|从|等|向|找|拿|把|那个|这边|客户|目前|现在|最新|进展|反馈|\d+[点:：]\d*)*"
)
# What such reports are about; without one of these it may be gossip.
_MATTER = re.compile(
    "样[品机册板件]|预算|方案|合同|协议|图纸|图[已也]?发|招标|投标|标书|开标|中标|试用|试样|试机|签收|审批"
    "|报价|价格|单价|降价|涨价|压价|比价|账期|付款|尾款|定金|交期|货期|工期|发货|到货|收货|备货|订单|采购"
    "|下单|续约|续费|续签|续保|对账|发票|开票|产能|用量|库存|项目|立项|流程|盖章|用印|签字|条款|验收|安装"
    "|演示|测试|试[了做点]|质量|质感|规格|型号|参数|清单|尺寸|展厅|考察|看厂|总部|集团|董事会|供应商|竞品"
    "|竞争对手|别家|同行|需求|brief|资料|名单|合作|意向|档期|开业|扩建|扩产|新店|产线|检修|改造|装修|决策"
    "|拍板|批[了下准]|没批|定了|没定|定下来|定点|松口|来人|换人|换了?老板|打样|返工|返修|培训|上线|升级"
    "|切换|部署|接口|搬迁|搬家|旺季|淡季|缺货|断货|加单|减量|停产|复工|体系|资质|准入|入库|备案|保单|理赔"
    "|核保|授信|放款|贷款"
)
_PREDICATE = re.compile(
    "[了过完]|说|讲|表示|反馈|要求|想|要|不会|不打算|打算|准备|愿意|同意|答应|同[意样]|在[走等做看比谈考改]"
    "|还没|没[批定谈签过见到]|卡在|等着?|嫌|觉得|认可|满意|不错|有意|感兴趣|担心|犹豫|纠结|松口|超|偏|缺"
    "|通过|到位"
)
_SPOKE = re.compile(
    "(?:那边|这边|家|他们|今天|昨天|刚才?|又|还|也|都|终于|一直|主动|老板|领导)*(?:回(?:复|话|信)?我?了"
    "|回我|找我|问我|催我|跟我|给我|答复|反馈|说|讲|提到?|要求|想|表示|松口|点头|嫌|不要|不肯|拒绝|愿意"
    "|接受|同意)"
)
_WE_QUOTED = re.compile("我(?:给[他她])?报(?:了|过|的)")  # 我报了三万二一台 他说贵
# 关经理要人行闸机6台: goods he wants.
_WANTS = re.compile(
    "(?:那边|这边|家|他们|今天|昨天|刚才?|又|还|也|都|说)*(?:想要|需要|要|问|打听|看[中上]|相中|缺)(?!的|求|是|不|我)"
)
_ASKED = re.compile(
    "[?？]|[吗呢么]$|多少|哪|什么|啥|怎么|咋|如何|谁|几[个家次单点号]|有没有|是不是|能不能|吧$|什么时候"
    "|来着|[了下签发付到]没$|一下$|看看$"
)
_ORDER = re.compile(
    r"\s*(?:帮我|麻烦|请|给我)?(?:看看|看一?下|查|找一?下|调出|列|搜|打开|发我|导|统计|新建|新增|加个|建个"
    "|录|改|取消|删|撤|提醒|记得|别|不要|要是|如果)"
)


def happened(clause: Clause) -> bool:
    """Something of business is told of a customer or of a contact at the head of the clause."""
    text = clause.text
    heads = [m for m in clause.mentions if m.kind == "customer" or m.kind == "person" and m.of("contact")]
    if (
        not heads
        or clause.has(*_NOT)
        or clause.has("money")
        and not _WE_QUOTED.search(text)
        or not clause.has("contact")
        and not re.search("[那这]边", text)
        or len(text) < 6
        or _ASKED.search(text)
        or _ORDER.match(text)
        or thinks(text)
        or private(clause.reading.text)
    ):
        return False
    first = heads[0]
    before = clause.reading.text[clause.start : first.start]
    for item in clause.of_kind("time"):
        if item.end <= first.start:
            before = before.replace(clause.reading.text[item.start : item.end], "")
    if not _BEFORE.fullmatch(before):
        return False
    last = first
    for mention in heads[1:]:
        if mention.start - last.end <= 2:
            last = mention
    after = clause.reading.text[last.end : clause.end]
    if (
        len(after) < 3
        or after.startswith("的")
        and not clause.has("person")
        and not re.search("[了过]", after)
    ):
        return False
    if re.match("(?:那边)?(?:要|想要|让|催|交代|说好|约|给)的", after):
        return False  # 龚院长要的配置清单: a thing, not an event
    if any(i.kind == "time" and "coming" in i.tenses and i.start < last.end for i in clause.items):
        return False
    if _SPOKE.match(after):
        return len(after) >= 4 or bool(re.search("了$", after))
    if clause.has("product") and clause.has("contact") and _WANTS.match(after):
        return True
    if any(i.kind == "time" and "coming" in i.tenses for i in clause.items):
        return False
    return bool(_MATTER.search(text) and _PREDICATE.search(after))
