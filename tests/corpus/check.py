"""Check every corpus file against the contract (the paper nlu/README.md).

usage: python -m tests.corpus.check [FILE.jsonl …]   (no file: all of tests/corpus/*/*.jsonl)

Prints what is wrong, then the counts per intent; exit status 1 if anything is wrong. A name that no
list of the world knows must be words of the message; dates must lie near the message's own `now`.
"""

from __future__ import annotations

import collections
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nlp.learned.corpus import worlds_beside

HERE = Path(__file__).parent
REPORT = "measure by range scope kind region industry product customer level source"
CONTRACT: dict[str, set[str]] = {
    k: set(v.split())
    for k, v in {
        "customer.create": "customer contact title phone email wechat address region industry level source"
        " tags note",
        "customer.update": "customer field value",
        "customer.show": "customer",
        "customer.list": "region industry level tag source stage owner idle_days created keyword pool",
        "customer.tag": "customer tags",
        "customer.untag": "customer tags",
        "customer.transfer": "customer user",
        "customer.release": "customer",
        "customer.claim": "customer",
        "customer.merge": "customer into",
        "contact.add": "customer contact title phone email wechat birthday",
        "contact.show": "contact customer field",
        "interaction.log": "customer contact channel time content user",
        "interaction.list": "customer user range",
        "task.create": "title customer contact due repeat priority assignee",
        "task.list": "range status assignee customer",
        "task.done": "ref customer",
        "task.cancel": "ref customer",
        "task.postpone": "ref customer due",
        "task.assign": "ref customer assignee",
        "opportunity.create": "customer title product amount close_date stage",
        "opportunity.update": "customer stage amount probability close_date",
        "opportunity.win": "customer amount",
        "opportunity.lose": "customer reason",
        "opportunity.list": "stage owner range customer",
        "quote.create": "customer items discount",
        "order.create": "customer product quantity amount date",
        "order.list": "customer range owner",
        "payment.log": "customer amount date",
        "product.show": "product",
        "ticket.create": "customer contact type product content priority",
        "ticket.assign": "ref customer user",
        "ticket.update": "ref customer content",
        "ticket.close": "ref customer result satisfaction",
        "ticket.list": "status customer user range",
        "ticket.dispatch": "ref customer",
        "device.show": "customer product",
        "report.show": REPORT,
        "report.export": REPORT,
        "churn.list": "scope level",
        "goal.set": "user amount range",
        "goal.show": "user range",
        "survey.send": "customer",
        "survey.report": "range",
        "campaign.create": "title segment date",
        "campaign.show": "title",
        "approval.request": "customer kind value content",
        "approval.list": "",
        "undo": "",
        "correct": "field value old",
        "yes": "",
        "no": "",
        "choose": "index",
        "cancel": "",
        "help": "topic",
        "greet": "",
        "unknown": "",
    }.items()
}
CLOSED: dict[str, set[str]] = {
    "channel": {"visit", "call", "wechat", "email", "meeting", "sms", "exhibition", "other"},
    "priority": {"high", "normal", "low"},
    "type": {"repair", "complaint", "consult", "install"},
    "measure": {
        "revenue",
        "payments",
        "orders",
        "customers",
        "interactions",
        "visits",
        "opportunities",
        "win_rate",
        "tasks_done",
        "tickets",
        "satisfaction",
        "churn",
        "cycle_days",
    },
    "by": {
        "user",
        "team",
        "region",
        "industry",
        "level",
        "source",
        "product",
        "stage",
        "day",
        "week",
        "month",
        "quarter",
    },
}
KINDS = {
    "approval.request": {"discount", "expense", "transfer", "other"},
    "report.show": {"daily", "weekly", "monthly", "funnel", "ranking"},
}
KINDS["report.export"] = KINDS["report.show"]
STATUS = {"task.list": {"open", "overdue", "done"}, "ticket.list": {"open", "processing", "closed"}}
FIELDS = {
    "level",
    "industry",
    "region",
    "address",
    "phone",
    "email",
    "wechat",
    "source",
    "stage",
    "satisfaction",
    "credit",
    "bank",
    "kind",
    "owner",
    "note",
    "name",
}
NUMBERS = {"amount", "quantity", "probability", "idle_days", "index", "satisfaction", "discount", "price"}
MOMENT = r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?"
NAMES = {
    "customer": "customers",
    "into": "customers",
    "contact": "contacts",
    "user": "users",
    "assignee": "users",
    "owner": "users",
    "scope": "users",
    "product": "products",
}
WORDS = {"scope": {"me", "team", "all"}, "owner": {"me"}, "user": {"me", "team"}}
FREE = {"content", "title", "note", "reason", "result", "segment", "ref", "topic", "value"}


def squeeze(s: str) -> str:
    """Without blanks and case, so that quoted words can be looked for."""
    return re.sub(r"\s+", "", s).lower()


def lacks(text: str, value: str) -> bool:
    """Does it have characters that the message has not? 孙老板 may be told as 老板姓孙."""
    return bool(collections.Counter(squeeze(value)) - collections.Counter(text))


def dates(value: str) -> Iterator[dt.datetime]:
    for part in value.split("/"):
        if not re.fullmatch(MOMENT, part):
            raise ValueError(f"not a date, moment or range: {value!r}")
        yield dt.datetime.fromisoformat(part)


def slot_faults(
    intent: str, slot: str, value: Any, msg: dict[str, Any], known: dict[str, set[str]]
) -> Iterator[str]:
    text, now = squeeze(msg["text"]), dt.datetime.fromisoformat(msg["now"]).replace(tzinfo=None)
    if value is None or value == "" or value == []:
        yield "empty value"
    elif slot in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield f"not a number: {value!r}"
        elif slot in {"probability", "discount"} and not 0 <= value <= 100:
            yield f"not a percent: {value!r}"
    elif intent == "task.postpone" and slot == "due" and re.fullmatch(r"-?P(\d+[DWM]|T\d+[HM])", str(value)):
        return  # 延期三天: measured from the old date
    elif slot in {"due", "time", "date", "close_date", "range", "created"}:
        isrange = slot in {"range", "created"}
        if ("/" in value) != isrange and not (slot == "time" and "/" in value):
            yield f"period where a point belongs, or the reverse: {value!r}"
        for d in dates(value):
            if not -800 < (d - now).days < 800:
                yield f"far away: {value!r}"
            if slot == "due" and d.date() < now.date():
                yield f"due in the past: {value!r}"
            if slot == "time" and d.date() > now.date():
                yield f"happened in the future: {value!r}"
    elif slot in CLOSED and value not in CLOSED[slot]:
        yield f"{value!r} is no {slot}"
    elif slot == "kind" and value not in KINDS.get(intent, {value}):
        yield f"{value!r} is no kind of {intent}"
    elif slot == "status" and value not in STATUS[intent]:
        yield f"{value!r} is no status of {intent}"
    elif slot == "level" and value not in (
        {"关注", "预警", "流失"} if intent == "churn.list" else set("ABCDES")
    ):
        yield f"{value!r} is no level"
    elif slot == "phone" and not value.isdigit():
        yield f"phone {value!r}"
    elif slot == "repeat" and not re.fullmatch(
        r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-\w,]+)*", value
    ):
        yield f"repeat {value!r}"
    elif slot == "birthday" and not re.fullmatch(r"(\d{4}-)?\d\d-\d\d", value):
        yield f"birthday {value!r}"
    elif slot == "tags":
        if not isinstance(value, list):
            yield "tags is no list"
        else:
            yield from (f"tag {t!r} not in the message" for t in value if squeeze(t) not in text)
    elif slot == "items":
        for item in value:
            if not set(item) <= {"product", "quantity", "price"} or "product" not in item:
                yield f"item {item!r}"
            for k, v in item.items():
                yield from slot_faults(intent, k, v, msg, known)
    elif slot in NAMES and intent != "correct":
        for one in value if isinstance(value, list) else [value]:
            told = one == msg.get("pending", {}).get("slots", {}).get(slot)
            if (
                not told
                and one not in known.get(NAMES[slot], set()) | WORDS.get(slot, set())
                and lacks(text, one)
            ):
                yield f"{one!r} is neither known nor said"
        if isinstance(value, list) and len(value) < 2:
            yield "a list of one"
    elif (
        intent == "customer.update" and slot == "field" and value not in FIELDS and squeeze(value) not in text
    ):
        yield f"field {value!r}"
    elif slot in FREE and isinstance(value, str) and not (slot == "value" and re.fullmatch(MOMENT, value)):
        coded = slot == "value" and value in CLOSED["channel"] | CLOSED["priority"]
        told = "pending" in msg or coded or value in known["all"] or value.isdigit()
        if not told and lacks(text, value):
            yield f"words not in the message: {value!r}"


def faults(msg: dict[str, Any], worlds: dict[str, Any]) -> Iterator[str]:
    """All that is wrong with one message."""
    extra = set(msg) - {"id", "world", "now", "text", "frames", "free", "pending"}
    if extra:
        yield f"keys {extra}"
    if dt.datetime.fromisoformat(msg["now"]).utcoffset() != dt.timedelta(hours=8):
        yield "now without +08:00"
    world = worlds[msg["world"]]
    known = {k: {c["name"] if isinstance(c, dict) else c for c in v} for k, v in world.items()}
    known["all"] = set().union(*known.values())
    if not msg["text"].strip() or not msg["frames"]:
        yield "no text or no frames"
    for f in msg["frames"] + ([msg["pending"]] if "pending" in msg else []):
        slots = CONTRACT.get(f["intent"])
        if slots is None or set(f) != {"intent", "slots"}:
            yield f"frame {f}"
            continue
        for k, v in f["slots"].items():
            if k not in slots:
                yield f"{f['intent']} has no slot {k}"
            elif f is not msg.get("pending"):
                yield from (f"{f['intent']}.{k}: {x}" for x in slot_faults(f["intent"], k, v, msg, known))
    if len(msg["frames"]) > 1 and any(f["intent"] == "unknown" for f in msg["frames"]):
        yield "unknown beside other frames"


def wrong(paths: Iterable[Path]) -> Iterator[str]:
    """What is wrong with the messages of these files, each with its place."""
    worlds = worlds_beside(HERE / "look")
    ids, texts = set(), set()
    for path in paths:
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            msg = json.loads(line)
            same = (msg["world"], msg["text"], msg["now"])
            again = ["seen before"] if msg["id"] in ids or same in texts else []
            ids.add(msg["id"])
            texts.add(same)
            yield from (f"{path.name}:{n}: {bad}" for bad in [*again, *faults(msg, worlds)])


def main(paths: list[Path]) -> int:
    found = list(wrong(paths))
    print(*found, sep="\n")
    told = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    per = collections.Counter(intent for msg in told for intent in {f["intent"] for f in msg["frames"]})
    several = sum(len(msg["frames"]) > 1 for msg in told)
    print(*(f"{i} {per[i]}" for i in sorted(CONTRACT, key=lambda x: per[x])), sep=" · ")
    print(f"{len(told)} messages, {several} of several frames, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    named = [Path(a) for a in sys.argv[1:]]
    sys.exit(main(named or sorted(HERE.glob("*/*.jsonl"))))
