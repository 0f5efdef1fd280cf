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
