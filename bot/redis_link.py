"""A Redis connection that may fail, but fails fast: nothing that people wait for depends on it."""

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

TIMEOUT_S = 0.5


def connect(url: str) -> Redis:
    """A client for `url`. Connects on first use; redis-py's own retries, seconds long, are switched off.

    One immediate second try stays: it replaces connections that the server has closed while they lay idle.
    """
    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 1),
        health_check_interval=30,
    )
