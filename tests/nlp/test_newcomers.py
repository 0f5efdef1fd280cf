"""Companies nobody has recorded: found where the sentence has one, and nowhere else."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import KnownNames, parse
from nlp.learned import newcomers
from nlp.learned.newcomer_lessons import lessons, trained
from zh.name_words import places

LOOK = Path(__file__).parent.parent / "corpus" / "look"
NOW = datetime.fromisoformat("2026-11-24T09:30:00+08:00")


def customers(text: str, known: KnownNames | None = None) -> set[str]:
    frames = parse(text, NOW, known or KnownNames())
    return {str(frame.slots["customer"]) for frame in frames if "customer" in frame.slots}


@pytest.mark.parametrize("name", ["龙腾", "海天味业", "柏楚电子", "abc科技", "月亮湾酒店"])
@pytest.mark.parametrize(
    "sentence",
    [
        "昨天跑了一趟{}的刘经理 样品留下了",
        "{}报价 交换机10台 单价800",
        "{}回了10万块",
        "{}的资料",
        "下周三去{}送样",
    ],
)
def test_a_company_nobody_recorded_is_found_by_its_place(sentence: str, name: str) -> None:
    assert customers(sentence.format(name)) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "今天还有哪些事没做",
        "下午去火车站接个人",
        "他是采购总监",
        "金额改成15万",
        "上周团队跟进了多少次",
        "去趟合肥出差",
        "宝鸡那台定位仪又死机了",
        "米园长对我们参观工厂的安排很满意",
        "轮胎用哪家的是车队说了算 不归采购",
        "约了三回的佘经理终于见到了",
        "卞总请我撸串聊了代理的事",
    ],
)
def test_a_sentence_without_one_has_none(text: str) -> None:
    assert customers(text) == set()


def test_a_known_one_is_no_newcomer() -> None:
    known = KnownNames.of({"customers": ["龙腾机械有限公司"]})
    assert customers("跑了一趟龙腾的刘经理", known) == {"龙腾机械有限公司"}


def test_the_same_lessons_give_the_same_weights() -> None:
    files = [LOOK / "a-shop.jsonl"]
    first, second = (trained(lessons(files), 1) for _ in range(2))
    assert first == second
    assert newcomers.Weights(first)


@given(st.text(alphabet="中兴科技的张总去了3点万 ab,，。跟", max_size=200))
def test_a_name_is_a_piece_of_the_text(text: str) -> None:
    place = newcomers.find(text, [], [], [])
    assert place is None or 0 <= place[0] < place[1] <= len(text)
    assert place is None or 2 <= place[1] - place[0] <= newcomers.LONGEST


def test_places_are_weighed_as_their_traces_say() -> None:
    """`best` adds up weights by place, training lists traces: both know the same."""
    weights = newcomers.Weights(newcomers.FILE.read_text(encoding="utf-8").splitlines()[1:])
    many = 0
    for lesson in lessons([LOOK / "a-shop.jsonl", LOOK / "q-1.jsonl"], swapped=0):
        found, most = None, newcomers.LEAST
        for (start, end), traces in lesson.sight.stretches():
            worth = sum(weights.get(trace, 0) for trace in traces)
            if worth > most and lesson.text[start:end] not in places():
                found, most = (start, end), worth
        assert newcomers.best(lesson.sight, weights) == found, lesson.text
        many += found is not None
    assert many > 20
