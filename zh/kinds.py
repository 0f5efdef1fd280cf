"""What a house is, at the end of its name: 幼儿园 of 铜陵有色幼儿园, 印刷厂 of 芜湖新华印刷厂.

Records keep it as a key (`%幼儿园`), so that 铜陵幼儿园 and the only 印刷厂 one knows are found;
who asks looks at the rest of the name himself.
"""

import re

MARK = "%"
# What a works makes; each is written out with its 厂: `re` then knows all that `_KIND` can begin with.
_MAKES = (
    "印刷|印染|印务|纺织|织布|针织|服装|制衣|制鞋|鞋|皮革|食品|饮料|豆制品|面粉|饲料|肥料|"
    "化肥|农药|水泥|砖瓦|砖|陶瓷|玻璃|石材|家具|木材|木器|板材|造纸|纸箱|纸|包装|塑料|橡胶|"
    "化工|涂料|油漆|染料|制药|药|机械|机床|模具|轴承|阀门|水泵|电机|电器|电子|电缆|电线|"
    "灯具|铸造|锻造|五金|标准件|钢铁|钢|铝|铜|炼油|炼钢|发电|电|自来水|水|污水处理|垃圾处理|"
    "酒|啤酒|白酒|糖|盐|奶粉|乳品|肉|肉联|罐头|汽修|修理|汽配|造船|船|玩具|文具|乐器|加工"
)
_KIND = re.compile(
    "(?:医院|卫生院|门诊部|诊所|药房|药店|学校|学院|大学|中学|小学|幼儿园|少年宫|艺术团|剧院|图书馆|博物馆|体育馆|文化宫|文化馆|展览馆|美术馆|科技馆|琴行|乐器店|书店"
    "|酒店|宾馆|酒楼|餐厅|饭店|超市|商场|银行|信用社|合作社|律所|事务所|设计院|研究院|研究所|检测站|加油站|物流园|产业园|养老院|管委会"
    "|敬老院|养殖场|农场|牧场|林场|茶场|屠宰场|车队|俱乐部|健身房"
    f"|{_MAKES.replace('|', '厂|')}厂)"
)
_AT_END = re.compile(f"{_KIND.pattern}$")
_LASTS = frozenset("院所部房店校学园宫团馆行厅场社站队厂楼会")


def of(name: str) -> str:
    """The kind a name ends in; nothing, where it ends in none."""
    if name[-1:] not in _LASTS:
        return ""
    found = _AT_END.search(name)
    return found[0] if found else ""


def said_in(text: str) -> set[str]:
    """Those said anywhere in a text."""
    if _LASTS.isdisjoint(text):
        return set()
    return set(_KIND.findall(text))
