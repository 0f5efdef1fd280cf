"""What somebody of a customer says, wants or will do, and how things stand there."""

from nlp import forms as re
from nlp.reading import Clause
from nlp.rules.base import Rule
from nlp.rules.deeds import TO_TELL, they_mean
from nlp.rules.plain import (
    MEANS_TO,
    SAYS,
    THEY_CLAIM,
    deal_stands,
    is_at_it,
    plain,
    says_there,
    sent_off,
    wants,
)
from nlp.rules.reports import FIRST_THEN, NOT_LOG, asks, not_ahead, serious

_TELL_ME = re.compile(
    "(?:跟|和|给|向)我(?:说|讲|汇报|报|通)(?:一|下|声|个|$)|告诉我(?:一声|一下|$)|(?:说|汇报)一声"
)  # an order to a colleague


# They did something that belongs in the history: 汤建国反馈价格高, 他同意了.
_THEY_SAID = (
    "(?:反馈|要求|催我?们?|同意|答应|确认|表示|提出|回复|认可|接受|拒绝|抱怨|承诺|松口|点头|嫌|担心|透露"
    "|告诉我|跟我说|让我们?|希望|想要|想(?=[买换做进加订要看试了]))"
)


_HE_AGREED = (
    r"^\s*(?:刚才?|今天)?(?:他|她|他们|她们|对方|客户)(?:那边)?(?:已经|都|也|终于|还是|又|刚)?(?:同意|答应"
    "|确认|认可|接受|拒绝|松口|点头)(?!书|吗)"
)


_SAID = re.compile(
    "(?:(?:发|回)(?:来|了|过来)?(?:条|个|封)?(?:微信|邮件|短信|消息|信息)|打(?:了个?|来)?电话|来电话?"
    "|电话(?:里|中)|微信(?:里|上|中|我)?|邮件(?:里|中)?|短信|语音)(?:过来|给我|找我|来|里)?[ ,，]?"
    "(?:又|还|也|就|都)?(?:说|问|催|反馈|告诉我|通知|要求|抱怨|确认|表示|回复)"
)


def _of_no_colleague(clause: Clause) -> bool:
    """Nobody is named who is only a colleague."""
    return all(person.of("contact") for person in clause.people("user"))


_TO_CALL = re.compile(
    "(?:给|跟|帮)[^,，。 ]{1,10}?(?P<one>打个?|发个?|回个?)(?:电话|微信|邮件|短信|消息)(?!来|过来|给我|了|过)"
)


def _orders_a_call(clause: Clause) -> bool:
    """给盛夏发个邮件确认时间, and 给尹总打电话催 at an hour to come: still to be done."""
    said = _TO_CALL.search(clause.text)
    if said is None or re.search("[了过]|刚|昨|说", clause.text[: said.end() + 2]):
        return False
    return said["one"].endswith("个") or clause.has("coming")


_OTHER_ORDER = frozenset(
    {"lose", "win", "ticket_word", "type", "order_word", "order_act", "pay_act", "survey_word", "drop"}
)


def _told_in_order(clause: Clause) -> bool:
    """The words belong to an order, a case or a joke told in the same message."""
    whole = clause.reading
    return (
        any(not _OTHER_ORDER.isdisjoint(c.features) for c in whole.cues)
        or any(m in whole.source.original for m in "😂🤣😅")
        or bool(re.search("不信|听说|到底|对付", whole.text))
    )


def _says(clause: Clause) -> bool:
    """霍经理说下半年能上十万个箱: a contact, and what he says."""
    if _told_in_order(clause):
        return False
    for person in clause.named("person"):
        if (person.of("contact") or not person.names) and re.match(
            "(?:刚才?|今天|昨天|又|也|还|那边|上午|下午|就|一直|跟我|和我|对我)*[ ,，]?说(?!的|了算|明|不定"
            "|别)[^,，]{2,}",
            clause.reading.text[person.end : clause.end],
        ):
            return not re.search(r"[?？]$|😂|哈哈|不信|听说|到底|呢$", clause.reading.said) and not (
                not person.names and not clause.has("customer")
            )
    return False


_NOT_A_REPORT = (
    "remind by task_word tag_word pool_word undo wrong ticket_word win lose order_act if assign "
    "export goal_word phone fault type"
)


_AT_ONCE = re.compile(r"\s*(?:asap|尽快|赶紧|马上|加急|紧急)[ ,，!！:：]*给")  # ASAP 给黎老板回电话


_SPEAKS = re.compile(
    "(?:今天|昨天|刚才|刚|一早|早上|上午|下午|又|也|还|就|那边|他们| )*(?:说(?!的|谁|啥|什么|话)"
    "|讲(?!的|话|究|课|解|师)|表示|反馈|反映(?!的)|提出|抱怨|转达|诉苦|念叨|告诉我(?!一?[声下])|透露|来公司"
    "|来我们|请我|夸|回复|回话)"
)


def _speaks(clause: Clause) -> bool:
    """A known person of a customer speaks: 叶总监说双11直播给我们做; but 跟邵经理说一声 is to be done."""
    text = clause.reading.text
    return any(
        _SPEAKS.match(text, person.end, clause.end) for person in clause.people("contact")
    ) and not re.search(f"到底|谁说|{TO_TELL}", clause.text)


# 陆总让我发他一份案例 发过去了: he asked, and it is done.
_DONE_AT_ONCE = re.compile(
    "[ ,，]+(?:我|也|已经|都|刚|就)*(?:[发寄送做办弄改画打给拿传](?:过去|给[他她]|完|好|出去)?了)[ 。!！]*$"
)


def _did_as_asked(clause: Clause) -> bool:
    return _DONE_AT_ONCE.match(clause.reading.text, clause.end) is not None


_INQUIRES = re.compile(
    "(?:今天|昨天|刚才?|又|也|还|那边|上午|下午|早上|来|跟?我| )*(?:来)?(?:问(?![题候卷谁一])|打听)"
    "(?:了?(?:我|下|一下))?[^,，。?？]{4,}"
)


def _inquires(clause: Clause) -> bool:
    """A known person of a customer asks us something: 段主管问封口机能不能以旧换新."""
    text = clause.reading.text
    return any(
        _INQUIRES.match(text, person.end, clause.end) for person in clause.people("contact")
    ) and not re.search(
        r"[?？]|(?:让|叫|请|要|去|帮)$", text[: clause.named("person")[0].start] + text[clause.end :]
    )


RULES = (
    Rule("X 说该 …", "interaction.log", 7.6, "customer device_word", none="remind by task_word",
         says=THEY_CLAIM.pattern, trust=8),
    Rule("P 反馈 …", "interaction.log", 4.4, "person", none=NOT_LOG, says=_THEY_SAID,
         when=lambda c: any(p.of("contact") or c.named("customer") for p in c.named("person"))
                  and not re.search(r"(?:跟|和|与|找|给|向|催|问)[^,，]{1,12}(?:确认|要求|同意)", c.text)
                  and not _TELL_ME.search(c.text) and not_ahead(c)
                  and not asks(c) and serious(c)),
    Rule("P 答应打款", "interaction.log", 5.2, "contact pay_act",
         none="ask remind by task_word if wrong money never asked_back",
         says="(?:答应|同意|承诺|保证|说好|点头)[^,，]{0,8}[付打结清汇转]", trust=9),
    Rule("P 准备某日 …", "interaction.log", 6, "coming", any="contact customer third",
         none="ask remind by task_word if never asked_back chat",
         when=lambda c: they_mean(c) and serious(c) and _of_no_colleague(c), trust=12),
    Rule("P 说 …", "interaction.log", 4.4, "person", none="remind by task_word history_word", says="说",
         when=_says),
    Rule("P 没空, 不表态", "interaction.log", 4.9, any="contact customer",
         none="remind by task_word tag_word pool_word undo wrong ticket_word win lose order_act pay_act if "
              "assign export goal_word phone",
         when=plain, trust=4),
    Rule("X 要求 …", "interaction.log", 5.3, "customer",
         none=f"{_NOT_A_REPORT} stage show approval_word money",
         says="要求|坚持|提出|同意|答应|承诺|希望|接受|愿意|拒绝|要[加换买订先改验签走]",
         when=wants, trust=14),
    Rule("那单卡着", "interaction.log", 8.6, "customer",
         none="remind by task_word undo wrong ticket_word win lose pay_act if assign export opp_word stage "
              "show add ask percent money label",
         says="单|项目|合同|盘子|生意", when=deal_stands, trust=25),
    Rule("X 还在犹豫", "interaction.log", 8.6, "customer", none=f"{_NOT_A_REPORT} percent stage show add ask",
         says="在", when=is_at_it, trust=14),
    Rule("X 的东西寄出去了", "interaction.log", 8.6, "customer", none=_NOT_A_REPORT,
         says="[过出上]去了|[好来章收完过]了|货[^,，]{0,3}[发到]了", when=sent_off, trust=14),
    Rule("X 说 …", "interaction.log", 4.9, "customer",
         none="remind by task_word history_word tag_word pool_word undo wrong ticket_word win lose "
              "order_act pay_act if assign export approval_word opp_word quote_word chat fault type",
         says=SAYS, when=says_there, trust=3),
    Rule("X 说要下单", "interaction.log", 4.9, "customer coming",
         none="remind by task_word history_word tag_word undo wrong ticket_word if assign export money "
              "quantity approval_word opp_word quote_word chat",
         says=MEANS_TO, when=says_there, trust=6),
    Rule("P 问 …", "interaction.log", 5.1, "contact", none="remind by task_word history_word coming undo",
         when=lambda c: _inquires(c) and (not _told_in_order(c) or not c.has("product", "ticket_word")),
         trust=3),
    Rule("他同意了", "interaction.log", 4.4, none="ask remind coming if chat", says=_HE_AGREED,
         when=serious),
    Rule("微信说, 打电话来", "interaction.log", 5.8, "reported", any="customer person company",
         none="remind by ask_x history_word add_task",
         when=lambda c: not asks(c)
                  and not re.match(r"\s*(?:等下|等会|待会|一会|过会|稍后|晚点|回头|改天|记得|别忘|要"
                                   "|得(?!知|到))", c.text)
                  and not _AT_ONCE.match(c.reading.text) and not FIRST_THEN.search(c.text)
                  and (not c.has("future") or c.has("met", "past", "today"))),
    Rule("发微信说 …", "interaction.log", 5.9, any="customer person", none="remind by history_word add_task",
         says=_SAID.pattern,
         when=lambda c: not re.match(r"\s*(?:要|得|记得|准备|明天|后天|下周|下个?月)", c.text)
                  and not re.search(r"提醒我|说(?:一[下声]|声)", c.text) and not _orders_a_call(c)),
    Rule("P 让我做, 做了", "interaction.log", 6.5, "contact", none="remind by show history_word undo",
         says="[让叫要]我(?!们)", when=lambda c: _did_as_asked(c), trust=10),
    Rule("P 说", "interaction.log", 5.2, "contact", none="remind by show history_word undo",
         when=lambda c: _speaks(c) and not _told_in_order(c), trust=4),
)  # fmt: skip
