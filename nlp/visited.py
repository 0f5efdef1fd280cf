"""Companies nobody has recorded, by where one was and what they deal in: 拜访了恒达模具, 去了中山星光灯饰."""

from nlp import forms as re
from zh import name_words

_TRADES = name_words.endings("trade") | frozenset(
    (
        "灯饰",
        "五金",
        "日化",
        "印务",
        "香料",
        "光学",
        "制衣",
        "钢结构",
        "汽修",
        "石材",
        "山庄",
        "度假村",
        "少年宫",
    )
)
_END = re.compile(
    "(?=[ ,，。;；!！?？、]|$|[那这][边里儿]|的?[\u4e00-\u9fff](?:总|工|经理|主任|厂长|老板)"
    "|的(?:老板|采购|财务|车间))"
)
_BEEN = re.compile(
    "(?P<called>拜访|走访|回访|上门)?(?(called)(?:了|过|完)?|(?:去|跑|到)了)(?:一?[下趟])?"
    "(?P<name>[\u4e00-\u9fff]{4,16})"
)
_SIGNS = ("访", "上门", "去了", "跑了", "到了")
_NO_NAME = re.compile(
    "[一二两三四五六七八九十几这那哪每各][家个位]|[做卖搞干开找跟和给他她它你我谁了的]|(?:隔壁|本地|附近|当地|周边|楼下|所有|其他|其它"
    "|几个|很多|不少|大型|小型|新|老|客户|同行)"
)
_DOES = re.compile("[做看找聊谈搞办吃见问送拿取签收等参考]")  # 去了杭州做培训
_PLACED = 2, 3
# 拜访了沧州华油钢管 聊了…: behind such a verb and before a mark a town begins a name, whatever the trade.
_ALONE = re.compile("(?:拜访|走访|回访)(?:了|过|完)(?P<name>[\u4e00-\u9fff]{5,9})(?=[ ,，。;；]|$)")
_NOT_ALONE = re.compile(
    "客户|总部|分公司|那[边里儿]|这[边里儿]|朋友|同学|同行|老板|领导|供应商|经销商|代理|[一二两三四五六七八九十几][家个位趟次]|[的了吗呢吧和跟与]"
    "|公司$|[厂店市县区镇]$|现场|项目|工地|展会|市场$|回来|他们|我们"
)


def find(text: str) -> tuple[int, int] | None:
    """Its place in a lower-case text. Where one only went, it begins with a town: 去了超市 is an errand."""
    if not any(sign in text for sign in _SIGNS):
        return None
    for match in _BEEN.finditer(text):
        start, said = match.start("name"), match["name"]
        placed = any(said[:n] in name_words.places() or said[:n] in name_words.towns() for n in _PLACED)
        if not (match["called"] or placed) or _NO_NAME.match(said):
            continue
        for length in range(4, min(len(said), 12) + 1):
            trade = next((n for n in (2, 3, 4) if said[length - n : length] in _TRADES), 0)
            if trade and _END.match(text, start + length) and not _DOES.search(said, 0, length - trade):
                return start, start + length
    for match in _ALONE.finditer(text):
        name = match["name"]
        town = next((n for n in _PLACED if name[:n] in name_words.places()), 0)
        if town and len(name) - town > 2 and not (_NOT_ALONE.search(name) or _DOES.search(name)):
            return match.span("name")
    return None
