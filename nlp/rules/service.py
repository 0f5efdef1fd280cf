"""Service cases (工单), technicians and installed equipment."""

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions.mention import Mention
from nlp.reading import Clause
from nlp.rules import breakdowns, cases
from nlp.rules.base import Rule, Topic
from nlp.rules.plain import THEY_CLAIM

_KIND_OF_CASE = r"(?:工单|报修|投诉|维修|安装|咨询|售后|派工|公单|服务单|装机|客诉|报障|ticket|case)"

_OPENS = re.compile(
    "(?:开|建|录|增|加|登记?|创建|提|记|报|下|来|补|写|走|起|挂|弄|搞|立|发起"
    f"|生成)[^,，。]{{0,6}}?{_KIND_OF_CASE}|{_KIND_OF_CASE}[^,，。]{{0,3}}(?:开|建|登记|记|录)"
    "(?:一?个|一?下|上|了|吧)?$"
)

_OPENS_BARE = re.compile(
    r"^\s*(?:咨询|投诉|维修|安装|报修|售后)(?:工单|单)[吧哈]?\s*$|(?:^|[,，:： ]|帮我|麻烦|请|先|给.{2,8}?)"
    "(?:开|建|派|起|登|提|报)(?:个|一?张|一个|一?下|条)?单(?!价|位|子?给|独|据|纯|号)(?:子)?"
)

TO_STRANGER = re.compile(
    r"(?:派单?给|转派给|转给|交给|分给|指派给|分配给)(?P<who>[小老阿][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3}?"
    r"(?:师傅|工|经理|主管|哥|姐)|[\u4e00-\u9fff]{2,3})(?:去|来)?(?:处理|跟进?|修|看|弄|负责)?"
    "(?:一?下|吧|了)?$"
)

# 派阿强去处理: by a nickname nobody is known by.
SENDS_STRANGER = re.compile(
    r"(?:^|[,，。 ]|[^分指改转])(?:派|让|叫|喊|安排)"
    r"(?P<who>[小老阿][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:师傅|哥|姐))"
    "(?:马上|赶紧|今天|明天)?(?:过?去|来)(?:处理|跟进?|修|看|弄|一?趟)*(?:一?下|吧|了)?$"
)

_HANDS = re.compile(
    "(?:派单?给?|分给|交给|交由|转给?|转派给?|给|交(?:把)?|指派给?|安排给?|让|叫|请|分配给|改派给?|改成"
    "|改由|还是|由|归|丢给|扔给|移交给?|转交给?|换成?|assign给?)$"
)

_TAKES = re.compile(
    "(?:去|来)(?:处理|跟进?|修|看看|弄|跑)|(?:过去)?[跑去走]一?趟|(?:去|来|过去)?(?:处理|跟进?|负责|接手?"
    "|修|看|弄|上门|管)(?:一?下|吧|了|哈)*$"
)

_LET_BE = ("别", "不用", "不要", "甭")


def handed_to(clause: Clause) -> Mention | None:
    """The colleague a case is given to: right after 派给, 让, 由 …, or before 去处理."""
    text = clause.reading.text
    for person in reversed(clause.people("user")):
        if text.startswith(_LET_BE, person.end):
            continue  # 让潘伟别管了
        if _HANDS.search(text[max(clause.start, person.start - 4) : person.start]) or _TAKES.match(
            text[person.end : clause.end]
        ):
            return person
    return None


_WISH = re.compile(
    "(?:要求|希望|催|让|想|要|争取|尽量|务必|必须)[^,，。 ]{0,10}(?:修好|处理完|处理好|解决|完成|搞定|弄完)"
    "|(?:之?前|以内|内)(?:要|得|必须)?(?:修好|处理完|处理好|解决|完成|搞定)"
)


def _wished(clause: Clause) -> bool:
    """客户要求周五前修好: not done yet."""
    return bool(
        _WISH.search(clause.text) or re.search(r"[,，。 ](?:还?(?:在|要|得)?等|还没|只?差)", clause.text)
    ) and not re.search("关闭|关掉|关单|结单|关了", clause.text)


# 这单悬得很, 这单不是我跟的, 吕一说那单…: thought or said of it, no news of a case.
_MUSED = re.compile(
    "[那这]单(?:子|真|也|可|还|是|就|都)*(?:[悬稳玄]|够呛|不是[我你他咱]|[我你他]跟的|要是|差一)"
    "|说[^,，。 ]{0,4}[那这]单(?!子?[^,，。 ]*(?:坏|修|换|漏))|气死|可惜|佩服"
)


def _has_news(clause: Clause) -> bool:
    """Something is said besides the pointing words."""
    if re.search(
        "签(?!收)|成交|合同|发货单|订单|[招投中竞开]标|概率|把握|[丢赢输黄](?:了|单|给)|抢走|抢了|谈判|商务"
        "|预算|立项",
        clause.text,
    ):
        return False  # a chance to sell is called 那单 too
    if _MUSED.search(clause.text):
        return False
    found = cases.pointer(clause)
    ids = clause.of_kind("id")
    end = ids[-1].end if ids else found.end if found else None
    if end is None:
        return False
    said = clause.reading.text[end : clause.end]
    for item in clause.of_kind("time"):
        if (
            item.start >= end
            and clause.reading.text.startswith("的", item.end)
            and item.end + 1 >= clause.end
        ):
            said = clause.reading.text[end : item.start]  # 钟鸣处理的工单 上周的
    said = re.sub(r"[\W_]|号|工单|单子", "", said)
    if re.fullmatch(r"的?(?:平均|客户)?(?:满意度|数量?|总数|统计|情况)", said) or re.search(
        r"(?:还|有|还有)(?:几|多少|哪)|(?:几|多少|哪)[个张条些](?:没|未|在|还|是)", said
    ):
        return False
    return len(said) >= 3 or bool(re.search(r"(?:更新|补充|写|记|备注)[^,，。]{0,3}[到进]", clause.text))


# 跟不动了, 卖不动, 车坏了路上: people and trade, not a thing that is broken.
_TIRED = re.compile(
    r"[跟推谈追跑走拿卖喝吃催叫请带做干搬爬说劝]不动|(?:我|他|她|路上|半路|的|结果)车(?:都|又|也)?坏"
)

# 谁近派谁, 哪个师傅近派哪个, 看谁离得近 派过去
_NEAREST = (
    "(?:谁|哪个|哪位|边个)[^,，。 ]{0,4}(?:近|附近|有空)[^,，。]{0,3}(?:派|让|叫|就|喊|给)?(?:谁|哪个|哪位"
    "|边个|过)[^,，。 ]{0,1}去?|(?:谁|师傅|人)[^,，。 ]{0,4}近[^,，。 ]{0,2}[ ,，]+派"
    "|附近[^,，。 ]{0,6}[ ,，]+派(?:一?个|过去|去|[他她])|派[^,，。 ]{0,6}(?:附近|最近|周边)的?"
    "(?:师傅|人|工程师|技师|$)"
)

_WRITTEN_INTO = r"(?:工单|单子|报修|投诉|那单|客诉)(?:里|上|那)?(?:再|给|先)?(?:记|补|写|加|更新|备注)"

# 漏油工单记一下 …, with what is written; not 开个工单记一下.
_WRITTEN_INTO_CASE = re.compile(
    r"(?<![开建报个张新登提])(?<![开建报个张新登提][\u4e00-\u9fff]{2})(?:工单|单子|报修|投诉|那单|客诉)"
    "(?:里|上|那)?(?:再|给|先)?(?:记|补|写|加|更新|备注)(?:上|充)?(?:一?下|一?条|一?句话?|一?笔|上"
    "|[个条段]?(?:备注|说明|记录))?[ ,，:：]+[^ ,，]{2}"
)

_SHEET = r"那张|那个?(?:投诉|报修)|的(?:投诉|报修|报障|客诉|单子|工单|进展)|案子"

_SCORED = re.compile(r"[打给评]了?(?:[1-5一二三四五]|满)(?:分|颗?星)(?!钟)")

_THIRD = (
    "(?:修理厂|4s店|厂家|厂里|原厂|供应商|师傅|公估|保司|保险公司|物业|交警|医院|海关|船公司"
    "|仓库)[^,，。 ]{0,3}(?:报|说|回|打款|要|给|定|放行|答应|来)"
)

_CODE_FIRST = r"^\s*\d{4,5}(?!\d)号?"
_YEAR = re.compile(r"20[12]\d")

_CODE_NEWS = re.compile(
    r"号?[ ,，]+(?!到|收|打|付|已|[^ ,，]{0,4}[款钱金])[\u4e00-\u9fff]{0,6}?(?:到了|收齐了?|放行了?|找到了?"
    "|补[发货]?了|换了|退[货款]?了|赔了|调了|送了|装了|约了|催了|重做|寄出了?|发了|查了|断了|漏了|缺|少"
    r"|没货|还没|在路上|说|要等|等着|测|拆了|修了)[^?？]*|号?[ ,，]+(?:缺|等)[\u4e00-\u9fff]{2}[^?？]*"
    "|号?[ ,，]+(?!到|收|打|付|已)[^?？]{0,10}(?:改约|师傅|配件|去看|看过|返厂|还是不|还不)[^?？]*"
    "|号?[ ,，]*(?:换[了过]|拆[了开]|修过|试了|重装|配件到)[^?？]*"
    "|号?的?[ ,，]*(?:师傅|工程师|技术员|客户|配件|零件|备件)(?!满意|说好|没意见|认可)[^?？]{2,}"
    "|号?[ ,，]*(?:(?:还|仍)?没(?:有)?(?:修|弄|处理|解决|做)[好完]|需要|要带|去了?[一两二三四五六几0-9]+次"
    "|转(?:成)?(?:维修|报修|投诉|安装|咨询))[^?？]*"
)

_CODE_CLOSED = re.compile(
    "号?(?:[ ,，]*(?:已经|都|已|算)?(?:好了|解决了?|弄完了|做完了|完事了?|搞定了?|修好了?|弄好了?"
    "|处理[好完]了?|结了|结案了?|关掉|关了|关闭)(?:了|吧|啦)?(?:[ ,，]*(?:关掉|关单|结单|关闭|关了|结了))?"
    "(?:了|吧|啦)?|[^?？]{2,20}[ ,，](?:关掉|关单|结单|关闭|关了|可以关了|结了|结案|销单)(?:了|吧|啦)?)"
    "[!！。 ]*"
)


def _by_code(clause: Clause, form: re.Pattern[str]) -> bool:
    """1187 好了, 7016 箱子找到了: a message that begins with the bare number of a case; not with a year."""
    text = clause.text.lstrip()
    ids = codes(clause)
    if clause.start or not ids or ids[0].start > clause.start + len(clause.text) - len(text):
        return False
    said = clause.reading.text[ids[0].start : ids[0].end]
    return (
        not _YEAR.fullmatch(said) and form.fullmatch(clause.reading.text[ids[0].end : clause.end]) is not None
    )


_NO_CASE = (
    "ask show by id remind measure_number met_report to_user_real future ticket_ref how assign history_word "
    "case_ref"
)
_POINTED_AT = re.compile("[那这]个[^,，。 ]{1,8}的$")  # 大疆那个异响的, 派王磊去: which case, no new one

_NUMBER_DEAD = re.compile("(?:电话|手机|号码?)(?:都|也|已经)?(?:停机|关机|空号|打不通)")  # 葛丽电话停机了
# 仁济的PDA到货了 让唐敏安排安装, 约文经理周四安装: a task, no case.
_TO_BE_INSTALLED = re.compile(
    r"^\s*(?:让|叫|安排|请)[^报修诉]{2,10}(?:安装|装机)[^报修诉]{0,4}$|约某+[^,，。 ]{0,10}(?:安装|装机|调试)"
)


TOPIC = Topic(
    Rule("派最近的师傅", "ticket.dispatch", 9, "dispatch", none="ask",
         when=lambda c: not re.match(r"\s*(?:怎么|怎样|如何|咋)", c.text)
                  and not breakdowns.WANTED_OF_US.search(c.text)),
    Rule("什么坏了, 让我们派人", "ticket.create", 8.2,
         none="ask asked_back never id case_ref opp_word order_word money third_says",
         says=breakdowns.WANTED_OF_US.pattern, when=breakdowns.wanted_of_us, trust=6),
    Rule("派个近的师傅", "ticket.dispatch", 8.2, none="ask asked_back",
         says="(?:派|安排|找|让|叫|喊|请|调)[^,，。]{0,6}(?:最近|附近|近(?:一?点)?)(?:处)?的?[^,，。]{0,2}"
              "(?:师傅|工程师|技师|技术员|售后|维修工?)"),
    Rule("谁近派谁", "ticket.dispatch", 8.6, none="asked_back never met past task_word", says=_NEAREST,
         trust=2),
    Rule("工单里记一条", "ticket.update", 8.6, none="ask remind to_user_real opp_word order_word",
         says=_WRITTEN_INTO, when=lambda c: _WRITTEN_INTO_CASE.search(c.text) is not None, trust=2),
    Rule("那张单, 然后说事", "ticket.update", 8.35,
         none="ask asked_back remind close dispatch opp_word quantity_x", says=_SHEET,
         when=lambda c: cases.told_of_sheet(c) is not None and handed_to(c) is None
                  and _SCORED.search(c.text) is None, trust=1.5),
    Rule("那张单打了分", "ticket.close", 8.5, none="ask asked_back remind opp_word", says=_SHEET,
         when=lambda c: cases.told_of_sheet(c) is not None and _SCORED.search(c.text) is not None, trust=1.5),
    Rule("那张单给 U", "ticket.assign", 8.5, "user", none="ask asked_back remind opp_word", says=_SHEET,
         when=lambda c: cases.told_of_sheet(c) is not None and handed_to(c) is not None, trust=1.5),
    Rule("那单师傅说", "ticket.update", 8.4, "case_ref",
         none="ask asked_back remind close dispatch opp_word lose win", says=_THIRD, trust=1),
    Rule("N 配件到了", "ticket.update", 8.3, any="number id",
         none="ask asked_back remind pay_word order_act quote_word task_word opp_word assign close dispatch "
              "money",
         says=_CODE_FIRST,
         when=lambda c: _by_code(c, _CODE_NEWS) and not re.search("完活|完了|好了|完事|搞定|解决", c.text)
                  and _SCORED.search(c.text) is None),
    Rule("N 谈好了", "ticket.update", 8.5, any="number id",
         none="ask asked_back remind task_word opp_word order_word money close",
         says=_CODE_FIRST + "(?:单|工单)?[ ,，]*(?:已经|都|也|刚)?(?:[跟和与][^ ,，]{1,6}?|客户)?"
                            "(?:谈|说|讲|约|商量|沟通|协商)(?:好|妥|定|过)了(?!吗|没)",
         trust=5),
    Rule("N 备注", "ticket.update", 8.3, any="number id",
         none="ask asked_back remind task_word opp_word order_word customer contact",
         says=_CODE_FIRST + "(?:单|工单)?[ ,，]*(?:备注|补充|更新|记一?[下句]|补一?[句条])[ :：,，]*"
                            "[^ ,，?？]{3,}",
         trust=3),
    Rule("那个工单: …", "ticket.update", 8.3, "ticket_word",
         none="ask asked_back remind type fault add_x close assign dispatch opp_word",
         says=r"^\s*(?![^:：]{0,6}[建开提报登录加派新])[^,，。:： ]{2,10}工单[:：]\s*[^?？]*(?:已|到货|到了"
              "|明[天早]|后天|周|师傅|配件|等|约|寄|在路上|上门)",
         trust=3),
    Rule("N 好了", "ticket.close", 8.45, any="number id",
         none="ask asked_back remind quote_word task_word opp_word order_word money customer",
         says=_CODE_FIRST, when=lambda c: _by_code(c, _CODE_CLOSED) and not _wished(c), trust=2),
    Rule("建工单", "ticket.create", 8, "ticket_word add", none="ask show by id assign_only measure_number",
         when=lambda c: bool(_OPENS.search(c.text))
                  and not re.search(r"(?:开|建|录|登记|提|报|来)的(?:工单|投诉|报修)", c.text)),
    Rule("记个咨询", "ticket.create", 8, none="never ask show by id remind",
         says="(?:记|登记|开|建|录|提|报)(?:一)?(?:个|条|下|张|笔)(?:咨询|投诉|报修|安装|客诉|售后)"
              r"(?:单|工单)?[吧了]?\s*$|^\s*(?:给[他她]们?|帮我|麻烦|先|再)*(?:开|建|提|登记|录|报)"
              r"(?:咨询|投诉|报修|安装|维修|客诉|售后)(?:单|工单)[吧了]?\s*$"),
    Rule("开个单", "ticket.create", 5.2,
         none="never ask show by id remind money order_word case_ref quote_word", says=_OPENS_BARE.pattern),
    Rule("X 又漏水", "ticket.create", 7.1, "type=repair customer",
         none=f"{_NO_CASE} money reported",
         says=r"^\s*(?:某+[ ,，]*(?:那边)?)?(?:又|还是|一直|老是?|总是?|突然|刚才?)[^,，。 ?？吗呢]{2,8}$",
         when=lambda c: _case(c), trust=12),
    Rule("X 报修", "ticket.create", 7, "type customer",
         any="type=repair type=complaint type=consult type=install",
         none=_NO_CASE,
         when=lambda c: _case(c) and not _POINTED_AT.search(c.text) and not _TO_BE_INSTALLED.search(c.text)),
    Rule("来问问题", "ticket.create", 7, "type=consult customer",
         none="show by id remind met future ticket_ref case_ref assign history_word report_word task_word",
         says=r"(?:咨询|资询|询问|想了解|打听|来问|想问)(?!单|工单|报告|公司|费|服务)",
         when=lambda c: not re.search(r"(?:去|要|得|再|帮我|我)(?:咨询|问)", c.text)
                  and (c.has("ticket_word", "add") or not c.has("reported", "channel"))),
    Rule("张总投诉", "ticket.create", 6.8, "type contact", any="type=repair type=complaint",
         none="customer ask show by id remind future ticket_ref case_ref assign history_word task_word met",
         says=r"投诉|报修|客诉|报障",
         when=lambda c: not re.search("(?:去|上门)[^,，。]{0,6}(?:处理|解决)", c.text)),
    Rule("… 投诉一下", "ticket.create", 7.6, any="customer contact",
         none="ask asked_back never if chat show id case_ref remind",
         says=r"[^,，。 ]{4,}(?<!去)(?<!要)(?<!想)(?<!再)(?:投诉|报修)一下[吧啊]?(?=$|[ ,，。])", trust=4),
    Rule("产品坏了", "ticket.create", 6.5, "type=repair product",
         none="case_ref task_word met reported never ask show by id remind met_report to_user_real future "
              "assign",
         when=lambda c: not _TIRED.search(c.text)),
    Rule("什么不好使了", "ticket.create", 6.3, "fault customer", any="product urgent",
         none="case_ref task_word met reported never ask show by id remind future assign money approval_word",
         when=lambda c: _case(c), trust=5),
    Rule("东西不好使了", "ticket.create", 6.1, "fault product",
         none="case_ref task_word met reported never ask show by id remind future assign money chat",
         when=lambda c: not _TIRED.search(c.text)),
    Rule("东西不干活了", "ticket.create", 6.1, "product",
         none="case_ref task_word met reported never ask show by id remind future assign money chat fault "
              "opp_word order_word",
         says="不", when=lambda c: _stopped(c)),
    Rule("X 的机器又停了", "ticket.create", 7, any="customer contact",
         none="case_ref task_word met reported never ask show by id remind future assign money "
              "approval_word opp_word order_word chat if third",
         says=breakdowns.GAVE_UP, when=breakdowns.gave_up, trust=8),
    Rule("X 的机器有毛病", "ticket.create", 6.8, "fault", any="customer contact",
         none="case_ref task_word met reported never ask show by id remind future assign money "
              "approval_word opp_word order_word chat if third",
         when=lambda c: breakdowns.is_faulty(c) and not _NUMBER_DEAD.search(c.text), trust=6),
    Rule("好了 关单", "ticket.close", 7.4, none="ask task_word opp_word order_word money",
         says=breakdowns.CLOSES, when=breakdowns.closes, trust=3),
    Rule("快派人来", "ticket.create", 6.3,
         none="case_ref id ask show coming user never if chat task_word money", says=breakdowns.SEND,
         when=breakdowns.somebody_wanted, trust=2),
    Rule("工单派给 U", "ticket.assign", 8.5, "ticket_word user", none="ask show remind future",
         when=lambda c: not (c.has("add") and not c.has("id", "ticket_ref")) and handed_to(c) is not None
                  and not (c.has("today") and c.text.startswith(("让", "叫")))  # 让方圆今天就去
                  and not ("的客户" in c.text and "ticket_word" not in c.features)),  # 卡乐的客户先给丁洁管
    Rule("工单派给小刘", "ticket.assign", 7.4, "ticket_word", none="ask show remind future user dispatch",
         says=TO_STRANGER.pattern),
    Rule("N 号派给小刘", "ticket.assign", 7.4, "id",
         none="ask show remind future user dispatch order_word task_word", says=TO_STRANGER.pattern),
    Rule("那单给 U", "ticket.assign", 8.2, "case_ref user", none="ask remind future dispatch",
         when=lambda c: handed_to(c) is not None
                  and (not c.has("show") or re.search("[去来]看|看一?[下看]", c.text) is not None)),
    Rule("那单换了 …, 完事", "ticket.close", 8.4, "case_ref",
         none="ask asked_back remind opp_word win lose dispatch",
         says="(?:修|换|装|补|退|赔|调|清|洗|焊|拆)[^?？]*[ ,，](?:都|已经|就)?(?:完事|完活|修好|弄好|换好"
              "|装好|搞定|好)了?[!！。 ]*$",
         when=lambda c: not _wished(c)),
    Rule("那单关了", "ticket.close", 8.1, "case_ref close", none="ask show remind lose win",
         when=lambda c: not _wished(c)),
    Rule("那单进展", "ticket.update", 7.3, "case_ref",
         none="ask show remind assign close lose win add opp_word dispatch order_act quote_word pay_act",
         when=_has_news),
    Rule("N 号工单, 下文再说", "ticket.update", 4.2, "id ticket_word",
         none="ask show remind add assign close dispatch", when=lambda c: not _has_news(c)),
    Rule("那单, 下文再说", "ticket.update", 4.2, "case_ref",
         none="ask show remind add lose win opp_word order_act quote_word money product type_said",
         when=lambda c: not _has_news(c) and cases.pointer(c) is not None),
    Rule("N 号也给他", "ticket.assign", 7.6, "id", any="assign",
         none="ask show remind future user order_word task_word", says=r"给[他她]"),
    Rule("N 号换人", "ticket.assign", 8.6, any="id number", none="ask show remind task_word order_word if",
         says=r"^\s*(?:把)?(?:工单)?[a-z]{0,3}-?\d{3,6}号?(?:工单|单子|那单|那个)?(?:要|得|给我|帮我|再)?换"
              "(?:个|一个)?(?:人|师傅)(?=[ ,，吧了去跟弄]|$)",
         trust=2),
    Rule("N 号派给 U", "ticket.assign", 8, "id user", any="assign to_user",
         none="ask show remind task_word order_word"),
    Rule("N 改成 U", "ticket.assign", 8, "ticket_word user", any="number id",
         none="ask show remind task_word order_word opp_word money",
         says=r"^\s*\d{3,6}号?(?:那个|这个|那单|单)?(?:就|也)?(?:还是|改|换|归|由|给|让)",
         when=lambda c: handed_to(c) is not None),
    Rule("N 派 U 去", "ticket.assign", 8.2, "user number",
         none="ask show remind task_word order_word opp_word money customer past time",
         says=r"^\s*[1-9]\d{3,4}(?:号|那个|那单|这单)?[ ,，]?(?:派|让|叫|安排|转给?|交给?|改派)某{1,4}"
              "(?:去|跟|处理|上门|弄|接|来)?(?:一下|一趟|吧|哈)?$",
         trust=3),
    Rule("派 U 去修", "ticket.assign", 6, "user assign ticket_ref", none="ask show remind"),
    Rule("关工单", "ticket.close", 8.5, "ticket_word close", none="ask show show_list remind",
         when=lambda c: not _wished(c)),
    Rule("关了 给 N 星", "ticket.close", 7.4, "close", none="ask show remind task_word opp_word money",
         says="[五四三满1-5]颗?(?:星|分)", trust=8),
    Rule("可以关单了", "ticket.close", 7.3, "close customer",
         none="ask show remind lose win order_word task_word opp_word quote_word pay_act",
         says=r"关单|结单|销单|闭单|办结"),
    Rule("X 那个解决了", "ticket.close", 7.4, any="customer contact",
         none="ask asked_back remind opp_word order_word task_word quote_word money coming if never add",
         says="那个(?:[^,，。 ?？]{1,6}的?)?(?:问题|毛病|故障)?(?:都|已经|也|终于|总算)?(?:解决|修好|处理好"
              "|处理完)了[吧啊!！。 ]*$",
         trust=3),
    Rule("工单打了分", "ticket.close", 8.4, "ticket_word", any="id case_ref finish close",
         none="ask show remind add", says=r"(?:[1-5一二三四五]|满)(?:分|颗?星)",
         when=lambda c: not re.search(r"\d\d分|分钟|差评|低于|高于|不到|超过|以[上下]|[分星]的", c.text)),
    Rule("工单做完了", "ticket.close", 8.1, "ticket_word finish", any="id case_ref",
         none="ask show show_list remind add",
         when=lambda c: not re.search(r"没(?:做完|完成|搞定|弄完|修好)|未完成", c.text)),
    Rule("N 号关了", "ticket.close", 8, "id close", none="ask show remind task_word",
         when=lambda c: not _wished(c)),
    Rule("工单进展", "ticket.update", 7.5, "ticket_word", any="id ticket_ref case_ref",
         none="ask show remind assign close dispatch drop", when=_has_news),
    Rule("工单更新", "ticket.update", 8.2, "ticket_word", none="ask show remind add_x dispatch",
         says=r"更新|有(?:新)?进展|进展[:：]|进度[:：]", when=lambda c: not re.search("派给|关", c.text)),
    Rule("N, 然后说事", "ticket.update", 5.6, "id",
         none="ask show remind assign close add drop order_word task_word product money dispatch quote_word "
              "finish",
         says=r"^\s*(?:[a-z]{2,4}-?)?\d{3,}(?:号|号单|单)?(?:已经?|客户|师傅|配件|远程|现场|正在|还|需要|要"
              "|等|约|到|在)",
         when=_has_news),
    Rule("N 号进展", "ticket.update", 6, "id", any="change type add urgent",
         none="ask show remind assign close order_word task_word product"),
    Rule("N 分以下的工单", "ticket.list", 7.2, "ticket_word",
         none="remind export assign add_ticket close_now",
         says="(?:满意度|评分|打分|评价)[^,，。]{0,3}(?:低于|高于|不到|超过|小于|大于)[^,，。]{1,4}[分星]",
         trust=6),
    Rule("看工单", "ticket.list", 7, "ticket_word",
         any="show ask ticket_status time user scope=me scope=team",
         none="add_ticket assign_now close_now by measure_number remind export id dispatch how",
         when=lambda c: (c.has("show", "ask")
                      or bool(re.search("工单|单子|[修诉装询]单|的(?:投诉|报修)|ticket|case", c.text)))
                  and not re.search("(?:开|建|录|登记|创建|提|新增)(?:个|一个|一下|张|条)[^,，。的]{0,4}"
                                    "(?:工单|投诉|报修)|(?:^|帮我|给.{1,8}?|请)(?:开|建|录|登记|创建|提"
                                    "|新增)(?:工单|投诉|报修)|派给|分给|交给|转给|关(?:闭|了|掉)(?:吧)?$"
                                    "|(?<!手里)(?<!手里有)(?<!手上有)(?<!还有)(?<!手里还有)(?:多少|几)"
                                    "(?:个|张|条)?(?:工单|投诉|报修)|(?:工单|投诉|报修)(?:数|量|统计|次数"
                                    "|的?(?:平均)?满意度)|(?:投诉|报修)了?(?:多少|几)(?:次|起|回)"
                                    "|按.{1,4}统计|按.{1,4}(?:分|看)", c.text)),
    Rule("报修记录", "ticket.list", 8.3, any="customer user time show", none="add remind assign by",
         says=r"(?:报修|投诉|维修|售后|安装|工单)(?:的)?(?:历史|记录|清单|列表|明细|进度|进展|状态)"
              r"(?:怎么样|咋样|如何|到哪一?步?|[呢吧了])*\s*$"),
    Rule("那单谁在弄", "ticket.list", 7.4, "case_ref", none="add remind met opp_word order_word user",
         says=r"(?:谁|哪个|哪位)(?:在|来)?(?:处理|跟进?|负责|修|弄|管)", trust=3),
    Rule("没关的单子", "ticket.list", 6.7, none="remind add assign money opp_word met",
         says=r"单子?.{0,3}没(?:关|结|处理|修|派|解决)|没(?:关|结|处理|修|派|解决)完?的单子?"),
    Rule("X 的工单", "ticket.list", 6, "ticket_word customer",
         none="never add assign close by remind id dispatch type_said product third urgent met to_user",
         when=lambda c: len(c.text) <= 20 and "工单" in c.text and not re.search("[那这][个张条]", c.text)),
    Rule("在保吗", "device.show", 7.5, "device_word", any="customer product",
         none="add remind future met type_said ticket_word reported to_user coming opp_word approval_word "
              "money phone",
         when=lambda c: not (c.has("user") and c.has("past") and "装了" in c.text)
                  and not THEY_CLAIM.match(c.text)
                  # 回来顺道看一下设备
                  and not re.match("[^,，。]{0,4}顺[道路](?:去|再)?看|(?:再|先|然后|我)+去某", c.text)),
    Rule("他家还在保吗", "device.show", 7.2,
         none="add remind future met ticket_word reported coming opp_word money order_word",
         says="(?:查|看)(?:一?下|看|查)?[他她]们?家?[^,，。]{0,8}?(?:装了?(?:几台|多少|哪些|什么|啥)"
              "|过了?保|在保|质保|保修|出保|脱保|维保)",
         when=lambda c: "customer" in c.carried, trust=3),
    Rule("装了哪些设备", "device.show", 7, "customer", any="ask show",
         none="remind add ticket_word met order_word",
         says="装(?:了|的|过)?(?:哪些|什么|啥|几台|多少|的机器|的设备)|(?:哪些|什么|啥|多少|几台)"
              "(?:设备|机器|型号)|设备(?:清单|档案|情况|列表)|用的(?:什么|哪些|啥)|机器(?:清单|情况)"),
)  # fmt: skip


def _case(clause: Clause) -> bool:
    """A case being told, not one being planned or asked for."""
    if _TIRED.search(clause.text):
        return False
    if re.search(
        r"(?:去|上门)[^,，。]{0,12}(?:安装|装机|培训|调试|维修|修)|工单|派给", clause.text
    ) and not re.search(r"(?:建|开|登记|录|报修|投诉)", clause.text):
        return False
    told = clause.has("met", "reported", "channel")
    if told and not clause.has("ticket_word", "add") and not re.search(r"报修|投诉|客诉|报障", clause.text):
        return False  # 打电话来咨询薪税通: a report, unless a case is asked for
    return not told or bool(re.search(r"报修|投诉|咨询|资询|客诉|报障", clause.text))


# 道闸不抬杆了, 牙椅突然不升了: right behind a product; not 不要了, 不卖了, 不贵了.
_STOPPED = re.compile(
    "(?:又|也|都|老|总|突然|忽然|一直|就|自己|有时候?)*不(?![想要用买订做卖换够急错需贵带生供]|合适|合格"
    r"|划算|着急|考虑|打算|同意)[\u4e00-\u9fff]{1,3}了(?=[!！,，。 ]|$)"
)


def _stopped(clause: Clause) -> bool:
    """What a product does not do any more."""
    text = clause.reading.text
    return any(_STOPPED.match(text, m.end, clause.end) for m in clause.named("product"))


def codes(clause: Clause) -> list[Item]:
    """The numbers of cases; where none is called so, a bare number of three to six digits that counts
    nothing."""
    return clause.of_kind("id") or [
        i
        for i in clause.of_kind("number")
        if isinstance(i.value, int) and _CODE.fullmatch(clause.reading.text[i.start : i.end])
    ]


_CODE = re.compile(r"\d{3,6}")
