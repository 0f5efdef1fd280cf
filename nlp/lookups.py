"""A message that ends in 给我看看, 翻翻记录 or 各进来几个 asks, whatever its verbs have done: nothing is
written for it."""

from nlp import forms as re
from nlp.blocks import Block
from nlp.frames import ONLY_LEARNED
from nlp.heed.bars import note
from nlp.learned import chain
from nlp.learned.traces import traces
from nlp.reading import Clause, joined
from nlp.rules.base import READS, Rule

# 单子都给我看看, 跟进翻翻, 调出来: said at the end and of nobody else.
_looks = re.finds(
    "(?:给我看看|(?:[都全的]|[ ,，])给我看|给我补补课|列(?:一?下|出来|全)|调(?:出来|一?下)"
    "|翻(?:翻|一?下|出来|记录|跟进)(?:记录|跟进)?|找(?:一找|出来)|拉(?:出来|一?下)"
    "|(?:资料|档案|信息|情况|邮箱|号码)发(?:来|我|过来)(?:看看|看一?下)?|瞄一?眼|一条条看|(?<!重新)(?<!再)打开(?:看)?"
    "|先看数|查(?:订单|记录|合同|历史))[吧啊呀哈呗]*$|(?:报修|投诉|工单|维修)单?的?记录$"
    "|(?:能|预计|可能|要|会|快)[^,，。 ]{1,5}的(?:商机|机会|deal|单子)$|(?:聊|谈|沟通|跟进)的那些$"
    "|(?:都)?(?:咋|怎么)(?:说|聊|谈)的$|(?<!知道)(?:说|聊|谈|沟通)(?:过|了些)(?:什么|啥)(?:来着)?"
    "(?:[ ,，]*历史)?$|(?:生日|电话|手机号?|微信号?|邮箱)是?(?:哪天|几号|多少)[呀啊呢]*$"
    "|(?:[的些录什么啥几回次过]|没有)[ ,，]+(?:看看|看一?下|查一?下|查查)[吧啊呀哈呗]*$"
)
# 每个月各进来几个, 按来源看, 哪个渠道多, 有几张还没结: a figure is asked for.
_counts = re.finds(
    "(?:各|一共|总共)(?:自|有|进来|来了)?(?:几个|几家|多少)|[各每]个?[^,，。 ]{1,4}(?:都有|有)(?:几个|几家"
    "|多少)|按(?:来源|渠道|人|产品|[月周天年]|季度?|地区|区域|城市|行业|级别|阶段|团队|部门|同事|销售)"
    "(?:看|分|导|排|统计|分布)?$|(?:哪|谁)[^,，。 ]{0,8}[最更]?[多高低少大](?:些|点)?[呀啊呢]*$|分数怎么样"
    "|怎么打分|[打给]了?几分的?|多不多|(?:几|多少)[个张条单家](?:还)?没|百分之几|的?那些(?:订单|单子?|合同)"
    "(?:[ ,，]|$)|从?哪(?:里|儿)?来的多?$|到哪一?步了?$|到没到|咩阶段|做成(?:excel|表)"
)
_MAY_COUNT = frozenset(
    {
        "customer.create",
        "customer.update",
        "customer.tag",
        "order.create",
        "survey.send",
        "ticket.create",
        "task.create",
        "task.done",
        "opportunity.update",
        "ticket.update",
        "approval.request",
    }
)
_OF_US = re.compile(r"给我|资料|情况|什么|啥|哪|谁")
_BIDDEN = re.compile(r"[让叫喊要催][我咱]|(?:[他她]们?|客户|对方)(?:要|说|想|讲|催)")
_ASKS_READS = frozenset(READS - {"unknown", "help", "greet"})
_LIGHT = 5.0  # what such a frame is worth: only the chain has seen it


def looked_up(blocks: list[Block], clauses: list[Clause]) -> list[Block]:
    """The blocks, the last of them a question where its end says so; also where they are none and somebody is
    named."""
    if not blocks:
        whole = joined(clauses)
        if not whole.has(
            "customer", "contact", "user", "ticket_word", "order_word", "approval_word", "opp_word"
        ) or not _looks(whole.text.strip()):
            return blocks
        return [_read(clauses)]
    if blocks[-1].intent in READS and blocks[-1].intent != "help":
        return _waiting(blocks)
    last = blocks[-1]
    clause = last.clause
    text = clause.text.strip()
    if (
        clause.end < len(clause.reading.text.rstrip())
        or clause.has("remind")
        or clause.has("conf")
        and not text.endswith("记录")
    ):
        return blocks
    if not (_looks(text) or _cases_of(last) or last.intent in _MAY_COUNT and _counts(text)):
        return blocks
    if last.intent == "task.create" and (clause.has("user") or not _OF_US.search(text)):
        return blocks  # 找孟娜周三前翻出来: to be done
    if last.intent in ("task.create", "interaction.log") and _BIDDEN.search(text):
        return blocks  # 鲁明让我把型号列一下: he asks it of us
    note(clause, last.rule, "its end asks to look it up")
    return [*blocks[:-1], _read(last.clauses)]


_CASES = re.compile(r"(?:投诉|报修|工单|维修)单?")
_SPANS = frozenset({"week", "month", "quarter", "half", "year", "span"})


def _cases_of(block: Block) -> bool:
    """投诉 这周: a kind of case and a time as long as a week, and no word more."""
    clause = block.clause
    if block.intent != "ticket.create" or len(clause.text) > 12:
        return False
    left = clause.text
    times = [i for i in clause.of_kind("time") if i.time is not None and i.time.grain in _SPANS]
    for item in times:
        left = left.replace(clause.reading.text[item.start : item.end], "")
    return bool(times) and _CASES.fullmatch(left.strip(" ,，的")) is not None


def _read(clauses: list[Clause]) -> Block:
    """These clauses as the likeliest of what only reads."""
    model = chain.default()
    intent = model.likeliest(model.weighed(traces([joined(clauses)]))[0], _ASKS_READS)
    return Block(clauses, Rule(ONLY_LEARNED, intent, _LIGHT))


_WHO = re.compile(r"谁(?:陪|去|跟|见|在|接)|几[回次]")
_PUTS_UP = re.compile(r"申请|提(?:交|个|一)|报一?[下个]|帮我|请批|请示")


def _waiting(blocks: list[Block]) -> list[Block]:
    """左佑报销的那些 有没有等我审的: what waits for my word is no request of mine."""
    intents = [block.intent for block in blocks]
    if intents == ["interaction.log", "interaction.list"] and _WHO.search(blocks[0].clause.text):
        return [Block([*blocks[0].clauses, *blocks[1].clauses], blocks[1].rule)]  # 谁陪蔡总吃的饭 翻翻记录
    if intents == ["approval.request", "approval.list"] and not _PUTS_UP.search(blocks[0].clause.text):
        return [Block([*blocks[0].clauses, *blocks[1].clauses], blocks[1].rule)]
    return blocks
