"""What is done to a server, and what is noted. Every reply is opened and checked, after its run."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import create_engine, text

from bench import client, forged, talk, wire
from bench.servers import Server
from bench.wire import Request, Said
from handlers.replies import TROUBLE

CONNECTIONS = 8
PER_SECOND = 5_000  # more requests than any server here can answer are made for each second
SILENT = 64
AGAIN = 0.3


@dataclass(slots=True)
class Load:
    """One or more runs of the same kind against one server."""

    rates: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    cpu_s: float = 0.0
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Messages a second; the median of the runs."""
        return sorted(self.rates)[len(self.rates) // 2]

    @property
    def cpu_us(self) -> float:
        """Microseconds of the server's processes for one message."""
        return 1e6 * self.cpu_s / len(self.seconds)

    def ms(self, share: float) -> float:
        """Milliseconds within which `share` of the replies came."""
        ordered = sorted(self.seconds)
        return 1e3 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]

    def add(self, run: client.Run, cpu_s: float) -> None:
        self.rates.append(run.rate)
        self.seconds += [reply.seconds for reply in run.replies]
        self.cpu_s += cpu_s
        for reply in run.replies:
            why = _wrong(reply)
            if why:
                self.wrong[why] += 1


def closed(server: Server, said: Iterator[Said], seconds: float, load: Load) -> None:
    """Eight connections, each as fast as it is answered."""
    requests = [wire.request(one) for one in islice(said, int(PER_SECOND * seconds))]
    before = server.cpu_s()
    run = client.closed(server.address, requests, CONNECTIONS, seconds)
    load.add(run, server.cpu_s() - before)


def at_rate(server: Server, said: Iterator[Said], rate: float, seconds: float, load: Load) -> None:
    """Messages that fall due at a fixed rate."""
    requests = [wire.request(one) for one in islice(said, int(rate * seconds))]
    before = server.cpu_s()
    run = client.at_rate(server.address, requests, rate)
    load.add(run, server.cpu_s() - before)


def half_forged(server: Server, said: Iterator[Said], count: int) -> dict[str, object]:
    """As many forged or broken requests as genuine ones: those are refused, these are answered."""
    genuine = [wire.request(one) for one in islice(said, count)]
    false = list(islice(forged.forgeries(said), count))
    mixed = [request for pair in zip(genuine, false, strict=True) for request in pair]
    run = client.closed(server.address, mixed, CONNECTIONS, 60)
    statuses: dict[str, Counter[int]] = {}
    wrong = 0
    for reply in run.replies:
        kind = reply.request.said.kind
        if kind in forged.KINDS:
            statuses.setdefault(kind, Counter())[reply.status] += 1
        else:
            wrong += bool(_wrong(reply))
    refused = sum(n for found in statuses.values() for status, n in found.items() if 400 <= status < 500)
    errors = sum(reply.status >= 500 for reply in run.replies)
    return {
        "forged": len(false),
        "refused_4xx": refused,
        "status_5xx": errors,
        "genuine": count,
        "genuine_wrong": wrong,
        "by_kind": {kind: dict(found) for kind, found in statuses.items()},
    }


def delivered_again(
    server: Server, database_url: str, count: int, customers: int, reps: int
) -> dict[str, object]:
    """Three in ten messages are delivered a second time while the first delivery is being answered."""
    said = talk.only(("log+task",), customers, reps)
    requests: list[Request] = []
    twice = set()
    for number, one in enumerate(islice(said, count)):
        request = wire.request(one)
        requests.append(request)
        if number % 10 < AGAIN * 10:
            requests.append(wire.request(one, request.msgid))
            twice.add(request.key)
    run = client.closed(server.address, requests, CONNECTIONS, 60)
    answers: dict[str, set[str]] = {}
    for reply in run.replies:
        answers.setdefault(reply.request.key, set()).add(wire.opened(reply))
    records = _records(database_url, set(answers))
    return {
        "messages": count,
        "delivered_twice": len(twice),
        "same_reply": sum(len(answers[key]) == 1 for key in twice),
        "inbox_once": sum(found == 1 for found in records["inbox"].values()),
        "interactions": sum(records["interactions"].values()),
        "tasks": sum(records["tasks"].values()),
        "recorded_twice": sum(n > 1 for found in records.values() for n in found.values()),
        "not_recorded": sum(records["interactions"][key] == 0 for key in answers),
    }


def _records(database_url: str, keys: set[str]) -> dict[str, Counter[str]]:
    """Rows by the message that made them."""
    engine = create_engine(database_url)
    found: dict[str, Counter[str]] = {}
    columns = {"inbox": "key", "interactions": "source", "tasks": "source"}
    with engine.connect() as connection:
        for table, column in columns.items():
            rows = connection.execute(text(f"SELECT {column} FROM {table} WHERE {column} LIKE 'm:%'"))
            found[table] = Counter(key for (key,) in rows if key in keys)
    engine.dispose()
    return found


def beside_silence(server: Server, said: Iterator[Said], rate: float, seconds: float) -> dict[str, float]:
    """The slowest reply while 64 connections are open and say nothing."""
    held = client.silent(server.address, SILENT)
    try:
        load = Load()
        at_rate(server, said, rate, seconds, load)
    finally:
        for each in held:
            each.close()
    return {"slowest_ms": load.ms(1.0), "p99_ms": load.ms(0.99), "wrong": sum(load.wrong.values())}


def understood(database_url: str) -> dict[str, Counter[str]]:
    """What the server made of each kind of message; its inbox says."""
    engine = create_engine(database_url)
    by_words: dict[str, Counter[str]] = {}
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT text, intents FROM inbox WHERE kind = 'text'"))
        for words, intents in rows:
            by_words.setdefault(talk.kind_of(words), Counter())[intents] += 1
    engine.dispose()
    return by_words


def _wrong(reply: wire.Reply) -> str:
    """Why this is no proper reply; an apology for a fault of ours is none either. Empty when it is one."""
    try:
        return "an apology" if wire.opened(reply) == TROUBLE else ""
    except wire.BadReply as bad:
        return str(bad)
