"""Things to do: create, list, finish, drop, postpone, hand on."""

from nlp import forms as re
from nlp.reading import Clause
from nlp.rules import common, deeds, measures, plans, pointed, todo
from nlp.rules.base import Context, Rule, Slots, Topic

_APPOINTMENT = (
    "(?:会议?|拜访|约|饭局|演示|培训|面谈|见面|安排|行程|验收|考察|踏勘|参观|交流会?|活动|回访)"
    "(?:的?(?:时间|事))?"
)
# 去绍兴那条不用了: a task told by its words, not the last entry.
_DESCRIBED = (
    r"^\s*(?:去|给|跟|找|约|送|寄|发|催|打|问|见|陪|带|交)(?![^,，。]*(?:刚才|刚刚|上一))[^,，。]{2,12}那"
    "[条个][^,，。]{0,2}(?:[,，。 ]|不|取消|删|去掉)"
)
_PUT_RIGHT = re.compile(
    r"\s*(?:赶紧|马上|尽快|快|抓紧|得|要)(?:给我|帮我)?改(?:过来|一?下|掉|了)?\s*"
    r"|\s*等一?下[,， ]+[^,，。 ]{0,8}[改换](?:成|为|到)?[0-9一二两三四五六七八九十百].*"
)  # no task: the last entry
_NAMED = r"那|这[条件桩]|的(?:活|待办|代办|任务|提醒)|待办|代办|第"
_MOVES_IT = re.compile(_APPOINTMENT + r"(?:改|推|挪|延)$")


def _moved_to_a_day(clause: Clause) -> bool:
    """拜访改后天: moved without 到."""
    text = clause.reading.text
    return any(_MOVES_IT.search(text[clause.start : item.start]) for item in clause.of_kind("time"))


def _later_said(clause: Clause) -> bool:
    """Not 昨天那条改成电话沟通: behind 改成 there is no time."""
    change = re.search("改[成为到在]|换到", clause.text)
    end = clause.start + change.end() if change else 0
    return any(item.start >= end for item in clause.items if item.kind in ("time", "duration"))


_HEADS = re.compile(
    r"\s*(?:(?:待办|任务|代办|todo)|日程(?:安排)?)[:：](?!给我|看|查|列)[^?？]{3,}$"
)  # 待办:复印许可证

# 顺便问他什么时候付, 再问问液氧什么时候要
_TO_ASK = (
    "(?:^|[ ,，])(?:(?:顺[便带道]|再|记得|回头|也|去|帮我|打电话)*问(?:问|一?下|清楚)?"
    "(?:[他她]们?|某+[^,，。 ]{0,2}?)(?:家|那边)?|(?:顺[便带道]|记得|回头|也|再)+问(?:问|一?下|清楚)?)"
    "[^,，。]{0,10}?(?:什么时候|啥时候|几时|要不要|能不能|行不行|有没有|是不是|为什么|为啥)"
)

LET_GO = re.compile("[那这]个(?:就|先|也)?别跟了")


def _is_theirs(clause: Clause) -> bool:
    """茅台那个别跟了: the customer is not gone on with, no task is meant."""
    heads = clause.named("customer")
    return bool(heads) and LET_GO.match(clause.reading.text, heads[0].end) is not None


TOPIC = Topic(
    Rule("T 行程", "task.list", 6.6, "time", none="customer contact add remind met change drop",
         says=r"^\s*[^,，。 ]{1,6}(?:的)?(?:行程|日程)(?:表|安排)?[?？呢]*$", trust=3),
    Rule("提醒我", "task.create", 8, "remind", none="chat",
         when=lambda c: not re.search("谁[^,，。]{0,4}记得|别(?:再|老)?催我|(?:不用|不必|不需要|不要|别|甭"
                                      "|不)(?:再|老)?提醒|(?:有|看|查|列).{0,4}提醒"
                                      r"|提醒[^,，。]{0,3}(?:发|推|弹|设|建|加|收)[^,，。]{0,3}没有?[?？]*$|提醒(?:事项|列表)"
                                      r"|(?:(?:那个|的|条)提醒|^\s*提醒(?:时间)?)(?:取消|删|不|改|推|延|挪"
                                      r"|换)|^\s*(?:帮我|麻烦)?(?:把)?(?:取消|删掉?|撤掉?|关掉?"
                                      "|去掉)[^,，。]{0,14}提醒", c.text)),
    Rule("记个待办", "task.create", 7.5, "add task_word", none="ask show_list",
         says="(?:记|建|加|添|新增|录|创建|安排|设|列|写|登记|来|开|补)[^,，。]{0,7}(?:待办|任务|代办|日程"
              "|todo)"),
    Rule("让 U 某时去做", "task.create", 8.1, "to_user user", any="coming today current repeat",
         none="ask goal_word chat asked_back task_word ticket_word met past",
         when=lambda c: deeds.told(c) is not None and not c.has("dispatch")),
    Rule("每周跟 X …", "task.create", 7.5, "repeat act", any="customer person",
         none="field=note ask show measure report_kind by_only report_word order_word",
         when=lambda c: not plans.is_rate(c)),
    Rule("待办: …", "task.create", 7.3, "task_word", none="ask show finish drop postpone assign status by",
         says=r"^\s*(?:(?:待办|任务|代办|todo)[:： ,，]+|日程(?:安排)?[:：] ?)\S{3,}",
         when=lambda c: c.has("act", "meet") or _HEADS.match(c.text) is not None),
    Rule("让 U 去做", "task.create", 7, "to_user user", none="ask goal_word chat asked_back",
         when=lambda c: deeds.told(c) is not None and not re.search("有(?:什么|啥|哪些|没有)", c.text)),
    Rule("U 你去做", "task.create", 7, "user", none="ask goal_word chat asked_back met past task_word if",
         says="你", when=lambda c: deeds.told(c) is not None, trust=10),
    Rule("U 也去做", "task.create", 6.4, "user",
         none="ask goal_word chat asked_back met past reported task_word if money",
         when=deeds.told_too, trust=9),
    Rule("今天必须拿到", "task.create", 6.4, "time", any="contact customer",
         none="ask past met reported chat if never",
         says="(?:必须|务必|一定要?)(?:拿到|要到|问到|追到|催|搞定|敲定|谈下来?|签下来?|见到|联系上?|收回来"
              "|[报发送寄交]出去)"
              "(?!了)", trust=5),
    Rule("我答应他某日做", "task.create", 8.3, "time", any="coming today current",
         none="ask past asked_back if chat",
         says=r"^\s*我(?:就|也|都|已经|当场)*(?:(?:答应|承诺|保证|应承)了?(?:[他她]们?|对方|人家|某+[^,，。了]{0,2})?"
              "|[跟和][他她]们?说(?:好|定)了?)(?!的)", trust=9,
         when=lambda c: re.search("(?<!送)(?<!发)到(?:货|位|场)?[吧了]?$", c.text) is None),
    Rule("昨天让 U 去 X", "interaction.log", 7.5, "past user", any="customer contact",
         none="ask remind asked_back if", says="[让叫派排]", when=deeds.sent_then, trust=6),
    Rule("尾款某日前要回来", "task.create", 6.6, "coming",
         none="ask past met reported chat if never asked_back",
         says="(?:尾款|余款|欠款|货款|那笔款|款子|账)[^,，。了说]{0,12}(?:[要讨追催收拿]|结)(?:回来?|过来|到手|清)"
              r"[吧!！ ]*$", trust=3),
    Rule("问他什么时候", "task.create", 6.6, none="met reported chat show if", says=_TO_ASK, trust=9),
    Rule("将来 + 做", "task.create", 5.5, "coming act", none="past reported ask campaign_new",
         when=lambda c: deeds.is_deed(c)
                  and not (c.has("order_act")
                      and (c.has("money", "quantity") or re.search(r"签了|下了|订了|买了|要了", c.text)))),
    Rule("P 约我某日", "task.create", 7.4, "coming", any="contact customer third",
         none="ask past if chat asked_back",
         says=r"约(?:了|好)?(?:我|咱)们?(?!说|谈过)[^,，。了过]{2,}$", trust=3),
    Rule("将来去签", "task.create", 6.4, "coming", none="ask show past met money quantity add",
         says=r"签(?:合同|字|约|协议|单|订)(?!了|的|日期|时间|金额)", when=lambda c: "日期" not in c.text),
    Rule("那单某日签", "task.create", 7.5, "coming customer",
         none="ask show past met money quantity add change if",
         says=r"(?:单子?|合同|协议)[^,，。]{1,8}签(?:约|字|合同)?(?:[ ,，。!！]|$)",
         when=lambda c: any("coming" in i.tenses and c.reading.text.startswith("签", i.end)
                  for i in c.of_kind("time")), trust=12),
    Rule("将来去把合同签了", "task.create", 7.6, "coming", none="ask show past add if",
         says=r"[去到找见][^,，。]{1,16}[把将][^,，。]{1,16}(?:签|收|结|拿|要|定|谈|办)(?:了|掉|下来|[回过]来)",
         when=lambda c: "了" not in c.text[: c.text.find("把")], trust=3),
    Rule("将来去 X 装", "task.create", 8.6, "coming customer",
         none="ask ticket_word add past met reported postpone",
         says=r"去[^,，。]{1,12}(?:装机|安装|装|修|维修|调试|保养|巡检)(?:$|[,，。 \u4e00-\u9fff])",
         when=lambda c: deeds.is_deed(c)),
    Rule("他让我某时做", "task.create", 6.5, "coming", none="ask show_list met past chat if",
         says=r"^\s*(?:[他她]们?|对方|客户|那边|[\u4e00-\u9fff]{1,2}[总工长])?(?:让|叫|催|喊)我们?"
              "(?!等|们?别)",
         when=deeds.is_deed, trust=2.5),
    Rule("P 让我某时做", "task.create", 5.6, "coming contact", none="ask show_list met past chat if never",
         says=r"[让叫催喊]我(?![们等别莫])", when=lambda c: plans.asks_us(c) and deeds.is_deed(c), trust=3),
    Rule("P 让把 G 发他", "task.create", 6.6, "contact", none="ask show_list met past chat if never remind",
         says="让把[^,，]{2,12}(?:发|寄|送|传|给|转)", when=plans.asks_us, trust=9),
    Rule("将来 + 完成", "task.create", 5.4, "coming finish",
         none="past reported ask task_word ticket_word met",
         when=lambda c: not pointed.points(c) and deeds.is_deed(c)
                  and not re.search("已完成|冲刺|加油", c.text)),
    Rule("联系 N 位客户", "task.create", 7.2, "time", none="ask show past asked_back if never",
         says=r"(?:联系|拜访|回访|走访|约见?)(?:\d+|[一二两三四五六七八九十]+)[个家位][^,，。]{0,8}客户\s*$"),
    Rule("期限 + 做", "task.create", 5, "time act", none="ask met past reported by pay_act order_act chat",
         when=lambda c: deeds.is_deed(c) and c.has("coming", "today", "current")
                  and not re.search("就要|快要|过去了|都在|已经", c.text)),
    Rule("将来 X P 视频会", "task.create", 5.3, "coming channel customer",
         none="ask met past reported history_word show",
         when=lambda c: c.has("person")
                  and bool(re.search("(?:^|[ ,，、])(?:开会|视频会?议?|见面|喝茶|吃饭|打电话|通话|交流会?"
                                     "|座谈|电话会)$", c.text))),
    Rule("将来 + 见", "task.create", 5.5, "coming meet", none="ask met", when=deeds.is_deed),
    Rule("每周…", "task.create", 6, "repeat act", none="ask report_kind by_only",
         when=lambda c: not plans.is_rate(c)),
    Rule("记得 …", "task.create", 6, "act", none="ask if chat",
         says=r"^\s*(?:哦|噢|啊|对了|还|另外|顺便|我|[,， ])*(?:记得|别忘|不要忘|回头|有空|晚点|抽空|改天"
              "|等下|等会儿?|待会儿?|一会儿?|过会儿?|稍后|等一下|要|得|需要|马上|尽快|赶紧|抓紧)"
              "(?!求|是|不)",
         when=lambda c: not _PUT_RIGHT.fullmatch(c.text)
                  and not (c.has("third")
                      and not re.search(r"(?:给|跟|和|找|问|把|约|带|陪|请|催|回|帮|提醒)[他她]", c.text))
                  and (c.has("customer", "person", "coming", "urgent", "product") or len(c.text) >= 6
                      and bool(re.match(r"\s*(?:记得|别忘|不要忘|回头|有空|晚点|抽空|改天|尽快"
                                        "|赶紧)", c.text)))
                  and not c.has("met", "past", "pay_act")),
    Rule("急 + 把 …", "task.create", 5, "urgent act", none="ask met past ticket_word type task_word",
         says=r"把|给|去|尽快|赶紧|马上|抓紧|立刻"),
    Rule("给他打个电话", "task.create", 4.6,
         none="ask met past reported if chat order_act pay_act ticket_word",
         says=r"^\s*(?:再)?(?:给|跟|约|找|帮)(?:他|她|客户|[\u4e00-\u9fff]{1,3}[总工经])[^,，。]{0,6}?"
              "(?:打个|发个|发份|回个|约个|寄个|寄份|送个|送份|补个|补份)[^,，。]{1,10}$"),
    Rule("跟 P 说一声", "task.create", 6.6, any="contact person customer third",
         none="past met_strong if chat asked_back order_act pay_act ticket_word", says=deeds.TO_TELL,
         when=lambda c: "了" not in c.text and "再说" not in c.reading.text, trust=8),
    Rule("跟 P 要 …", "task.create", 6.6, "contact", none="ask past met_strong if chat asked_back order_act",
         says=r"^\s*(?:得|要|去|再|还得|记得)*(?:跟|找|向)[^,，。 ]{1,6}?要(?![求是不])"
              r"[^,，。 了过到]{2,10}\s*$",
         trust=10),
    Rule("给 X 发个 …", "task.create", 6.2, any="customer person",
         none="ask met past if chat order_act pay_act ticket_word quote_word survey_word opp_word tag_word",
         says=r"^\s*(?:再|先|帮我|记得|得|要)*(?:给|跟)[^,，。 ]{1,10}?(?:打|发|回)个(?:电话|微信|邮件|短信"
              "|消息|信息)(?!来|过来|给我|了|过)"),
    Rule("某时把名单理一遍", "task.create", 6.6, "coming",
         none="asked_back met past reported chat if never export",
         says="把[^,，。]{1,16}(?:客户|几家|名单|单子|公司|清单|台账|资料|合同)(?:再|都|全|好好)?"
              "(?:理|捋|梳理|整理|盘点?|清理?|过|排查|跑|对|核)(?:一?[理捋盘遍下轮]|清楚)+[ 。!！]*$",
         trust=2),
    Rule("那天 + 我们做的事", "task.create", 4.9, "coming",
         none="ask met past reported by pay_act order_act chat if never order_word campaign_word assign "
              "tag_word survey_word money",
         when=plans.on_a_day, trust=1),
    Rule("P 某时开会", "task.create", 7.4, "coming",
         none="ask past met reported chat if never third remind", says=plans.MEETING, when=plans.meeting,
         trust=6),
    Rule("P 约了某时", "task.create", 6.2, "coming", any="contact customer person",
         none="ask past chat if never third", says="约[了好在]", when=plans.appointed, trust=3),
    Rule("给 P 送 G", "task.create", 4.7, any="contact customer",
         none="ask met past reported by pay_act order_act chat if never quote_word opp_word tag_word "
              "survey_word assign ticket_word field order_word money",
         when=plans.for_somebody, trust=2),
    Rule("得去趟 X", "task.create", 4.9, any="customer place person coming",
         none="ask met past reported chat if never",
         says=r"^\s*(?:我)?(?:还|再|又)?(?:要|得|该)去一?趟[^,，。了]{2,}了?$", trust=3),
    Rule("再联系", "task.create", 4.2, "coming", any="urgent link", none="ask met third money",
         when=deeds.is_deed),
    Rule("待办", "task.list", 5, "task_word",
         when=lambda c: len(c.text.strip()) <= 5 and not re.search("[刚那这]", c.text)),
    Rule("看待办", "task.list", 7, "task_word", any="show ask status time scope=me scope=team user customer",
         none="add_task finish_now drop_task postpone_real assign remind_me measure_number by undo",
         when=lambda c: not (c.has("measure") and re.search("多少|几个|数|率|完成情况", c.text))
                  and not measures.counts_done(c)
                  and not re.search("(?:记|建|加|添|新增|创建)[个条一下]{0,2}(?:待办|任务|代办)"
                                    "|(?:做完|完成|搞定|办好|弄完|取消|删|推迟|延)了?[吧了]?$|待办[:：]|日程(?:安排)?[:：](?!给我|看|查|列)"
                                    "|的?(?:待办|任务|代办)(?:已经|已|都(?!给我|看|列|有|调|发)|先|就|不"
                                    "|可以|往|给(?!我)|搞定|做完了?$|办完|完成了|推|延|改|挪|取消|删|交给"
                                    "|转给|派给|分给|让)", c.text)),
    Rule("有什么事要做", "task.list", 6.5, any="ask time",
         none="customer_word met opp_word order_word ticket_word report_word remind measure product",
         says="(?:有|要|该|需要|还)[^,，。]{0,5}(?:啥|什么|哪些)[^,，。]{0,3}(?:事|安排|活|要做|要办|没做"
              "|要干|得干|得做|要弄|干的)|要做(?:的|哪些|什么|啥)|(?:要|该)(?:干|做|忙|办)(?:什么|啥|嘛"
              "|些)|(?:的|有(?:没有|哪些|什么|啥)?)(?:安排|行程|日程)(?=$|[?？,，。 ]|呢|吗|有|是|怎|给我"
              "|看|发我|列|查)|安排(?:呢|吗|是什么)?$|日程$|几件事|哪些事|没(?:做完|干完|完成|办)的"
              "(?:事|有|$)|干(?:什么|啥|嘛)$",
         when=lambda c: not re.search(r"聊|吃啥|吃什么", c.text)),
    Rule("明天的拜访", "task.list", 7.2, "time", none="remind add by change assign customer drop",
         says=r"^\s*(?:看一?下|查一?下|看看)?[^,，。 ]{1,8}的(?:拜访|走访|回访|会议?|培训|饭局)"
              "(?:呢|有哪些)?[?？ ]*$",
         when=lambda c: all("past" not in i.tenses for i in c.of_kind("time"))),
    Rule("逾期", "task.list", 6, "status", none="ticket_word add pay_word remind order_word customer_word",
         when=lambda c: not re.search(r"(?:已|已经)完成了?$|差\d", c.text)),
    Rule("要跟进的客户", "task.list", 7.2, none="add remind by idle",
         says="(?:有)?(?:什么|啥|哪些|谁|哪几个|几个)(?:客户|人)?(?:是)?(?:我)?(?:要|该|需要|得)(?:我)?"
              "(?:去)?(?:跟进|联系|拜访|回访|跑)|(?:要|该|需要)(?:我)?(?:跟进|联系|拜访|回访)的"
              "(?:客户|人)?(?:有|是)?(?:哪些|什么|谁|有吗|名单)?[?？]?$"
              "|(?:要|该|得|需要)(?:去|再)?(?:跟进|联系|拜访|回访|见|跑)"
              "(?:谁|哪[些几]?[个家]?(?:客户|人)?)[?？呢啊]?$",
         when=lambda c: c.has("time", "ask")),
    Rule("优先级: …", "task.create", 6, any="urgent not_urgent", none="ask ticket_word type met past",
         says=r"^\s*(?:[高低中]?优先级?[高低]?|重要|紧急|急|加急)[:：]"),
    Rule("待办 U 去办", "task.assign", 8.2, "task_word user", none="ask show add remind customer_word",
         says="(?:待办|任务|代办)(?:就|也|都)?(?:交|由|归|给|让|叫)?[^,，。 ]{1,4}[来去](?:办|做|弄|处理|跟"
              "|搞)(?:一?下)?[吧了]?$"),
    Rule("做完了", "task.done", 7.5, "task_word finish", none="ask show measure by ticket_word",
         when=lambda c: not re.search("没完成|未完成|没做|哪些|不用|不做|(?:完成|做完|办完)了?的"
                                      "(?:任务|待办|事)", c.text)),
    Rule("那个做完了", "task.done", 6.5, "finish",
         none="ask show by ticket_word case_ref met_x remind opp_word order_word money fault",
         when=lambda c: pointed.points(c)
                  and not re.search("没完成|未完成|没做|不用|那边|(?:把|将).{1,8}(?:搞定|完成)(?:一下)?$"
                                    "|(?:搞定|完成|做完|办完|弄完)的(?:事|活|时候)|刚才(?!提醒|那个)|^那条"
                                    "|笔", c.text)),
    Rule("给 X 打电话搞定了", "task.done", 6.2, "finish act",
         none="ask show by ticket_word case_ref opp_word order_word money remind past today coming win "
              "device_word just third",
         says=r"^\s*(?:给|把|跟|去|约|回访|寄|送|发|催|写|做|准备|整理)[^,，。]{2,14}(?:搞定|完成|做完|办完"
              "|办妥|弄完|弄好)(?:了|啦)$",
         when=lambda c: c.start == 0 and c.end == len(c.reading.text)),
    Rule("标书搞定了", "task.done", 6.1,
         none="customer contact ask show by ticket_word case_ref opp_word order_word money measure if never "
              "asked_back",
         says=r"^\s*[\u4e00-\u9fffa-z]{2,6}(?:搞定|完成|弄完|弄好|写完|做完|办完|办好)了?[!！。~]*$",
         when=lambda c: c.end - c.start == len(c.reading.text)
                  and not re.search("没|未|怎|哪|谁|目标|业绩|什么|安装", c.text)),
    Rule("刚才提醒的做了", "task.done", 8.3, none="ask show by",
         says="提醒(?:我)?(?:的|那个|这个)[^,，。]{0,10}(?:做了|做完|完成|搞定|办好|办完|弄好|弄完|发了"
              "|打了|寄了|好了)"),
    Rule("不用做了", "task.cancel", 8, "task_word drop", none="ask show ticket_word",
         says=r"取消|不用|不做|删|作废|不需要|不要|不搞|免了|不去|算了|撤|cancel|去掉|别"),
    Rule("那个取消", "task.cancel", 6.5, "drop",
         none="ask show ticket_word tag_word tag assign opp_word order_word pool_word survey_word last",
         when=lambda c: pointed.points(c) and not _is_theirs(c)
                  and bool(re.search("取消|不用|不做|删|作废|不需要|不搞|免了|不去了"
                                     "|别[做去弄搞办跟寄送催发约]", c.text))
                  and not re.search(r"刚才|刚刚|那条|这条|那笔|上一条", c.text)),
    Rule("取消 … 提醒", "task.cancel", 7.6, "remind", none="ask show ticket_word",
         says=r"^\s*(?:帮我|麻烦)?(?:把)?(?:取消|删掉?|撤掉?|关掉?|去掉)[^,，。]{0,14}提醒[吧了]?$"),
    Rule("不用提醒了", "task.cancel", 7.2, "remind", none="ask show ticket_word add",
         says=r"(?:不用|不必|不需要|不要|别|甭|不)(?:再|老)?提醒我?[^,，。]{0,14}(?:了|吧|啦)$"),
    Rule("那个不用做了", "task.cancel", 7, none="ask show ticket_word remind",
         when=lambda c: not _is_theirs(c),
         says="(?:那个|那件事?|那事|这事|这个)(?:就|先|也)?(?:(?:不用|不必|不需要|甭)(?:再)?(?:做|去|跟|办"
              "|管|弄|催|发|送|打)了?|(?:先别|别)(?:再)?(?:做|去|跟|办|管|弄|催|发|送|打)了?)$"),
    Rule("不用去了", "task.cancel", 6, "drop time",
         none="ask show ticket_word tag_word opp_word order_word last met",
         says=r"(?:取消|不用去|不去了|不用做|不用了|不用见|不用跑)(?:了|吧|掉)?$",
         when=lambda c: bool(c.has("act", "meet"))),
    Rule("不去 X 了", "task.cancel", 7, "customer", any="coming today",
         none="ask show if chat third asked_back past met reported ticket_word order_word opp_word add "
              "remind",
         says=r"不(?:去|用去|跑|约)某+[\u4e00-\u9fff]{0,3}了[吧啊哈]*[。!！ ]*$", trust=4),
    Rule("那天的会取消", "task.cancel", 6.6, "time",
         none="ask show ticket_word opp_word order_word last remind add",
         says=_APPOINTMENT + "(?:就|先|也|都)?(?:取消|推掉|不(?:开|去|见|办|搞|约|用去)了)"
                             "(?:了|吧|掉)*[ 。!！]*$"),
    Rule("取消那天的会", "task.cancel", 7.5, "drop", any="time customer contact",
         none="ask show ticket_word opp_word order_word last remind add if",
         says=r"^\s*(?:帮我|把|先)*(?:取消|推掉|撤掉?)[^,，。]{1,12}的" + _APPOINTMENT + "[吧了]*[ 。!！]*$"),
    Rule("去 … 那条不用了", "task.cancel", 8.4, "drop", none="ask show ticket_word remind", says=_DESCRIBED),
    Rule("P 改约 T", "task.create", 7.6, "contact time", none="ask show ticket_word past met id",
         says=r"^\s*(?:跟|和|与)?某+(?:那边|家|他|她)?(?:已经|又|说|要|想)*(?:改约|重新约|另约)(?:到|在|成"
              "|了)*[^,，。]{1,10}$",
         trust=3),
    Rule("拜访改后天", "task.postpone", 7, "time", none="ask show add ticket_word opp_word met last",
         says="[改推挪延]", when=_moved_to_a_day, trust=2),
    Rule("推迟到", "task.postpone", 8, "task_word postpone", none="ask show add_task",
         says=r"推|延|挪|顺|改(?:到|期|在|成|为)|移|拖|缓|提前|换(?:到|成)|往后"),
    Rule("明天的会推到", "task.postpone", 6.6, "time", none="ask add ticket_word opp_word met",
         says=r"(?:推到|推迟到|延到|挪到|改到|改在|顺延到|往后推到)",
         when=lambda c: len(c.of_kind("time")) >= 2),
    Rule("那个提醒往后推", "task.postpone", 8.1, any="time duration", none="ask add met",
         says="(?:那个|这个|那条|的|我)(?:提醒|待办|任务|日程)(?:时间)?(?:就|先|给我|帮我|再)?(?:往后|向后"
              "|推|延|挪|顺|缓|改|移|晚|提前)"),
    Rule("任务 改到", "task.postpone", 8.1, "task_word time", none="ask add",
         says=r"往后放|往后|改到|推到|延到|挪到"),
    Rule("X 的会延后 D", "task.postpone", 7.6, "duration",
         none="ask add ticket_word opp_word met order_word asked_back",
         says="(?:会议?|拜访|约|饭局|演示|demo|培训|面谈|见面|电话会?|视频会?|验收|考察|回访|方案|盘点)"
              "(?:再|就|先|要|得|给我)?(?:往后|延后|推后|推迟|延迟|顺延|晚|延|推|缓|宽限)",
         trust=2),
    Rule("X 的会改到", "task.postpone", 7.2, "time", none="ask add ticket_word opp_word met last",
         says="(?:会议?|拜访|约|饭局|演示|培训|面谈|见面|电话|安排|行程|验收|考察)(?:时间)?(?:往后)?"
              "(?:改到|推到|推迟到|延到|延期到|挪到|改期到|提前到|顺延到|改成|改在)"),
    Rule("那个推迟到", "task.postpone", 7, "postpone", any="time duration",
         none="third approval_word ask show opp_word field money ticket_word order_word",
         says=r"推|延|挪|顺延|移到|拖到|缓|改(?:到|期|在)|提前到|换到|往后|改成|改为",
         when=lambda c: (pointed.points(c) or c.has("customer", "meet", "act_noun")
                      and not re.match(r"\s*(?:改到|改成|改为|推迟到|延到)", c.text))
                  and not c.has("met") and _later_said(c)),
    Rule("推到周五", "task.postpone", 7.1, any="time duration", none="ask met customer person money",
         says=r"^\s*(?:那|就|再|先|给我|帮我)*(?:往后|向后)?(?:推迟?|延[期后迟]?|挪|拖|顺延|缓"
              "|晚(?=[一二两三半几个]|[0-9]+[天日周月个小分]))(?:个|后|到|至)?",
         when=lambda c: pointed.only_moves(c), trust=4),
    Rule("完成了", "task.done", 7.1, "finish",
         says=r"^\s*(?:都|也|已经?|刚)?(?:完成|做完|弄好|办好|搞定|弄完|办完|办妥|做好|搞完)"
              "(?:了|啦|咯)+[!！。~]*$",
         when=lambda c: c.end - c.start == len(c.reading.text), trust=4),
    Rule("不去了", "task.cancel", 7.1,
         says=r"^\s*(?:那|我|就|先|明天|今天)*(?:不去了|去不了了?|不约了|不做了|不用去了"
              "|不用做了)[吧啊。!！]*$",
         when=lambda c: c.end - c.start == len(c.reading.text), trust=4),
    Rule("待办交给 U", "task.assign", 8.5, "task_word assign user", none="ask show add_task",
         when=lambda c: "派错" not in c.text and "给错" not in c.text),
    Rule("那个交给 U", "task.assign", 7.6, "assign user", none="ask show ticket_word opp_word pool_word",
         says="(?:那个|这个|那事|的事儿?|这事|那条|送样|寄样|收款的|盘点的|回访|样[品机])[^,，。]{0,2}"
              "(?:转给|移交给|交给|分给|分配给|指派给|派给|给|转交)",
         when=lambda c: not re.search("客户|公司", c.text)),
    Rule("那个活给 U", "task.assign", 8.3, "user", any="task_word plural_task", none="ask show add status",
         says="(?:待办|任务|代办|活儿?|那条|那个|这事|的事)(?:就)?[,， ]?(?:给|让|叫|由|转给|转|交给|派给"
              "|分给|换|改由|换成|assign给?).{1,4}(?:去?做|干|办|跟|处理|弄|盯|[跑去]一?趟)?"
              "(?:吧|了|去)?$"),
    Rule("两点的会 四点吧", "task.postpone", 8.4, "time", none="ask asked_back met past", says="点",
         when=pointed.told_another_hour, trust=7),
    Rule("X 那条撤了", "task.cancel", 8.7, none="ask asked_back tag_word", says=_NAMED, when=pointed.dropped,
         trust=2),
    Rule("X 那条改到", "task.postpone", 8.6, any="time duration", none="ask asked_back money ticket_word",
         says=_NAMED, when=pointed.moved, trust=2),
    Rule("X 那条弄好了", "task.done", 8.4, none="ask asked_back money ticket_word case_ref opp_word fault",
         says=_NAMED, when=pointed.finished, trust=2),
    Rule("X 那条让 U 去", "task.assign", 8.75, "user",
         none="ask show asked_back ticket_word case_ref opp_word fault", says=_NAMED,
         when=lambda c: pointed.taker(c) is not None and not re.search("修", c.text), trust=2),
    Rule("P 的饭局推了", "task.cancel", 7.2, none="ask show asked_back money ticket_word order_word if",
         says="(?:饭局|饭|局|约|会议|会面|拜访|行程|培训)(?:给|先)?(?:推掉?|取消|退掉?|辞)了(?:[ ,，]|$)",
         trust=14),
    Rule("待办让 U 去", "task.assign", 8.2, "task_word to_user user", none="ask show add",
         says=r"(?:待办|任务|代办)[,， ]?(?:让|叫|换|改由|由|给|改成)"),
)  # fmt: skip

TOPIC.fill("task.create")(todo.fill)
TOPIC.fill("task.done", "task.cancel", "task.postpone", "task.assign")(pointed.fill)


_AND = re.compile("[和跟与、及]|还有")


@TOPIC.fill("task.list")
def _list(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, carry=False)
    if times := clause.of_kind("time"):
        first, last = times[0], times[-1]
        if len(times) == 2 and _AND.fullmatch(clause.reading.text, first.end, last.start):
            begin, end = first.period().partition("/")[0], last.period().rpartition("/")[2]
            slots.put("range", f"{begin}/{end}", (first.start, last.end))  # 我今天和明天的安排
        slots.put("range", last.period(), common.span(last))
    if cue := clause.first("status"):
        slots.put("status", cue.value("status"), (cue.start, cue.end))
    elif match := re.search(r"(?:还|要)?没(?:做|办|干|完成|弄|搞)", clause.text):
        slots.put("status", "open", (clause.start + match.start(), clause.start + match.end()))
    elif re.search(r"(?:完成|[做办干忙弄搞]完)了?(?:的|哪些|什么|啥|几)", clause.text):
        slots.put("status", "done")
    common.user(
        common.user_mention(clause)
        or (common.earlier_user(clause) if re.search("[他她](?![们那家])", clause.text) else None),
        clause,
        slots,
        "assignee",
    )
