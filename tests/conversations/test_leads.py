"""线索分配: new customers that nobody has go to whom the administrator's rule says."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def ruled(chat: Chat) -> Chat:
    """South China in turns to 李晓 and 王磊, all the rest to 赵敏."""
    assert "已定：华南的新线索轮流分给李晓、王磊" in chat.say("ChenYu", "华南的线索轮流给小李、王磊")
    assert "已定：新线索给赵敏" in chat.say("ChenYu", "其他线索给小赵")
    return chat


def owners(chat: Chat) -> dict[str, str]:
    return {customer["name"]: customer["owner"] for customer in chat.records("customers")}


def titles(chat: Chat, userid: str) -> list[str]:
    return [card.card.card["main_title"]["title"] for card in chat.cards(userid)]


def test_leads_go_in_turns_by_region_and_are_announced(ruled: Chat) -> None:
    said = ruled.say("WangFang", "新线索 深圳蓝海科技 联系人陈工 13700003333")
    assert "已新增客户：深圳蓝海科技" in said
    assert "分给李晓（华南，轮流）" in said
    assert "分给王磊" in ruled.say("WangFang", "官网来了条线索：云图网络 广州 王经理 13800001234")
    assert "分给李晓" in ruled.say("XiaoZhao", "新增线索 佛山美佳电器 李总 13300001111")
    assert "分给赵敏" in ruled.say("WangFang", "展会线索 苏州远望 周工 13300002222")
    assert owners(ruled) == {
        "深圳蓝海科技": "李晓",
        "云图网络": "王磊",
        "佛山美佳电器": "李晓",
        "苏州远望": "赵敏",
    }
    assert [one["origin"] for one in ruled.records("customers", name="云图网络")] == ["官网"]
    assert titles(ruled, "XiaoLi") == ["新线索：深圳蓝海科技", "新线索：佛山美佳电器"]
    assert "线索分配" in ruled.say("XiaoLi", "深圳蓝海科技历任负责人")


def test_accepted_once_and_passed_on(ruled: Chat) -> None:
    ruled.say("WangFang", "新线索 深圳蓝海科技 陈工 13700003333")
    (card,) = ruled.cards("XiaoLi")
    assert ruled.tap("XiaoLi", "接受", card) == "已接受 ✓"
    assert ruled.tap("XiaoLi", "接受", card) == "已接受 ✓"
    told = [one.text for one in ruled.box.inbox("WangFang") if "接受了" in one.text]
    assert told == ["李晓接受了线索深圳蓝海科技。"]
    ruled.tap("XiaoLi", "转给同事", card)
    assert "转给哪位同事" in ruled.box.inbox("XiaoLi")[-1].text
    assert "已把深圳蓝海科技转给王磊" in ruled.say("XiaoLi", "王磊")
    assert owners(ruled) == {"深圳蓝海科技": "王磊"}
    assert ruled.tap("XiaoLi", "接受", card) == "已经不在你名下了"


def test_accepted_in_words_once(ruled: Chat) -> None:
    said = ruled.say("XiaoLi", "接了")
    assert "已接受" not in said
    ruled.say("WangFang", "新线索 深圳蓝海科技 陈工 13700003333")
    assert "已接受线索深圳蓝海科技" in ruled.say("XiaoLi", "接了")
    assert "已经接受过" in ruled.say("XiaoLi", "好的 这条我接了")
    ruled.settle()
    told = [one.text for one in ruled.box.inbox("WangFang") if "接受了" in one.text]
    assert told == ["李晓接受了线索深圳蓝海科技。"]
    assert "已接受" not in ruled.say("XiaoWang", "接了")


def test_undone_it_is_gone_and_the_turn_comes_again(ruled: Chat) -> None:
    ruled.say("WangFang", "新线索 深圳蓝海科技 陈工 13700003333")
    ruled.cards("XiaoLi")
    assert "新建的客户「深圳蓝海科技」" in ruled.say("WangFang", "撤销")
    assert ruled.records("customers") == []
    ruled.settle()
    assert "撤销了" in ruled.box.inbox("XiaoLi")[-1].text
    assert "分给李晓" in ruled.say("WangFang", "新线索 深圳云图 陈工 13700003334")


def test_by_load_to_whoever_has_least(chat: Chat) -> None:
    for name in "星辰科技", "蓝海科技":
        chat.say("XiaoLi", f"新增客户 {name}")
    chat.say("XiaoWang", "新增客户 云图网络")
    assert "按负载分给李晓、王磊" in chat.say("ChenYu", "线索按负载分给小李和王磊")
    said = chat.say("WangFang", "新线索 远景能源 刘洋 13900002222")
    assert "分给王磊（不分地区，手上最少：客户1、待办0）" in said
    chat.say("XiaoWang", "明天下午三点提醒我看库存")
    assert "分给李晓" in chat.say("WangFang", "新线索 远望信息 刘洋 13900002223")


def test_who_is_away_is_passed_over(ruled: Chat) -> None:
    ruled.say("XiaoLi", "我明天请假")
    ruled.wait_until("2026-11-25 10:00")
    assert "分给王磊" in ruled.say("WangFang", "新线索 深圳蓝海科技 陈工 13700003333")
    ruled.say("ChenYu", "停用王磊")
    assert "分给李晓" in ruled.say("WangFang", "新线索 深圳云图 陈工 13700003334")


def test_without_a_rule_it_stays_with_whoever_told_it(chat: Chat) -> None:
    assert "还没有分配规则，先归你" in chat.say("XiaoLi", "新线索 深圳蓝海科技 陈工 13700003333")
    chat.say("ChenYu", "华南的线索给王磊")
    assert "在哪个地区" in chat.say("XiaoLi", "新线索 云图网络 王经理 13800001234")
    assert "分给王磊" in chat.say("XiaoLi", "东莞")
    assert "这个地区没有分配规则，先归你" in chat.say("XiaoLi", "新线索 苏州远望 周工 13300002222")
    assert "还没有" not in chat.say("XiaoLi", "线索规则")
    assert owners(chat) == {"深圳蓝海科技": "李晓", "云图网络": "王磊", "苏州远望": "李晓"}


def test_rules_are_the_administrators_and_change_and_end(ruled: Chat) -> None:
    assert "只有管理员能" in ruled.say("XiaoLi", "华南的线索给小李")
    assert "「小王」有几位：王磊、王芳" in ruled.say("ChenYu", "华南的线索给小王、小李")
    assert "没有叫「老孙」的同事" in ruled.say("ChenYu", "华南的线索给老孙、小李")
    assert "原来是李晓、王磊 轮流" in ruled.say("ChenYu", "华南线索按负载分给王磊、小赵")
    assert "· 华南：王磊、赵敏 按负载" in ruled.say("XiaoLi", "线索规则")
    ruled.say("ChenYu", "撤销")
    assert "· 华南：李晓、王磊 轮流" in ruled.say("XiaoLi", "线索怎么分")
    assert "华南的线索分配规则停了" in ruled.say("ChenYu", "取消华南的线索分配规则")
    assert "分给赵敏" in ruled.say("WangFang", "新线索 深圳蓝海科技 陈工 13700003333")
    assert "没有这条" in ruled.say("ChenYu", "取消华北的线索分配规则")


def test_a_customer_there_is_stays_whose_it_is(ruled: Chat) -> None:
    ruled.say("XiaoZhao", "新增客户 深圳蓝海科技")
    assert "赵敏" in ruled.say("WangFang", "新线索 深圳蓝海科技 陈工 13700003333")
    assert owners(ruled) == {"深圳蓝海科技": "赵敏"}
    assert ruled.cards("XiaoLi") == []


def test_what_lies_in_the_pool_is_given_out_after_a_yes(ruled: Chat) -> None:
    for name in "深圳蓝海科技", "广州云图", "苏州远望":
        ruled.say("ChenYu", f"新增客户 {name}")
        ruled.say("ChenYu", f"{name}放回公海")
    assert "公海里没有还没分过的" in ruled.say("ChenYu", "分配线索")  # they had an owner: no new leads
    with ruled.parts.database.system(ruled.clock.now(), "test:import") as session:
        from crm.customers import customers

        for name in "深圳晨光", "广州晨星", "苏州晨曦":
            customers.create(session, None, name, ruled.clock.now())
    assert "只有管理员能" in ruled.say("XiaoLi", "分配线索")
    assert "有3条没分过的新线索" in ruled.say("ChenYu", "把公海里的线索分下去")
    assert "李晓1条、王磊1条、赵敏1条" in ruled.say("ChenYu", "确认")
    assert {name: owner for name, owner in owners(ruled).items() if "晨" in name} == {
        "深圳晨光": "李晓",
        "广州晨星": "王磊",
        "苏州晨曦": "赵敏",
    }
    assert titles(ruled, "XiaoZhao") == ["新线索：苏州晨曦"]
    ruled.say("ChenYu", "撤销")
    assert {owner for name, owner in owners(ruled).items() if "晨" in name} == {None}
