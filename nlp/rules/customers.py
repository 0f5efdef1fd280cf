"""Customers: create, change, show, list, tags, owner, public pool, merging."""

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.reading import Clause
from nlp.rules import relocations
from nlp.rules.base import Rule, Topic
from nlp.rules.new_companies import ADDED, FORM, KNOWN_FROM, NAMELESS, ONE_MORE, brought_by
from nlp.rules.updates import custom_field

# 这个月新建的客户里来源是展会的: those that are there.
_ALREADY_THERE = re.compile(
    "(?:新?[建增录加添进来开签]|录入|登记|创建|新增加|开发)的(?:[^,，。]{0,4})(?:客户|公司|线索)"
    r"(?:里|中|当中|哪|有|[都还])|(?:最近|上次|近期|刚才?|这几天|前几天)新?[加增建录添]的[^,，。]{0,4}客户\s*$"
)


def _adds_customer(clause: Clause) -> bool:
    """An add word shortly before 客户, and nothing that asks."""
    if "的" in clause.chars and _ALREADY_THERE.search(clause.text):
        return False
    return bool(
        re.search(
            "(?:建|增|录|加|添|登记|创建|报备|入库|开|存|来(?=个|一个|新))[^,，。]{0,5}?(?:客户|公司|线索"
            "|企业)",
            clause.text,
        )
    )


_HOUSE = re.compile(
    "(?:公司|集团|[厂店校院行社馆所场局站]|中心|超市|商行|经营部|合作社|幼儿园|联盟|俱乐部|酒家|医院|诊所"
    "|工作室|[中小]学)(?=[ ,，]*(?:建档|[加录添存]|$))"
)


def _names_only_new(clause: Clause) -> bool:
    """Of all companies that the message names none is known."""
    named = [m for m in clause.reading.mentions if m.kind == "customer"]
    return bool(named) and not any(m.names for m in named)


_REACHED = re.compile(r"联系人|采购|老板|电话|手机|微信|1[3-9]\d{9}")


def _brings(clause: Clause) -> bool:
    """贺总介绍了泉港石化 联系人杜工: a company nobody has recorded, and whom to ask there."""
    brought = brought_by(clause) if _names_only_new(clause) else None
    return brought is not None and _REACHED.search(clause.reading.text, brought[1]) is not None


def _names_a_company(clause: Clause) -> bool:
    """A company nobody has recorded is named: by what it is called at its end, or by the finder of new
    ones."""
    return _HOUSE.search(clause.reading.text, clause.start, clause.end) is not None or any(
        not m.names for m in clause.named("customer")
    )


def _one_more(clause: Clause) -> bool:
    """Whom nobody has recorded; what ends in a post (还有个技术部长 王建国) is no company."""
    said = re.search(ONE_MORE, clause.text)
    firm = said["firm"].strip(" ,，") if said else ""
    end = clause.start + said.start("firm") + len(firm) if said else 0
    return not (
        "的" in firm
        or any(m.names for m in clause.named("customer"))
        or any(cue.end == end for cue in clause.marked("title"))
    )


def _lists(clause: Clause) -> bool:
    return not re.search(r"(?:多少|几)(?:个|家)?(?:新)?客户|客户(?:数|量)", clause.text)


def _bare(clause: Clause) -> bool:
    """Little besides the name is said."""
    said = sum(m.end - m.start for m in clause.named("customer"))
    return len(re.sub(r"[\W_]", "", clause.text)) - said <= 3


_ASKED = re.compile(
    r"是不是|是否|([改换变升降])没\1|据说|有没有|对不对|(?:就?是|叫|在|写的?是?)(?:多少|什么|啥|哪|谁"
    "|几(?!乎))|来着|多少来|(?<![给要])(?:什么|哪个|多少)[?？。 ]*$"
)


def _told(clause: Clause) -> bool:
    """A field is told, not asked for, and such a value can be its: 地址是不是换了, 微信换头像了 change
    nothing."""
    if _ASKED.search(clause.text):
        return False
    fields = {cue.value("field") for cue in clause.marked("field")}
    form = _LATIN_VALUE if len(fields) == 1 and fields <= {"phone", "email", "wechat"} else None
    return form is None or clause.has("phone", "email") or bool(form.search(clause.text))


# A number or an account, or nothing yet but that it changes.
_LATIN_VALUE = re.compile(
    r"[0-9][0-9 \-]{4,}|[a-z][a-z0-9_\-]{2,}|[〇零一二三四五六七八九幺]{5,}|(?:改|换|变|更新|变更|修改|补)"
    "(?:一?[下个]|掉)?[吧了啦呀哈吗 ]*$"
)


def _is_of_a_person(clause: Clause) -> bool:
    """微创那边 白洁电话换了: the number of whom stands right before it."""
    numbers = {
        cue.start for cue in clause.marked("field") if cue.value("field") in ("phone", "email", "wechat")
    }
    return any({m.end, m.end + 1} & numbers for m in clause.people("contact"))


def _handed_on(clause: Clause) -> bool:
    """The word of handing on stands right before a colleague: 换成小夏负责; 换供应商 hands on nobody."""
    text = clause.reading.text
    return "负责人" in clause.text or any(
        re.search(
            r"(?:换成|改成|改由|换|归|转|划给|划归|交由|给|让)(?:了|我们?)?$", text[clause.start : p.start]
        )
        for p in clause.people("user")
    )


# 招标户标签撤, 挂网标签抹了, 出险多那个标摘: the tag, and at the end that it goes.
_TAKEN_OFF = (
    r"(?:标签?|[\u4e00-\u9fff]那个|[\u4e00-\u9fff]这个)[ ,，]*(?:就|也|都|给我|帮我|先|可以|该)*"
    "(?:撤|抹|摘|撕|拿|取|揭|拆|删|去|取消|清|划|下)(?:下来|掉|了|下|去|销|消)*[了吧啦]*[ 。!！]*$"
)

_ASKS_STILL = re.compile(r"(?:不是|不再是|不算)[^,，。]{1,10}了?[吧吗么嘛][?？~ ]*$")  # 不是重点客户了吧

_OTHER_THINGS = "task_word opp_word ticket_word order_word history_word report_word goal_word"

TOPIC = Topic(
    Rule("某月新增的客户", "customer.list", 7.6, "time", none="add_x ask by phone contact_word",
         says="新(?:增|建|加|录|来|添|进)的(?:[^,，。]{0,4})客户(?:名单)?$|新(?:增|建|加|录|来|添|进|开)的"
              r"(?:[^,，。]{0,4})客户(?:里头?|里面|中|当中)|^\s*[本这上今当昨][个月周年季天日]{1,2}度?"
              "(?:以?来的?新(?:[增建录加添进开]的?)?|新[增建录加添进开]的?|的?新)客户(?:名单)?$"),
    Rule("新客户 X", "customer.create", 7.5, "new_customer", none="ask by show task_word report_word",
         when=lambda c: len(c.marked("measure")) < 2
                  and not re.search("全公司|团队|我们组|各个|每个|新增(?:的)?客户(?:数|有|是|名单|列)"
                                    "|客户(?:有哪些|名单|数)|[月周年天度]的?新增客户$", c.text)),
    Rule("新客户 X 联系人 P", "customer.create", 7.9, "contact_word phone", any="new_customer new_company",
         none="ask by show task_word report_word", trust=6),
    Rule("一张表", "customer.create", 8, none="ask show remind", says=FORM, trust=6,
         when=lambda c: not any(m.names for m in c.named("customer"))),
    Rule("展会上认识的 X P 电话 N", "customer.create", 7.9, "phone", none="ask show remind",
         says=KNOWN_FROM.pattern, trust=6,
         when=lambda c: not any(m.names for m in c.named("customer"))),
    Rule("P 介绍了个客户 X", "customer.create", 7.7,
         none="ask show by remind history_word if task_word asked_back",
         says=r"(?:介绍|推荐|引荐)(?:给我|来)?了?一?[个家]新?(?:客户|公司|单位)(?:[ ,，:：叫]|$)",
         when=_names_only_new, trust=12),
    Rule("P 介绍了 X", "customer.create", 7.7, none="ask show by remind history_word if task_word asked_back",
         says="(?:介绍|推荐|引荐)(?:给我|来)?了", when=_brings, trust=12),
    Rule("加个 S 级客户", "customer.create", 7.2, "add customer_word level", says=rf"^{NAMELESS.pattern}$",
         trust=12),
    Rule("新建客户 X", "customer.create", 7, "add customer_word",
         none="ask show task_word remind tag_word contact_word_only goal_word by", when=_adds_customer),
    Rule("新增: X 店", "customer.create", 7.8, "new_company",
         none="ask show task_word remind opp_word ticket_word tag_word_only order_word contact_word_first "
              "quote_word",
         when=lambda c: not c.has("customer") or c.has("phone", "contact_word", "new_customer")),
    Rule("还有个 X P 电话 N", "customer.create", 7.9, "phone",
         none="ask show by remind ticket_word opp_word order_word contact_word_first", says=ONE_MORE,
         when=_one_more, trust=9),
    Rule("X 加到客户里", "customer.create", 7.9,
         none="ask show task_word remind by if tag_word opp_word order_word ticket_word", says=ADDED.pattern,
         when=_names_a_company, trust=3),
    Rule("X 改名叫 Y", "customer.update", 7.5, "customer", none="ask remind",
         says=r"改名(?:叫|为|成)?|更名为?"),
    Rule("X 那边改名了", "customer.update", 7.5, any="contact customer", none="ask remind if", says="名",
         when=relocations.renamed),
    Rule("X 搬到 A 了", "customer.update", 6.8, any="contact customer",
         none="ask remind if chat task_word ticket_word case_ref asked_back", says="[搬迁挪]",
         when=relocations.moved, trust=3),
    Rule("满意度记 N", "customer.update", 6.6, "customer field=satisfaction", any="number quantity",
         none="ask remind ticket_word case_ref close id new_customer chat if by show",
         says="满意度(?:[记打改给填写登]|掉到|降到|升到|涨到)(?:成|为|到|个|上)?[ ]?[1-5一二三四五]"
              "(?:分|了|星|$|[ ,，])",
         trust=2),
    Rule("备注: …", "customer.update", 7.8, "customer field=note",
         none="ask remind new_customer opp_word ticket_word order_word task_word",
         says="备注[:：][^,，。:：]{2,}",
         when=lambda c: bool(c.named("customer")), trust=5),
    Rule("备注加一句", "customer.update", 7.2, "customer field=note",
         none="ask remind add_all new_customer opp_word ticket_word",
         says=r"备注(?:里|上|栏|一?下)?(?:加|写|记|改|补|更新|注明|[:：])"),
    Rule("把 X 的字段改成 V", "customer.update", 7, "customer field change",
         none="reported opp_word task_word ticket_word remind order_word goal_word",
         when=lambda c: _told(c) and not _is_of_a_person(c)
                  and (c.has("level") or any(f.value("field") != "level" for f in c.marked("field"))
                      or bool(re.search("(?:级别|等级)(?:改成|改为|调成|调到|调整为|设为|设成|换成|定为"
                                        "|升为|升到|升成)(?:了)?(?:重点|次重点|重要|vip|战略|核心|大客户"
                                        "|普通|一般|优质|散客|小客户|ka)", c.text)))),
    Rule("X 的 F 改成 V", "customer.update", 7.1, "customer change",
         none="opp_word task_word ticket_word remind order_word quote_word goal_word field level time money "
              "percent met user contact tag_word pay_word campaign_word",
         when=lambda c: _told(c) and custom_field(c) is not None),
    Rule("X 的付款方式改成 V", "customer.update", 7.6, "customer change",
         none="opp_word task_word ticket_word remind goal_word met ask asked_back if",
         says="的?(?:付款|结[算款]|回款|收款|开票|对账|[发送]货|配送|包装|运输|提货)(?:方式|周期|条件|要求|渠道)(?:也|就|先)?"
              "(?:改|换|变|调|更)",
         when=lambda c: custom_field(c) is not None and not re.search("要求|希望|想|说|能不能|打算", c.text),
         trust=3),
    Rule("X 的客户阶段改成 V", "customer.update", 7.4, "customer field=stage change",
         none="opp_word task_word ticket_word remind ask show", says="客户(?:的)?(?:阶段|状态)"),
    Rule("X 升为 A 级", "customer.update", 7, "customer level", any="change",
         none="opp_word task_word ticket_word"),
    Rule("X 划到 R", "customer.update", 6.6, "customer region",
         none="ask show remind user if chat measure opp_word order_word money tag_word campaign_word",
         says="(?:划|归|调|挪|转|分|放|改)(?:到|入|进|给|成|为|在)(?:华|东北|西北|西南)[东南西北中](?:大?区|地区|区域)?"
              "(?:了|吧|里)*[ 。!！]*$",
         trust=4),
    Rule("级别调 A", "customer.update", 7, "customer level field=level",
         none="opp_word task_word ticket_word ask new_customer customer_word",
         says=r"(?:级别|等级|评级)(?:给?[他它她])?(?:调|定|升|降|打|评|给)[ ]?[a-es]"),
    Rule("X 的字段是 V", "customer.update", 5.5, "customer field",
         none="opp_word task_word ticket_word ask show remind new_customer contact_word person met "
              "customer_word pay_act report_word order_act",
         says="(?:级别|等级|地址|电话|邮箱|行业|来源|备注|微信|开户行|信用额度|额度|满意度|类型|性质|所有制"
              "|资信|偏好|喜好|状态|区域|备注信息|全称|账户|账号|手机)(?:号|码)?(?:一下)?(?:就?是|为"
              "|[:：])?[ ]?(?!(?:就?是)?(?:不是|不对|否|对不对|多少|什么|啥|哪|谁|几|怎)"
              "|一?[下上](?:[吧哈]|$)|留|给|记|发|打|说|问|联系|没|换|改|沟通|聊|里|过|来|了|通"
              r"|存)[a-z0-9\u4e00-\u9fff]{1,}",
         when=_told),
    Rule("X 的自定义字段 V", "customer.update", 6.4, "customer custom_field",
         none="ask show remind new_customer task_word ticket_word opp_word order_act pay_act report_word "
              "quote_word chat if",
         when=lambda c: bool(re.search(r"[a-z0-9\u4e00-\u9fff]",
                                       c.reading.text[c.marked("custom_field")[0].end : c.end]))
                  if c.marked("custom_field") else False),
    Rule("X 的地址发我", "customer.show", 7.1, "customer field",
         none="change add remind met person phone email",
         says="(?:地址|行业|税号|账号|级别|来源|备注|资料|信息)(?:再|都)?(?:发我|给我|发过来|发一下)",
         trust=10),
    Rule("看 X 的资料", "customer.show", 6, "customer profile_word",
         none=f"{_OTHER_THINGS} add change met remind contact_word tag_word meet_done",
         when=lambda c: not re.search(r"发(?:给|一下|送|了)?.{0,3}资料|资料发|带|寄|要了|送", c.text)),
    Rule("X 是什么级别", "customer.show", 6.2, "customer field",
         none=f"{_OTHER_THINGS} add change met remind person contact_word level task_word device_word "
              "survey_word tag_word",
         says="是?(?:什么|啥|几|哪个|哪一?)(?:级别|等级|级|类|行业|区域|地区|来源)(?:的|啊|呀|来着)?[?？]?$"
              "|(?:级别|等级|行业|区域|地址|来源|备注|负责人|开户行|信用额度|额度|账户)(?:是|写的?是?)?"
              "(?:什么|啥|多少|几级|哪里|哪儿|在哪儿?里?|谁)(?:的|啊|呀|来着)?[?？]?$"),
    Rule("看看他家", "customer.show", 4.6, none="add change remind met history_word order_word task_word",
         says="(?:看看|查查|看一?下|查一?下|看)(?:它|他家|她家|他们|这家|这户|这个客户|这客户)(?:的)?"
              "(?:啥情况|什么情况|情况|资料|怎么样|信息)",
         when=lambda c: "customer" in c.carried and not c.has("customer")),
    Rule("看看 X", "customer.show", 4.5, "customer show",
         none=f"{_OTHER_THINGS} field add change remind met act_other measure customer_word stock_word "
              "device_word contact_word future period person",
         when=lambda c: len(c.text) <= 16
                  and not re.search(r"看(?:了|过|到|中|完|上)(?!吗)|到.{1,8}看", c.text)),
    Rule("X 怎么样", "customer.show", 4, "customer ask",
         none=f"{_OTHER_THINGS} field add change remind met measure stock_word device_word contact_word "
              "future person product money period survey_word churn_word tag_word",
         says=r"怎么样|咋样|啥情况|什么情况|怎样|情况|介绍"),
    Rule("谁在跟 X", "customer.show", 7.1, "customer",
         none="met remind add change ticket_word task_word opp_word order_word measure time",
         says=r"(?:是)?(?:谁|哪个|哪位|哪个同事)(?:在|来)?(?:负责|跟进?|管|维护)(?:的|着)?(?=$|[\s,，?？])"
              "|谁(?:在|来)(?:负责|跟进?|管|维护)|归(?:谁|哪个)(?:管|负责|跟)?|是?(?:谁|哪个同事)的"
              "(?:客户)?[呀啊]?[?？]?$",
         when=lambda c: len(c.text) <= 18),
    Rule("只有名字", "customer.show", 3, "customer", none="person time met meet money", when=_bare),
    Rule("有哪些客户", "customer.list", 5, "customer_word", any="ask show",
         none="reported third pool_word by measure_only campaign_word task_word churn_word remind met add "
              "opp_word survey_word export",
         when=lambda c: _lists(c)
                  and bool(re.search("哪些|哪几|名单|列|清单|看|查|找|筛|有没有|调|拉|多少|给我"
                                     "|显示", c.text))
                  and not re.search("是不是|行不行|怎么看|怎么算|客户说|客户都|别老|哪个客户|最帅"
                                    "|[来去到过]看", c.text)),
    Rule("条件 + 客户", "customer.list", 4.5, "customer_word",
         any="region industry level place tag source scope=me user pool_word stage",
         none="by add met remind change campaign_word money tag_word churn_word opp_word customer "
              "act_future assign to_user_real ask_number export release report_word asked_back chat third "
              "reported if",
         when=_lists),
    Rule("T 标签的客户", "customer.list", 6.2, "tag tag_word",
         none="customer campaign_word drop assign remind",
         says="标签(?:下|里|底下)?的?(?:客户|公司|都?有哪些|有谁|$|[,，、 ])"
              "|(?:标签(?:是|为|叫)|带(?:有|着)?|打了|贴了)[^,，]{1,8}的?(?:标签的?)?(?:客户|公司|有)",
         when=lambda c: not re.search(r"(?:打|贴|加|标|换|改)(?:上|个|一个|成)(?!了)", c.text)),
    Rule("行业是 I 的", "customer.list", 6.4, any="industry level source stage region",
         none="customer remind change add money opp_word order_word ticket_word",
         says=r"^\s*(?:客户)?(?:行业|来源|级别|等级|区域|地区|阶段)(?:是|为|在)[^,，。 ]{1,8}的(?:客户|公司"
              "|有哪些|有几家|有谁|都有谁)?[?？]?$",
         trust=3),
    Rule("多久没跟进的客户", "customer.list", 8, "idle", none="add remind"),
    Rule("公海", "customer.list", 6, "pool_word", none="customer remind claim",
         when=lambda c: not re.search(r"放|丢|扔|退|释放|规则", c.text)),
    Rule("客户来源是 S 的有几家", "customer.list", 6.4, "customer_word",
         any="source stage region industry level user tag place", none="add change remind met by",
         says=r"的有(?:哪些|几家|几个|多少)|名下.{0,6}客户.{0,6}(?:列|看)|的有哪些$"),
    Rule("标签是 T 的", "customer.list", 6, "tag", any="show ask", none="customer add drop campaign_word"),
    Rule("我有多少客户", "customer.list", 6.6, "customer_word",
         none="add remind time measure_only by met order_word",
         says=r"^\s*(?:我|某+)(?:名下|手里|手上|现在|一共|总共|目前|还)*有(?:多少|几)[个家]?客户"
              r"[了啊呢]?[?？]*$",
         trust=3),
    Rule("新增的客户有哪些", "customer.list", 6, "customer_word time", any="ask show",
         none="by task_word opp_word churn_word ask_number order_word pay_word",
         says=r"新增|新建|新录|新加|新来|录入|录的|新客户|新开|创建", when=lambda c: _lists(c)),
    Rule("打标签", "customer.tag", 7, "customer tag_word",
         none="drop show ask remind new_customer new_company",
         when=lambda c: not re.search("去标签|撤|抹|摘|拿下|不是|不再是|(?<!打)(?<!贴)"
                                      "(?:标书|的标[中丢没开废流投,，。 ]|[招投竞中流开]标)", c.text)
                  and not _of_a_marker(c)),
    Rule("T 换成 T", "customer.tag", 7.6, "customer tag", none="show ask remind",
         says=r"[换改变调](?:成|为|到|做)", when=lambda c: bool(exchanged(c)), trust=1),
    Rule("打上 T", "customer.tag", 7.1, "customer tag",
         none="field=source field=level field=note show ask remind new_customer new_company",
         says=r"^\s*(?:再|就|都)?换(?:上|个)?|(?:打|贴|标|加|挂|换成|改成)(?:上|个|一个|了|一下|记|为|成"
              "|签)*[:： ]*[^,，。]{1,10}|标签|标记|标为",
         when=lambda c: not re.search("去掉|摘|撕|取消|拿掉|取掉|删|移除|去了|不要|不打|撤|抹|拿下|不是"
                                      "|不算|不再|标签(?:下|里|底下)的", c.text)),
    Rule("T 标签撤", "customer.untag", 8.3, "customer", any="tag_word tag",
         none="task_word opp_word remind never", says=_TAKEN_OFF,
         when=lambda c: not _ASKS_STILL.search(c.text)),
    Rule("去掉标签", "customer.untag", 8, "customer", any="tag_word tag", none="task_word opp_word remind",
         says="去掉|摘掉?|撕|取消|拿掉|取掉|删|移除|去了|不要|去除|清掉|划掉|撤(?:掉|了|销|下)|去标签?"
              "|不再是|不算|不是.{1,8}了",
         when=lambda c: not _ASKS_STILL.search(c.text)),
    Rule("去掉 T", "customer.untag", 6, "tag", none="task_word opp_word remind ask customer_word",
         when=lambda c: len(c.text) <= 16
                  and bool(re.search(r"去掉|摘掉?|撕掉?|取消|拿掉|删|移除|去除|清掉|撤掉", c.text))),
    Rule("转给 U", "customer.transfer", 7, "customer assign user",
         none="task_word ticket_word opp_word remind approval_word"),
    Rule("把 X 给 U", "customer.transfer", 7.2, "customer user",
         none="task_word ticket_word case_ref ask remind opp_word order_word quote_word product coming "
              "money contact met if asked_back act_other",
         says=r"^\s*(?:把)?某+(?:公司|店|厂|家|这家|那家|那边|这个客户|那个客户|的客户)?(?:就|先|以后)?"
              r"(?:给|归|转成|转|交)某+(?:[来去]?(?:跟|管|负责|带|做|接))?[了吧哈]*\s*$",
         trust=3),
    Rule("让 U 接手 X", "customer.transfer", 7.6, "customer user",
         none="task_word ticket_word ask remind opp_word coming",
         says=r"(?:让|叫|由|请|给)[^,，。]{1,5}(?:来|去)?(?:接手|接管|接盘|接替|接过去)"),
    Rule("U 接手 X", "customer.transfer", 7.3, "customer user",
         none="task_word ticket_word ask remind opp_word coming today if asked_back",
         says=r"^\s*[\u4e00-\u9fffa-z]{2,6}(?:来)?(?:接手|接管)(?![过后了])[^,，。]{2,12}$",
         when=lambda c: c.people("user")[0].start < c.named("customer")[0].start),
    Rule("负责人换成 U", "customer.transfer", 8, "customer user", any="field=owner",
         none="task_word ticket_word ask"),
    Rule("换成 U 负责", "customer.transfer", 7.4, "customer user",
         none="task_word ticket_word ask remind opp_word",
         says="(?:换成|改成|改由|换|归|转|划给|划归|交由|给).{1,4}(?:来)?(?:负责|跟|管|接手|接|带|维护"
              "|服务)?(?:了|吧|哈)?$|换负责人",
         when=lambda c: not c.has("act_other", "quote_word", "order_act", "met", "coming", "today", "product",
                                  "money", "person_x")
                  and _handed_on(c)
                  and not re.search(r"(?:发|打|寄|送|报|提|建|开|说|问)给|给.{1,4}(?:打|发|提)", c.text)),
    Rule("以后由 U 跟进", "customer.transfer", 6.5, "customer user", none="task_word ticket_word past",
         says="(?:以后|今后|后面|往后|以後|之后)?(?:都?由|归|给|让).{1,4}(?:来)?(?:负责|跟进?吧|接手|接管"
              "|对接吧|管(?!理))",
         when=lambda c: not c.has("future", "repeat")),
    Rule("以后 U 跟", "customer.transfer", 7.6, "customer user",
         none="task_word ticket_word past ask remind coming add if asked_back",
         says="(?:以后|今后|往后|后面|从今往后|往后就)(?:的)?(?:就|都|全|统一)?(?:由|归|给|让"
              "|叫)?[^,，。 ]{1,4}(?:来|去)?(?:负责|跟进?|对接|维护|接手|接管|管|服务|盯)(?:着|了|吧|哈|$"
              "|[,，。 ])",
         when=_handed_on),
    Rule("X 的单子谁跟着", "customer.show", 7.1, "customer",
         none="met remind add change ticket_word task_word",
         says="的(?:单子?|客户|商机)(?:现在|一直|都|是)*谁(?:在|来)?(?:负责|跟进?|管|盯)(?:的|着)?[呢呀啊]?"
              "(?=$|[ ,，?？])"),
    Rule("放回公海", "customer.release", 8, "pool_word customer", any="release assign drop", none="remind"),
    Rule("不跟了", "customer.release", 5.5, "customer", none="opp_word task_word",
         says="(?:不跟|不想跟|不要)了.*公海|释放|(?:不想?跟(?:进)?了|放弃跟进|跟不动了?|不再跟进?了?)"
              r"(?:吧|啦|这个客户|这家)?(?:$|[\u4e00-\u9fffa-z]{2,8}$)"),
    Rule("从公海领", "customer.claim", 8.5, "pool_word customer",
         says=r"领|捞|认领|拿|捡|抢|要(?:回|过来|了)|归我|我跟",
         when=lambda c: not re.search(r"放回|丢回|退回|扔", c.text)),
    Rule("我要领 X", "customer.claim", 7, "customer", none="product order_word task_word met remind coming",
         says=r"我要?领[^导料取证奖]|公海里?的.{1,10}(?:给我|我要|归我)"),
    Rule("认领 X", "customer.claim", 7, "customer claim",
         none="assign remind task_word met order_word product",
         says=r"认领|领(?:一下|下|走|回|过来|到|了|取)|捞|^\s*(?:帮我|我要?)?抢"),
    Rule("X 归我了", "customer.claim", 6.8, "customer",
         none="remind task_word met order_word ask coming opp_word ticket_word reported",
         says="归我(?:了|吧|跟|管|负责)?$|(?:以后|后面|往后)?我(?:来)?(?:接手|接管|认领|领了)"
              "|我来(?:接|跟|负责|维护)(?:吧|了|一下)?$|领取(?:客户)?"),
    Rule("我自己接 X", "customer.claim", 8, "customer",
         none="remind task_word met order_word ask coming opp_word ticket_word reported product money "
              "case_ref",
         says=r"^\s*(?:把|那|就)?某+(?:公司|店|厂|家|这家|那家|那边|这边|这个客户|那个客户)?(?:就|先|以后"
              "|还是)*(?:我(?:自己|亲自)(?:来|先|去)*(?:接手?|跟进?|管|带|负责|维护)|我(?:来|先)?接手?"
              "|我(?:自己)?来|(?:转|划|分|移|交)(?:给|到)我(?:自己|名下)?(?:来?跟|来?接|来?负责)?"
              r"|[给归留]我自己(?:来?跟|来?接|来?管|来?负责)?)[着了吧哈]*\s*$",
         trust=10),
    Rule("合并", "customer.merge", 9, "customer merge",
         when=lambda c: len(c.named("customer")) >= 2 or "合" in c.text or "并" in c.text),
)  # fmt: skip

_MARKING = re.compile("^(?![^打]{0,6}[给把帮])[^打]*打标(?=[\u4e00-\u9fff])(?![签记上个成为了下一])")


def _of_a_marker(clause: Clause) -> bool:
    """海门那边反馈打标太慢: what a marking machine does, where no tag is named and nobody is given one."""
    return not clause.has("tag") and _MARKING.search(clause.text) is not None


_FOR = re.compile(r"(?:这个|那个|的|标签|[ ,，])*(?:换|改|变|调)(?:成|为|到|做)(?:了|标签|[ :：])*")


def exchanged(clause: Clause) -> list[Mention]:
    """Two tags, the second of which is to stand for the first: 急件多换成小语种."""
    tags = clause.named("tag")
    text = clause.reading.text
    return tags if len(tags) == 2 and _FOR.fullmatch(text, tags[0].end, tags[1].start) else []
