"""Turns of phrase that need more than a word: named patterns, each a feature of the clause it is found in.

The first string of a pattern is its guard: the pattern is tried only where one of those characters is.
"""

from functools import reduce
from itertools import repeat
from operator import or_
from typing import NamedTuple

from nlp import forms


class Pattern(NamedTuple):
    """A feature, the characters without which it cannot be, and what finds its form."""

    feature: str
    guard: frozenset[str]
    finds: forms.Finds


def _pattern(feature: str, guard: str, form: str) -> Pattern:
    return Pattern(feature, frozenset(guard), forms.finds(form))


PATTERNS = (
    # The customer spoke to us, by whatever way: 微信说, 打电话来, 发邮件过来, 电话里催.
    _pattern(
        "reported",
        "话信件聊见访会call来讯回wv",
        "(?:电话|微信|wechat|vx|wx|邮件|短信|视频|会议|会)(?:里|上|中|会)?(?:我|给我|找我|过来|来)?"
        "(?:又|刚|就|也|还|来|都|已经)?(?:说|讲|催|问|回复|反馈|告诉|表示|沟通|聊|确认|答应|要求|通知|让"
        "|回|抱怨|吐槽|谈|砍|压价|杀价|还价|嫌|松口|改口|点头|变卦|同意|拒绝|回绝)|(?:微信|邮件|短信)"
        "(?:给我)?发(?:来|过来|了)|发(?:了|来)?(?:条|个|封|份)?(?:微信|邮件|短信)(?:给我|过来|来|说|催|问)"
        "|发(?:邮件|微信|短信)(?:来|过来)了?|打(?:了|了个|个)?电话(?:过)?来|来(?:电|访|电话|微信|邮件)"
        "(?!单|源|料)|回(?:复)?了?(?:邮件|微信|短信|电话|信息)|回电(?:了|过来|说)|call了|email了"
        "|(?:聊|谈|见|吃|喝|开|通|打|拜访|沟通)(?:完|过|好|了)(?!几|多少|没|吗)|(?<![换改变])(?:电话|微信"
        "|视频|短信|邮件)了|(?:说|谈|聊|碰|见)(?:上|着|妥)(?:面|话|了)|(?:拜访|拜放|拜坊|上门|登门|走访"
        "|见到|碰到|遇到|见着|碰上)(?:了|到|过|的|完)|微信我|去.{2,8}(?:见了|见的|跟.{1,5}见面"
        "|找.{1,5}喝茶|道歉|坐了)|电话(?:会|沟通)[ ,，]|跑了(?:一趟|趟|俩|两)",
    ),
    _pattern(
        "went",
        "去访门见到跑谈聊",
        "去[^,，。]{1,12}(?:拜访|见|谈|聊|看|开会|喝茶|吃饭|道歉|送|调试|培训|演示|验收|对账)|拜访|上门"
        "|跑了|到[^,，。]{2,10}(?:拜访|见|开会)",
    ),
    _pattern(
        "plural_task",
        "活条那事",
        r"那个活|这个活|那活|的活儿?|那条|的事(?:儿|情)?(?=就?(?:让|叫|给|由|交给|归)[^,，。我]{1,4})",
    ),
    # A case pointed at: 那单, 换砖的单子, 三一那个密封圈工单.
    _pattern(
        "case_ref",
        "单诉修那",
        "(?:漏[水油气电液]|异响|报警|坏[了掉]?|卡顿|卡[住死]|死机|黑屏|跳闸|困人|裂了?|脱胶|翘边|色差|变形"
        "|破损|压痕|少[发件]|[转亮响热冷起动开关抽升打连充用]不(?:了|起来|开|上|机|动|出来)"
        "|不(?:转|亮|响|动|制冷|制热|出水|工作))那[个台张](?=[让派叫转给交]|$)|(?<![丢黄赢输签])"
        "(?<![丢黄赢输签]的)(?:那|这)个?(?:一|张)?单子?(?!价|位|独)|的单子|(?:那|这)(?:个|张|条|份"
        "|起)[^,，。;； 开建登录提报记给]{0,8}?(?:工单|公单|单子|[修诉装询后务障换]单|投诉|报修)"
        "|的(?:工单|投诉单|报修单|维修单|安装单)|的(?:投诉|报修)(?=[,，。 ]|派|转|关|结|给|让|交|$)",
    ),
    # Something is wrong, in whatever words: 打不开, 漏水, 没声音了, 老是跳闸.
    _pattern(
        "fault",
        "不没漏渗滴冒坏裂断松堵卡烧锈死黑花蓝闪宕报异抖失过发短停故崩脱变跳磨掉失碎破偏忽太显结味怪声制灯屏自",
        "(?<![跟推谈追跑走拿])不(?:转|亮|响|动|通电|通|灵|工作|显示|启动|识别|打印|加热|制冷|制热|制冰"
        r"|[出吹喷送][\u4e00-\u9fff]|稳|准|运行|上电|吸水|排水|进水)(?!过|员|静)"
        "|[转烧热冷起动冻抽压吸送排切焊印开启打连登关充接装拉推升降读写扫刷点用联进合锁按停搅][不]"
        "(?:了(?!解)|开|上|机|掉|出|起来|进)|[关锁合封盖压夹吸粘拧焊](?<!相关)不(?:严|紧|住|牢|拢|平|匀|上)"
        "|(?:温|湿|速|风量|流量|[水油气电风]压|压力|电流|亮度|精度|噪音|声音|[震振]动|压差|真空)度?(?:一直|总是?|老是?|又|都)*"
        "(?:[上升]不(?:上去|去)|下不来|[升降]不[上下][来去]|不[够稳准]|不正常|偏[高低大小]|[太特忽][别高大响吵低小])"
        r"|(?:报|显示|跳|提示)(?:错|故障)?(?:代?码)?[ :：]?[A-Za-z]{1,2}-?\d{1,4}(?!\d)|是坏的"
        "|没(?:声音|反应|信号|电了|图像|画面|热水|油压|压力|动静|显示"
        "|水了|气了)|[漏渗滴冒进](?:水|油|电|气|烟|液|料|墨|药|风|粉|氨|胶|氟|浆|汤)|(?:坏|碎|裂|(?<![买诊判])断|松|堵|卡|烧|锈"
        "|磨损|脱落|变形|老化|卡住|崩|死机|黑屏|花屏|蓝屏|闪屏|白屏|宕机|报错|报警|跳闸|跳枪|异响|抖动"
        "|失灵|失控|过热|发烫|短路|停机|失效|故障|卡顿|闪退|崩溃|卡纸|乱码|串色|偏色|断网|断电|掉线|掉漆"
        "|冻[住裂坏]|堵[料管头枪针孔喷嘴口]{1,2}|卡[料刀币膜轴链针]|断[链丝齿轴刀针带]|爆[管胎缸膜]"
        "|起皮|开裂|发霉|变质|发黄|褪色|结霜|有异味|有杂音|有[糊焦]味|异味大|声音[很好]?(?:怪|大)|噪音大|压差高"
        "|不准|偏大|偏小|忽高忽低)(?:了|啦|着|得|掉|$|[,，。、!]| (?!\\d))"
        "|[堵震抖响晃]得(?:厉害|不行|要命|很)"
        "|制[冷热](?:效果)?(?:不行|差|慢)"
        "|(?:灯|屏)一直[闪红黑]|自己停|破了个?洞|掉了(?!头|价|队|粉|链)",
    ),
    _pattern(
        "new_company",
        "增建录加登开",
        r"^\s*(?:帮我|麻烦)?(?:新增|录入?|新建|建|新加|登记|新开了?|建档|加)(?:了)?(?:个|一个|一家|家|一下"
        "|一条)?[:： ]*[^,，。:：]{2,24}?(?:公司|店|厂|学校|小学|中学|幼儿园|医院|集团|经营部|中心|超市"
        "|饭店|酒店|工作室|工做室|商行|事务所|诊所|药房|馆|合作社)",
    ),
    # Somebody else has it: 友商签了, 让同行抢走了. No deal of ours, whatever was won.
    _pattern(
        "theirs",
        "友对竞别同人",
        r"(?:友商|对手|竞品|竞对|别家|别人|人家|同行|对家)[^,，。]{0,6}(?:签|拿下|中标|成交|下单|赢|抢)",
    ),
    _pattern(
        "if",
        "要如假早等能希倘若万除即",
        r"除非|即便|即使|要是|如果|假如|假设|假使|倘若|若是|(?<![一二两三四五六七八九十百千几\d])万一(?![千百])|早知道"
        "|要不是|的话|能不能签|希望能|等(?:他|她|客户|老板).{0,6}再说",
    ),
    _pattern(
        "asked_back",
        "吗么?？吧呢",
        r"(?:[吗么]|不可能吧|是不是.{0,6}|行不行|好不好|对吧|同一家|一家)[?？!！。~ ]*$|[?？]",
    ),
    # 尾款打了没: a question, but for what we are to ask somebody.
    _pattern(
        "ask",
        "没",
        r"^(?!.*(?:问|看看?|催|确认|提醒|查|打听|核实)).*[了过到完好]没(?:有)?[呀啊呢嘛]?[?？ ]*$",
    ),
    _pattern(
        "never",
        "别不没",
        "(?:^|[,，。 都说了]|千万|可|也|最好|你|请)(?:别|不要|不用|先不|先别|先不要|先不用|暂不|暂时不"
        "|暂时别|不必|不能|没法)(?:再|老|先)?(?:给|发|打|合|问|跟(?!了|进了)|登记|建|记|录|转|加|去|动|改"
        r"|签|报|下单|把|将|让|放|取消|删|撤|关|派|退)|^\s*没(?:有)?(?:让|叫|喊)你|(?<![他她它们])"
        "(?:我|可|也|从来?|压根|根本)没(?:有)?(?:说过?|让你们?|叫你们?|要你们?|打算|想(?:过|着)?)"
        "(?:要|把|给|去|建|记|改|转|删|合|加|录|放|取消|关|派|打|发|报|标|签|提)|(?:千万|可|最好)别"
        "(?:干|乱|这么|真|瞎|动)",
    ),
)


class _Tried(dict[int, list[Pattern]]):
    """The patterns of the bits of a number. Made once: few sets of them are ever tried."""

    def __missing__(self, bits: int) -> list[Pattern]:
        found = self[bits] = [pattern for place, pattern in enumerate(PATTERNS) if bits >> place & 1]
        return found


_TRIED = _Tried()
# For each character the patterns it guards, one bit each.
_GUARDS = {
    char: sum(1 << place for place, pattern in enumerate(PATTERNS) if char in pattern.guard)
    for char in frozenset().union(*(pattern.guard for pattern in PATTERNS))
}
_NONE = repeat(0)


def features(text: str, chars: frozenset[str]) -> list[str]:
    """The features of a clause's text, whose characters are given."""
    tried = reduce(or_, map(_GUARDS.get, chars, _NONE), 0)
    if not tried:
        return []
    found: list[str] = []
    for feature, _, finds in _TRIED[tried]:
        if finds(text):
            found.append(feature)
    return found
