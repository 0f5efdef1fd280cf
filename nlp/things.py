"""Goods, machines, parts and materials: what stands where a name could and is none (岩棉到了, 液压站漏油了).

A thing is known by what it ends in. 湘江涂料 and 安居构件, which end in a trade, are houses.
"""

from nlp import forms as re
from nlp import tokens
from zh.name_words import places, towns, words

# No 钢, 铝, 车, 门, 树, 网, 锅, 茶, 酒, 油, 粮, 螺 by themselves: 武钢, 中车, 三棵树, 中粮, 海螺 are houses.
_ENDS = re.compile(
    "(?:[泵阀仪柜架箱盒袋罐瓶桶炉灯屏管线缆绳布纸膜漆胶剂粉液棉板砖砂芯片栓桩胎椅桌衣裤鞋巾罩套垫圈盘梯肥奶肉"
    "墨醇轴琴笔灶碱酸钾]|(?<![重电])机|(?<!构)件|(?<!染)料|(?<![电武兵乐家])器|(?:混凝|营养)土|液压站|木方"
    "|盘螺|法兰|轴承|水泥|钢筋|钢网|支座|吊顶|幕墙|冷库|刀库|导轨|地板|锚链|电池|[叉拖推吊泵专]车|门[窗禁]|大米"
    "|咖啡豆|[豆机空变]油|[白啤红黄]酒|[猫狗犬口]粮|鸡[腿蛋翅]|龙虾|[菌尿生]素|[板木型线管钢]材|二氧化碳"
    "|[农兽中西]药|校服|软件|系统|样[品机]|配件|耗材|材料|种子|疫苗|套餐|电缆|(?:责任|意外|一切|年金|货运|车)险"
    "|(?:标准|旗舰|专业|基础|企业)版)$"
)


# 三楼, 二号线, 5车间: where it stands in somebody's house.
_SPOT = re.compile(r"[一二三四五六七八九十\d]+号?(?:楼|层|线|车间|栋|幢|库|区|厅)")


def is_spot(said: str) -> bool:
    """Whether these characters, which could be a name, are a place within a house."""
    return _SPOT.fullmatch(said) is not None


def is_thing(said: str) -> bool:
    """Whether these characters, which could be a name, are a thing."""
    if _ENDS.search(said) is None or any(said[:n] in places() or said[:n] in towns() for n in (2, 3)):
        return False
    if len(said) < 4 or tokens.is_word(said):
        return True
    joints = [] if said.endswith(words("trade")) else [-1, -2, -3]
    return any(tokens.is_word(said[at:]) and tokens.is_word(said[:at]) for at in joints)


def is_led(said: str) -> bool:
    """盘冷柜, 她冷柜: a word stands before the thing that is no part of it."""
    return len(said) == 3 and tokens.is_word(said[1:]) and not tokens.is_word(said)
