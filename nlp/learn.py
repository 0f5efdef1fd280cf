"""Train the learned part, or test it on files it has not seen.

Write nlp/learned/weights.dat:
python -m nlp.learn tests/corpus/look tests/corpus/fresh60.jsonl tests/corpus/said \\
    --light tests/corpus/said/[kn]?.txt
Hold out whole files, five times:
python -m nlp.learn --folds 5 tests/corpus/look tests/corpus/fresh60.jsonl
"""

import argparse
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from nlp.learned import chain
from nlp.learned.corpus import Told, told
from nlp.learned.training import ROUNDS, Trainer
from nlp.rules.base import READS
from nlp.settle import hints


def main(arguments: Sequence[str]) -> None:
    """Read the command line, train, and write or test."""
    parser = argparse.ArgumentParser(
        prog="python -m nlp.learn", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("corpora", nargs="+", type=Path, help="files of messages, or folders of them")
    parser.add_argument(
        "--light", nargs="*", type=Path, default=[], help="of the files: those that count less"
    )
    parser.add_argument("--folds", type=int, default=0, help="hold out every file once, in so many groups")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--out", type=Path, default=chain.FILE)
    options = parser.parse_args(arguments)
    files = corpora(options.corpora)
    started = time.perf_counter()
    messages = told(files)
    if options.folds:
        folds(messages, options.folds, options.rounds)
    else:
        lines = trained(messages, options.rounds, {file.stem for file in options.light})
        options.out.write_text(
            "\n".join([headline(files, f"nlp.learn: {len(messages)} messages"), *lines]) + "\n",
            encoding="utf-8",
        )
        print(
            f"{len(messages)} messages, {len(lines)} lines to {options.out},"
            f" {time.perf_counter() - started:.0f} s"
        )


def corpora(given: Sequence[Path]) -> list[Path]:
    """The files of messages and of plain lines, those of folders one by one."""
    return [f for c in given for f in (sorted([*c.glob("*.jsonl"), *c.glob("*.txt")]) if c.is_dir() else [c])]


LIGHT = 0.4  # of a lesson: a message of the files that count less


def trained(messages: Sequence[Told], rounds: int = ROUNDS, light: Collection[str] = ()) -> list[str]:
    """The lines of a weights file, learned from these messages.

    Files that count less have more of some intents than reps say. The weights are then the mean of two
    trainings: without them, and with them as light lessons. Either alone was better at its own kind of lines
    and worse at the other.
    """
    if not light:
        return _learned(messages, rounds).lines()
    without = [message for message in messages if message.file not in light]
    with ProcessPoolExecutor(2) as side_by_side:
        trainer, other = side_by_side.map(_learned, (without, messages), (rounds, rounds), ((), light))
    trainer.blend(other)
    return trainer.lines()


def _learned(messages: Sequence[Told], rounds: int, light: Collection[str] = ()) -> Trainer:
    lessons = [
        one._replace(weight=LIGHT if message.file in light else 1.0)
        for message in messages
        if (one := message.lesson())
    ]
    trainer = Trainer(lessons)
    trainer.learn(lessons, rounds)
    return trainer


def headline(files: Sequence[Path], what: str) -> str:
    """The first line of a weights file: what it was made of."""
    digest = hashlib.sha256(b"\0".join(file.read_bytes() for file in sorted(files))).hexdigest()
    return f"# python -m {what} of {len(files)} files, sha256 {digest}"


def folds(messages: Sequence[Told], count: int, rounds: int) -> None:
    """Train without some files, read those; print how often rules, chain and both have all intents right."""
    names = sorted({message.file for message in messages})
    totals: Counter[str] = Counter()
    for fold in range(count):
        held = set(names[fold::count])
        learned = chain.Chain(trained([m for m in messages if m.file not in held], rounds))
        for message in (m for m in messages if m.file in held and m.seen):
            readings = {
                "rules": [intent for intent, *_ in message.cuts] or ["unknown"],
                "chain": _read(learned, message, []),
                "both": _read(learned, message, hints(message.cuts)),
            }
            totals["n"] += 1
            for who, intents in readings.items():
                totals[who] += Counter(intents) == Counter(message.gold)
                totals[who + " wrong writes"] += len({*intents} - READS - {*message.gold})
        print(f"fold {fold + 1}: {_line(totals)}", flush=True)


def _line(totals: Counter[str]) -> str:
    n = max(1, totals["n"])
    return f"n {n}" + "".join(
        f", {who} {totals[who] / n:.4f} ({totals[who + ' wrong writes']} wrong writes)"
        for who in ("rules", "chain", "both")
    )


def _read(
    learned: chain.Chain, message: Told, said: Sequence[tuple[int, tuple[bool, str], float]]
) -> list[str]:
    steps = learned.path(learned.weighed(message.seen), said)
    return [s.intent for s in steps if s.begins and s.intent != "unknown"] or ["unknown"]


if __name__ == "__main__":
    main(sys.argv[1:])
