"""What somebody is who is being introduced: his title, before his name or behind it."""

from nlp import forms as re
from nlp.reading import Clause, Span

IN_FULL = re.compile("[ ,，]*(?:全名|名字|大名)?(?:就)?叫做?(?=[\u4e00-\u9fff]{2})")
_MADE = re.compile("(?:已经|现在|都)?(?:换成|换了|改成|变成|换为)了?一?个?")
_ENTERED = re.compile("再?[加录存记](?:上|下|入|进去?|个|一个|一位)")  # 加上老板娘段五妹
# 仓库主管, 设备经理: what the words of the trade before a post are marked with.
_IN_TITLES = frozenset("act title order_act industry stage self device_word stock_word campaign_word".split())


# 段丽萍 行政 133…: a department alone, told like a post.
_POST_ALONE = re.compile(
    "[,，、 ]+(行政|财务|人事|后勤|采购|设备|仓库|技术|质检|生产|前台|司机|工程|信息|法务|运营"
    "|市场|物流|翻译|文员|会计|出纳|仓管|库管|店长|厨师长|保管)(?=[,，、 ]|$)"
)


def title_by(clause: Clause, name: Span) -> Span | None:
    """The title right before the name, or in the segment after it."""
    text = clause.reading.text
    cues = [c for c in clause.marked("title") if len(c.word) > 1]
    for cue in cues:
        # 来了个采购主任 叫王艳, 采购换成黎叔了
        called = IN_FULL.match(text, cue.end, name[1]) or _MADE.match(text, cue.end, name[1])
        if (
            name[0] == cue.end
            or (called and name[0] == called.end())
            or (name[0] == cue.end + 1 and text[cue.end] not in "处科室部系")  # 教务处汤老师
        ):
            begin = cue.start
            while (
                begin > clause.start
                and cue.end - begin < 7
                and re.match(r"[\u4e00-\u9fff]", text[begin - 1])
                and text[begin - 1] not in "的了个是叫给位人新边成为他她们"
                and text[begin - 2 : begin] not in ("新任", "现任", "接任", "上任")
                and not any(m.start < begin <= m.end for m in clause.mentions)
                and not any(
                    c.start <= begin - 1 < c.end
                    for c in clause.cues
                    if len(c.word) > 1
                    and not any(k in _IN_TITLES for k, _ in c.marks)
                    and not (c.end == cue.start and text[c.start - 1] in " ,，、")  # 计划主管, 订单主管
                )
            ):
                begin -= 1
            if entered := _ENTERED.match(text, begin, cue.start):
                begin = entered.end()
            return (begin + (text[begin] == "新" and cue.end - begin > 2), cue.end)
    if (
        text[name[0]].isascii()
        and (
            role := re.compile(
                r"[ ]?是[^,，。]{0,12}?(?:新来的?|的)([\u4e00-\u9fff]{2,8})(?=[,，。 ]|$)"
            ).match(text, name[1], clause.end)
        )
        and any(c.end == role.end(1) for c in cues)
    ):
        return role.start(1), role.end(1)
    if alone := _POST_ALONE.match(text, name[1], clause.end):
        return alone.span(1)
    number = next((i for i in clause.of_kind("phone") if 0 <= i.start - name[1] <= 1), None)
    behind_number = number.end if number else name[1]  # 陈波158… 采购经理
    after = re.compile(
        r"[,，、 ]*(?:是|任|当|做)?(?:他们|公司|那边)?的?((?:it|hr|qa|qc|pm)?[\u4e00-\u9fff]{0,6})"
    ).match(text, behind_number, clause.end)
    if after and after[1]:
        start = after.start(1)
        behind = next(
            (
                c
                for c in clause.marked("title")
                if start <= c.start <= start + 5
                and c.start >= start
                and (
                    c.end == clause.end
                    or not re.match(r"[\u4e00-\u9fff]", text[c.end])
                    or re.match("电话|手机|微信|邮箱|生日|1\\d", text[c.end :])
                )
            ),
            None,
        )
        if (
            behind
            and len(behind.word) > 1
            and not re.search(r"职务|职位|电话|手机|微信|邮箱|行业|来源|级别", text[start : behind.end])
        ):
            return (start, behind.end)
    return None
