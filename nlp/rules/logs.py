"""What happened with a customer."""

from nlp import forms as re
from nlp.reading import Clause
from nlp.rules import history, sayings
from nlp.rules.base import Rule, Topic
from nlp.rules.entries import ENTRY, HEADING, answered, headed
from nlp.rules.plain import NOT_REACHED
from nlp.rules.reports import FIRST_THEN, NOT_LOG, asks, not_ahead, serious

# We did something with them: 给吴倩微信发了报价单, 在海晟待了一下午, 加了Kevin的微信.
_DEED_DONE = (
    r"(?:给|跟|和|与|同|到|去|在|陪|带|请|帮|为|找|对|上门|向|把|从)[^,，。;；]{1,18}?[\u4e00-\u9fff]"
    "(?:了|完|过)(?!几|多少|没|吗|么|什么|啥)|(?:去|跑|到)[^,，。;；]{1,10}了(?:趟|一趟|$)"
    "|(?:加|发|送|寄|回|问|打|补|签|交|陪|带|请|看|演示|介绍|确认|对|催|拿|提)(?:了|过|完)[^,，。]{0,10}"
)


_COME = (
    "(?:上门|(?<![下上起出回过打])来|过来(?=看|谈|聊|拿|取|考察|参观|公司|厂|我们)"
    "|到(?=我们|公司|厂|网点|店))(?:我们?)?(?:公司|厂里?|店里?|单位|办公室|展厅|网点|门店)?"
    "(?:来?(?:要|看|验|参观|谈|聊|拿|取|提|签|考察|交流|拜访|试|喝|吃饭|坐|道)|了|一趟)"
)


_CHANNEL_AS_VERB = re.compile(r"(?:电话|微信|邮件|短信|视频)(?:(?:联系|沟通|回访|聊)(?:了|到|完)?)?$")


_ALONE = re.compile(
    r"^\s*(?>[,， ]|今[天日早晚]|昨[天晚]|前天|[上下中]午|早上|晚上|刚[才刚]?|又|再次|还|也|已经|上周.?|周."
    "|我们?|帮我记一下|记一下|.{0,3}点)*(?:给|跟|和|与|同|去|到|找|向|陪|请)?(?:[他她](?:们|那边)?|对方"
    "|客户|人家|领导|他们?公司|客户那边|现场|工地|门店)?(?:那边)?(?:又|刚|还|也|都)?(?:上门|登门|拜访|走访"
    "|回访|见面|见|碰面|打了?|通了?|发了?|聊|谈|沟通|联系|交流|对接|视频|电话|微信|开了|喝了|吃了|去了"
    "|跑了(?:趟|一趟)|催了)"
)


def _ours(clause: Clause) -> bool:
    """A customer, or a person who is a contact rather than only a colleague."""
    return clause.has("customer") or any(p.of("contact") or not p.names for p in clause.named("person"))


def _calls(clause: Clause) -> bool:
    """电话康泽丁总, 微信安和白总监: the channel is the verb."""
    text = clause.reading.text
    return any(
        (m.kind in ("customer", "person")) and _CHANNEL_AS_VERB.search(text[clause.start : m.start])
        for m in clause.mentions
    )


_CALLS_US = (
    "^(?!.{0,14}(?:给|跟|和|与|让|叫|去|找)(?!我)).{0,16}(?:打(?:了|过|来)?(?:个|通)?电话|来电话?|来微信"
    "|发(?:了|来)?(?:条|个)?(?:微信|信息|消息|语音))|给我(?:打|发|来|回)(?:了|过|来)?(?:个|条|封|通)?"
    "(?:电话|微信|邮件|短信|信息|消息|语音)|(?:请|约|叫|喊)我(?:们)?(?:去)?(?:喝|吃|坐|聊|见)"
)


def _contacts(clause: Clause) -> bool:
    """A person who is not only a colleague."""
    return any(p.of("contact") or not p.names for p in clause.named("person"))


def _pair(clause: Clause) -> bool:
    """A customer, its contact right behind, and something told of them."""
    for company in clause.named("customer"):
        for person in clause.named("person"):
            if (
                0 <= person.start - company.end <= 3
                and person.of("contact")
                and re.match(r"[^的,，。]{3,}", clause.reading.text[person.end : clause.end].strip())
            ):
                return not clause.has("field") and not re.search(
                    "是谁|怎么|什么|负责|电话|微信|邮箱|生日|职务|升|离职|加油|一下$"
                    r"|叫[\u4e00-\u9fff]{2,3}$|姓[\u4e00-\u9fff]$",
                    clause.text,
                )
    return False


_ORDERS = re.compile(
    r"\s*(?:帮我|麻烦|请|给我)?(?:看看|看一?下|查|找|调|列|搜|打开|发我|给我|导|统计|新建|新增|加个|建个|录"
    "|改|取消|删)"
)


_GRANTED = (
    r"(?:贷款|授信|额度|预算|经费|资金|补贴|立项|融资)[^,，。]{0,3}(?:批了|批下来|批[复准]|下来了|到位|通过)"
)


def _never_met(clause: Clause) -> bool:
    """还没见过: nothing else of the clause tells of a meeting."""
    return all(
        re.search("(?:没|未)有?$", clause.reading.text[clause.start : cue.start])
        for cue in clause.marked("met")
    )


TOPIC = Topic(
    Rule("拜访记录 …", "interaction.log", 7.9, "history_word", none="remind by export", says=HEADING.pattern,
         when=headed, trust=4),
    Rule("贷款批了", "interaction.log", 6.5, "customer",
         none="ask show add remind opp_word if asked_back coming", says=_GRANTED, trust=2.5),
    Rule("跟进: …", "interaction.log", 7.8, any="customer person", none="ask remind by task_word",
         says=ENTRY.pattern,
         when=lambda c: not any(i.start - c.start < max(c.text.find(":"), c.text.find("："))
                  and "coming" in i.tenses for i in c.of_kind("time"))),
    Rule("电话 X", "interaction.log", 5.2, "channel", any="customer person",
         none="ask remind by show task_word coming history_word repeat",
         when=lambda c: _calls(c) and not_ahead(c)),
    Rule("上门给 X …", "interaction.log", 5.1, any="customer person",
         none="ask remind by show task_word coming history_word repeat if",
         says=r"^\s*(?:刚才?|今[天早]|[上下]午|昨天)?上门(?:到|去|给|拜访|帮|为)",
         when=lambda c: not_ahead(c)),
    Rule("来公司看 …", "interaction.log", 5.1, any="customer person",
         none="ask remind by show coming history_word if pay_act", says=_COME,
         when=lambda c: _ours(c) and not_ahead(c) and _contacts(c)
                  and not re.search("打来|过来了[吗没]|来了[吗没]", c.text)),
    Rule("P 把东西发我了", "interaction.log", 5.6, any="customer contact", none="remind by show",
         says="(?:把|那?[份个])?[^,，。]{1,14}[发传寄](?:到|给|在|去)*(?:我|咱)们?(?:的)?"
              "(?:邮箱|邮件|微信|手机)(?:里|上)?了",
         when=lambda c: not asks(c), trust=6),
    Rule("做了一件事", "interaction.log", 4.4, any="customer person", none=NOT_LOG, says=_DEED_DONE,
         when=lambda c: _ours(c) and not_ahead(c) and not asks(c) and not _ORDERS.match(c.text)
                  and serious(c)),
    Rule("今天跟 P 把 … 完了", "interaction.log", 5.6, "today", any="customer person", none=NOT_LOG,
         says="(?:[跟和同陪去到在]|给)[^,，。]{1,10}把[^,，。]{1,14}(?:完|好|齐|妥|清)(?:楚)?了[。!！ ]*$",
         when=lambda c: _ours(c) and not asks(c) and not _ORDERS.match(c.text), trust=12),
    Rule("发到 P 的邮箱了", "interaction.log", 5.6, "contact", none=NOT_LOG,
         says="[发寄传][^,，。;； ]{1,8}(?:邮箱|微信|手机)(?:上|里)?了(?:[ ,，。!！]|$)",
         when=lambda c: _ours(c) and not_ahead(c) and not asks(c), trust=12),
    Rule("东西发给 P 了", "interaction.log", 5.6, any="customer contact", none=f"{NOT_LOG} field",
         says="(?:(?:发|寄|传|快递|捎)[给到][^,，。;； ]{1,8}|给[^,，。;； ]{1,12}[发寄传捎][过出]去)"
              "了(?:[ ,，。!！]|$)",
         when=lambda c: _ours(c) and not_ahead(c) and not asks(c) and not _ORDERS.match(c.text)
                  and serious(c),
         trust=12),
    Rule("X 没进展", "interaction.log", 4.6, "customer", any="today past just person",
         none="asked_back remind by task_word idle show coming opp_word ticket_word chat if",
         says="(?:没有?(?:什么|啥)?|还没|暂无|有了?点?新?)(?:进展|回音|回信|答复|突破)"
              "|进展(?:顺利|不大|缓慢)"),
    Rule("电话 P 忙音", "interaction.log", 6.6, "channel", any="contact customer",
         none="ask remind task_word history_word if phone", says=r"电话|拨|打",
         when=lambda c: bool(NOT_REACHED.search(c.text)) and not asks(c) and not_ahead(c)),
    Rule("给 P 发了短信", "interaction.log", 6.2, "contact",
         none="ask remind task_word history_word if never asked_back coming",
         says=r"[给向]某[^,，。 ]{0,3}发(?:了|过|去了?)(?:一?[条个封])?(?:短信|微信|邮件|消息|信息|祝福)",
         trust=5),
    Rule("被 P 喊去", "interaction.log", 5.9, "contact",
         none="ask remind task_word history_word if never asked_back order_act opp_word",
         says=r"被某+[\u4e00-\u9fff]{0,2}(?:(?:喊|叫|拉|请|约|抓|拽|召|揪)(?:去|到|过去|住|着)|放了?鸽子|骂"
              "|晾|轰|赶|怼|训|数落|奚落|堵|拒|挂了?电话|灌|教育)",
         trust=4),
    Rule("打给 P 谁接的", "interaction.log", 6.4, any="contact customer",
         none="remind task_word history_word if coming",
         says=r"^\s*(?:今[天早]|昨天|[上下]午|刚才?|又|我)*(?:电话)?打(?:电话)?给某", when=answered, trust=4),
    Rule("P 打来催", "interaction.log", 5.9, "contact",
         none="remind money task_word history_word if asked_back",
         says=r"某[^,，。 ]{0,4}打来(?:电话)?(?:追|催|问|骂|要|讲|说)(?!款|账)", trust=4),
    Rule("X 坐了三个钟头", "interaction.log", 5.1, "customer",
         none="ask remind task_word history_word if asked_back coming type fault",
         says="某(?:那边|那儿|那里|家)?(?:坐|待|呆|蹲|耗|泡|守|等|聊|磨)了(?:足足|整整|大?半"
              r"|[一两三几二\d]{1,2}|好几?)个?多?(?:小时|钟头|分钟|[上下]午|晚上?|天|会儿?)",
         trust=3),
    Rule("跟 U 去的 X", "interaction.log", 5.7, "customer",
         none="ask remind task_word history_word if asked_back opp_word",
         says=r"(?:一块|一起|一道|一同|亲自|陪[^,，。 ]{1,4})[去跑]的某", trust=4),
    Rule("P 手机关机", "interaction.log", 7.2, "contact field=phone",
         none="ask remind task_word if phone asked_back change type ticket_word case_ref",
         says=r"关机|占线|忙音|空号|停机|打不通|不通|没人接|无人接|没接",
         when=lambda c: NOT_REACHED.search(c.text) is not None and not asks(c), trust=2),
    Rule("P 打电话 …", "interaction.log", 5.9, "person", none="remind by task_word history_word field_asked",
         says=_CALLS_US,
         when=lambda c: _contacts(c) and not re.search(r"(?:提醒|记得|吗[?？]?$)", c.text)
                  and not re.search("没去|没接|不信", c.reading.text)),
    Rule("X P …", "interaction.log", 4.2, "customer person",
         none=f"{NOT_LOG} show coming history_word add assign tag type birthday phone email",
         when=lambda c: _pair(c) and not_ahead(c) and not asks(c) and serious(c)),
    Rule("X P 开会", "interaction.log", 4.5, "channel", any="customer person",
         none="ask show remind coming by task_word history_word repeat",
         when=lambda c: c.has("customer") and c.has("person")
                  and bool(re.search("(?:^|[ ,，、])(?:开会|拜访|见面|视频会?|喝茶|吃饭|回访|上门|来访"
                                     "|打电话|通话|电话沟通|微信聊|微信沟通|交流会?|座谈)(?:$|[ ,，、])",
                                      c.text))),
    Rule("今天上门聊了 …", "interaction.log", 4.6, any="met meet channel reported went",
         none="ask remind by show task_word history_word coming repeat chat if measure_only change pay_word "
              "wrong",
         says=r"了|过|完|没接|没人接|今天|昨天|上午|刚",
         when=lambda c: bool(_ALONE.search(c.text)) and not_ahead(c) and not asks(c) and serious(c)),
    Rule("拜访了, 聊了 …", "interaction.log", 6, "met", any="customer person company met_strong",
         none="remind by new_customer",
         when=lambda c: not asks(c) and not _never_met(c) and not FIRST_THEN.search(c.text), trust=2),
    Rule("今天去…", "interaction.log", 5.2, "went", any="today past",
         none="remind by to_user_real task_word show history_word",
         when=lambda c: not asks(c) and c.has("customer", "person")
                  and (c.has("past") or bool(re.match("今[天日早]", c.text))
                      and not re.search("要去|得去|我去|准备|打算|记得|让|叫|安排", c.text))),
    Rule("今天连跑 N 家", "interaction.log", 6, "went quantity", any="today past",
         none="remind by task_word show history_word coming ask",
         says="(?:连着?|一连|一口气|总共|一共)跑(?:了)?(?=[^,，。]{1,3}[家个])", trust=10),
    Rule("今天 + 见", "interaction.log", 5.1, "meet today", any="customer person",
         none="remind by task_word show history_word coming urgent",
         when=lambda c: not asks(c) and not_ahead(c) and not re.search("要|得|记得|准备|打算", c.text[:6])),
    Rule("昨天 + 拜访", "interaction.log", 5.5, "meet past", any="customer person company",
         none="remind by show", when=lambda c: not asks(c), trust=4),
    Rule("昨天跟他们 + 见", "interaction.log", 5.4, "meet past third customer",
         none="remind by show to_user_real",
         says=r"[跟和与同给见找约陪去](?:了)?[他她](?:们|家)?", when=lambda c: not asks(c), trust=4),
    Rule("channel, already past", "interaction.log", 5, "channel past", any="customer person company",
         none="remind by show task_word", when=lambda c: not asks(c)),
    Rule("X 的款没到", "interaction.log", 6, any="contact customer",
         none="remind by show undo if ask task_word",
         says="(?:首付|尾款|[定订]金|货款|余款|款子?|钱)(?:也|都|又|还)*没有?(?:到账?|来|打|付|给|收到)"
              "(?:[ ,，了]|$)",
         when=lambda c: not asks(c), trust=10),
    Rule("X 又没打款", "interaction.log", 6, "pay_act", any="contact customer",
         none="remind by show undo if ask", says="没有?(?:打款|付款|给钱|打钱|回款|转账)[了 。!！]*$",
         when=lambda c: not asks(c) and c.text.find("没") > 1, trust=10),
    Rule("今天 + 电话", "interaction.log", 5, "channel today", any="customer person",
         none="remind by show task_word coming urgent history_word",
         when=lambda c: not asks(c) and not_ahead(c)
                  and not re.search("要|得给|记得|准备|打算", c.text[:6])),
    Rule("微信跟 X 聊", "interaction.log", 4.5, "channel meet", any="customer person",
         none="remind future by show to_user_real field_asked task_word urgent period",
         when=lambda c: not asks(c) and bool(re.search(r"[跟和与同]", c.text))),
    Rule("记一下 X …", "interaction.log", 4.6, "conf", any="customer contact",
         none=f"{NOT_LOG} show coming history_word phone email birthday new_company change",
         says=r"^.{0,6}(?:记|登记|备忘)(?:一?下|一笔|着|个)[哈吧]?[,，:： ]*(?=[^,，。 ]{4,})",
         when=lambda c: not asks(c) and serious(c)),
    Rule("记跟进", "interaction.log", 5.5, "history_word", any="add", none="show ask",
         says=r"[记写录补加].{0,4}(?:跟进|拜访|沟通|联系)"),
    Rule("刚 + deed", "interaction.log", 4.5, "just", any="customer person",
         none="remind ask show pay_act order_act task_word ticket_word win lose undo wrong new_customer add "
              "change"),
    Rule("补一条 … 的记录", "interaction.log", 9, any="contact customer", none="show ask task_word remind",
         says=r"^\s*(?:帮我|给我|再|我|还要|先)*(?:补|记|录|写)(?:一?[条个下]|上|记|录|一)+[^,，。]{4,}的?"
              r"(?:跟进|拜访|沟通|吃饭|电话)?记录$",
         trust=3),
    Rule("跟 P 确认了 …", "interaction.log", 6, any="contact customer",
         none="ask remind task_word if chat to_user_real opp_word order_word",
         says="^(?>我|刚[才刚]?|今[天早]|昨天|[上下]午|[,， ])*(?:跟|和|与|同)[^,，。]{1,12}(?:确认|核对"
              "|敲定|商定|谈定|讲好|说定|对接|核实|谈妥)(?:了|过|完|好了)(?!吗|没)"),
    *sayings.RULES,
    *history.RULES,
)  # fmt: skip
