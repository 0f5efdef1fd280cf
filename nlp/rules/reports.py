"""What rules of reports ask of a clause: that it is meant, and over."""

from nlp import forms as re
from nlp.reading import Clause

_NOT_SERIOUS = frozenset({"chat", "if", "lose"})


def serious(clause: Clause) -> bool:
    """Nothing in the whole message sounds like small talk, and 娃哈哈 is a name."""
    text = clause.reading.said
    return not any(not _NOT_SERIOUS.isdisjoint(c.features) for c in clause.reading.cues) and not re.search(
        "[?？]|哈哈|听说|要不?是|如果|早就|换人|换(?:了)?(?:电话|手机|号|地址|微信|邮箱|名)|怎么办|我没"
        "|但我|不信|加油|重复|整混|弄混|搞混|别搞错|别弄错|别记错|两码事|股价|新闻|气头上|吧(?:$|[ ,，])"
        "|呢$|谁说|唉|怀疑|发错",
        text,
    )


def not_ahead(clause: Clause) -> bool:
    """Not something still to be done."""
    return not clause.has("remind", "coming", "repeat", "never") and not re.search(
        "^(?:哦|噢|啊|对了|还|另外|顺便|我|[,， ])*(?:等下|等会|待会|一会|过会|稍后|晚点|回头|改天|要|得"
        "|需要|记得|准备|打算|尽快|赶紧|马上|抓紧|待办|别|不要)|(?:让|叫|安排|派|请|通知)"
        "(?:小|老|阿)?.{1,3}(?:去|把|给|来)",
        clause.text.strip(),
    )


FIRST_THEN = re.compile("[聊谈见看碰问]了(?:面|他|她)?再[^,，。去来次见聊谈]")  # 下午跟罗院长聊了再定


NOT_LOG = (
    "ask remind by task_word tag_word pool_word merge ticket_word pay_act order_act win lose undo wrong "
    "goal_word survey_word campaign_word approval_word new_customer"
)


def asks(clause: Clause) -> bool:
    return bool(
        re.search(
            "(?:什么|啥|多少|几次|几个|哪些|哪几|谁|吗|没有?)(?:客户|公司|人|家)*[?？。吧了 ]*$"
            "|了(?:什么|啥)|多少(?:次|家|个|条|客户)|几(?:次|家|条)|怎么(?:录|记|聊|谈|说)|看看谁"
            "|咋(?:谈|聊|说)的|没(?:联系|拜访|跟进|见|聊|沟通)(?:过|了)?(?:的|了|$)|忘了|梦见|梦到"
            "|谁(?:去|跟|拜访|联系|见)|说了别|别再",
            clause.text,
        )
    ) and not clause.has("conf")
