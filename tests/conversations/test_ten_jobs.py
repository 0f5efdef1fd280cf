"""docs/ten-jobs.md, played: a rep's whole day, each job in at most two messages, its records checked."""

import re
from pathlib import Path

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, stock

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ten-jobs.md").read_text(encoding="utf-8")
JOBS = re.findall(r"^\| (\d+)\. [^|]+ \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", PAGE, re.MULTILINE)
MOST = 2
KINDS = ("customers", "interactions", "tasks", "opportunities", "quotes", "orders", "payments")

HURRIED = (Path(__file__).parent / "ten_jobs_hurried.txt").read_text(encoding="utf-8").split("\n\n")
DAYS = [*([job[way] for job in JOBS] for way in (1, 2)), *(day.splitlines() for day in HURRIED)]

# Of each job: what is new after it, kind by kind, with some of its fields.
WRITES: dict[int, dict[str, dict[str, object]]] = {
    1: {},
    2: {},
    3: {"interactions": {"customer": HUAWEI, "contact": "李强"}, "tasks": {"customer": HUAWEI}},
    4: {"customers": {"name": "星辰科技", "owner": "李晓"}},
    5: {"tasks": {"customer": HIKVISION, "due_at": "2026-11-25T15:00:00+08:00", "status": "open"}},
    6: {"interactions": {"customer": HIKVISION, "content": "样机收下了，周末试用"}},
    7: {"opportunities": {"customer": HUAWEI, "amount": "500000.00", "close_date": "2026-12-31"}},
    8: {"quotes": {"customer": HUAWEI, "amount": "8000.00"}},
    9: {"orders": {"customer": HUAWEI, "amount": "6400.00"}},
    10: {"payments": {"customer": HUAWEI, "amount": "6400.00"}},
}


def test_the_page_has_ten_jobs_of_at_most_two_messages() -> None:
    assert [int(number) for number, _, _ in JOBS] == list(range(1, 11))
    assert [len(day) for day in DAYS] == [10] * len(DAYS)
    assert max(len(said.split(" → ")) for day in DAYS for said in day) <= MOST


@pytest.mark.parametrize("day", DAYS)
def test_a_day_of_ten_jobs(shop: Chat, day: list[str]) -> None:
    for job, messages in enumerate(day, 1):
        before = {kind: {r["id"] for r in shop.records(kind)} for kind in KINDS}
        said = [shop.say("XiaoLi", message) for message in messages.split(" → ")]
        assert "回复序号" not in said[-1], f"job {job} is not done after {len(said)} messages"
        new = {kind: [r for r in shop.records(kind) if r["id"] not in before[kind]] for kind in KINDS}
        written = {kind: records for kind, records in new.items() if records}
        wanted = WRITES[job]
        assert written.keys() == wanted.keys(), f"job {job}: {said}"
        for kind, fields in wanted.items():
            (record,) = written[kind]
            assert {name: record[name] for name in fields} == fields
    assert [c["phone"] for c in shop.records("contacts", customer="星辰科技")] == ["13800001111"]
    (done,) = shop.records("tasks", customer=HIKVISION)
    assert done["status"] == "done"
    assert stock(shop, "A100") == 42
    (order,) = shop.records("orders")
    assert shop.records("payments")[0]["order"] == order["number"]


def test_what_was_said_wrong_is_one_message_more(shop: Chat) -> None:
    shop.say("XiaoLi", "今天拜访了华为的李总，聊了报价，下周三再跟进")
    shop.say("XiaoLi", "不是李总是王敏")
    assert [log["contact"] for log in shop.records("interactions")] == ["王敏"]
    shop.say("XiaoLi", "撤销")
    shop.say("XiaoLi", "撤销")
    assert (shop.records("interactions"), shop.records("tasks")) == ([], [])
