"""A day with several customers: short words belong to the one spoken of, and never to the one before."""

from tests.support.chat import Chat


def test_short_words_follow_the_customer_not_the_last_deal(team: Chat) -> None:
    team.say("XiaoLi", "华为建个商机 服务器 50万")
    team.say("XiaoLi", "今天拜访了海康的周航 聊了存储")
    assert "海康" in team.say("XiaoLi", "签了 30万")
    (deal,) = team.records("opportunities", title="服务器")
    assert deal["status"] == "open", "the deal of another customer is not won"


def test_an_order_that_was_not_carried_out_still_says_whom_it_was_about(team: Chat) -> None:
    team.say("XiaoLi", "华为建个商机 服务器 50万")
    assert "海康威视数字技术股份有限公司没有进行中的商机" in team.say("XiaoLi", "海康存储扩容推进到谈判 70%")
    assert "海康" in team.say("XiaoLi", "签了 58万")
    (deal,) = team.records("opportunities", title="服务器")
    assert (deal["status"], deal["amount"]) == ("open", "500000.00")


def test_words_about_another_that_were_not_understood_make_the_next_ones_a_question(team: Chat) -> None:
    team.say("XiaoLi", "华为建个商机 服务器 50万")
    assert "没看出要记什么" in team.say("XiaoLi", "海康那事儿挺悬")
    assert "哪个客户" in team.say("XiaoLi", "签了 58万")
    (deal,) = team.records("opportunities")
    assert deal["status"] == "open"
    assert "华为" in team.say("XiaoLi", "华为")
    (deal,) = team.records("opportunities")
    assert (deal["status"], deal["amount"]) == ("won", "580000.00")


def test_the_deal_last_spoken_of_is_meant_while_its_customer_is(team: Chat) -> None:
    team.say("XiaoLi", "华为建个商机 服务器 50万")
    team.say("XiaoLi", "刚跟李强通了电话 他说没问题")
    assert "「服务器」赢单" in team.say("XiaoLi", "签了 48万")


def test_again_there_is_about_the_customer_just_spoken_of(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康的周航 聊了存储")
    assert "海康" in team.say("XiaoLi", "下周三再去一趟")
    (task,) = team.records("tasks")
    assert "海康" in task["customer"]
    team.say("XiaoLi", "明天再买点打印纸")
    (task,) = team.records("tasks", title="再买点打印纸")
    assert task["customer"] is None


def test_an_order_while_a_choice_is_open_is_no_part_of_it(team: Chat) -> None:
    team.say("XiaoLi", "海康存储扩容推进到谈判 70%")
    assert "已加待办" in team.say("XiaoLi", "明天去华为")
    team.say("XiaoLi", "海康存储扩容推进到谈判 70%")
    assert "已建商机" in team.say("XiaoLi", "1")


def test_an_undo_names_what_was_made_once(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康的周航 聊了存储")
    team.say("XiaoLi", "签了 30万")
    reply = team.say("XiaoLi", "撤销")
    assert reply.count("商机「") == 1, reply


def test_a_figure_of_an_earlier_write_is_mended_by_name(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 2台")
    shop.say("XiaoLi", "明天提醒我给海康寄样品")
    assert "Q20261124-001" in shop.say("XiaoLi", "总价改成1500")


def test_a_discount_after_a_quotation(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台")
    assert "合计7,600元" in shop.say("XiaoLi", "打九五折")
    assert "7,840" in shop.say("XiaoLi", "那就98折吧")
    shop.say("XiaoLi", "明天提醒我给海康寄样品")
    assert "没太明白" in shop.say("XiaoLi", "打九折"), "not right after a quotation"
    (quote,) = shop.records("quotes")
    assert quote["discount"] in ("98.00", "98", 98)


def test_an_empty_answer_names_its_time_and_what_comes_later(team: Chat) -> None:
    team.say("XiaoLi", "下周三去华为送合同")
    assert team.say("XiaoLi", "今天要做什么") == (
        "我的待办：今天没有。\n后面还有1条，最近的：12月2日(周三) 去华为送合同"
    )
    assert "完成：去华为送合同" in team.say("XiaoLi", "第1个完成了")
    assert team.say("XiaoLi", "今天要做什么") == "我的待办：今天没有。"
    assert team.say("XiaoLi", "我上周的跟进记录") == "我的跟进记录：11月16–22日还没有。"


def test_no_goal_for_this_month_names_the_one_there_is(team: Chat) -> None:
    assert "「李晓这个月目标50万」" in team.say("WangFang", "小李目标完成多少")
    team.say("WangFang", "给小李定个目标12月50万")
    reply = team.say("WangFang", "小李目标完成多少")
    assert "这个月还没有定目标" in reply
    assert "李晓 12月1–31日 销售额目标50万元" in reply


def test_small_talk_of_the_evening_writes_nothing(team: Chat) -> None:
    assert "跟进助手" in team.say("XiaoLi", "你是谁")
    assert "怎么" not in team.say("XiaoLi", "下班了 拜拜")
    assert "新增客户" in team.say("XiaoLi", "我是新来的 怎么用啊")
    assert team.records("tasks") == team.records("interactions") == []
