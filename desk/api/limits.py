"""How much one caller may send, and how often."""

import time
from dataclasses import dataclass
from threading import Lock

MOST_CALLERS = 10_000  # remembered; beyond, those that have their whole allowance are forgotten


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the API; docs/http.md states them."""

    body_bytes: int = 1_000_000
    upload_bytes: int = 50_000_000  # of a whole request that adds articles
    upload_files: int = 100
    waiting: int = 20  # questions, beside the one that is being answered
    burst: int = 60  # requests at once …
    per_minute: int = 300  # … and in the long run, of one address


class Allowance:
    """How many requests each address still has: a bucket that fills evenly (token bucket)."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left: dict[str, tuple[float, float]] = {}  # by address: requests left, and when that was
        self._guard = Lock()

    def wait(self, address: str) -> float:
        """Take one request from an address's allowance; 0, or the seconds after which there is one."""
        now = time.monotonic()
        with self._guard:
            left = self._filled(address, now)
            if left < 1:
                return (1 - left) * 60 / self._limits.per_minute
            if len(self._left) >= MOST_CALLERS and address not in self._left:
                self._left = {
                    key: kept for key, kept in self._left.items() if self._filled(key, now) < self._limits.burst
                }
            self._left[address] = (left - 1, now)
            return 0

    def _forget_full(self, now: float) -> None:
        self._left = {key: kept for key, kept in self._left.items() if self._filled(key, now) < self._limits.burst}

    def _filled(self, address: str, now: float) -> float:
        left, when = self._left.get(address, (float(self._limits.burst), now))
        return min(float(self._limits.burst), left + (now - when) * self._limits.per_minute / 60)
