"""What is no answer to 「聊得怎么样？」: 股票又跌了, 嗯, 稍等. Nothing is written, the question stays."""

import re
from typing import Any

from handlers import replies
from nlp.frames import Frame
from zh import names
from zh.text import normal

FREE = ("content", "reason")
BESIDE = "added"  # a sentence of one's own beside the draft of a report
TOPIC = re.compile(
    "股票?|大盘|基金|[涨跌]停|彩票|比特币|房价|油价|天气|下雨|下雪|雨好?大|[好太真]热|[好太真]冷|[热冷]死|降温|雾霾|堵[车死]"
    "|吃[啥什饭点了]|饿|外卖|奶茶|咖啡|[早午晚]饭|[好太真]?困|[好太真]累|累死|头疼|感冒|加班|下班|回家|老婆|老公|孩子|我[妈爸]|[猫狗]"
    "|周末|放假|钓鱼|打牌|麻将|游戏|国足|球赛?|世界杯|电影|追剧|抖音|没电|死机|卡死|系统|周几|星期几|几点|几号|又要开会|无聊"
    "|烦死|好烦|郁闷|崩溃|倒霉|无语|想睡|迟到|地铁|停车|加油|红包|彩礼|相亲|健身|减肥|双十一|春晚|八卦|热搜"
)
BUSINESS = re.compile(
    "[他她]|客户|对方|人家|那边|这家|聊|谈|说|讲|价|贵|便宜|预算|合同|样|货|款|钱|单|签|方案|资料|项目|需求|采购|试|演示|产品"
    "|设备|满意|意向|考虑|联系|电话|微信|见|到场|去[成不了]|没[去来到]|改[天期到日]|取消|约|等|送|寄|收|发|要[求的是]|开[票标]|招标|质保|保修|账期|交期|对手|友商"
)
LATER = re.compile(
    "(?:先|你)*(?:等[下会]?[儿下]?|等一[下会]儿?|稍等(?:一?下)?|稍后|马上|在路上|路上|在?开车(?:呢|中)?|在?开会(?:呢|中)?|忙着?呢?"
    "|正?忙|一会儿?(?:再)?说?|待会儿?(?:再)?说?|晚点(?:再)?说?|回头(?:再)?说?|让我想想|我想想|想一下)(?:啊|哈|哦|吧|呢)*"
)
NOTHING_SAID = re.compile(
    r"(?:[嗯恩哦噢喔啊诶欸额呃]|好[的滴嘞了吧]?|行吧?|可以|收到|知道了?|明白|ok+|okay|是的?|对的?|[\W_]|[烦累困饿唉哎晕汗]|在吗?|咋了?|怎么了)*"
)


NO_WORDS = re.compile(
    "(?:真的?|也|实在)*没(?:有)?(?:啥|什么|东西|事)?(?:可|好|要)*(?:写|说|补|记|讲|交)(?:的)?(?:了|啊|呀|吧)*"
)


def no_answer(text: str, frames: list[Frame], pending: dict[str, Any]) -> str | None:
    """What to say where the words tell nothing of what was asked for; None where they may."""
    said, asked = normal(text).strip(), pending["frame"]["intent"]
    if pending["slot"] == BESIDE and (NOTHING_SAID.fullmatch(said) or NO_WORDS.fullmatch(said)):
        return replies.LEFT["report.add"] if asked == "report.add" else str(pending["question"])
    if pending["slot"] not in FREE or any(frame.refs.keys() - pending["frame"]["refs"] for frame in frames):
        return None
    if LATER.fullmatch(said):
        return "好，等你。"
    if NOTHING_SAID.fullmatch(said) or (said.isdigit() and not pending["options"]):
        return str(pending["question"])
    if TOPIC.search(said) and not BUSINESS.search(said):
        return f"这句没有记。{pending['question']}"
    return None


def as_told(text: str, frames: list[Frame], pending: dict[str, Any], asked: Frame) -> Frame | None:
    """价格太高 is what was said there, though one could be called so; 下周再说 is no mere day.

    Of 价格谈好了 nothing is who, when and how: all of it is kept.
    """
    first = frames[0]
    if len(frames) != 1 or (pending["slot"], first.intent) != ("content", "interaction.log"):
        return None
    new = first.slots.keys() - asked.slots.keys()
    if _of_theirs(first, asked) and not new & {"time", "channel"}:  # 合同送到了 周航签收
        return Frame(
            asked.intent, {**asked.slots, "content": text.strip()}, refs={**asked.refs, **first.refs}
        )
    if first.refs.keys() - asked.refs.keys() or not new or new & {"time", "channel"}:
        return None
    if "content" in first.slots and new != {"content"}:
        return None
    if "contact" in new and _could_be(str(first.slots["contact"])):
        return None
    return Frame(asked.intent, {**asked.slots, "content": text.strip()}, refs=asked.refs)


def _of_theirs(first: Frame, asked: Frame) -> bool:
    """Whether somebody of the customer asked about is told of, beside the first words."""
    people, firms = first.refs.get("contact", ()), asked.refs.get("customer", ())
    return len(people) == len(firms) == 1 and people[0].customer_id == firms[0].id


def _could_be(name: str) -> bool:
    """李明, 王总."""
    return len(name) in (2, 3) and bool(names.split_person(name)[0]) and not LIKE_NAMES.search(name)


LIKE_NAMES = re.compile(
    "[好的了很太不没]|^(?:还行|一般|平平|满意|常规|顺利|成功|凑合|黄了|安排|应付|单聊|和谈|温和)"
)
