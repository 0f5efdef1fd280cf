"""Slots said once for several frames: 文静三月目标八十万 邵军一百二十万, 这个月回款多少 上个月呢."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nlp.frames import Frame

# What a frame takes over from the one before it, where that one is of the same kind.
_SHARED: Mapping[str, tuple[str, ...]] = {
    "goal.set": ("range",),
    "goal.show": ("range",),
    "report.show": ("range", "scope", "customer", "region"),
    "report.export": ("range", "scope", "customer", "region"),
    "ticket.assign": ("user",),
    "ticket.dispatch": (),
}
_KIN = {"report.export": "report.show"}
_SAME = re.compile(r"也|一样|同样|同上|照旧")
_ALL = re.compile(r"都是|都按|都要|都算|都为|全是|均为|统一")
_BACK: Mapping[str, tuple[str, ...]] = {
    "payment.log": ("date",),
    "order.create": ("date",),
    "report.show": ("range", "scope"),
    "report.export": ("range", "scope"),
    "goal.set": ("range",),
}
_ELLIPSIS = re.compile(
    r"呢[?？。!！ ]*$|^\s*(?:还有|再来).{1,8}的?$|^.{1,10}的?也(?:要|看看|看一?下|给我|来一份|查一?下|查查"
    "|发我|列一?下|调一?下|一起)[吧了啊]*$"
)


def shared(frames: list[Frame]) -> list[Frame]:
    """The frames, each with what its neighbours said for it."""
    if len(frames) < 2:
        return frames
    frames = _of_the_new(_round(frames))
    done = [frames[0]]
    for frame in frames[1:]:
        done.append(_forward(done[-1], frame))
    for i in range(len(done) - 2, -1, -1):
        done[i] = _backward(done[i], done[i + 1])
    return done


# 今天跑了三家: what is said of the day's round holds for each of its reports.
_ROUND = re.compile(
    r"(?:今[天儿日]|昨天|[上下]午)[两俩三四五六]家|[两二俩三四五六\d][个家]拜访|(?:跑|拜访|走访|见|转|去|串|访|聊|约见)(?:了|完)?(?:[一二两三四五六七八九十\d几]+[家个户位]|一圈"
    "|(?=[^,，。 ]{2,8}(?:和|跟|、)[^,，。 ]{2,8}[,，。 ]))"
)


def _round(frames: list[Frame]) -> list[Frame]:
    """Reports behind the head of a round, with its day and channel."""
    first = frames[0]
    head = re.split(r"[,，。:： ]", _words(first))[0]
    if first.intent != "interaction.log" or not _ROUND.search(_words(first)[: len(head) + 1]):
        return frames
    found = [first]
    for frame in frames[1:]:
        if frame.intent == "interaction.log":
            frame = _with(
                frame,
                {k: first.slots[k] for k in ("time", "channel") if k in first.slots and k not in frame.slots},
            )
        found.append(frame)
    return found


_OF_A_CUSTOMER = frozenset("level industry region address phone email wechat source note".split())


def _of_the_new(frames: list[Frame]) -> list[Frame]:
    """新客户 A 周三去量门头 来源朋友介绍: a field said late of a customer who is new is one of its own."""
    new = next((f for f in frames if f.intent == "customer.create"), None)
    if new is None:
        return frames
    late = {
        id(f): {f.slots["field"]: f.slots["value"]}
        for f in frames
        if f.intent == "customer.update"
        and f.slots.get("customer") == new.slots.get("customer")
        and f.slots.get("field") in _OF_A_CUSTOMER - new.slots.keys()
        and "value" in f.slots
    }
    more = {field: value for fields in late.values() for field, value in fields.items()}
    return [_with(f, more) if f is new else f for f in frames if id(f) not in late] if late else frames


def _forward(before: Frame, frame: Frame) -> Frame:
    words = _words(frame)
    if before.intent == "report.show" and frame.intent == "goal.show":
        given = {"user": before.slots.get("scope"), "range": before.slots.get("range")}
        missing = {k: v for k, v in given.items() if v not in (None, "all") and k not in frame.slots}
        return _with(frame, missing) if not frame.slots else frame
    if _KIN.get(before.intent, before.intent) != _KIN.get(frame.intent, frame.intent):
        return frame
    if _ELLIPSIS.search(words) and before.intent == frame.intent:
        gone = {"contact", "customer"} if "customer" in frame.slots else set()
        return _with(frame, {k: v for k, v in before.slots.items() if k not in frame.slots and k not in gone})
    wanted = _SHARED.get(frame.intent, ())
    if "range" in frame.slots and frame.intent.startswith("report"):
        wanted = ()  # said in full, so nothing is left out
    if frame.intent == "goal.set" and _SAME.search(words):
        wanted = (*wanted, "amount")
    if not {"measure", "kind"} & frame.slots.keys() and frame.intent == before.intent == "report.show":
        wanted = (*wanted, "measure")  # 新签客户几家 春妮签了几家
    taken = {k: before.slots[k] for k in wanted if k in before.slots and k not in frame.slots}
    return replace(
        _with(frame, taken), refs={**frame.refs, **{k: v for k, v in before.refs.items() if k in taken}}
    )


def _backward(frame: Frame, after: Frame) -> Frame:
    if frame.intent != after.intent or not _ALL.search(_words(after)):
        return frame
    wanted = _BACK.get(frame.intent, ())
    return _with(frame, {k: after.slots[k] for k in wanted if k in after.slots and k not in frame.slots})


def _words(frame: Frame) -> str:
    return frame.evidence[0].words if frame.evidence else ""


def _with(frame: Frame, more: Mapping[str, Any]) -> Frame:
    return replace(frame, slots={**frame.slots, **more}) if more else frame
