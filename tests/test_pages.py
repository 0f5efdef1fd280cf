"""Large pages under what a worker has loaded."""

import re
import subprocess
import sys
from pathlib import Path

ASKED = """
from pathlib import Path
from genjin.pages import LARGE, enlarge
held = [bytes([n % 256]) * 4096 for n in range(20_000)]
print(enlarge() * LARGE // 1024, all(one == bytes([n % 256]) * 4096 for n, one in enumerate(held)))
print(Path("/proc/self/smaps_rollup").read_text() if Path("/proc/self/smaps_rollup").exists() else "")
"""


def test_what_is_reported_joined_is_joined_and_unchanged() -> None:
    said = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True).stdout
    joined, unchanged = said.split()[:2]
    huge = re.search(r"AnonHugePages:\s+(\d+) kB", said)
    assert unchanged == "True"
    assert int(joined) == int(huge[1] if huge else 0), "what the kernel counts"
    if Path("/sys/kernel/mm/transparent_hugepage").exists() and _release() >= (6, 1):
        assert int(joined) > 0


def _release() -> tuple[int, ...]:
    return tuple(int(part) for part in Path("/proc/sys/kernel/osrelease").read_text().split(".")[:2])


FREED = """
import os
from pathlib import Path
from genjin.pages import give_back
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
blocks = [bytearray(2000) for _ in range(20_000)]
last = blocks[-1]  # holds the heap up: what lies below it is free and still ours
del blocks
before = resident()
print(give_back(), before - resident())
"""


def test_what_was_freed_is_given_back() -> None:
    said = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True).stdout
    given, megabytes = said.split()
    assert (given == "True") == (int(megabytes) > 20), "of 40 that were freed"
