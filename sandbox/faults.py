"""Things that go wrong on purpose: failing calls, lost replies, doubled callbacks, dead tokens."""

from __future__ import annotations

import threading
from dataclasses import dataclass


@dataclass
class Fault:
    """One planned failure of API calls.

    ``errcode``: answer with it · ``status``: answer with this HTTP status · ``delay_s``: wait first ·
    ``drop``: cut the connection · ``after``: do the work first, then fail (an ambiguous time-out).
    """

    endpoint: str
    errcode: int | None = None
    status: int | None = None
    delay_s: float = 0.0
    drop: bool = False
    after: bool = False
    times: int | None = 1


class Faults:
    """Plans of failures; each is used ``times`` times (None: until ``clear``). Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plans: list[Fault] = []
        self._lost_replies = 0
        self._doubled = 0
        self.is_down = False
        self.expire_code: int | None = None

    def api(
        self,
        endpoint: str,
        *,
        errcode: int | None = None,
        status: int | None = None,
        delay_s: float = 0.0,
        drop: bool = False,
        after: bool = False,
        times: int | None = 1,
    ) -> Fault:
        """Let the next calls of ``endpoint`` (``"message/send"``, ``"*"`` for any) fail in this way."""
        fault = Fault(endpoint, errcode, status, delay_s, drop, after, times)
        with self._lock:
            self._plans.append(fault)
        return fault

    def down(self) -> None:
        """Cut every API connection until ``up``."""
        self.is_down = True

    def up(self) -> None:
        self.is_down = False

    def expire_tokens(self, errcode: int = 42001) -> None:
        """Every token given out so far is answered with 42001 (or 40014) from now on; new ones work."""
        self.expire_code = errcode

    def lose_reply(self, times: int = 1) -> None:
        """Treat the next callback answers as timed out, so that WeCom delivers again."""
        with self._lock:
            self._lost_replies += times

    def duplicate_callback(self, times: int = 1) -> None:
        """Deliver the next callbacks twice at the same moment; only the first answer is shown."""
        with self._lock:
            self._doubled += times

    def clear(self) -> None:
        with self._lock:
            self._plans.clear()
            self._lost_replies = self._doubled = 0
        self.is_down = False

    # what the sandbox asks

    def take_api(self, endpoint: str) -> Fault | None:
        with self._lock:
            if self.is_down:
                return Fault(endpoint, drop=True)
            for fault in self._plans:
                if fault.endpoint in (endpoint, "*"):
                    if fault.times is not None:
                        fault.times -= 1
                        if fault.times <= 0:
                            self._plans.remove(fault)
                    return fault
        return None

    def take_lost_reply(self) -> bool:
        with self._lock:
            if self._lost_replies:
                self._lost_replies -= 1
                return True
            return False

    def take_duplicate(self) -> bool:
        with self._lock:
            if self._doubled:
                self._doubled -= 1
                return True
            return False
