"""Score plain lines, intents only: `python -m tests.corpus.plain held|said|FILE.txt [--show]`.

Lines of several frames are read with a comma, with a space and with nothing where a frame begins. Lines of
`held/` are only measured: they are scored and never shown.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nlp import parse
from nlp.learned.corpus import Line, lines, worlds_beside
from nlp.rules.base import READS

HERE = Path(__file__).parent
MARKS = {"comma": ",", "space": " ", "run together": ""}


def ways(line: Line) -> Iterator[tuple[str, str]]:
    """How a line may come in: in what way, and the text."""
    if len(line.parts) == 1:
        yield "one frame", line.parts[0]
        return
    for way, mark in MARKS.items():
        yield way, mark.join(line.parts)


def main(which: str, show: bool) -> None:
    """Print the share of lines with all intents right, by the way they come in, and the wrong writes."""
    files = sorted((HERE / which).glob("*.txt")) or [Path(which)]
    count, right, wrong_writes = Counter[str](), Counter[str](), 0
    for file in files:
        for line in lines(file, worlds_beside(file)):
            for way, text in ways(line):
                got = [frame.intent for frame in parse(text, line.now, line.names)]
                fits = Counter(got) == Counter(line.gold)
                count[way] += 1
                right[way] += fits
                wrong_writes += len({*got} - READS - {*line.gold})
                if show and not fits and file.parent.name != "held":
                    print(f"{text}  {' + '.join(line.gold)}: {' + '.join(got)}")
    said = ", ".join(f"{way} {right[way] / count[way]:.3f} of {count[way]}" for way in count)
    print(f"{which}: {said}, wrong writes {wrong_writes}")


if __name__ == "__main__":
    main(sys.argv[1], "--show" in sys.argv)
