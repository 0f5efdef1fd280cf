"""What hospitals, schools and offices are called for short: 市一院, 附二院, 县医院, 深职院, 市中院."""

import re

_OF_THE_PLACE = re.compile(
    "(?P<head>[\u4e00-\u9fff]{2,4}?)(?P<unit>[省市区县州旗])(?P<own>(?:第[一二三四五六七八九十]|人民|中医|妇幼|中心|实验|儿童|口腔|肿瘤|精神"
    "|传染|骨科|胸科|眼科|康复|职业|外国语|机关|特殊)[\u4e00-\u9fff]+)"
)
_NUMBERED = re.compile(
    "第(?P<number>[一二三四五六七八九十]{1,2})(?:人民|中心|高级|实验)?(?P<kind>医院|中学|小学|幼儿园)"
)
_LAST = {"医院": "院", "中学": "中", "小学": "小", "幼儿园": "幼"}
_AFFILIATED = re.compile("附属第(?P<number>[一二三四五六七八九十])(?:人民|临床)?医院$")
_ENDS = {
    "师范学院": "师院",
    "职业技术学院": "职院",
    "职业学院": "职院",
    "职业技术大学": "职大",
    "外国语学校": "外",
    "实验小学": "实小",
}
_ALONE = {"师范学院": "师院", "职业技术学院": "职院", "外国语学校": "外校", "实验小学": "实小"}
# What an office is called, by the end of its name, longer ends first.
_OFFICES = {
    "公安局交通警察支队": "交警 交警支队",
    "公安局交通警察大队": "交警 交警大队",
    "国有资产监督管理委员会": "国资委",
    "人力资源和社会保障局": "人社局 人社",
    "城市管理行政执法局": "城管局 城管 执法局",
    "自然资源和规划局": "自规局 资规局",
    "自然资源与规划局": "自规局 资规局",
    "住房和城乡建设委员会": "住建委",
    "住房和城乡建设局": "住建局 住建",
    "住房和城乡建设厅": "住建厅",
    "文化广电和旅游局": "文旅局 文广旅局",
    "文化和旅游局": "文旅局",
    "经济和信息化委员会": "经信委",
    "经济和信息化局": "经信局",
    "工业和信息化局": "工信局",
    "发展和改革委员会": "发改委",
    "发展和改革局": "发改局",
    "卫生健康委员会": "卫健委",
    "卫生健康局": "卫健局",
    "农业农村委员会": "农委 农业农村委",
    "疾病预防控制中心": "疾控 疾控中心",
    "公共资源交易中心": "交易中心",
    "市场监督管理局": "市监局 市场局 市场监管局",
    "城市管理局": "城管局 城管",
    "机关事务管理局": "机关事务局 机管局",
    "大数据管理局": "大数据局",
    "退役军人事务局": "退役军人局",
    "园林绿化局": "园林局",
    "交通运输局": "交通局",
    "生态环境局": "环保局 环境局",
    "应急管理局": "应急局",
    "农业农村局": "农业局",
    "医疗保障局": "医保局",
    "科学技术局": "科技局",
    "消防救援支队": "消防 消防支队",
    "消防救援大队": "消防 消防大队",
    "教育委员会": "教委",
    "管理委员会": "管委会",
    "中级人民法院": "中院 法院",
    "高级人民法院": "高院",
    "人民法院": "法院",
    "人民检察院": "检察院",
    "公安局": "公安",
    "税务局": "税务",
}
_OFFICE = re.compile(f"(?P<where>[\u4e00-\u9fff]{{2,}}?)(?P<office>{'|'.join(_OFFICES)})")
_ZONES = {"高新技术产业开发区": "高新区", "经济技术开发区": "经开区"}
_UNIT = re.compile("[\u4e00-\u9fff]{2,4}?[省市区县]")


def _of_an_office(name: str) -> set[str]:
    """泉州市中级人民法院 is 泉州中院 and 市中院, 北京市朝阳区人民法院 朝阳法院."""
    match = _OFFICE.fullmatch(name.removeprefix("国家税务总局"))
    if match is None:
        return set()
    where, said = match["where"], _OFFICES[match["office"]].split()
    zones = {short for zone, short in _ZONES.items() if where.endswith(zone)}
    for zone, short in _ZONES.items():
        where = where.replace(zone, short)
    last = (_UNIT.findall(where) or [where])[-1] if where[-1] in "省市区县" else where
    places = {where, last, where[:2]} if where[-1] not in "区县" else {where, last}
    places |= {place[:-1] for place in (where, last) if place[-1] in "省市区县" and len(place) > 2}
    if last[-1] in "省市区县" and not zones:
        places.add(last[-1])
    return {place + short for place in places | zones for short in said}


def shorts(name: str) -> set[str]:
    """The short names of an institution; none for anything else."""
    found = _of_an_office(name)
    if named := _AFFILIATED.search(name):
        found |= {f"附{named['number']}", f"附{named['number']}院"}
    for end, short in _ENDS.items():
        head = name.removesuffix(end).rstrip("市区县省")
        if name.endswith(end) and head:
            found |= {head + short, head[:1] + short} if len(head) in (2, 3) else {head + short}
            found |= {_ALONE[end], head + _ALONE[end]} if end in _ALONE else set()
    if match := _OF_THE_PLACE.fullmatch(name):
        unit, own = match["unit"], match["own"]
        said = {own}
        if numbered := _NUMBERED.match(own):
            said.add(numbered["number"] + _LAST[numbered["kind"]])
        elif own == "人民医院":
            said |= {"医院", "人医", "人民"}
        elif own.startswith("妇幼"):
            said |= {"妇幼", "妇保"}
        head = match["head"]
        found |= {before + short for short in said for before in (unit, head, head + unit)}
    return found
