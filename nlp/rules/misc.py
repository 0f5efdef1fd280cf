"""Surveys, campaigns, approvals, and the talk about the last write: undo and correct."""

from nlp import forms as re
from nlp.reading import Clause
from nlp.rules import approvals, campaigns, common, mistakes
from nlp.rules.base import Context, Rule, Slots, Topic
from nlp.rules.corrections import MISREPORTED, correction, put_right

_MAKES = re.compile(
    f"{campaigns.MAKES}[^,，。]{{0,14}}?(?:{campaigns.NOUN})|(?:{campaigns.NOUN})[,， ]?(?:帮我|帮忙|给我"
    rf"|帮)?(?:建|搞|办|录|登记|发起|策划|安排)(?:一?下|一?个|上|起来|吧)|^\s*活动[:：,， ]+\S{{2,16}}[,， ]"
    "(?:帮我|帮)?(?:建|搞|办|录|登记)(?:一?下|一?个|上|起来)"
)
_MAKES_ONE = re.compile(
    f"(?:搞|举?办|策划|组织|做|发起|来|弄|安排|开)(?:个|一个|一场|场|一次|次|一期|期|一档)[^,，。]{{0,14}}"
    f"(?:{campaigns.NOUN})"
)
_WAITS = re.compile(
    "(?:还有|有)(?:几|多少|没有?|哪些|什么|啥|没)|没(?:点|批|审|处理|过|看)|待|等[我着]|列表|有哪些|哪些"
    "|[要该]我"
)


# 众恒那笔尾款都别催了: money that is spoken of, no entry to take back.
_THAT_SUM = re.compile("[那这]笔[^,，。 ]{0,6}?[款钱账费]")
_TAKEN_BACK = re.compile("刚才|刚刚|刚[记录建加发]|上一?[条个笔]|删|撤|不算|错|去掉|取消|作废|不要了|收回")
TOPIC = Topic(
    Rule("发满意度调查", "survey.send", 8, "survey_word customer",
         none="ask show by remind future field_change", says=r"发|推送?|做|来|送|寄|邀请|群发|填|评一?下",
         when=lambda c: not re.search("结果", c.text)),
    Rule("发满意度调查", "survey.send", 6.5, "survey_word", none="ask by remind time show_list",
         says=r"发(?:个|一个|送|一份|份|一下)?.{0,6}(?:满意度|问卷|调查|调研)",
         when=lambda c: not re.search("结果|发我|发给我", c.text)),
    Rule("让 X 打个分", "survey.send", 7.6, any="customer contact",
         none="ask remind time past ticket_word id number future if never",
         says="(?:让|请|叫|喊|邀请?)[^,，。 ]{1,12}?(?:给我们?|帮我们?)?"
              "(?:(?:打|评)(?:个|一?下|一个)?分|评价(?:一?下)?)[吧啊哈]*$"),
    Rule("某月满意度调查", "survey.report", 7, "survey_word time", none="customer remind add by",
         says=r"调查|问卷|调研", when=lambda c: not re.search("发(?:个|一|给|送|满意|调查|问卷)", c.text)),
    Rule("满意度调查结果", "survey.report", 8, "survey_word", none="customer remind by add",
         says="(?:调查|问卷|满意度|调研|nps)[^,，。]{0,6}(?:结果|报告|情况|怎么样|咋样|如何|反馈|汇总|统计"
              "|回收|分析)|(?:结果|报告).{0,4}(?:满意度|调查|问卷)|(?:看|查)[^,，。]{0,8}(?:问卷|调查"
              "|调研)"),
    Rule("建活动", "campaign.create", 8, "campaign_word add", none="ask show_list",
         when=lambda c: bool(_MAKES.search(c.text))),
    Rule("搞活动", "campaign.create", 6.5, "campaign_word", none="ask show remind customer met to_user",
         when=lambda c: bool(_MAKES_ONE.search(c.text))),
    Rule("活动效果", "campaign.show", 7.5, "campaign_word",
         any="ask show profile_word report_word campaign_word",
         none="add_real remind future_x money met reported customer to_user",
         says="效果|[咋怎]样|怎么样|数据|情况|结果|多少|报名|如何|转化|反馈|查|看(?!了|过|中)|进展|响应"
              "|反响|来了|带来|参加|成果|几个",
         when=lambda c: not re.search("(?:建|创建|发起|搞|办|策划|组织|新增)(?:个|一个|一场|场"
                                      "|一次)", c.text)),
    Rule("来了多少人", "campaign.show", 6, none="customer product remind",
         says="(?:会|活动|沙龙|专场|促销|直播|讲座|大促|季|营|展)(?:上|里)?(?:来|报名|参加|参与|到场|带来"
              "|签到)了?(?:多少|几)"),
    Rule("T 效果如何", "campaign.show", 4.8,
         none="customer product remind measure task_word opp_word met reported person type fault chat past",
         says=r"^\s*(?:看看|看一?下|查一?下)?(?!这|那|我|你|他|方案|课程|用)[\u4e00-\u9fffa-z0-9]{3,12}?"
              "(?:的)?效果(?:到底)?(?:怎么样|咋样|如何|怎样|好不好|好吗)"),
    Rule("效果怎么样", "campaign.show", 5,
         none="customer product remind measure task_word opp_word met reported person",
         says="(?:专场|沙龙|促销|推广|直播|展|节|季|日|会|回馈|体验|大促|讲座|活动|营).{0,4}(?:效果|数据"
              "|反响|来了多少|报名|办得|搞得|参加)"),
    Rule("申请审批", "approval.request", 8, "approval_word",
         any="customer money percent discount add approval",
         none="show remind future_x waiting stage third_x met field",
         says="申请|提[个一交]?.{0,4}审批|报销|特批|请批|报批|请示|走.{0,3}审批|批一下|审批[:：]|特价"
              "|发起.{0,4}审批|审批",
         when=lambda c: not re.search("待(?:我)?审批|等我|谁提了?|提(?:上来|过来|交)?的(?:审批|申请|报销)"
                                      "|(?:压|卡|堆)(?:在|到)?我|要我批|需要我|审批(?:列表|有哪些|了吗"
                                      "|通过)|待批|待审|批了[吗没]|已?批了$|合同审批|(?:没|还有.{1,3})"
                                      "(?:批|点|审)|报销(?:单子?|款)?(?:贴|丢|弄丢|找不|忘|填错"
                                      "|还没(?:下|到)|到账|下来|太|好慢)", c.text)),
    Rule("请批 …", "approval.request", 8.1, none="ask show remind waiting asked_back never if",
         says=r"^\s*请(?:领导|老板|上级|公司)?批(?:准|示|复)?(?:[ :：,，]|$)",
         when=lambda c: c.start == 0 and len(c.reading.text) > c.end + 3, trust=4),
    Rule("我要审的", "approval.list", 7.4, none="remind money customer",
         says=r"^\s*(?:看看|查下?|有没有|还有)?(?:等|待|该|要|需要)?我(?:要|该|得|来)?(?:审|批)的"
              "(?:单子?|东西|有哪些|有没有|有几个|呢)?[?？]?$",
         trust=4),
    Rule("报领导批", "approval.request", 6.6, none="ask show remind waiting asked_back never",
         says=r"批|申请|报销|请示|领导|老板|走.{0,4}流程", when=lambda c: approvals.asked(c.text)),
    Rule("花了 N 报一下", "approval.request", 6.8, any="money number",
         none="ask show remind ticket_word quote_word future",
         says="花了?|费|打车|高铁|机票|住宿|加油|过路|停车|吃饭|请客|礼品|快递|打印|动车|火车|车票|大巴"
              "|滴滴|宾馆|酒店|招待|餐|油钱",
         when=lambda c: bool(re.search(r"(?:^|[,，。 \d元块万千百])(?:帮我|给我|要|想)?"
                                       "(?:报(?:一?下|个|掉|了吧|销|$)|能报)", c.text))),
    Rule("想打 N 折", "approval.request", 6.5, "discount", any="customer",
         none="quote_word show ask remind met order_act product", says=r"申请|批|能不能|想"),
    # 给宏业打个八八折行不: put to the boss; what the customer asks for so is no request yet.
    Rule("N 折行不", "approval.request", 7.3, "discount", any="customer",
         none="quote_word show remind met order_act",
         says="折(?:的话)?(?:行不行?|行吗|成不成?|成吗|可以不|可以吗|可不可以|能不能批|能批[吗不])",
         when=lambda c: not re.search("问|说|讲|要求|提出|[他她]们?[想要]|跟我", c.text), trust=4),
    Rule("有没有人找我批", "approval.list", 8, any="ask show", none="remind money customer add",
         says="(?:有没有|有(?:谁|人|什么|啥)|谁|哪些人?|几个人?)[^,，。又]{0,4}(?:找|等|让|要|喊|求)我"
              "(?:来|去)?(?:批(?!评|发|量)|审(?!计)|签字|点头|拍板)",
         trust=3),
    Rule("还有几个没批", "approval.list", 8.2, "approval_word", any="ask show scope=me status",
         none="remind money discount add customer kind measure",
         when=lambda c: bool(_WAITS.search(c.text))
                  and not re.search("我(?:提|申请|报|交|发起)|批了[吗没]|通过了?[吗没]|怎么|如何|合同审批"
                                    "|报销(?:了|多少)", c.text)),
    Rule("再申请 …", "approval.request", 6.4, "approval_word",
         none="ask show remind waiting stage third met field customer_word undo if",
         says=r"^\s*(?:并且?|再|另外|顺便|同时|还要?|帮我|帮忙|我要|我想|想|要|请|麻烦|,)*(?:申请|报批|特批"
              "|请示|提交?.{0,4}(?:审批|申请)|报销|走.{0,4}审批|发起.{0,4}审批)",
         when=lambda c: len(c.text) >= 4),
    Rule("我的审批到哪了", "approval.list", 7, "approval_word", none="remind money discount add customer",
         says="(?:审批|申请)[^,，。]{0,4}(?:到哪|走到哪|批到哪|进度|进展)", trust=4),
    Rule("待我审批", "approval.list", 8.5, "waiting", none="remind"),
    Rule("先撤销上一条", "undo", 8, "undo last", none="ask"),
    Rule("撤销", "undo", 8, "undo", none="ask remind approval_word survey_word",
         when=lambda c: len(re.sub(r"[\W_]", "", c.text)) <= 14
                  and not re.search("撤[销回](?:键|按钮|功能|权限|次数)|标签|待办|提醒$|恢复(?:供"
                                    "|合|生|联|了|正常|使用|运行)"
                                    "|[洗修换调弄].*恢复", c.text)),
    Rule("最后一步撤掉", "undo", 8, "drop", none="ask remind customer task_word",
         says=r"^\s*(?:把)?最[后近]一?(?:步|条|笔|个操作)(?:操作|记录)?(?:给我)?(?:撤|删|取消|不要|去)"),
    Rule("删掉刚才那条", "undo", 8.2, "last drop", none="ask remind",
         says=r"刚才|刚刚|上一?[条个笔步]|上条|上笔|那条|那笔|这条|这笔|前一条|最后一条|刚[记录建加发]",
         when=lambda c: not re.search("[那这]条(?:船|线|产线|路|街|管|航线|专线|流水线|命|狗|鱼)"
                                      "|(?:的|那个)(?:待办|任务)(?:取消|不)|那[条个](?:待办|代办|任务"
                                      r"|提醒)|^\s*(?:去|给|跟|找|约|送|寄|发|催|打|问|见|陪|带"
                                      "|交)[^,，。]{2,12}那[条个](?!.*(?:刚才|刚刚|上一))", c.text)
                  and not (_THAT_SUM.search(c.text) and not _TAKEN_BACK.search(c.text))),
    Rule("刚才那条不算", "undo", 7, "last", none="ask remind add money customer",
         says=r"不算|作废|不要了|当没|删|撤|取消|别记|不作数",
         when=lambda c: not re.search("[那这]条(?:船|线|产线|路|街|管|航线|专线|流水线|命|狗|鱼)", c.text)),
    Rule("报错了, N 才对", "correct", 8.1, any="money time discount quantity number",
         none="ask asked_back remind ticket_word met third", says=MISREPORTED.pattern,
         when=lambda c: correction(c) is not None, trust=3),
    Rule("记错了, 应该是", "correct", 8, "wrong",
         any="money time person customer field product quantity phone last label stage percent discount "
             "level company channel",
         none="ask remind ticket_word reported met third type title_x",
         when=lambda c: correction(c) is not None),
    Rule("是 V 我记错了", "correct", 8, none="ask asked_back remind met third",
         says=r"^\s*(?:其实|应该|就)*是?[^,，。 ]{1,14}[ ,，]+(?:刚才|刚刚)?是?我?"
              "(?:记|写|说|搞|弄|打|录|输)错了?[了啊。!！ ]*$",
         when=lambda c: c.start == 0 and c.end == len(c.reading.text) and correction(c) is not None, trust=6),
    Rule("不对是 N", "correct", 8, "wrong number", none="ask remind ticket_word met third",
         says=r"^\s*(?:哦|啊|诶|哎|[,， ])*(?:[说记弄打写]错了?|不对|错了?)[了啊,， ]*"
              "(?:应该|实际)?是[^,，。]{1,10}$",
         when=lambda c: correction(c) is not None, trust=2),
    Rule("不是 A 是 B", "correct", 8, none="ask remind",
         says=r"^\s*(?:哦|啊|不对|错了|说错了|等等|[,， ])*(?:不是(?!吧|吗|嘛|我说)|不叫|不在)",
         when=lambda c: correction(c) is not None),
    Rule("B 不是 A", "correct", 8.1, none="ask asked_back remind", says="不是|成",
         when=lambda c: c.start == 0 and c.end == len(c.reading.text) and put_right(c) is not None, trust=3),
    Rule("时间不对", "correct", 7.4, none="ask asked_back",
         says=r"^\s*(?:刚才|刚刚)?(?:那个|那条|那笔|的)*(?:金额|时间|日期|数量|客户|联系人|产品|单价|总价"
              "|电话)(?:不对|错了|有误|[搞写记弄填]错了?)[了啊吧呀。!！ ]*$"),
    Rule("金额不是 A 是 B", "correct", 7.6, none="ask remind met reported",
         says=r"^\s*(?:刚才|刚刚)?(?:那个|那条|那笔|的)*(?:金额|时间|日期|数量|客户|联系人|产品|单价|总价"
              "|电话|阶段|级别|等级|概率|折扣|负责人|渠道|优先级)不是",
         when=lambda c: correction(c) is not None),
    Rule("F 是 B 不是 A", "correct", 7.6, none="ask remind met reported customer_word",
         says=r"^\s*(?:刚才|刚刚)?(?:那个|那条|那笔|的)*(?:金额|时间|日期|数量|联系人|产品|单价|总价|电话"
              "|概率|阶段|级别|等级)(?:应该)?是[^,，。是]{1,14}[,， ]?不是[^,，。]{1,14}$",
         when=lambda c: correction(c) is not None),
    Rule("刚才那个时间改到", "correct", 7.8, "last change", none="ask remind task_word opp_word ticket_word",
         says=r"(?:金额|时间|日期|数量|客户|联系人|截止|内容|标题|产品|单价|阶段|概率|渠道)",
         when=lambda c: correction(c) is not None),
    Rule("金额改成 N", "correct", 5.8, "change",
         none="customer opp_word task_word ticket_word order_word ask remind postpone_thing goal_word id",
         when=lambda c: _plain_change(c)),
    Rule("优先级改成 P", "correct", 7.4, none="customer ticket_word id ask remind",
         says=r"^\s*(?:把|将)?(?:刚才)?(?:那个|那条|的)*(?:优先级|紧急程度)(?:应该)?(?:改|调|换|设|是)[成为到]?"
              "(?:最?[高低]|中|普通|正常|一般|紧急|重要)",
         when=lambda c: correction(c) is not None, trust=3),
    Rule("改回 V 吧", "correct", 8,
         none="customer opp_word task_word ticket_word order_word ask asked_back remind goal_word id",
         says=r"^\s*(?:那|还是|就|算了|给我|[ ,，])*(?:改|换|调)回到?[^,，。 ]{1,12}[!！。 ]*$",
         when=lambda c: correction(c) is not None, trust=3),
    Rule("写成 A 了, 实际是 B", "correct", 7.9, none="ask remind task_word ticket_word",
         says=r"(?:写|记|录|填|打|输|说)成[^,，。]{1,12}了?[,， ]*(?:实际上?|其实|应该|应)(?:应该)?(?:是|为)",
         when=lambda c: correction(c) is not None),
    Rule("电话是 N", "correct", 5.2, "phone", none="customer person ask remind add",
         when=lambda c: bool(re.fullmatch(r"\s*(?:电话|手机|手机号|号码)(?:号码)?"
                                          r"(?:应该)?是[\d\- ]+", c.text))),
    Rule("应该是 V", "correct", 6, none="ask remind met act_real",
         says=r"^\s*(?:哦|啊|不对|错了|[,， ])*(?:应该是|应为|是|改成|改为)",
         when=lambda c: len(c.text) <= 14 and c.has("money", "time", "person", "customer", "product")
                  and not c.has("task_word", "opp_word") and correction(c) is not None),
)  # fmt: skip


def _plain_change(clause: Clause) -> bool:
    """金额改成12万, 改到周五: a change, and nothing that it is a change of."""
    return (
        bool(
            re.match(
                r"\s*(?:那|还是|就|[ ,，])*(?:把|将)?(?:刚才)?(?:那个|那条|那笔|的)?(?:金额|时间|日期|数量"
                "|客户|联系人|提醒时间|提醒|截止时间|内容|标题|产品|单价|阶段|概率|截止|地点|渠道|方式"
                "|电话|总价|总额|折扣|优先级|紧急程度|(?:丢单|输单|失败)?(?:原因"
                "|理由))?(?:不对)?[,， ]?(?:应该)?(?:改成|改为|改到|改在|改回|改|换成|换到"
                "|更正为|调整为)",
                clause.text,
            )
        )
        and correction(clause) is not None
    )


@TOPIC.fill("survey.send", "survey.report")
def _survey(clause: Clause, slots: Slots, context: Context) -> None:
    if context.intent == "survey.send":
        common.customer(clause, slots, context)
    elif times := clause.of_kind("time"):
        slots.put("range", times[0].period(past=True), common.span(times[0]))


@TOPIC.fill("campaign.create")
def _campaign(clause: Clause, slots: Slots, context: Context) -> None:
    campaigns.details(clause, slots)


@TOPIC.fill("campaign.show")
def _campaign_show(clause: Clause, slots: Slots, context: Context) -> None:
    if found := campaigns.asked_title(clause):
        slots.put("title", *found)


@TOPIC.fill("approval.request")
def _approval(clause: Clause, slots: Slots, context: Context) -> None:
    approvals.details(clause, slots, context)


@TOPIC.fill("approval.list", "undo")
def _nothing(clause: Clause, slots: Slots, context: Context) -> None:
    """These intents have no slots."""


@TOPIC.fill("correct")
def _correct(clause: Clause, slots: Slots, context: Context) -> None:
    found = mistakes.told(clause) or correction(clause)
    if found is None:
        return
    for slot in ("field", "value", "old"):
        if slot in found:
            slots.put(slot, found[slot][0], found[slot][1])
