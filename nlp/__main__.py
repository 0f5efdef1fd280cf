"""`python -m nlp < messages.jsonl > frames.jsonl`: the filter of the contract. `--why` adds the reasons, and
what was not to be."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from nlp import Frame, KnownNames
from nlp.parser import understood
from nlp.why import why as told


def answers(lines: Iterable[str], why: bool = False) -> Iterator[str]:
    """One line of JSON for every line; a bad line gives an error and never stops the rest."""
    for line in lines:
        if not line.strip():
            continue
        try:
            yield json.dumps(_answer(json.loads(line), why), ensure_ascii=False)
        except Exception as error:  # the contract: never stop on a bad line
            yield json.dumps({"error": f"{type(error).__name__}: {error}"}, ensure_ascii=False)


def _answer(message: dict[str, Any], why: bool) -> dict[str, Any]:
    known = message.get("known") or {}
    asked = message.get("pending")
    found = understood(
        message["text"],
        datetime.fromisoformat(message["now"]),
        KnownNames.of(known),
        Frame(asked["intent"], asked.get("slots") or {}) if asked else None,
    )
    head = {"id": message["id"]} if "id" in message else {}
    return head | (told(found) if why else {"frames": [frame.to_json() for frame in found.frames]})


def main() -> None:
    """Read standard input to its end."""
    for line in answers(sys.stdin, why="--why" in sys.argv[1:]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
