"""Score the parser on the corpora: `python -m tests.corpus.score look|measure|fresh60|FILE [--errors N]`.

A line of `look/` and `measure/` names its world (worlds/*.json) for the known names; other files carry
them. The measure is that of the contract: intents right, exact, slot F1, writes nobody asked for.
Lines of `measure/` are scored and never shown.
"""

import json
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from nlp import Frame, KnownNames, parse
from nlp.learned.corpus import worlds_beside

HERE = Path(__file__).parent
READS = frozenset(
    [
        "customer.show",
        "customer.list",
        "contact.show",
        "interaction.list",
        "task.list",
        "opportunity.list",
        "order.list",
        "product.show",
        "ticket.list",
        "device.show",
        "report.show",
        "report.export",
        "churn.list",
        "goal.show",
        "survey.report",
        "campaign.show",
        "approval.list",
        "help",
        "greet",
        "unknown",
        "cancel",
        "choose",
        "yes",
        "no",
    ]
)
FREE = frozenset({"content", "title", "note", "reason", "result", "segment", "ref"})
PEOPLE = ("customer", "contact", "user", "assignee")


def load(which: str) -> list[dict[str, Any]]:
    """The messages of a corpus, each with its known names."""
    worlds = worlds_beside(HERE / "look")
    folder = HERE / which
    files = (
        sorted(folder.glob("*.jsonl"))
        if folder.is_dir()
        else [HERE / f"{which}.jsonl" if not which.endswith(".jsonl") else Path(which)]
    )
    lines = [
        json.loads(line)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    for line in lines:
        if "known" not in line and "world" in line:
            line["known"] = worlds[line["world"]]
    return lines


def read(line: dict[str, Any]) -> list[dict[str, Any]]:
    """What the parser makes of a line, in the form of the contract."""
    asked = line.get("pending")
    found = parse(
        line["text"],
        datetime.fromisoformat(line["now"]),
        KnownNames.of(line.get("known") or {}),
        Frame(asked["intent"], asked.get("slots") or {}) if asked else None,
    )
    return [frame.to_json() for frame in found]


def score(gold: dict[str, Any], found: list[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """Counts for one message, and what is wrong with it."""
    wanted = gold["frames"]
    free = FREE | set(gold.get("free", []))
    intents, got = Counter(f["intent"] for f in wanted), Counter(f["intent"] for f in found)
    right = intents == got
    counts: Counter[str] = Counter(n=1, intents=right)
    why = [] if right else [f"intents {dict(got)} for {dict(intents)}"]
    left = list(found)
    for frame in wanted:
        match = next((f for f in left if f["intent"] == frame["intent"]), None)
        if match is not None:
            left.remove(match)
        why += _compare(frame, match, free, counts)
    for frame in left:
        counts["slot_pred"] += len(frame["slots"])
        counts["wrong_write"] += frame["intent"] not in READS and frame["intent"] not in intents
    counts["exact"] = not why
    return counts, why


def _compare(
    frame: dict[str, Any], match: dict[str, Any] | None, free: frozenset[str], counts: Counter[str]
) -> list[str]:
    why: list[str] = []
    slots = match["slots"] if match else {}
    for slot, value in frame["slots"].items():
        hit = slot in slots and _same(value, slots[slot], slot in free)
        counts["slot_hit"] += hit
        counts["slot_gold"] += 1
        if not hit:
            why.append(f"{frame['intent']}.{slot}: {slots.get(slot)!r} for {value!r}")
        written = match is not None and slot in slots and not hit and not isinstance(slots[slot], list)
        counts["wrong_write"] += written and slot in PEOPLE and frame["intent"] not in READS
    counts["slot_pred"] += len(slots)
    return why + [
        f"{frame['intent']}.{slot}: {slots[slot]!r} for nothing"
        for slot in slots
        if slot not in frame["slots"]
    ]


def _same(gold: Any, found: Any, free: bool) -> bool:
    if _plain(gold) == _plain(found):
        return True
    a, b = (Counter(re.sub(r"[\W_]", "", str(text))) for text in (gold, found))
    return free and 2 * (a & b).total() / max(1, a.total() + b.total()) >= 0.6


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(sorted(map(str, map(_plain, value))))
    if isinstance(value, dict):
        return tuple(sorted((key, _plain(inner)) for key, inner in value.items()))
    if isinstance(value, bool):
        return value
    try:
        return float(str(value))
    except ValueError:
        return re.sub(r"\s+", "", str(value)).lower()


def main(which: str, show: int) -> None:
    """Print the worst messages (never those of `measure`) and the totals."""
    total: Counter[str] = Counter()
    for line in load(which):
        counts, why = score(line, read(line))
        total += counts
        if why and show > 0 and "measure" not in which:
            show -= 1
            print(f"{line['id']} {line['text']} @{line['now'][:16]}\n    " + "\n    ".join(why))
    n = max(1, total["n"])
    precision, recall = (
        total["slot_hit"] / max(1, total["slot_pred"]),
        total["slot_hit"] / max(1, total["slot_gold"]),
    )
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{which}: n {n}, intents {total['intents'] / n:.4f}, exact {total['exact'] / n:.4f}, slot F1 {f1:.4f}, wrong writes {total['wrong_write']}"
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
