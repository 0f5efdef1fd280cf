"""Train the weights by which a dictated stretch is cut where its next fact begins, or test them on unseen
files.

python -m nlp.learn_joints tests/corpus/look tests/corpus/said           # write nlp/learned/joints.dat
python -m nlp.learn_joints --folds 5 tests/corpus/look tests/corpus/said # hold out whole files, five times
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from nlp.learn import corpora, headline
from nlp.learned import joints
from nlp.learned.joint_lessons import Lesson, lessons, trained


def main(arguments: Sequence[str]) -> None:
    """Read the command line, train, and write or test."""
    parser = argparse.ArgumentParser(prog="python -m nlp.learn_joints")
    parser.add_argument("corpora", nargs="+", type=Path, help="files of messages, or folders of them")
    parser.add_argument("--folds", type=int, default=0, help="hold out every file once, in so many groups")
    parser.add_argument("--out", type=Path, default=joints.FILE)
    options = parser.parse_args(arguments)
    files = corpora(options.corpora)
    told = lessons(files)
    if options.folds:
        came = sum((tested(told, part, options.folds) for part in range(options.folds)), Counter[str]())
        print(", ".join(f"{what} {count}" for what, count in sorted(came.items())))
        return
    lines = trained(told)
    options.out.write_text("\n".join([headline(files, "nlp.learn_joints"), *lines]) + "\n", encoding="utf-8")
    print(f"{len(told)} stretches, {len(lines)} lines to {options.out}")


def tested(told: Sequence[Lesson], part: int, parts: int) -> "Counter[str]":
    """What the stretches of one part of the files come to with weights learned from the others."""
    held = {*sorted({one.file for one in told})[part::parts]}
    weights = joints.Weights(trained([one for one in told if one.file not in held]))
    came: Counter[str] = Counter()
    for one in told:
        if one.file in held:
            found = {*joints.joints(one.clause, weights)}
            right = {at for at in one.right if one.clause.start < at < one.clause.end}
            came["found"] += len(found & right)
            came["missed"] += len(right - found)
            came["invented"] += len(found - right)
    return came


if __name__ == "__main__":
    main(sys.argv[1:])
