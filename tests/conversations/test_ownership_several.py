"""Somebody leaves, or is relieved: some of a colleague's customers to another one, and what can go wrong."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def book(team: Chat) -> Chat:
    """王磊 has 讯飞 and 公牛 besides; 讯飞 with a chance."""
    team.say("XiaoWang", "新增客户 科大讯飞股份有限公司")
    team.say("XiaoWang", "新增客户 公牛集团股份有限公司")
    team.say("XiaoWang", "讯飞 扩容项目 42万 年底签")
    return team


def owners(chat: Chat) -> dict[str, str]:
    return {str(one["name"])[:4]: str(one["owner"]) for one in chat.records("customers")}


def test_several_of_one_colleague_go_together(book: Chat) -> None:
    said = book.say("WangFang", "王磊的公牛和讯飞给李晓")
    assert "2个客户" in said or ("公牛" in said and "讯飞" in said)
    assert "没有动" not in said
    assert [owners(book)[name] for name in ("公牛集团", "科大讯飞")] == ["李晓", "李晓"]
    book.say("WangFang", "撤销")
    assert [owners(book)[name] for name in ("公牛集团", "科大讯飞")] == ["王磊", "王磊"]


def test_none_goes_where_one_is_somebody_elses(book: Chat) -> None:
    assert "华为技术有限公司不在王磊名下" in book.say("WangFang", "王磊的公牛和华为给李晓")
    assert owners(book)["公牛集团"] == "王磊"


def test_those_that_fit_a_description_go(book: Chat) -> None:
    book.say("XiaoLi", "华为级别A")
    assert "华为" in book.say("WangFang", "李晓的A类客户给王磊")
    assert (owners(book)["华为技术"], owners(book)["杭州海康"]) == ("王磊", "李晓")
    assert "没有转" in book.say("WangFang", "李晓的D类客户给王磊")


def test_all_of_them_need_a_yes_and_a_rep_may_not(book: Chat) -> None:
    assert "确认吗" in book.say("WangFang", "李晓的客户给王磊")
    assert "王磊" in book.say("WangFang", "确认")
    assert set(owners(book).values()) == {"王磊", "赵敏"}
    refused = book.say("XiaoLi", "王磊的客户转给我")
    assert "主管" in refused or "管理员" in refused
    assert set(owners(book).values()) == {"王磊", "赵敏"}


def test_a_chance_that_went_along_is_not_what_was_said_wrong(book: Chat) -> None:
    book.say("XiaoWang", "明天下午三点去讯飞")
    book.say("WangFang", "把讯飞给李晓")
    book.say("WangFang", "不对 公牛给小赵")
    assert [one["customer"] for one in book.records("tasks")] == ["科大讯飞股份有限公司"]
    assert [one["customer"] for one in book.records("opportunities")] == ["科大讯飞股份有限公司"]


def test_what_became_of_a_customer_is_asked_in_many_words(book: Chat) -> None:
    book.say("WangFang", "把讯飞给李晓")
    assert "王磊 → 李晓" in book.say("WangFang", "讯飞转移记录")


def test_the_speaker_gets_no_card_about_what_came_to_them(book: Chat) -> None:
    book.say("WangFang", "离职交接 王磊 王芳")
    assert "卡片" not in book.say("WangFang", "确认")
