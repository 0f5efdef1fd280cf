"""What understanding costs, beside what `jieba.lcut` alone costs on the same messages, in one process.

Run: `python -m bench.parse [messages.jsonl …]`. Times are CPU time of the thread. Other work on the machine
does not count as time, but it slows both for moments by half and more: rounds of the two alternate, each is
measured as a whole, and the ratio is the middle one. Known names are built once for each set of names, as
the product keeps its index in the database; the times are those of `nlp.parse` alone. Every message is parsed
once before it is measured, as it is cut once by jieba.

`python -m bench.parse --worst` looks for the slowest texts of 2,048 bytes: signs and messages repeated.
"""

import gc
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from statistics import fmean, median
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
ROUNDS = 9
NOW = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Asia/Shanghai"))

Job = tuple[str, datetime, Any]  # text, the speaker's time, an index of names


def main() -> None:
    """Print start-up, memory, the ratio to jieba and the percentiles."""
    if sys.argv[1:] == ["--worst"]:
        _worst()
        return
    files = [Path(name) for name in sys.argv[1:]] or [CORPUS / "fresh60.jsonl"]
    before = _rss_mb()
    startup = _startup()
    jobs = _jobs(files)
    gc.collect()
    gc.freeze()  # as `genjin serve` does after start-up: the dictionary is never garbage
    measured = _measured(jobs)
    each = measured.each_us
    p50, p99 = median(each), sorted(each)[int(len(each) * 0.99)]
    characters = fmean(len(text) for text, _, _ in jobs)
    print(f"messages {len(jobs)} from {', '.join(f.name for f in files)}, {characters:.0f} characters each")
    print(f"start-up {startup:.2f} s, memory +{_rss_mb() - before:.0f} MB")
    ratios = [parse / cut for cut, parse in measured.rounds_us]
    cut_us, parse_us = (median(column) for column in zip(*measured.rounds_us, strict=True))
    print(
        f"jieba.lcut {cut_us:.0f} µs, parse {parse_us:.0f} µs, ratio {median(ratios):.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f} in {len(ratios)} rounds)"
    )
    print(f"parse p50 {p50:.0f} µs, p99 {p99:.0f} µs, p99/p50 {p99 / p50:.1f}")
    print(f"the first time each: mean {measured.first_us:.0f} µs")


def _startup() -> float:
    """Seconds from nothing to the first message with a name heard."""
    started = time.thread_time()
    import nlp

    nlp.ready(NOW)
    nlp.parse("明天下午三点给华为李总打电话", NOW)
    nlp.parse("花为的人", NOW, nlp.KnownNames.of({"customers": ["华为技术有限公司"]}))
    return time.thread_time() - started


class Measured(NamedTuple):
    """µs a message: of the first parse, of jieba and parse in each round, and of every parse by itself."""

    first_us: float
    rounds_us: list[tuple[float, float]]
    each_us: list[float]


def _measured(jobs: list[Job]) -> Measured:
    from nlp import parse, tokens

    cut = tokens.tokenizer().lcut
    texts = [(text,) for text, _, _ in jobs]
    _round(cut, texts)
    first = _round(parse, jobs)
    rounds: list[tuple[float, float]] = []
    each: list[float] = []
    for _ in range(ROUNDS):
        _round(cut, texts)  # what parse has put out of the processor's memory is back
        rounds.append((_round(cut, texts), _round(parse, jobs)))
        for job in jobs:
            started = time.thread_time()
            parse(*job)
            each.append((time.thread_time() - started) * 1e6)
    return Measured(first, rounds, each)


def _worst() -> None:
    """Print the ten slowest of some hundreds of repetitive texts, as long as WeCom lets them be."""
    import nlp

    nlp.ready(NOW)
    signs = "1六a的， ;-.不和到周月万第@(《"
    pieces = [*signs, *map("".join, itertools.product(signs, signs))]
    pieces += ["提醒我 ", "每周一", "让王磊去", "三千五", "13800001111", "12:30 ", "不对", "李总不是"]
    for file in sorted(CORPUS.glob("look/*.jsonl")):
        pieces += [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()[::40]]
    took: list[tuple[float, str]] = []
    for piece in pieces:
        text = (piece * 2048).encode()[:2048].decode(errors="ignore")
        started = time.thread_time()
        nlp.parse(text, NOW)
        took.append(((time.thread_time() - started) * 1e3, piece))
    for ms, piece in sorted(took, reverse=True)[:10]:
        print(f"{ms:.0f} ms: {piece[:30]!r} again and again")


def _round(work: Callable[..., object], jobs: Sequence[tuple[Any, ...]]) -> float:
    """µs a message."""
    started = time.thread_time()
    for job in jobs:
        work(*job)
    return (time.thread_time() - started) / len(jobs) * 1e6


def _jobs(files: Iterable[Path]) -> list[Job]:
    from nlp import KnownNames
    from nlp.learned.corpus import messages, worlds_beside

    worlds = worlds_beside(CORPUS / "look")
    built: dict[str, KnownNames] = {}
    jobs: list[Job] = []
    for file in files:
        for line, known in messages(file, worlds):
            key = json.dumps(known, sort_keys=True, ensure_ascii=False)
            if key not in built:
                built[key] = KnownNames.of(known)
            jobs.append((line["text"], datetime.fromisoformat(line["now"]), built[key]))
    return jobs


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    main()
