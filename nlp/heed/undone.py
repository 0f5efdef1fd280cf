"""What was forgotten, comes some day, is beyond one, or would only be better: 忘了去拜访正泰, 迟早拿下它,
工单关不掉, 派给应佳还差不多, 宁可丢单也不垫资."""

from nlp import forms as re
from nlp.heed.bars import Bar
from nlp.reading import Clause
from nlp.rules import deeds
from nlp.rules.base import Rule

_TASK = frozenset({"task.create"})
_REPORT = frozenset({"interaction.log"})
_TOLD = _REPORT | {"ticket.create"}  # 他们宁可停机也不换: what a customer would rather is told of him
_BIDDEN = ("remind", "conf")  # a task is ordered in so many words
_DONE = frozenset({"ticket.close", "task.done", "opportunity.win", "customer.merge"})
_LOST = frozenset({"opportunity.lose", "customer.protect", "task.cancel"})
_GIVEN = frozenset(
    "customer.transfer customer.release customer.claim customer.tag customer.untag customer.merge "
    "ticket.assign task.assign".split()
)

# Before it stands nobody but oneself, and a day.
_ONESELF = (
    r"^\s*(?:我们?|咱们?|俺|又|都|真的?|也|还|竟然|居然|完全|彻底|实在|今[天早晚]|[昨前明后]天|上周[一二三四五六日天]?|刚才"
    "|[上下中]午|早上|晚上|一忙|[忙搞弄]得|差点儿?|唉|哎呀?|[,， ])*"
)
# 昨天忘记去拜访裘海了; 拜访了裘海 忘了记 has happened, 忘了跟你说 tells what comes behind.
_FORGOT = re.compile(
    rf"{_ONESELF}忘(?:记|了|掉)了?(?:要|去|找|给|把|约|打|发|报|送|拜访|联系|回访|跟进|见|催)"
)
# 懒得去甬城, 没心情跟进客户
_LOATH = re.compile(rf"{_ONESELF}(?:懒得|没心情|没心思|没脸|才不|死都不|打死也?不|说什么[也都]不)")
# 迟早把正泰拿下, 总有一天我要拿下; 早晚两次 is when.
_SOME_DAY = re.compile("迟早|早晚(?=[我要会得都把被能是放])|总有一[天日]|有朝一日|这辈子|下辈子")
# 宁可丢单也不垫资, 与其等他们打款 不如上门
_RATHER = re.compile(r"\s*(?:我们?|咱们?|就|也|还|[,， ])*(?:宁[可愿肯]|与其|大不了)")
# 不如把师范附小转给计红; 不如改到周五 is a change of a plan.
_BETTER_SO = re.compile(r"\s*(?:我看|还|倒|真|都|[,， ])*不如")
# 派给凤翔还差不多
_THAT_MIGHT_DO = re.compile("还差不多[吧啊嘛]?[!！。 ]*$")
# 开学前打个电话会比较好, 搞个活动会不会好一点
_WOULD_BE_GOOD = re.compile(
    "(?:会|可能|应该|是不是|会不会)(?:比较|更|要)?(?:好(?:[一点些]{1,2}|得多|很多)?"
    "|妥当?|合适|稳妥?)[吧啊呢吗嘛]?[?？。 ]*$"
)
# 工单永远关不掉, 这单签不下来
_BEYOND_ONE = re.compile(
    "(?:关|结|修|处理|搞|弄|办|做|签|谈|拿|合并?|并)不(?:掉|了(?!解)|完|好|定|成|上|下来?)"
)
# 这种客户就该打上难缠的标签
_SHOULD = re.compile("(?:就|真|本|按理|按说|照理)(?:应该|该|应当)(?![是为叫])")
# 申请个折扣跟求人似的
_AS_IF = re.compile("(?:跟|像|和|好像)[^,，。 ]{1,8}(?:似的|一样(?:难|累|烦|麻烦|费劲))[啊呀]?[!！。 ]*$")
# 流失就流失吧, 签就签
_SO_BE_IT = re.compile(
    r"(?:^|[ ,，])[^,，。 ]{0,6}?(?P<v>[\u4e00-\u9fff]{1,2})就(?P=v)[了吧呗嘛]?(?=$|[ ,，。!！])"
)
# 照这样下去肯定要丢, 再跟华源耗下去我得搭进去
_AT_THIS_RATE = re.compile(
    r"\s*(?:再)?(?:照|按)?(?:这样|这么|这个势头|这速度)(?:下去|搞下去)"
    r"|\s*再[^,，。 ]{0,8}下去[ ,，]*(?:我|你|咱|客户|人家|就|要|得|会|肯定|迟早|怕|也|都)"
)

# 海康放了多久没跟了, 讯飞转给小王几天了; 转几家给小王 goes on
_HOW_LONG = re.compile(
    "(?<![ ,，。好])(?:多久|(?:几|多少)(?:天|个?月|周|年|家|个|次|条|人))(?:(?:都|还|又)*[没未不]"
    "[^,，。给转]{0,6}?)?(?:了|呢|啊|吗)*[?？ ]*$|多久(?:才|会|能|就|之?后|以后)*(?:释放|收回|回收|掉|放)"
)

# 葛丹非说美林谷是她的客户 让她拿去好了: given up with a shrug; 让她去吧 is an order.
_LET_THEM = re.compile(
    "(?:让|随|由)(?:着)?[他她]们?(?:拿去|抢去|抢走|拿走|闹|作|骂|说|折腾)?(?:好了|得了|算了)[吧啊]?[!！。 ]*$"
)
# 那顺接手阿尔山以后单子就没断过: since when, no hand-over.
_SINCE = re.compile(
    "(?:接手|接管|转给|交给|接过)[^,，。 ]{1,10}?(?:以后|之后|以来|那会儿?|那时候?|那阵|的时候|后)"
    "[^,，。 由归让]{0,6}?(?:就|都|没|越来越|一直|再也|天天|总|老)"
)


def _theirs(clause: Clause, rule: Rule) -> bool:
    return deeds.they_will(clause)


def _sent(clause: Clause, rule: Rule) -> bool:
    return deeds.sent_then(clause)


# 给横店发了封邮件 报价单: it was sent, and none is to be made.
_SENT = re.compile("(?:[发传寄送][了过]|传真了)[^,，。]{0,6}[ ,，。:：]+$")


def _was_sent(clause: Clause, rule: Rule) -> bool:
    bare = clause.text.strip(" ,，。!！") in ("报价单", "报价")
    return bare and _SENT.search(clause.reading.text, 0, clause.start) is not None


# 他三点开会, behind what we shall do
ONLY_OTHERS = Bar(
    "only others do it", _TASK, any=("coming", "today"), none=("remind", "user"), signs="他她", when=_theirs
)
# 骆总说他下周去看展 让我别去找他: what we are asked to leave alone
_LEAVE_IT = re.compile(r"\s*(?:[他她]们?|对方|客户)?(?:让|叫|要|请)我们?(?:先|暂时|千万)?(?:别|不要|不用|甭)")
UNDONE = (
    # 昨天让龚伟去乐翻天修蹦床
    Bar("sent on a day that is over", _TASK, any=("past",), none=("remind",), signs="让叫派安", when=_sent),
    Bar("a quotation that was sent", frozenset({"quote.create"}), signs="报", when=_was_sent),
    ONLY_OTHERS,
    Bar("asked to leave it alone", _TASK, none=("remind", "user"), signs="别不甭", begins=_LEAVE_IT),
    Bar("let them", _TASK, none=_BIDDEN, signs="了", says=_LET_THEM),
    Bar("since when", _GIVEN, signs="后来会时阵", says=_SINCE),
    Bar("asked how long or how many", _GIVEN | _DONE | _LOST, signs="几多", says=_HOW_LONG),
    Bar("forgotten", _REPORT | _TASK, none=_BIDDEN, signs="忘", says=_FORGOT),
    Bar("loath to do it", _REPORT | _TASK, none=_BIDDEN, signs="懒心脸才死么", says=_LOATH),
    Bar("some day", but=_REPORT, none=_BIDDEN, signs="早天日辈", says=_SOME_DAY),
    Bar("rather than that", but=_TOLD, none=_BIDDEN, signs="宁与大", begins=_RATHER),
    Bar("it might be better", _GIVEN, signs="如", begins=_BETTER_SO),
    Bar("that might do", but=_REPORT, signs="差", says=_THAT_MIGHT_DO),
    Bar("it would be good", but=_REPORT, none=_BIDDEN, signs="好妥合稳", says=_WOULD_BE_GOOD),
    Bar("beyond one", _DONE, signs="不", says=_BEYOND_ONE),
    Bar("as it should be", _GIVEN, signs="该应", says=_SHOULD),
    Bar("as if", but=_TOLD, signs="似样", says=_AS_IF),
    Bar("so be it", but=_TOLD, signs="就", says=_SO_BE_IT),
    Bar("at this rate", but=_REPORT, signs="下", begins=_AT_THIS_RATE),
)
