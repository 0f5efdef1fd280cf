"""Several customers in one breath: visited with one word about them all, and new ones with their people."""

import pytest

from tests.support.chat import Chat


def test_each_of_those_visited_has_a_record(team: Chat) -> None:
    team.say("XiaoLi", "今天跑了三家 宠爱医院 安安诊所 还有瑞鹏 都没买")
    logs = team.records("interactions")
    assert {one["customer"] for one in logs} == {"宠爱医院", "安安诊所", "瑞鹏"}
    assert {(one["channel"], one["content"]) for one in logs} == {("visit", "都没买")}
    team.say("XiaoLi", "撤销")
    assert team.records("interactions") == []
    assert len(team.records("customers")) == 3


def test_known_ones_on_their_day(team: Chat) -> None:
    team.say("XiaoLi", "昨天跑了两家 华为 海康 都在等预算")
    logs = team.records("interactions")
    assert {one["customer"][:4] for one in logs} == {"华为技术", "杭州海康"}
    assert {one["happened_at"][:10] for one in logs} == {"2026-11-23"}


@pytest.mark.parametrize(
    "said", ["今天跑了三家 华为 都在等预算", "今天跑了几家", "今天跑了两家 客户都说贵 明天再去"]
)
def test_as_many_as_were_counted_or_it_is_something_else(team: Chat, said: str) -> None:
    before = len(team.records("customers"))
    team.say("XiaoLi", said)
    assert len(team.records("interactions")) < 2
    assert len(team.records("customers")) == before


def test_two_new_customers_with_their_people(team: Chat) -> None:
    team.say("XiaoLi", "加俩客户 顺丰华南分拨 找聂主管 13800020001 还有 京东亚一 戴经理")
    found = {one["name"]: (one["customer"], one["phone"]) for one in team.records("contacts")}
    assert found["聂主管"] == ("顺丰华南分拨", "13800020001")
    assert found["戴经理"] == ("京东亚一", None)
    team.say("XiaoLi", "撤销")
    assert len(team.records("customers")) == 3


def test_one_of_them_is_there_already(team: Chat) -> None:
    said = team.say("XiaoLi", "加两个客户 大疆 孙总 13800020001 还有 华为 李总")
    assert "大疆" in said
    assert sorted(one["name"] for one in team.records("customers")).count("华为技术有限公司") == 1
    assert len(team.records("customers")) == 4
