"""What runs on the event loop may not wait for anybody but the database."""

import asyncio


class Waits(BaseException):
    """This would wait, and here nothing may: to be done again in a thread.

    No Exception, for on its way up it is nobody's failure.
    """


def may_wait() -> None:
    """Raises Waits on the event loop of a worker; in every other thread nothing happens."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise Waits
