"""People at customers."""

from nlp import forms as re
from nlp import tokens
from nlp.mentions.mention import Mention
from nlp.names import Name
from nlp.reading import Clause, Span, outside
from nlp.rules import common, met_people, new_companies, people, titles
from nlp.rules.base import Context, Rule, Slots, Topic
from nlp.rules.fields import field_values, wechat
from nlp.rules.plain import NOT_REACHED
from nlp.told_turns import NEW_THERE
from zh import names as zh_names

# 王总的微信发我下: that field, and nothing that came by it (微信发我一份合同).
SEND_ME = (
    "(?P<field>微信|邮箱|电话|手机|名片)(?:号码?)?(?:发|推|转|甩|丢|给)(?:给)?[我咱]"
    "(?:一?下|一个|吧|呗|哈|啊|呀)*[?？。!！ ]*$"
)
_SENT_FIELD = {"微信": "wechat", "名片": "wechat", "邮箱": "email", "电话": "phone", "手机": "phone"}
_FIELD_ASKED = "field=phone field=email field=wechat field=birthday field=title"


# 把图纸发我邮箱了: where it has come to.
_SENT = re.compile("[发传寄](?:到|给|在|去)*(?:我|咱)们?(?:的)?(?:邮箱|邮件|微信|手机)(?:里|上)?了")


def _asks_field(clause: Clause) -> bool:
    """A field of a person at the end or beside a word that asks, and no value for it."""
    return (
        not clause.has("phone", "email")
        and not _told(clause.text)
        and not NOT_REACHED.search(clause.text)
        and not _SENT.search(clause.text)
        and not re.search(
            "接(?:到|了)?[^,，。]{0,14}电话|(?:微信|邮件|短信)了|打(?:了|个|过)?.{0,3}电话"
            "|发(?:了|个|条)?.{0,2}微信|电话(?:里|沟通|聊)|微信(?:上|聊|沟通)|(?:微信|电话|wechat|vx|邮件"
            "|短信)(?:里|上)?(?:说|问|催|讲|反馈)|[打回发]",
            re.sub(r"发(?:我|给我|下|一下)|打(?:多少|哪)", "", clause.text),
        )
    )


def _owns_it(clause: Clause) -> bool:
    """小李的华为怎么样了: whose customer it is, and nobody of theirs."""
    text = clause.reading.text
    return any(
        person.of("user") and text[person.end : firm.start] == "的"
        for person in clause.named("person")
        for firm in clause.named("customer")
    )


def _promoted(clause: Clause) -> Span | None:
    """The new title of a contact, who was promoted."""
    found = (_PROMOTED.match(clause.reading.text, p.end, clause.end) for p in clause.people("contact"))
    return next((said.span("title") for said in found if said), None)


def _told(text: str) -> bool:
    """微信号zhouhang_hk: the value stands behind the field."""
    return (
        re.search(r"(?:微信号?|wx|vx|邮箱|[电号手][话码机]号?)[:：是 ]{0,2}[a-z0-9][a-z0-9_.@-]{4,}", text)
        is not None
    )


def _changed(clause: Clause) -> bool:
    """叶总换号了 新手机号138…, 段宏现在是设备总监: the new value stands in the message."""
    text, whole = clause.text, clause.reading
    if re.search(r"换(?:了|过)?(?:个|新)?(?:手机|电话|微信|邮箱|号)", text):
        return (
            any(i.kind in ("phone", "email") for i in whole.items)
            or "微信" in whole.text
            and bool(re.search("[a-z0-9_-]{5,}", whole.text))
        )
    if re.search(r"[换变改当做](?:成了?|上了?|了)", text):
        # 腾讯陈总换成运维副总裁了: the new title follows the name.
        return any(_TITLE_AFTER.match(whole.text, p.end, clause.end) for p in clause.people("contact"))
    return bool(
        re.search(r"升职|升(?:了|为|成|到|任|[\u4e00-\u9fff]{2,4}了$)|现在是|调任|转任|改任|提拔", text)
    ) and bool(_NEW_TITLE.search(whole.text))


_TITLES = (
    "c[efotim]o|董事长|总监|经理|主管|部长|主任|总裁|厂长|店长|校长|副总|院长|处长|科长|组长|园长|行长|所长|局长"
    "|站长|场长|队长|班长|书记|理事长|护士长|总工|总厨|总助|助理"
)
_TITLE_AFTER = re.compile(
    rf"(?:现在|已经|都)?(?:换成|变成|改成|当上|改当|改做|当|做)(?:了)?[a-z\u4e00-\u9fff]{{0,6}}"
    f"(?:{_TITLES})了?(?:$|[,，。 吧])"
)
# 段亮提厂长了, 强伟当副总了
_PROMOTED = re.compile(
    "(?:现在|已经|刚|也|都|终于|被|[ ,，])*(?:提拔?(?:成|为|上)?|升(?:成|为|到|任|上)?|当上?|调任?|任)"
    rf"(?![到出醒议意换要起个一]|[成不]?了)(?P<title>[a-z\u4e00-\u9fff]{{0,4}}?(?:{_TITLES}))(?:了|啦|咯)"
    "(?=$|[ ,，。!！])"
)
_NEW_TITLE = re.compile(
    "(?:(?:职务|职位|头衔)(?:改成|改为|变成|换成|升为|调为|是|为)|现在是|现任|升(?:了|为|成|到|任)"
    r"|升(?=[\u4e00-\u9fff]{0,4}(?:董事长|总监|经理|主管|部长|主任|厂长|处长|科长)了)|调任|转任|改任|提拔为?"
    r"|(?:换成|变成|改成|当上|改当|改做|当|做)了?)(?:他们|公司)?的?([a-z\u4e00-\u9fff]{0,6}(?:董事长|总监|经理|主管"
    "|部长|主任|总裁|厂长|店长|校长|副总|院长|处长|科长|组长|园长|助理|c[efotim]o(?![a-z])))"
)

_ONLY_A_FIELD = re.compile("[ ,，]*的?(?:电话|手机号?|微信号?|邮箱|生日|职务)[ ,，。?？]*")  # 江铃 喻军 电话
_NAMED = re.compile("的?(?:全名|名字|大名)?(?:是|到底)?叫")
# 把案例再发一份给陆总助理 邮箱…: where to send it.
_SENT_THERE = re.compile("(?:发|寄|传|抄送)[^,，。 了过]{0,6}给|给[^,，。 ]{1,8}(?:发|寄|传)(?!了|过)")


TOPIC = Topic(
    Rule("加联系人", "contact.add", 7.5, "add contact_word", none="ask new_customer show",
         when=lambda c: not re.search("(?:建|增|录|加|添)[^,，。]{0,4}(?:新客户|客户|公司|线索)"
                                      "|新(?:开发|谈|签|来)了?(?:一?家|个(?!人))", c.text)),
    Rule("给 X 录个人", "contact.add", 7.6, "customer", any="phone email wechat title",
         none="ask show remind new_customer new_company met coming",
         says=r"(?:录|加|添|建|记|登记|增加|新增|补)一?[个位]新?人(?=[ ,，:：叫是]|$)", trust=3),
    Rule("X T P N", "contact.add", 5.6, "customer phone",
         none="ask show remind met order_word ticket_word type new_customer new_company change reported "
              "task_word field=address money quote_word add_customer",
         when=lambda c: c.has("title", "person") and not re.search("客户|打|拨", c.text)),
    Rule("新联系人", "contact.add", 7, "contact_word", none="ask new_customer show",
         when=lambda c: (c.has("customer", "phone", "email", "wechat") or "新" in c.text)
                  and bool(re.search("新(?:的|来的|增)?(?:个|一个)?(?:联系人|对接人)|(?:联系人|对接人)"
                                     "(?:换成|换了|改成|变成|是)了?", c.text))
                  and not re.search(r"新客户|客户.{0,12}联系人", c.text)),
    Rule("X 的 P 电话 N", "contact.add", 6, "customer person", any="phone email",
         none="add ask new_customer remind met order_act ticket_word act_future quote_word change"),
    Rule("给 P 补个电话", "contact.add", 7.2, "person", any="phone email wechat birthday_said",
         none="ask new_customer new_company remind ticket_word order_act customer_word met",
         says=r"加|补|写上|记|存|录|更新|添|登",
         when=lambda c: bool(c.has("phone", "email", "wechat") or "生日" in c.text)),
    Rule("刚认识的 P, 电话 N", "contact.add", 7.3, "phone", none="customer person ask remind",
         says=met_people.ONLY_A_NUMBER, when=lambda c: met_people.met_before(c) is not None, trust=6),
    Rule("P 加微信了 N", "contact.add", 7.2, "person", none="ask show remind if new_customer add_customer",
         says=r"(?:加|互加|通过|留)(?:了|上|到|我|我的|个|一下|了个)*(?:微信|wx|vx)(?:好友|号)?(?:了|上了?|到了?|是|[:：])*"
              r"[ ,，]*[a-z][a-z0-9_-]{4,}", trust=3),
    Rule("她的微信是 N", "contact.add", 5.6, none="ask show remind met change new_customer",
         says=r"^\s*[他她]的?(?:新)?(?:微信|电话|手机|邮箱|生日)(?:号码?)?(?:是|[:：])?\s*[a-z0-9]"),
    Rule("P 的生日是 D", "contact.add", 7.3, "person field=birthday", any="time",
         none="ask remind new_customer"),
    Rule("P 电话 N", "contact.add", 6.2, "contact field", any="phone email wechat",
         none="add ask show new_customer remind met order_word ticket_word customer task_word",
         when=lambda c: not _SENT_THERE.search(c.text)),
    Rule("新的 P 电话 N", "contact.add", 7.1, "person", any="phone email",
         none="add ask new_customer remind met order_word ticket_word task_word act customer",
         says=r"^\s*[^\s\d,，。]{2,8}?的?(?:电话|手机|邮箱|联系方式|号码)?(?:号码?)?"
              r"(?:是|[:：])?\s*\S*[\d@]\S*$",
         when=lambda c: c.end - c.start == len(c.reading.text)),
    Rule("没听过的 P 电话 N", "contact.add", 7.1, "phone",
         none="person customer add ask show new_customer remind met order_word ticket_word task_word act "
              "change",
         when=lambda c: _called(c) is not None, trust=3),
    Rule("联系人 P 电话 N", "contact.add", 6.4, "customer contact_word", any="phone email wechat",
         none="ask show remind new_customer new_company met"),
    Rule("P 换号码了", "contact.add", 7.4, "person change", any="phone email wechat",
         none="ask remind new_customer ticket_word order_word"),
    Rule("新来的叫 P", "contact.add", 6.4, "customer", any="phone person wechat title",
         none="ask remind new_customer add_customer",
         says="来了?一?[个位](?:新的?)?(?:对接|联系|负责|管事|采购|接待)的|多了?一?[个位](?:新的?)?"
              "(?:督导|店长|经理|主管|采购|会计|财务|助理|主任|班长|老师|专员|对接)"
              "|(?:新来|换人|换了|新的?(?:对接|联系|负责|采购|接口))",
         when=lambda c: not re.search("换人(?:跟|对接|负责|来)|(?:不|没|要|想|打算|老板|领导|老总|系统|设备"
                                      "|地方|供应商|厂家|方案)(?:都|也|又|已经)?换(?:了|人)", c.text)
                  or c.has("phone", "wechat")),
    Rule("他助理叫 P", "contact.add", 7.3,
         none="ask asked_back if remind new_customer add_customer met coming",
         says="叫|姓|[小老]",
         when=lambda c: NEW_THERE.match(c.text.lstrip(" ,，")) is not None
                  and "contact" in people.introduced(c), trust=4),
    Rule("小 N 电话 …", "contact.add", 7.1, "phone",
         none="add ask new_customer remind met order_word ticket_word task_word customer contact",
         says=r"^\s*[小老阿](?![米鹏])[\u4e00-\u9fff]的?(?:电话|手机|微信)?(?:号码?)?(?:是|[:：])?\s*1\d{10}",
         trust=8),
    Rule("P 走了, 接手的是 N", "contact.add", 7, "contact", none="ask show if remind",
         says="(?:离职|走了|调走|调到|辞职|不干|退休|调任|换岗|跳槽|产假|生孩子)[^,，。]{0,3}[ ,，]+"
              "(?:现在|以后|目前)?(?:接手|接替|接任|接班|接[他她]|对接)(?:的人|[他她])?的?(?:是|叫)",
         when=lambda c: "contact" in people.introduced(c), trust=10),
    Rule("P 换号了, 升职了", "contact.add", 6.8, "contact",
         none="ask show remind coming met task_word order_word ticket_word assign",
         says="换(?:了|过)?(?:个|新)?(?:手机|电话|微信|邮箱|号)|升职|升(?:了|为|成|到|任)|现在是|调任|转任"
              "|改任|提拔|[换变改当做](?:成了?|上了?|了)",
         when=_changed),
    Rule("他换号了", "contact.add", 7,
         none="customer person ask show remind coming met task_word order_word ticket_word assign",
         says="^\\s*[他她](?:的|刚|又|已经)*换(?:了|过)?(?:个|新)?(?:手机|电话|微信|邮箱|号码?)",
         when=_changed, trust=3),
    Rule("P 提厂长了", "contact.add", 7, "contact title", none="ask if coming user_only",
         says=r"[提升当任].{2,10}[了啦咯]",
         when=lambda c: _promoted(c) is not None and not re.search("羡慕|嫉妒|恭喜", c.reading.text),
         trust=3),
    Rule("P 的职务是 T", "contact.add", 7.2, "contact field=title title", none="ask show if coming",
         says="(?:职务|职位|头衔)(?:是|为|[:： ])+(?!什么|啥|多少)[\u4e00-\u9fff]{2,}", trust=2),
    Rule("P 的职务改成 T", "contact.add", 7.4, "contact field=title change",
         none="ask remind ticket_word order_word wrong last"),
    Rule("采购换成 P 了", "contact.add", 7.3, "customer", any="phone wechat email",
         none="ask remind user_only",
         says="(?:现在|以后|后面|今后)(?:是|由|归|换成)?[^,，。]{0,10}(?:对接|负责|接手|接替|接他)"
              "|(?:采购|联系人|对接人?|接口人|经理|主管|财务|老板|负责人|人)(?:已经)?(?:换成|换了|改成"
              "|变成|换为|由)|新(?:来|换|上任)|(?:添|加|多了?)(?:了)?个(?:人|对接|联系)",
         when=lambda c: not re.search(r"(?:联系人|对接人)?的?电话(?:换|改)", c.text)),
    Rule("P 的电话", "contact.show", 6.5, "person field", any=_FIELD_ASKED,
         none="drop if chat reported past today add change remind future met new_customer task_word assign "
              "export money",
         when=_asks_field),
    Rule("P 的微信发我", "contact.show", 7.2, "contact", none="add change remind new_customer past reported",
         says=SEND_ME, trust=6),
    Rule("P 叫什么", "contact.show", 7, "person", none="change remind met reported if chat add new_customer",
         says="叫(?:什么|啥|个啥)(?:名字?|来着|呀|啊)?[?？ ]*$",
         when=lambda c: any(_NAMED.match(c.reading.text, p.end, c.end) for p in c.people("contact")),
         trust=4),
    Rule("X P 电话", "contact.show", 7.2, "contact customer field", none="phone email add change",
         when=lambda c: c.end - c.start == len(c.reading.text)
                  and _ONLY_A_FIELD.fullmatch(outside(c, c.mentions)) is not None
                  and c.mentions[-1].end < c.end - 1,
         trust=12),
    Rule("P 的生日是 A 还是 B", "contact.show", 7, "person field",
         none="change remind met reported third new_customer if chat",
         says="(?:生日|电话|手机|微信|邮箱|职务)[^,，。]{0,3}是[^,，。]{1,6}还是[^,，。]{1,6}"
              "(?:来着|[啊呀呢?？,，。 ]|$)",
         trust=3),
    Rule("X 的电话多少", "contact.show", 5.5, "customer field", any=_FIELD_ASKED,
         none="reported past today add change remind future met new_customer task_word money customer_word",
         when=lambda c: _asks_field(c) and c.has("ask", "show")),
    Rule("X 的电话", "contact.show", 6, "customer", any=_FIELD_ASKED,
         none="phone email change add remind met person time if chat task_word ticket_word",
         says=r"^\s*某+(?:公司|那边|那里|他们)?的?(?:联系)?(?:电话|手机|座机|邮箱|微信)(?:号码?)?[?？呢 ]*$",
         trust=6),
    Rule("查一下 P", "contact.show", 4.7, "contact show",
         none="customer_word met reported remind time task_word opp_word order_word ticket_word "
              "history_word measure product field money",
         when=lambda c: len(re.sub(r"\W", "", c.text)) <= 10
                  and bool(re.match(r"\s*(?:帮我|麻烦)?(?:查|看|找|搜|调)", c.text))),
    Rule("P 是谁", "contact.show", 5, "person ask",
         none="add change remind met future task_word history_word report_word measure by order_word "
              "opp_word user scope profile_x ticket_word goal_word",
         says=r"是谁|什么人|哪位|哪家|谁啊|干[嘛啥]的|[干做]什么的"),
    Rule("P 是哪家公司的", "contact.show", 6.5, "contact", none="add change remind met time",
         says=r"^\s*(?:这个|那个)?[^,，。]{2,8}?(?:是|在)?哪一?[家个](?:公司|单位|厂|店|企业|客户)?(?:的|那边的|来着|上班)*"
              "[?？啊呀呢]*$",
         trust=3),
    Rule("P 的资料", "contact.show", 6.2, "person profile_word",
         none="reported past today add change remind met future task_word history_word user_only "
              "report_word opp_word",
         when=lambda c: not re.search(r"[发送带寄]", re.sub(r"发(?:我|给我|下|一下)", "", c.text))
                  and not _owns_it(c)),
    Rule("看看 P 的资料", "contact.show", 6.3, "contact profile_word",
         none="reported past today add change remind met future task_word history_word user_only "
              "report_word opp_word device_word",
         says="^\\s*(?:帮我|麻烦|我想|再)*[查看找搜调翻](?:[查看找搜调翻一下个我]|出来?)*[^,，。]{2,12}的"
              "(?:详细|基本|具体)?(?:资料|信息|情况|档案|详情)(?:[看查]?一?下|[发给]我|调出来|[吧呢])*"
              "[?？。 ]*$",
         trust=9),
    Rule("X 采购找谁", "contact.show", 5.8, "customer",
         none="add remind met phone person ticket_word reported past",
         says="(?:采购|财务|技术|设备|质检|工程|对接|对账|收货|开票|付款|合同|业务)[^,，。]{0,3}(?:该|要|得"
              "|应该)?(?:找|联系|问)(?:谁|哪位|哪个)|(?:谁|哪位)(?:在)?(?:管|负责)(?:采购|财务|技术|设备"
              "|质检|工程|对接|对账|收货|开票|付款)",
         trust=2),
    Rule("X 的联系人", "contact.show", 5.5, "customer contact_word", none="add remind met phone person",
         says=r"(?:联系人|对接人|接口人)(?:信息)?$"),
    Rule("X 的联系人有哪些", "contact.show", 6, "customer contact_word", any="ask show",
         none="add remind met"),
)  # fmt: skip


def _of_that_title(mention: Mention, names: tuple[Name, ...], title: str) -> tuple[Name, ...]:
    """加个采购小王, where the 王 we know there is the 总经理: somebody else, if only the family name is
    said."""
    if mention.how != "nick" or not title:
        return names
    return tuple(n for n in names if not n.title or title[-2:] in n.title or n.title[-2:] in title)


def _longer(title: people.Found, part: people.Found) -> bool:
    """计划主管, of which only 主管 was seen."""
    whole, seen = title[1], part[1]
    return whole is not None and seen is not None and whole[1] == seen[1] and whole[0] < seen[0]


def _without_firm(clause: Clause, title: people.Found) -> people.Found:
    """附二院采购科长: whose it is, and then the title."""
    span = title[1]
    firm = next((m for m in clause.named("customer") if span and span[0] <= m.start < m.end < span[1]), None)
    if firm is None or span is None:
        return title
    return clause.reading.words((firm.end, span[1])).removeprefix("的"), (firm.end, span[1])


@TOPIC.fill("contact.add")
def _add(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    if "customer" not in slots.values and (firm := new_companies.full_name_in(clause))[0]:
        slots.put("customer", *firm)
    person = people.introduced(clause)
    mention = people.known_or_new(clause, person) if person else people.staying(clause)
    span = person["contact"][1] if person else common.span(mention) or _called(clause) or _met(clause)
    if (
        mention is not None
        and (names := common.contact_names(clause, mention, slots))
        and (names := _of_that_title(mention, names, str(person.get("title", ("",))[0])))
    ):
        slots.name("contact", names, (mention.start, mention.end))
    found = field_values(clause, skip=span) | {k: v for k, v in person.items() if k == "contact"}
    if mention is not None and not person and mention.how == "title":
        found.pop("contact", None)  # 采购归新来的姜部长管 姜部长电话156…
    if title := _promoted(clause):
        found["title"] = clause.reading.words(title), title
    if "title" in person and ("title" not in found or _longer(person["title"], found["title"])):
        found["title"] = person["title"]
    if (
        "title" not in found
        and mention is not None
        and not mention.of("contact")
        and (title := titles.title_by(clause, (mention.start, mention.end)))
    ):
        found["title"] = clause.reading.words(title), title  # 加个教务荀老师
    if "title" not in found and (said := _NEW_TITLE.search(clause.text)):
        at = (clause.start + said.start(1), clause.start + said.end(1))
        found["title"] = clause.reading.words(at), at
    if "wechat" not in found and (account := wechat(clause)):
        found["wechat"] = account
    if "title" in found:
        found["title"] = _without_firm(clause, found["title"])
    for slot in ("contact", "title", "phone", "email", "wechat", "birthday"):
        if slot in found:
            slots.put(slot, *found[slot])
    if span is not None and "contact" not in slots.values:
        slots.put("contact", clause.reading.words(span), span)


def _met(clause: Clause) -> Span | None:
    return met_people.met_before(clause) if re.search(met_people.ONLY_A_NUMBER, clause.text) else None


_WHOSE = re.compile(
    r"\s*(?:查一?下|看一?下|问一?下)?([\u4e00-\u9fff]{2,3}?)的?(?:电话|手机|号码|微信|邮箱|生日|联系方式)"
)


def _called(clause: Clause) -> Span | None:
    """赵静电话多少: whom nobody has recorded by that name, or the customer spoken of would answer for her."""
    said = _WHOSE.match(clause.text)
    if said is None or not zh_names.split_person(said[1])[0] or tokens.is_word(said[1]):
        return None
    return clause.start + said.start(1), clause.start + said.end(1)


@TOPIC.fill("contact.show")
def _show(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    common.contact(clause, slots, context)
    if not {"customer", "contact"} & slots.values.keys() and (span := _called(clause)):
        slots.put("contact", clause.reading.words(span), span)
    names = {"phone", "email", "wechat", "birthday", "title"}
    for cue in clause.marked("field"):
        values = [value for category, value in cue.marks if category == "field" and value in names]
        if values:
            slots.put("field", values[0], (cue.start, cue.end))
    if "field" not in slots.values and (sent := re.search(SEND_ME, clause.text)):
        slots.put(
            "field",
            _SENT_FIELD[sent["field"]],
            (clause.start + sent.start(), clause.start + sent.end("field")),
        )
    if said := re.search(r"联系方式|怎么联系|咋联系|如何联系|怎么找", clause.text):
        slots.put("field", "phone", (clause.start + said.start(), clause.start + said.end()))
