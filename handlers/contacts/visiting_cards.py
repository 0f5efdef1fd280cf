"""A visiting card that was pasted: company, person, post, numbers, address, by lines or behind labels."""

import re
from collections.abc import Iterator
from typing import Any, Final

from handlers.context import Context
from handlers.phrases import says
from handlers.vocabulary import lexicon_of
from nlp.frames import Frame
from nlp.lexicon import Lexicon
from nlp.pending import could_be_name
from zh import names
from zh.text import plain

LONGEST: Final = 400
LABELS: Final = {
    "phone": "手机(?:号码?)?|电话(?:号码?)?|联系(?:电话|方式)|座机|固话"
    "|mobile|mob|tel(?:ephone)?|phone|cell|m|t",
    "email": "邮箱|电子邮[箱件]|邮件|e-?mail|mail|e",
    "wechat": "微信(?:号)?|wechat|vx|wx",
    "address": "地址|公司地址|厂址|add(?:ress)?|a",
    "contact": "姓名|联系人|name",
    "title": "职务|职位|title",
    "customer": "公司(?:名称)?|单位|company",
}
LABELLED: Final = [
    (slot, re.compile(rf"(?:{words}) *[:./] *(?P<value>.+)|(?:{words}) +(?P<far>.*[\d@].*)", re.IGNORECASE))
    for slot, words in LABELS.items()
]
ALONE: Final = re.compile("|".join(LABELS.values()), re.IGNORECASE)
OTHER: Final = re.compile(
    "(?:传真|fax|f|网址|官网|web(?:site)?|http|邮编|q?qq|公众号|抖音)[:：./ ]?.*|(?:www|http).+",
    re.IGNORECASE,
)
"""What has no place of its own."""
HEAD: Final = re.compile("[^,，。\n]{0,8}(?:名片[^ ,，。:\n]{0,4}[: \n]|客户(?:信息|资料)?:?\n)+")
MOBILE: Final = re.compile(r"(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})")
LANDLINE: Final = re.compile(r"\(?0\d{2,3}\)?[- ]?\d{7,8}(?:[-转 ]{1,2}\d{1,6})?")
EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
COMPANY: Final = re.compile(
    r"[\w()（）·&-]{2,40}?(?:公司|集团|厂|事务所|律所|合作社|研究院|研究所|医院|诊所|门诊部?|学校|中学|小学|大学|幼儿园|经营部|商行|门市部|工作室|酒店|银行)(?:[\w()]{2,8}(?:分公司|分厂|办事处))?"
)
POST: Final = re.compile(
    r"[\w/]{0,10}?(?:总监|经理|总裁|董事长?|主任|主管|[部厂店校院所处科组站园]长|工程师|顾问|代表|助理|专员|采购|销售|会计|财务|法人"
    r"|创始人|合伙人|总工|秘书|老师|教授|设计师|[部处科室]|中心|c[efotm]o)",
    re.IGNORECASE,
)
FIRM: Final = re.compile("[\u4e00-\u9fff]{4,12}")
PARTED: Final = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) +([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
"""俞 敏"""
DEEDS: Final = {"act", "meet", "met", "today", "past", "coming", "future", "remind"}
LATIN: Final = re.compile("[a-z .,&'()-]+", re.IGNORECASE)
Card = dict[str, Any]


@says(r"(?=.*[0-9@]).{4,}", longest=LONGEST)
def read_card(_: re.Match[str], ctx: Context) -> Frame | None:
    """A new customer with its person; None where a piece is no part of a card: then it is a sentence."""
    typed = plain(ctx.text).strip()
    said = HEAD.sub("", typed, count=1)
    if "\n" not in said and said == typed and COMPANY.search(said) is None:
        return None  # the usual message, soon told
    lexicon = lexicon_of(ctx.vocabulary)
    card: Card = {}
    for piece in _pieces(said):
        wanted = "customer" not in card if said != typed else not card
        if not _read(piece, card, lexicon) and not (wanted and _may_be_firm(piece, card, lexicon)):
            return None
    if not {"customer", "contact"} <= card.keys() or not {"phone", "email"} & card.keys():
        return None
    return Frame("customer.create", card)


def _pieces(said: str) -> Iterator[str]:
    """Lines; of one line the words between spaces and marks, a label with what follows it."""
    said = MOBILE.sub(r"\1\2\3", PARTED.sub(r"\1\2", said))
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    if len(lines) > 1:
        yield from lines
        return
    held = ""
    for word in re.split(r"[ ,，;；|]+", said):
        held = f"{held}:{word}" if held else word.removesuffix(":")
        if not ALONE.fullmatch(held):
            yield held
            held = ""


def _may_be_firm(piece: str, card: Card, lexicon: Lexicon) -> bool:
    """绍兴越城纺机 on the first line: what is called neither company nor factory."""
    if not FIRM.fullmatch(piece) or not could_be_name(piece, lexicon):
        return False
    cues = [cue for cue in lexicon.scan(piece) if len(cue.word) > 1]
    told = any(category in DEEDS for cue in cues for category, _ in cue.marks)
    return not told and _put("customer", piece, card)


def _read(piece: str, card: Card, lexicon: Lexicon) -> bool:
    """Put what the piece says into the card; False where it says nothing that a card does."""
    if OTHER.fullmatch(piece) or LATIN.fullmatch(piece):
        return True
    for slot, label in LABELLED:
        if match := label.fullmatch(piece):
            return _put(slot, (match["value"] or match["far"]).strip(), card)
    if COMPANY.fullmatch(piece) and could_be_name(piece, lexicon):
        return _put("customer", piece, card)
    return all(_word(word, card) for word in re.split(r"[ /|,，]+", piece))


def _put(slot: str, value: str, card: Card) -> bool:
    if slot == "phone":
        return _numbers(value, card)
    if slot == "contact":
        return all(_word(word, card) for word in value.split())
    card.setdefault(slot, value)
    return True


def _numbers(value: str, card: Card) -> bool:
    """The mobile is the person's; the company's own line stands beside it."""
    mobile, landline = MOBILE.search(value), LANDLINE.search(value)
    if mobile:
        card.setdefault("phone", "".join(mobile.groups()))
    elif landline:
        card.setdefault("line", landline[0].strip())
    return bool(mobile or landline)


def _word(word: str, card: Card) -> bool:
    """A number, an address of mail, or somebody: 胡建国, 总经理, 胡建国总经理."""
    if EMAIL.fullmatch(word):
        return _put("email", word, card)
    if MOBILE.fullmatch(word) or LANDLINE.fullmatch(word):
        return _numbers(word, card)
    name, post = _apart(word)
    if not (name or post) or (name and "contact" in card):
        return False
    if name:
        card["contact"] = name
    if post:
        card["title"] = f"{card.get('title', '')}{post}"
    return True


def _apart(word: str) -> tuple[str, str]:
    """Name and post of 胡建国总经理, 采购部经理金晶; either may be empty. 陶老板 is called so."""
    if POST.fullmatch(word):
        return "", word
    parted = [(word[:end], word[end:]) for end in (len(word), 3, 2, 4)]
    parted += [(word[-length:], word[:-length]) for length in (3, 2)]
    for name, post in parted:
        family, given = names.split_person(name)
        if family and 1 <= len(given) <= 2 and (not post or POST.fullmatch(post)):
            return name, post
    return "", ""
