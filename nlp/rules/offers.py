"""Quotations, orders, payments and what a product costs."""

from nlp import forms as re
from nlp.payments import begins_with_payment, outstanding, owed
from nlp.reading import Clause
from nlp.rules import news
from nlp.rules.base import Rule, Topic

_OFFERED = (
    "(?:^|[^播预申汇举填上误虚谎])报(?:了(?![名警销修错到人喜几多]|[^,，。]{0,3}什么|啥|没|吗)"
    "|的(?!价|人|名|喜|警)|(?:过去|出去|上去)了|给[^,，。]{1,8}了(?=$|[ ,，]))"
)

_RIVAL = re.compile(
    "友商|同行|对手|竞品|竞争|别家|别人|人家|那家|听说|谁报|[他她]们?(?:自己)?报|(?:跟|给|和|对|向)"
    "(?:我|咱)们?(?:又|也|就)?报|比(?:我|咱)们?"
)

_TO = re.compile(r"(?:^|[ ,，]|我们?|咱们?|先|再|就|又|已经|刚才?|今天|昨天)给")


def _offered(clause: Clause) -> bool:
    """渭化膜报了 七千一支: a price of ours that went to a customer, and not what a rival asks."""
    reading = clause.reading
    text = reading.text
    if (
        _RIVAL.search(text)
        or "给" in clause.chars
        and "报给" not in clause.text
        and not _TO.search(clause.text)
    ):
        return False
    return any(
        m.kind == "customer" or m.kind == "person" and m.of("contact") for m in reading.mentions
    ) and any(i.kind in ("money", "quantity", "number") for i in reading.items)


# 他说质量不错让我报个价: what he would like, and nothing yet to make a quotation of.
_ASKED_FOR = re.compile(r"(?:让|叫|喊|催|想要?|要求)(?:我们?|咱们?)?(?:先|再|尽快|赶紧|也|给[他她]们?)*报")


def _is_asked_for(clause: Clause) -> bool:
    whole = clause.reading
    goods = any(i.kind in ("money", "quantity", "number") for i in whole.items) or any(
        m.kind == "product" for m in whole.mentions
    )
    return not goods and _ASKED_FOR.search(whole.text, max(0, clause.start - 4), clause.end) is not None


# 螺纹钢100吨 3480一吨 报给恒通重机: the goods stand before the order.
_TO_WHOM = re.compile(r"(?:^|[^播预申汇举填上误虚谎])报(?:价单?)?(?:一下|下)?(?:给|发给?)?$")

_NO_MORE = re.compile(r"(?![没吗呢])[\u4e00-\u9fff]{0,2}?(?:那边|他们|[吧哈啊了,，。!！ ])*")


def _goods_first(clause: Clause) -> bool:
    """At the end of the message to whom the price goes, before it what and how much."""
    heads, whole = clause.named("customer"), clause.reading
    if not heads:
        return False
    head = heads[-1]
    return (
        _NO_MORE.fullmatch(whole.text, head.end) is not None
        and _TO_WHOM.search(whole.text, clause.start, head.start) is not None
        and any(m.kind == "product" and m.end < head.start for m in whole.mentions)
        and any(i.kind in ("quantity", "money", "number") and i.end < head.start for i in whole.items)
    )


TOPIC = Topic(
    Rule("报了 P M", "quote.create", 6.4,
         none="ask asked_back never met remind coming chat if opp_word approval_word campaign_word "
              "survey_word order_word order_act type ticket_word win lose user measure task_word third",
         says=_OFFERED, when=_offered, trust=2),
    Rule("货在前, 报给 X", "quote.create", 7.2, "customer",
         none="ask asked_back never met remind coming chat if approval_word order_act ticket_word win lose "
              "task_word third",
         says="报", when=_goods_first, trust=2),
    Rule("出报价", "quote.create", 7.5, "quote_word", any="product quantity money discount",
         none="stock_word ask asked_back never met remind future task_word stage_word show",
         when=lambda c: not re.search("发(?:给|一下|送|份)?.{0,6}报价|报价(?:单)?(?:发|寄|给他"
                                      "|给她)|聊|报价(?:要|就|都|又)?比"
                                      "|比(?:我们|咱)[^,，。]{0,6}[低高贵便]", c.text)),
    Rule("给 X 报价", "quote.create", 6.3, "quote_word",
         none="ask asked_back never met reported remind coming task_word stage_word show change past assign "
              "opp_word money level",
         says=r"(?:报个?价|报价单?|报一个?价)(?:如下|一下|下|吧|哈)?[:：]?\s*$",
         when=lambda c: not _is_asked_for(c)
                  and not re.search("[发看聊谈改催等要问说附](?:一?下|了|过)?(?:.{0,8})报价"
                                    "|报价(?:了|过)", c.text)),
    Rule("报 P N 台 每台 M", "quote.create", 6.4, "product quantity money customer",
         any="label=price quote_word", none="ask remind order_act order_word met third",
         when=lambda c: "报" in c.text),
    Rule("给 X 报 G N 台 M", "quote.create", 7.2, "customer product", any="quantity money number",
         none="ask asked_back remind met coming third order_act order_word show type ticket_word opp_word "
              "approval_word reported",
         says="(?:^|[ ,，])(?:再|也|另外|然后|先|就)*(?:给|跟|替)[^,，。 ]{1,12}?报(?!修|名|备|告|警|销|到"
              "|障|案|废|关|表|批|个?价)"),
    Rule("给 X 报个价", "quote.create", 6.5, "quote_word customer", any="add product",
         none="ask met remind future task_word third stage_word show change",
         says="(?:出|做|建|开|录|来|打|弄|整|搞|写)[一份个张下]{0,2}[^,，。]{0,6}报价|报(?:个|一个|一下)价"
              r"|^\s*给.{1,10}报价",
         when=lambda c: not re.search("发", c.text)),
    Rule("下单", "order.create", 7.5, "order_act", any="product money quantity",
         none="ask remind by show future_plan third_says measure_number quote_word wrong",
         when=lambda c: not re.search("如果|打算|考虑|可能|想|准备(?:下单|买)|要买|能不能|还没"
                                      "|没下单", c.text)),
    Rule("昨天 X 签合同 N 万", "order.create", 7.6, "order_act customer money past",
         none="ask remind by show coming third_says measure_number quote_word wrong if chat",
         says="签(?:合同|协议|约|单)|下单",
         when=lambda c: not re.search("打算|考虑|可能|想|准备|没", c.text), trust=9),
    Rule("发来订单 G N 台", "order.create", 7.6, "product quantity money",
         none="ask show remind quote_word approval_word asked_back if",
         says="[发传下打]来了?(?:一?[个张份])?(?:订单|采购单|po)", trust=6),
    Rule("货 N 某日签的", "order.create", 7.4, "customer product money past",
         none="ask show remind quote_word third approval_word opp_word reported asked_back if",
         says=r"(?:签|订|定|下单)的\s*$", trust=6),
    Rule("货和钱", "order.create", 6.2, "customer product quantity money",
         none="ask show remind by quote_word stock_word label=price met reported future task_word third "
              "approval_word goal_word pay_word",
         when=lambda c: not re.search("预算|立项|招标|意向|打算|想[要上买]|机会", c.text)),
    Rule("货和数", "order.create", 6.1, "customer product quantity number",
         none="money ask show remind by quote_word stock_word label=price met reported future task_word "
              "third approval_word goal_word pay_word type fault ticket_word opp_word",
         when=lambda c: any(isinstance(i.value, int | float)
                  and i.value >= 1000 for i in c.of_kind("number"))),
    Rule("下了 N 台 P", "order.create", 7, "customer product quantity",
         none="ask show remind future quote_word third task_word reported type fault approval_word opp_word "
              "coming chat",
         says=r"(?:下|订|定|买|采购|签|追加)了\s*[\d一二两三四五六七八九十百千万]+\s*"
              "[台套桶份件箱个年期吨公斤]"),
    Rule("录订单", "order.create", 7, "order_word add", none="ask show remind coming by task_word",
         says=r"(?:录|建|增|加|添|登记|创建|开|补|记|入)[^,，。]{0,10}?(?:订单|合同|单子|定单)"),
    Rule("合同 N 万", "order.create", 6.5, "order_word", any="money product",
         none="ask show remind by future measure_number pay_act change task_word met wrong",
         says=r"签|下|订|新|定|成|(?:订单|合同|单子)[:：]|录",
         when=lambda c: not re.search("拿下|赢单|中标|成交了", c.text) or c.has("quantity")),
    Rule("X 的订单", "order.list", 6, "order_word", any="show ask time customer user scope=me",
         none="future urgent add money product met measure_number by remind pay_act change act_deal export "
              "win task_word approval_word quantity order_act",
         when=lambda c: not re.search("谁.{0,6}最[多少]|合同.{0,8}(?:到期|过期)"
                                      "|多少单|订单(?:数|量|额)|多少(?:个|笔)?订单|几单|几个订单|把|寄|送|签"
                                      "|待审|审批|盖章|发|还没|法务|卡在|没[看批盖审]", c.text)),
    Rule("订单记录", "order.list", 8.2, "order_word", any="customer user time scope=me",
         none="remind assign by export money met",
         says="(?<![加建补记录登])(?:订单|合同|采购|下单|购买)(?:的)?(?:历史|记录|清单|列表"
              r"|明细)[呢吧]?\s*$"),
    Rule("我签的合同", "order.list", 6.2, "order_word", any="scope=me user time",
         none="remind money product add future", says=r"签的(?:合同|订单|单子?)$|下的(?:订单|单)$"),
    Rule("买过什么", "order.list", 6.6, "customer ask", none="add remind met time_plan type fault",
         says=r"(?:买|订|采购|下单|下|要|拿|签)(?:过|了|的)(?:些|都)?(?:哪些|什么|啥|多少货)"),
    Rule("上次下单是什么时候", "order.list", 6.8, "customer", none="add remind time_plan type fault",
         says="(?:上一?次|最近一[次单笔]|最后一[次单笔]|最近)(?:一次)?"
              "(?:下单|下的单|下的?订单|订货|采购|进货|拿货|买)?"
              "[^,，。]{0,4}(?:什么时候|啥时候|哪天|几号|多久(?:前|以前))"
              "[^,，。]{0,2}(?:下单?|订|买|拿)?的?[?？ ]*$",
         when=lambda c: re.search("[下订拿进买一][单货笔]|订单|采购|买", c.text) is not None, trust=3),
    Rule("合同什么时候签的", "order.list", 6.8, "customer", none="add remind type fault",
         says="(?:合同|订单|单子?)是?(?:什么时候|啥时候|哪天|几号)(?:签|下|定|订)的[?？ ]*$", trust=6),
    Rule("最近下了什么单", "order.list", 6.5, "customer ask", any="order_act order_word",
         none="add remind measure_number",
         says="(?:下|买|订|签)(?:了|过)?(?:哪些|什么|啥)|(?:什么|哪些|啥)(?:单|订单|合同)|有(?:没有|哪些)?"
              "(?:下单|订单)"),
    Rule("P 要 N 箱 G, M", "order.create", 6.2, "quantity", any="contact customer",
         none="ask remind by show met reported future coming task_word approval_word goal_word pay_word "
              "quote_word opp_word ticket_word chat if third_says",
         when=news.wants, trust=3),
    Rule("P 的 PO 来了", "order.create", 6.8, any="contact customer",
         none="ask remind by show coming task_word approval_word chat if opp_word third_says",
         says=news.PAPER, when=news.paper_came, trust=2),
    Rule("P 给了 N", "payment.log", 7.4, any="contact customer",
         none="ask remind future by coming goal_word order_word approval_word opp_word wrong quote_word if "
              "never chat product measure_number quantity",
         says=news.PAYS, when=news.paid, trust=1),
    Rule("打款 N, 不带单位", "payment.log", 7, "pay_act number customer",
         none="ask remind goal_word future by product quantity reported", when=lambda c: not outstanding(c)),
    Rule("打款 N", "payment.log", 7.5, "pay_act money",
         none="ask remind goal_word future by measure_number approval_word third_promise order_add wrong "
              "claim_money report_word",
         when=lambda c: not re.search("还差|还欠|还没|没到|没打|催|答应|承诺|说.{0,6}(?:打|付)|要付|要打"
                                      "|报销|下周|下个月|明天|后天", c.text)
                  and not outstanding(c)),
    Rule("尾款 N 到了", "payment.log", 8.2, "pay_act pay_word", any="money number",
         none="ask asked_back remind goal_word coming by measure_number approval_word wrong if never",
         when=begins_with_payment, trust=6),
    Rule("录回款", "payment.log", 7, "pay_word add", none="ask show remind by future how goal_word",
         says=r"(?:录|记|登记|加|入|新增|补)[^,，。]{0,8}(?:回款|到账|打款|收款|货款|款)",
         when=lambda c: not owed(c)),
    Rule("尾款打了", "payment.log", 6.6, "pay_word customer",
         none="ask show remind by future goal_word if approval_word order_word",
         says=r"(?:款|钱)(?:终于|已经|都|也)?(?:打了|到了|付了|结了|给了|转了|到账|收到)|给钱了|打钱了"),
    Rule("收到钱", "payment.log", 6, "money customer", any="pay_word",
         none="ask show remind by future goal_word change order_act opp_word wrong approval_word field",
         says=r"到|回|打|付|收|入账|款",
         when=lambda c: not re.search(r"还差|还欠|还没|没到|没打|催|目标", c.text)
                  and not outstanding(c) and not owed(c)),
    Rule("多少钱, 有货吗", "product.show", 7, "product stock_word",
         none="reported third ticket_word case_ref money add remind met order_act quote_out change future",
         when=lambda c: not re.search(r"报价(?:单|给)|给.{1,8}报|^\s*某+[\u4e00-\u9fff]{0,3}[讲说]"
                                      r"[^,，。?？]*(?:还[剩有]|只[剩有])[一两二三四五六七八九十\d]",
                                      c.text)),
    Rule("看产品", "product.show", 5, "product", any="show ask",
         none="customer money add remind met order_act opp_word task_word ticket_word measure by "
              "device_word time quote_word type to_user_real order_word report_word",
         when=lambda c: len(c.text) <= 18),
    Rule("只有产品", "product.show", 3, "product", none="customer money time person quantity act",
         when=lambda c: len(re.sub(r"[\W_]", "", c.text))
                  - sum(m.end - m.start for m in c.named("product")) <= 1),
)  # fmt: skip

"""驱虫滴剂卖断货了, 再补五百盒: more of what was spoken of."""
