"""Words of 「新增客户 市一院 三甲 有6家店」 that fit no field: they are the new customer's note."""

import re
from collections.abc import Iterator
from dataclasses import replace

from handlers.context import Context
from handlers.customers import about
from handlers.mending.fragments import ASKS
from handlers.registry import reads
from handlers.vocabulary import lexicon_of
from nlp.frames import Frame
from nlp.pending import could_be_name
from zh.text import normal

PIECE = re.compile(r"[^\s,，、;；。!！]+")
LABEL = re.compile(
    "(?:联系人|对接人|负责人|老板|电话|手机|联系方式|微信|邮箱|邮件|地址|职位|职务|标签|名称|名字|姓名|客户|公司|备注"
    "|来源|行业|级别|区域|email|mail|e-mail|title|tel|phone|wechat)(?:名称?|号码?|是|为|叫)*[:：]?"
)
NOISE = re.compile(
    "(?:谢谢|多谢|麻烦|辛苦|好的?|ok|请|帮我|给我|你|先|就|再|也|都|这样|一下|这个|那个|新的?|记|录|加|建|存|上|进去"
    "|吧|了|啊|呢|哈|哦|嗯|的|和|跟|及|以及|还有|另外)+"
)
KINDS = {
    "连锁", "单店", "单体", "高校", "高端", "国营", "国有", "国企", "常年", "全国", "全科", "金牌",
    "农资", "商超", "公办", "公立", "民办", "民营", "康复", "水产", "包装", "安防", "平价",
}  # fmt: skip
"""What firms are, by words of two characters that a family name might begin."""
NAME = re.compile("[\u4e00-\u9fff]{2,10}")
PHONE = re.compile(r"\d{6}")


@reads("customer.create")
def read_left(frame: Frame, ctx: Context) -> Frame:
    """The frame with a note of what it left over. The parser says where each value stood: what stands nowhere
    near one is left."""
    if "customer" not in frame.spans or not frame.evidence:
        return frame
    frame = _no_person(frame)
    left = list(_left(frame, ctx))
    if not left:
        return frame
    note = "，".join(filter(None, [str(frame.slots.get("note", "")), *left]))
    return replace(frame, slots={**frame.slots, "note": note})


def _no_person(frame: Frame) -> Frame:
    """连锁 stands where a person's name may stand, and begins as one."""
    if str(frame.slots.get("contact")) not in KINDS or frame.refs.get("contact"):
        return frame
    slots = {name: value for name, value in frame.slots.items() if name != "contact"}
    return replace(frame, slots=slots, spans={n: span for n, span in frame.spans.items() if n != "contact"})


def _left(frame: Frame, ctx: Context) -> Iterator[str]:
    told = [normal(one.said) for one in about.told_beside(ctx.text, set(), ctx.vocabulary)]
    values = [normal(str(value)) for value in frame.slots.values()]
    called = [value for value in values if len(value) > 2]
    spans = list(frame.spans.values())
    for first, last in dict.fromkeys((one.start, one.end) for one in frame.evidence):
        for piece in PIECE.finditer(ctx.text, max(first, frame.spans["customer"][1]), last):
            said = piece[0]
            near = any(start < piece.end() and piece.start() < end for start, end in spans)
            bare = normal(said)
            known = any(bare in one for one in values) or any(one in bare for one in (*called, *told))
            is_fact = about.told_beside(f"X {said}", set(), ctx.vocabulary)
            if not (near or known or is_fact or _says_nothing(said)):
                yield re.sub("^(?:是|属于)(?=.{2})", "", said)


def a_name_left(frame: Frame, ctx: Context) -> str:
    """德韩 of 韩老板电话 138… 德韩: a word apart, no value near, that may name somebody; else nothing."""
    lexicon = lexicon_of(ctx.vocabulary)
    for piece in PIECE.finditer(ctx.text):
        said = piece[0].removesuffix("的")
        near = any(start < piece.end() and piece.start() < end for start, end in frame.spans.values())
        told = said in lexicon.marks or lexicon.scan(said) or _says_nothing(said)
        if not near and not told and NAME.fullmatch(said) and could_be_name(said, lexicon):
            return said
    return ""


def _says_nothing(said: str) -> bool:
    return (
        len(said) < 2
        or LABEL.fullmatch(said.lower()) is not None
        or NOISE.fullmatch(said.lower()) is not None
        or PHONE.search(said) is not None
        or ASKS.search(said) is not None
    )
