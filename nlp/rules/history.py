"""What was done with a customer so far, and by whom: asked for, not told."""

from nlp import forms as re
from nlp.rules.base import Rule
from nlp.rules.entries import ENTRY

RULES = (
    Rule("跟进记录", "interaction.list", 7.5, "history_word",
         any="customer user show ask time scope=me person",
         none="add_log remind pay_act order_word export by",
         when=lambda c: not ENTRY.search(c.text)
                  and not re.search(r"[记写录补加][了个条一下]{0,2}(?:跟进|拜访|沟通|联系)记录", c.text)),
    Rule("U 跟进了哪些客户", "interaction.list", 6.8, "user", none="remind coming",
         says=r"(?:跟进|拜访|联系|见|跑|聊|走访)(?:了|过)?(?:哪些|哪几|谁|什么客户|啥客户)"),
    Rule("X 的跟进", "interaction.list", 7.2, any="customer user scope=me past period",
         none="remind future add by change assign",
         says=r"(?:的|[日天周月年季]|哪些|什么|有|最近|这周|上周|本周|近期|以来|[\u4e00-\u9fff])"
              "(?:跟进|拜访)(?:呢|啊|吗|都|给我看|看看|调一下|拿来|也要|都拿来|看一?下|记录)*[?？ ]*$",
         when=lambda c: not re.search("(?:再|去|要|来|安排|继续|没人|多久没|没|在|我|由|负责|怎么)"
                                      "(?:跟进|拜访)|(?:跟进|拜访)(?:次数|数)|(?:几|多少)[条次个家]?"
                                      "(?:跟进|拜访)|[让给](?:.{1,4})跟进$|(?:去|到|约|要|再|来|想"
                                      "|上门)[^,，。]{0,12}拜访$", c.text)),
    Rule("昨天的拜访", "interaction.list", 6.6, "time", none="remind add by change assign",
         says=r"^\s*(?:看一?下|查一?下|看看)?[^,，。 ]{1,8}的(?:拜访|走访|回访|跟进)(?:呢|有哪些)?[?？ ]*$",
         when=lambda c: all("future" not in i.tenses for i in c.of_kind("time")), trust=3),
    Rule("他家上次聊了啥", "interaction.list", 6.6, none="remind add by task_word",
         says="[他它她](?:家|们)?.{0,6}(?:聊了(?:啥|什么)|跟进记录|沟通记录|的跟进|历史|跟进也要)"
              "|(?:上次|最近).{0,4}聊了?(?:啥|什么)",
         when=lambda c: "customer" in c.carried and not c.has("customer")),
    Rule("U 最近在忙啥", "interaction.list", 6.6, any="user time scope=me",
         none="report_kind report_word kind remind add coming task_word order_word product",
         says="(?:最近|近期|今天|昨天|上周|这周|本周|上个月|这个月|这几天)?(?:都)?(?:在忙|忙了?|干了?|做了?"
              "|在干|在做|在跟|跟了)(?:些)?(?:啥|什么|嘛)(?:呢|啊|了)?[?？]?$"),
    Rule("X 的拜访情况", "interaction.list", 7, any="customer user scope=me",
         none="remind by add task_word measure_number",
         says="(?:拜访|跟进|沟通|联系|走访|回访|接触)[^,，。]{0,8}的(?:情况|内容|结果|细节)"
              "|(?:最近|近期|都)(?:在)?(?:跟|联系)(?:谁|哪些|什么客户)",
         when=lambda c: c.has("time", "show", "ask", "customer")),
    Rule("谁跟进过 X", "interaction.list", 6.9, "customer", none="remind by add task_word",
         says="谁(?:最近|都|还|去)?(?:跟进|拜访|联系|见|去|跟|沟通)(?:过|了)|(?:跟|聊|谈|联系|拜访|见|沟通)"
              "(?:过|了)几次|谁(?:去|跟|见|谈)的"),
    Rule("最近有啥动静", "interaction.list", 6.4, "customer",
         none="remind add by task_word opp_word order_word ticket_word",
         says="(?:最近|近期|这段时间|这阵子|目前|现在)?(?:有没有|有)(?:什么|啥)?(?:新)?(?:动静|进展|动态"
              "|消息|动作)(?:没有?|吗|呀|啊|么)?[?？]?$|(?:有|是)(?:什么|啥)(?:动静|进展|动态)",
         when=lambda c: bool(re.search("啥|什么|没|吗|么|[?？]", c.text))),
    Rule("上次聊了什么", "interaction.list", 6.5, any="met meet channel",
         none="remind measure_number order_word product",
         when=lambda c: c.has("customer", "person")
                  and bool(re.search("(?:上次|最近|之前|以前|都|过去).{0,12}(?:聊|谈|说|拜访|联系|跟进|沟通"
                                     "|见).{0,4}(?:什么|啥|哪些|过吗|时候|到哪|没|咋样|如何|进展)"
                                     "|(?:聊|谈|说)(?:了|过)?(?:些)?(?:什么|啥)|跟(?:进)?到哪|什么时候"
                                     "(?:拜访|联系|见|跟进)|(?:聊|谈|沟通|跟进|进展|推进)到(?:哪|什么)"
                                     "|怎么(?:聊|谈|说)的", c.text))),
    Rule("上次见 P 是什么时候", "interaction.list", 6.6, any="customer person",
         none="remind measure_number task_word order_word pay_word",
         says="(?:上次|上一次|最近一次|最后一次).{0,10}(?:什么时候|啥时候|哪天|几号|多久|聊|谈|说).{0,4}"
              "(?:[?？]|了?什么|啥|$)|多久没(?:联系|拜访|见|跟进)(?![^,，。]{0,6}客户)"),
    Rule("拜访了哪些客户", "interaction.list", 7.1, any="time user scope=me", none="remind by add idle",
         says="(?:拜访|跟进|跟|见|联系|跑|走访|沟通|回访)(?:了|过)(?:哪些|哪几[个家]|什么|谁|哪家)"
              "(?:客户|人|公司)?(?:啊|呢)?[?？]?$|(?:都)?(?:拜访|见|联系|跑)(?:了|过)(?:谁|哪些)"),
    Rule("X 跟到哪了", "interaction.list", 6.6, "customer",
         none="remind task_word order_word opp_word ticket_word add change id",
         says=r"(?:跟|谈|聊)到(?:哪|什么)(?:儿|里|一步|地步|程度)?(?:了|啦)?[?？]?$", trust=8),
    Rule("跟进情况", "interaction.list", 5, "customer", any="ask show",
         none="remind task_word order_word opp_word ticket_word add change",
         says=r"(?:跟进|拜访|沟通|联系)(?:情况|进展|进度)|跟进到|谁跟"),
)  # fmt: skip
