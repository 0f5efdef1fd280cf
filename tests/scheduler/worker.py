"""A process that wants to lead: `python -m tests.scheduler.worker REDIS_URL DATABASE_URL` ("-": none).

It answers every line it is sent with `leading` or `following`.
"""

import sys

import structlog

from bot.redis_link import connect
from scheduler.leader import Leadership, lock_for


def main() -> None:
    redis_url, database_url = sys.argv[1:]
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    redis = None if redis_url == "-" else connect(redis_url)
    leadership = Leadership(lock_for(redis, database_url), lambda leads: None)
    for _ in sys.stdin:
        print("leading" if leadership.ask() else "following", flush=True)


main()
