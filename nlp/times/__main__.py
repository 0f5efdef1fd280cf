"""`python -m nlp.times < phrases.jsonl > times.jsonl`: a filter that no bad line stops."""

import json
import re
import sys
from datetime import datetime
from typing import Any

from nlp.times import find

# A length is a value of the contract only where it moves a date: 延期三天.
_PUT_OFF = re.compile(r"(?:延期|推迟|延后|顺延|推后|延长|往后[推延挪拖]|后[推延]|晚|延)(?:了|个|到)?$")


def answer(line: str) -> dict[str, Any]:
    """One line to one answer; what cannot be read answers {"error": …}, with its id if it has one."""
    reply: dict[str, Any] = {}
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            return {"error": "not a JSON object"}
        if "id" in asked:
            reply["id"] = asked["id"]
        text, tense = asked["text"], asked.get("tense")
        if not isinstance(text, str):
            raise TypeError("text is not a string")
        if tense not in (None, "future", "past"):
            raise ValueError("tense is neither future nor past")
        now = datetime.fromisoformat(asked["now"])
    except (KeyError, TypeError, ValueError, RecursionError) as wrong:
        return {**reply, "error": f"{type(wrong).__name__}: {wrong}"}
    reply["times"] = [
        {"text": time.text, "start": time.start, "end": time.end, "value": time.value}
        for time in find(text, now, tense)
        if time.kind != "duration" or _PUT_OFF.search(text[: time.start])
    ]
    return reply


def main() -> None:
    """Filter standard input to standard output, line by line, in UTF-8 whatever the locale."""
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "replace")
        reply = answer(line) if line.strip() else {"error": "empty line"}
        sys.stdout.buffer.write(json.dumps(reply, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
