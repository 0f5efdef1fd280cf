"""SIGKILL at random points while 2,000 messages with repeats come in: everything once, no card twice."""

import collections
import queue
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from sandbox.callback import Delivery
from tests.support import services
from tests.support.fleet import Fleet

pytestmark = pytest.mark.soak
MESSAGES = 2_000
REPS = 25
KILLS = 16  # spread over the messages, not over the clock: a fast machine is killed as often as a slow one
SENDERS = 8
ACKNOWLEDGED_WITHIN = 40  # tries of one message; each is up to four deliveries
DELIVERED_WITHIN_S = 240


@pytest.fixture(params=["sqlite", "postgres"])
def fleet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fleet]:
    if request.param == "sqlite":
        made = Fleet(f"sqlite:///{tmp_path}/soak.db", "", tmp_path, reps=REPS, web=1, work=1)
    else:
        made = Fleet(services.new_postgres(), services.redis_url(), tmp_path, reps=REPS, web=2, work=2)
    yield made
    made.stop()


def words(number: int) -> str:
    """A visit with a task, a task, a question (which sends a card), a reminder in a minute (another card)."""
    match number % 20:
        case 7:
            return "今天跟李总吃饭，聊了明年的合作"
        case 13:
            return f"1分钟后提醒我寄第{number}批样品"
        case n if n % 2:
            return f"明天下午三点提醒我寄第{number}批样品"
        case _:
            return f"今天拜访了星辰科技的王总，聊了编号{number}的方案，下周三再跟进"


def test_nothing_lost_and_nothing_twice(fleet: Fleet) -> None:
    _prepare(fleet)
    dice = random.Random(20261122)
    killed_at = frozenset(dice.sample(range(MESSAGES), KILLS))
    due: queue.Queue[bool] = queue.Queue()
    killer = threading.Thread(target=_kill_when_due, args=(fleet, dice, due))
    killer.start()

    def send(number: int) -> str:
        if number in killed_at:
            due.put(True)
        return _until_acknowledged(fleet, number)

    with ThreadPoolExecutor(SENDERS) as pool:
        replies = dict(zip(range(MESSAGES), pool.map(send, range(MESSAGES)), strict=True))
    due.put(False)
    killer.join()
    assert fleet.web.kills + sum(worker.kills for worker in fleet.workers) == KILLS
    fleet.wait_ready()
    _check_records(fleet, replies)
    _check_cards(fleet)


def _prepare(fleet: Fleet) -> None:
    """Each rep has a customer of the name, and two people called 李 to be asked about."""
    for n in range(REPS):
        _say(fleet, n, f"新增客户 星辰科技{n}号有限公司 联系人王总 1380000{n:04}")
        _say(fleet, n, f"新增客户 宏图机械{n}号有限公司 联系人李强 1390000{n:04}")
        _say(fleet, n, f"宏图机械{n}号加个联系人 李伟 1370000{n:04}")


def _say(fleet: Fleet, rep: int, text: str) -> None:
    assert fleet.box.say(f"rep{rep}", text) is not None, fleet.box.problems[-3:]


def _until_acknowledged(fleet: Fleet, number: int) -> str:
    """Deliver like WeCom, and like a person whose message shows as unsent: again, until it is answered."""
    rep = f"rep{number % REPS}"
    said = words(number).replace("星辰科技", f"星辰科技{number % REPS}号")
    delivery = fleet.box.send_text(rep, said)
    for _ in range(ACKNOWLEDGED_WITHIN):
        if delivery.ok and delivery.text:
            break
        delivery = fleet.box.redeliver(delivery, rep)
    assert delivery.ok
    assert delivery.text
    if number % 3 == 0:
        _repeat(fleet, delivery, rep)
    return delivery.text


def _repeat(fleet: Fleet, delivery: Delivery, rep: str) -> None:
    """A late second delivery gets the first answer."""
    again = fleet.box.redeliver(delivery, rep)
    if again.ok:
        assert again.text == delivery.text


def _kill_when_due(fleet: Fleet, dice: random.Random, due: queue.Queue[bool]) -> None:
    """One kill for each True, a moment later, so that it falls anywhere in the life of a message."""
    while due.get():
        time.sleep(dice.uniform(0, 0.05))  # the moment of death is what is tried here
        victim = dice.choice([fleet.web, fleet.web, *fleet.workers])
        victim.kill()
        if victim is fleet.web:
            fleet.wait_ready()


def _check_records(fleet: Fleet, replies: dict[int, str]) -> None:
    records = fleet.dump()
    seen = collections.Counter(r["content"] for r in records["interactions"])
    done = collections.Counter(r["title"] for r in records["tasks"])
    for number in replies:
        said = words(number)
        if "拜访" in said:
            assert sum(n for text, n in seen.items() if f"编号{number}的方案" in text) == 1, number
        elif "提醒我" in said:
            assert sum(n for text, n in done.items() if f"第{number}批" in text) == 1, number
    keys = [r["key"] for r in records["inbox"]]
    assert len(keys) == len(set(keys)) == MESSAGES + 3 * REPS


def _check_cards(fleet: Fleet) -> None:
    """Every card in the outbox is sent in the end, and stands once on one phone."""
    deadline = time.monotonic() + DELIVERED_WITHIN_S
    while time.monotonic() < deadline:
        records = fleet.dump()
        waiting = [row for row in records["outbox"] if row["status"] in ("waiting", "sending")]
        soon = [t for t in records["tasks"] if t["remind_at"] and _within_minutes(t["remind_at"])]
        if not waiting and not soon:
            break
        time.sleep(2)  # the workers are processes of their own; their records are all there is to look at
    assert not waiting, f"{len(waiting)} cards were not sent: {waiting[0]['error']}"
    wanted = {row["task_id"] for row in records["outbox"] if row["kind"] == "card"}
    shown: collections.Counter[str] = collections.Counter()
    for n in range(REPS):
        shown.update(message.card.task_id for message in fleet.box.cards(f"rep{n}") if message.card)
    assert set(shown) == wanted
    assert [task_id for task_id, count in shown.items() if count > 1] == []
    assert any(task_id.startswith("due@") for task_id in wanted)


def _within_minutes(moment: str) -> bool:
    return datetime.fromisoformat(moment).timestamp() < time.time() + 120
