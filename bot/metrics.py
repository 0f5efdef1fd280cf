"""Prometheus figures of the callback and of delivery. Never a name, a userid or a word of a message.

With several web processes set PROMETHEUS_MULTIPROC_DIR to an empty directory before they start: /metrics of
any of them then speaks for all.
"""

import os
from typing import ClassVar

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from bot.callback import Result
from bot.delivery import DeliveryResult

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The figures of one application, in a registry of their own."""

    CONTENT_TYPE: ClassVar[str] = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._callbacks = Counter(
            "genjin_callbacks", "Callbacks by kind and outcome", ["kind", "outcome"], registry=self.registry
        )
        self._seconds = Histogram(
            "genjin_callback_seconds",
            "From the request read to the answer ready",
            buckets=SECONDS,
            registry=self.registry,
        )
        self._delivered = Counter(
            "genjin_deliveries", "Outbox rows by outcome", ["outcome"], registry=self.registry
        )
        self._overdue = Gauge(
            "genjin_outbox_overdue",
            "Outbox rows due and not sent",
            registry=self.registry,
            multiprocess_mode="mostrecent",
        )

    def callback(self, result: Result, seconds: float) -> None:
        """Count one callback."""
        self._callbacks.labels(result.kind, result.outcome).inc()
        self._seconds.observe(seconds)

    def delivery(self, result: DeliveryResult) -> None:
        """Count one round of delivery."""
        for outcome in ("sent", "retried", "failed", "dropped", "limited"):
            self._delivered.labels(outcome).inc(getattr(result, outcome))

    def overdue(self, rows: float) -> None:
        """Note how many rows wait past their time."""
        self._overdue.set(rows)

    def text(self) -> bytes:
        """The figures in Prometheus' text form."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self.registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
