"""The table of performance.md: what must hold and what came out, as ratios of one run."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One target. `value` and `must` in the same unit; `least` tells which way is better."""

    what: str
    value: float | None
    must: float
    unit: str
    least: bool = False

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        good = self.value >= self.must if self.least else self.value <= self.must
        return "yes" if good else "NO"

    def text(self) -> tuple[str, str, str, str]:
        sign = "≥" if self.least else "≤"
        shown = "–" if self.value is None else f"{self.value:.2f} {self.unit}"
        return self.what, f"{sign} {self.must:g} {self.unit}", shown, self.verdict


def lines(found: dict[str, Any]) -> list[Line]:
    """Every must of performance.md, from what the run found (see `bench.__main__`)."""
    a, echo = found["servers"].get("a"), found["servers"].get("echo")
    out: list[Line] = []
    for name, title, rate in (("sqlite", "SQLite", 0.6), ("postgres", "PostgreSQL", 0.5)):
        ours = found["servers"].get(name)
        ratio = _ratio(ours, a)
        out.append(Line(f"{title}, 8 connections: throughput", ratio("rate"), rate, "× A", least=True))
        if name == "sqlite":
            out.append(Line(f"{title}, 8 connections: CPU a message", ratio("cpu_us"), 1.8, "× A"))
            out.append(Line(f"{title}, 8 connections: p99", ratio("p99_ms"), 2, "× A"))
        out.append(Line(f"{title}, open loop 100/s: p50", ratio("open_p50_ms"), 3, "× A"))
        out.append(Line(f"{title}, open loop 100/s: p99", ratio("open_p99_ms"), 4, "× A"))
        light = _ratio(ours, echo)("light_rate")
        out.append(Line(f"{title}, nothing but the inbox mark", light, 0.3, "× echo", least=True))
        out += _checks(title, ours)
    trips = found["statements"].get("postgres", {}).get("log+task", {}).get("trips")
    out.append(Line("round trips to PostgreSQL, log + task", trips, 10, ""))
    out.append(Line("parse alone", found.get("parse_ratio"), 6, "× jieba.lcut"))
    return out


def _ratio(ours: dict[str, Any] | None, base: dict[str, Any] | None) -> Any:
    def of(name: str) -> float | None:
        if not ours or not base or ours.get(name) is None or not base.get(name):
            return None
        return float(ours[name]) / float(base[name])

    return of


def _checks(title: str, ours: dict[str, Any] | None) -> list[Line]:
    if not ours:
        return []
    forged, again = ours["forged"], ours["again"]
    missed = forged["forged"] - forged["refused_4xx"] + forged["genuine_wrong"]
    double = again["recorded_twice"] + again["delivered_twice"] - again["same_reply"]
    return [
        Line(f"{title}, half forged: not 4xx, or genuine and wrong", missed, 0, ""),
        Line(f"{title}, half forged: 5xx", forged["status_5xx"], 0, ""),
        Line(f"{title}, 30 % delivered again: written twice or other reply", double, 0, ""),
        Line(f"{title}, 64 silent connections: slowest reply", ours["silence"]["slowest_ms"], 100, "ms"),
        Line(f"{title}, memory of a web worker (PSS)", ours["pss_mb"], 250, "MB"),
        Line(f"{title}, replies that were wrong", ours["wrong"], 0, ""),
    ]


def show(found: dict[str, Any]) -> str:
    """The run as text: the servers side by side, the database's share, and the targets."""
    servers = found["servers"]
    head = ("server", "msg/s", "× A", "CPU µs", "p50 ms", "p99 ms", "100/s p50", "p99", "PSS MB", "start s")
    base = servers.get("a", {}).get("rate")
    body = [
        (
            name,
            f"{s['rate']:.0f}",
            f"{s['rate'] / base:.2f}" if base else "–",
            f"{s['cpu_us']:.0f}",
            f"{s['p50_ms']:.1f}",
            f"{s['p99_ms']:.1f}",
            f"{s['open_p50_ms']:.1f}",
            f"{s['open_p99_ms']:.1f}",
            f"{s['pss_mb']:.0f}",
            f"{s['start_s']:.1f}",
        )
        for name, s in servers.items()
    ]
    parts = [_table(head, body)]
    if found["statements"]:
        kinds = next(iter(found["statements"].values()))
        columns = ("message", *(f"{name} stmts" for name in found["statements"]), "round trips")
        rows = []
        for kind in kinds:
            cells = [f"{costs[kind]['statements']:g}" for costs in found["statements"].values()]
            trips = found["statements"].get("postgres", {}).get(kind, {}).get("trips")
            rows.append((kind, *cells, "–" if trips is None else f"{trips:g}"))
        parts.append(_table(columns, rows))
    parts.append(_table(("must", "target", "found", ""), [line.text() for line in lines(found)]))
    parts += [f"not measured: {name}: {why}" for name, why in found["missing"].items()]
    return "\n\n".join(parts)


def _table(head: tuple[str, ...], rows: list[Any]) -> str:
    widths = [max(len(str(row[n])) for row in (head, *rows)) for n in range(len(head))]
    lines = [
        "  ".join(str(cell).ljust(w) for cell, w in zip(row, widths, strict=True)) for row in (head, *rows)
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)
