"""First step: the message in plain form, without fillers and pictures, offsets kept."""

import re

from zh.text import Aligned, align

MAX_CHARS = 2048  # a WeCom text message has at most 2,048 bytes

_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\u2122\u2139\u231a-\u23ff\u3030]+"
)
_STICKERS = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,4}\]")  # [微笑], as WeCom writes its stickers
# Said to win time. 那个 and 这个 point at something when a noun follows; as fillers they stand before
# a pause, at the beginning, or twice.
_FILLERS = re.compile(
    r"(?=[嗯呃唔额那就这哎诶啊哦喔喂话我然好哈小跟机助亲老铁麻帮请呢,， ])(?:"  # what one begins with
    "(?:[嗯呃]|唔(?![做要系使该好错会得知想来到在行够见识肯搞用去同接付买签准满]|work|ok)"  # 唔要: no
    "|(?<![金总余数限差面份税名定全超大小满缺少巨款售成业营交收单同])额(?![度外头]))+[,，、…. ]*"
    "|(?:^|(?<=[,，。;；!！?？ ]))(?:那个啥?|就是说|就是那个|就是|这个|那啥|哎呀?|诶|啊|哦|喔|喂|话说|我说"
    "|那么|然后呢|好吧?|好的|哈喽|小跟|跟进助手|助手|机器人|亲|老铁|麻烦你?|帮忙|请问)[,，、…. ]+"
    "|(?:^|(?<=[,，。;；!！?？ ]))(?:哎呀?|诶|哦|喔|喂|话说|那啥|就是说|就是那个|那个啥)(?![不错])"
    r"(?=[\u4e00-\u9fff]{3})|^(?:那个|就是)(?=(?:我|今|昨|明|后|前|下|上|周|帮|给|把|提|跟|刚|客|新|记))"
    r"|(?<=然后)呢(?=[\u4e00-\u9fff]{3})|(?<=[这那]边)呢(?=[,， ])|(?:那个|这个){2,}"
    r"|(?<=[\u4e00-\u9fff])[,， ]?(?:那个|就是)[,，…]+[ ]?(?=[\u4e00-\u9fff]))"
)


_FILLING = re.compile(
    "[嗯呃唔额哎诶啊哦喔喂那就这话说好哈小跟机助亲铁麻帮请呢]"
)  # no filler without one of these


# 昨天忘记了 补一条 上周五…: that it comes late tells nothing of when it was.
_LATE = re.compile(
    r"^\s*(?:(?:[昨前]天|[前这][两几]天|上次|那天|之前|刚才?|早上|上午|下午|上周.?)?的?(?:我|都)?"
    "(?:忘(?:记|了)*(?:记|录|写|报|说|发)?|漏(?:记|录|写|报)?(?:一?[条个次])?)了?[,，、。 ]+"
    "(?:(?:现在|今天|我|先|来)*补(?:记|录|写|充|报|一|上|[个条下])*[,，:： ]+"
    r"|(?=上周|上个?月|昨天|前天|周[一二三四五六日]|\d{1,2}[月号]))"
    "|补(?:[记录写登报]|一)(?:一?[条个下])?[,，:： ]+(?=上周|上个?月|[昨前今]天|周[一二三四五六日]))"
    r"(?=\S{4})"
)


# 昨天的拜访补一下 下午去了…: the day stays, that it comes late does not.
_LATE_ONE = re.compile(
    "(?<=[昨前]天)的?(?:拜访|跟进|外勤|行程|记录){1,2}(?:我)?(?:忘了?记?了?[,， ]*)?"
    "补(?:[记录写登报]|一)?(?:一?[条个下])?[,，:： ]+(?=\\S{4})"
)


def prepare(text: str) -> Aligned:
    """Half width, simplified, no fillers; never longer than `MAX_CHARS`."""
    aligned = align(text[:MAX_CHARS])
    aligned = _without(aligned, _PICTURES, 1)
    if "[" in aligned.text:
        aligned = _without(aligned, _STICKERS, 1)
    if "补" in aligned.text or "忘" in aligned.text:
        aligned = _without(_without(aligned, _LATE, 0), _LATE_ONE, 0)
    return _without(aligned, _FILLERS, 0) if _FILLING.search(aligned.text) else aligned


def _without(aligned: Aligned, pattern: re.Pattern[str], leave: int) -> Aligned:
    """The text without the matches; `leave` keeps one character of each, as a space."""
    if pattern.search(aligned.text) is None:
        return aligned
    found = list(pattern.finditer(aligned.text))
    if all(m.end() - m.start() == len(aligned.text) for m in found):
        return aligned
    keep: list[int] = []
    spaces: list[int] = []
    place = 0
    for match in found:
        keep.extend(range(place, match.start()))
        if leave:
            spaces.append(len(keep))
            keep.append(match.start())
        place = match.end()
    keep.extend(range(place, len(aligned.text)))
    kept = aligned.keep(keep)
    if not spaces:
        return kept
    chars = list(kept.text)
    for i in spaces:
        chars[i] = " "
    return Aligned(kept.original, "".join(chars), kept.at)
