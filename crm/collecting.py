"""Python's search for garbage in circles, put off while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Hundreds of thousands of plain records, none of them in a circle, are not looked through over and over.

    Of an import that is a tenth of the time, of the nightly churn a third.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()
