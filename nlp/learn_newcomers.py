"""Train the weights by which companies nobody has recorded are found, or test them on files they have not
seen.

python -m nlp.learn_newcomers tests/corpus/look           # write nlp/learned/newcomers.dat
python -m nlp.learn_newcomers --folds 5 tests/corpus/look # hold out whole files, five times
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from nlp.learn import headline
from nlp.learned import newcomers
from nlp.learned.newcomer_lessons import Lesson, lessons, trained


def main(arguments: Sequence[str]) -> None:
    """Read the command line, train, and write or test."""
    parser = argparse.ArgumentParser(prog="python -m nlp.learn_newcomers")
    parser.add_argument("corpora", nargs="+", type=Path, help="files of messages, or folders of them")
    parser.add_argument("--folds", type=int, default=0, help="hold out every file once, in so many groups")
    parser.add_argument("--out", type=Path, default=newcomers.FILE)
    options = parser.parse_args(arguments)
    files = [f for c in options.corpora for f in (sorted(c.glob("*.jsonl")) if c.is_dir() else [c])]
    if options.folds:
        came = sum((tested(files, part, options.folds) for part in range(options.folds)), Counter[str]())
        print(", ".join(f"{what} {count}" for what, count in sorted(came.items())))
        return
    lines = trained(lessons(files))
    options.out.write_text(
        "\n".join([headline(files, "nlp.learn_newcomers"), *lines]) + "\n", encoding="utf-8"
    )
    print(f"{len(lines)} lines to {options.out}")


def tested(files: Sequence[Path], part: int, parts: int) -> "Counter[str]":
    """What the messages of one part of the files come to with weights learned from the others."""
    weights = newcomers.Weights(trained(lessons([f for n, f in enumerate(files) if n % parts != part])))
    return Counter(_outcome(one, weights) for one in lessons(files[part::parts], swapped=0))


def _outcome(one: Lesson, weights: newcomers.Weights) -> str:
    found = newcomers.best(one.sight, weights)
    if found is None:
        return "missed" if one.right else "rightly none"
    return "right" if found in one.right else "elsewhere" if one.right else "invented"


if __name__ == "__main__":
    main(sys.argv[1:])
