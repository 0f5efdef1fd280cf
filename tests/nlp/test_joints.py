"""Where a dictated stretch goes on to the next fact: offered where the weights say so, and nowhere else."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import KnownNames, lexicon, parse
from nlp.clauses import split, stretches
from nlp.learned import joints
from nlp.learned.joint_lessons import lessons, trained
from nlp.parser import heard, read
from nlp.reading import Clause, Reading

SAID = Path(__file__).parent.parent / "corpus" / "said"
NOW = datetime.fromisoformat("2026-11-22T18:00:00+08:00")
KNOWN = KnownNames.of(
    {
        "customers": ["华为技术有限公司", "小米通讯技术有限公司"],
        "contacts": [
            {"name": "李强", "customer": "华为技术有限公司", "title": "采购总监"},
            {"name": "王敏", "customer": "小米通讯技术有限公司", "title": "经理"},
        ],
        "users": ["张浩"],
    }
)


def reading(text: str) -> Reading:
    return read(*heard(text), NOW, KNOWN, lexicon.default())


@pytest.mark.parametrize(
    ("told", "intents"),
    [
        ("今天去了华为李总那边聊了报价|下周三再去一趟", ["interaction.log", "task.create"]),
        ("华为打来十万货款|把他家改成A级", ["payment.log", "customer.update"]),
        ("查一下小米这个月的订单|再看看华为的回款", ["order.list", "report.show"]),
        ("昨天拜访华为李强嫌价高|让张浩后天报个新价", ["interaction.log", "task.create"]),
    ],
)  # fmt: skip
def test_facts_run_together_are_told_apart(told: str, intents: list[str]) -> None:
    text = told.replace("|", "")
    clauses = split(reading(text))
    assert [frame.intent for frame in parse(text, NOW, KNOWN)] == intents
    parts = told.split("|")
    places = {sum(map(len, parts[:n])) for n in range(1, len(parts))}
    assert places <= {clause.start for clause in clauses}


@pytest.mark.parametrize(
    "text",
    [
        "华为打了八万块钱过来是上个月的货款",
        "看看华为、小米安装的设备和保修到什么时候",
        "剩下的尾款下个月底提醒我去华为催一下",
        "今天华为到账3万2、小米到账一万五",
    ],
)
def test_one_fact_is_not_cut(text: str) -> None:
    assert len(split(reading(text))) == 1


def test_what_is_summed_is_what_was_learned() -> None:
    """`joints` adds up the traces of `seen`; but for places of which little is promised, it finds the same."""
    weights = joints._weights()
    for one in lessons([SAID / "za-eastwest.txt"]):
        worth = {at: sum(weights.get(t, 0) for t in traces) for at, traces in joints.seen(one.clause)}
        found = joints.joints(one.clause, weights)
        assert all(worth[at] > joints.LEAST for at in found)
        things = {at: sum(weights.get(t, 0) for t in traces if t[0] in "<>eBst" or t == joints.ALWAYS)
                  for at, traces in joints.seen(one.clause)}  # fmt: skip
        assert found == [
            at for at, value in worth.items() if value > joints.LEAST and things[at] >= joints.PROMISING
        ]


def test_the_same_lessons_give_the_same_weights() -> None:
    file = SAID / "zc-mixed.txt"
    code = (
        "import sys, pathlib; from nlp.learned.joint_lessons import lessons, trained;"
        "print(*trained(lessons([pathlib.Path(sys.argv[1])]), 2), sep='\\n')"
    )
    there = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    here = trained(lessons([file]), 2)
    assert there.stdout.splitlines() == here, "another process orders its sets otherwise"
    assert here


@given(st.text(alphabet="今天去华为李总聊了报价下周三再顺便给、1w ", max_size=80))
def test_any_text_is_cut_inside_itself(text: str) -> None:
    whole = reading(text)
    for start, end in stretches(whole):
        found = joints.find(Clause.of(whole, start, end))
        assert all(start + joints.NEAREST <= at <= end - joints.NEAREST for at in found)
        assert found == sorted(set(found))
