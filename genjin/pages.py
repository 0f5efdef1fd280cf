"""Large pages for what is loaded: a message touches a little of everything, and each place costs a look-up.

A worker's heap is 200 MB in pages of 4 KB, far more than the processor keeps the places of, and on a virtual
machine a look-up walks two tables. Linux joins them to pages of 2 MB when it is asked to (madvise(2),
MADV_COLLAPSE since 6.1). Elsewhere nothing happens.
"""

import ctypes
import re
import sys
from pathlib import Path

LARGE = 2 << 20
HUGEPAGE, COLLAPSE = 14, 25  # advice, from <linux/mman.h>
_HEAP = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p 00000000 00:00 0\s*(?:\[heap\])?$")


def give_back() -> bool:
    """Hand what loading needed and has freed back to the system: some ten megabytes of a worker. Whether it
    could be done (glibc has malloc_trim(3), others have not)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    return trim is not None and trim(0) == 1


def enlarge() -> int:
    """Ask for large pages under everything in this process that is no file's; how many there are now."""
    if sys.platform != "linux":
        return 0
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    joined = 0
    for line in Path("/proc/self/maps").read_text(encoding="ascii", errors="replace").splitlines():
        if found := _HEAP.match(line):
            start, end = (int(one, 16) for one in found.groups())
            for place in range(-(-start // LARGE) * LARGE, end - LARGE + 1, LARGE):
                advise(place, LARGE, HUGEPAGE)
                joined += advise(place, LARGE, COLLAPSE) == 0
    return joined
