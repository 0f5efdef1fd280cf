"""Selling and working in the words of somebody in a hurry: what they mean is done, or nothing is."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, one


def test_a_quotation_is_good_for_half_a_month(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 10台 每台800")
    assert "有效期改到12月9日" in shop.say("XiaoLi", "有效期半个月")
    assert "有效期改到12月8日" in shop.say("XiaoLi", "有效期两周")
    assert one(shop, "quotes")["valid_until"] == "2026-12-08"
    assert "没太明白" in shop.say("XiaoLi", "有效期随便")


def test_a_change_that_is_none_leaves_nothing_to_undo(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 10台 每台800")
    assert "本来就是10台，没有改" in shop.say("XiaoLi", "A100改成10台")
    assert "新建的报价单" in shop.say("XiaoLi", "撤销")
    shop.say("XiaoLi", "海康下单 A200 3台")
    shop.say("XiaoLi", "海康退了1台A200")
    assert "本来就是2台，没有改" in shop.say("XiaoLi", "海康订单改成2台")
    assert one(shop, "orders")["amount"] == "2400.00"
    assert "改回3,600元" in shop.say("XiaoLi", "撤销")


def test_a_corrected_customer_says_of_what(shop: Chat) -> None:
    shop.say("XiaoLi", "海康下单 A200 3台")
    said = shop.say("XiaoLi", "不是海康是华为")
    assert f"客户改为{HUAWEI}（订单「" in said
    assert one(shop, "orders")["customer"] == HUAWEI


@pytest.mark.parametrize("said", ["交换机那个", "是交换机那单", "选交换机"])
def test_a_candidate_by_half_its_name(team: Chat, said: str) -> None:
    team.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    team.say("XiaoLi", "华为 存储项目 80万 明年3月")
    assert "是哪一个" in team.say("XiaoLi", "华为到方案了")
    assert "「交换机项目」：阶段" in team.say("XiaoLi", said)


def test_lost_after_it_was_called_won_is_asked(team: Chat) -> None:
    team.say("XiaoLi", "海康 安防 20万 下月底签")
    team.say("XiaoLi", "海康那单赢了")
    team.say("XiaoLi", "先不记")
    said = team.say("XiaoLi", "海康那单黄了")
    assert "已经记了赢单" in said
    assert "改成输单" in said
    assert one(team, "opportunities")["status"] == "won"
    assert "已记输单" in team.say("XiaoLi", "改成输单")
    assert "原因记下了" in team.say("XiaoLi", "价格太高")
    assert one(team, "opportunities")["status"] == "lost"
    team.say("XiaoLi", "撤销")
    team.say("XiaoLi", "撤销")
    assert one(team, "opportunities")["status"] == "won"


def test_lost_but_another_one_of_which_nothing_is_known(team: Chat) -> None:
    team.say("XiaoLi", "海康 安防 20万 下月底签")
    team.say("XiaoLi", "海康那单赢了")
    team.say("XiaoLi", "先不记")
    team.say("XiaoLi", "海康那单黄了")
    assert "没有进行中的商机" in team.say("XiaoLi", "另外一单")
    assert one(team, "opportunities")["status"] == "won"


def test_a_deposit_is_the_named_customers(team: Chat) -> None:
    team.say("XiaoLi", "客户 海康")
    assert f"已记：{HUAWEI} 存款 100万" in team.say("XiaoLi", "存款100万 华为 下周到期")
    assert "已记" not in team.say("XiaoLi", "存款 小米 100万 下周到期")
    assert [c["name"] for c in team.records("customers") if c["holdings"]] == [HUAWEI]


def test_a_goal_for_each_of_several(team: Chat) -> None:
    said = team.say("WangFang", "王磊李晓这个月各20万")
    assert "王磊 11月1–30日 销售额 20万" in said
    assert "李晓 11月1–30日 销售额 20万" in said
    assert "没有叫「张三」的同事" in team.say("WangFang", "王磊、李晓、张三这个月各30万")
    assert "主管来定" in team.say("XiaoLi", "李晓王磊这个月目标各90万")
    assert {goal["amount"] for goal in team.records("goals")} == {"200000.00"}
    assert "销售一部 10月1日" in team.say("WangFang", "一部这个季度目标300万")


def test_a_lead_not_wanted_goes_on_and_nobody_elses_customer(team: Chat) -> None:
    team.say("ChenYu", "华南的线索轮流给李晓、王磊")
    team.say("XiaoWang", "新线索 深圳蓝海科技 陈工 13700003333")
    assert "已把深圳蓝海科技转给王磊" in team.say("XiaoLi", "我不要这个 转给王磊")
    assert one(team, "customers", name=HIKVISION)["owner"] == "李晓"
    assert one(team, "customers", name="深圳蓝海科技")["owner"] == "王磊"


@pytest.mark.parametrize("said", ["回了 她说再看看", "总价抹个零 6000吧"])
def test_a_piece_of_news_is_no_answer_to_nothing(team: Chat, said: str) -> None:
    reply = team.say("XiaoLi", said)
    assert "什么都没有动" not in reply
    assert "没有在等你确认" not in reply


def test_then_i_do_it_myself(team: Chat) -> None:
    team.say("XiaoLi", "让王磊三天后回访华为采购负责人 紧急")
    team.cards("XiaoWang")
    assert "由你来做：11月27日(周五) 回访华为采购负责人" in team.say("XiaoLi", "那我自己来吧")
    assert one(team, "tasks")["assignee"] == "李晓"
    team.settle()
    assert "李晓自己做了，你不用管了" in team.box.inbox("XiaoWang")[-1].text
    team.say("XiaoLi", "撤销")
    assert one(team, "tasks")["assignee"] == "王磊"
    team.settle()
    assert "还是由你做" in team.box.inbox("XiaoWang")[-1].text


def test_given_back_i_do_it_myself(team: Chat) -> None:
    assert "由你来做" not in team.say("XiaoLi", "那我自己来")
    team.say("XiaoLi", "让王磊三天后回访华为采购负责人")
    team.say("XiaoWang", "我接不了 太忙了")
    team.skip_to("2026-11-24 15:00")
    assert "由你来做" in team.say("XiaoLi", "那我自己来")
    assert one(team, "tasks")["assignee"] == "李晓"


@pytest.mark.parametrize(
    ("said", "amount"),
    [("先付了三成", "1872.00"), ("华为付了30%", "1872.00"), ("华为先打了一半过来", "3120.00")],
)
def test_a_part_of_the_order_is_paid(shop: Chat, said: str, amount: str) -> None:
    shop.say("XiaoLi", "华为要了8台A100 每台780")
    reply = shop.say("XiaoLi", said)
    assert "合计6,240元" in reply
    assert one(shop, "payments")["amount"] == amount
    shop.say("XiaoLi", "撤销")
    assert shop.records("payments") == []


def test_a_part_of_nothing_or_of_several_is_no_payment(shop: Chat) -> None:
    assert "没有没付清的订单" in shop.say("XiaoLi", "华为付了三成")
    shop.say("XiaoLi", "华为下单 A100 8台")
    shop.say("XiaoLi", "华为下单 A200 1台")
    shop.say("XiaoLi", "客户 海康")
    assert "先付了三成" not in [p["amount"] for p in shop.records("payments")]
    shop.skip_to("2026-11-24 18:00")
    shop.say("WangFang", "客户 海康")
    assert "2张没付清的订单" in shop.say("WangFang", "华为付了三成")
    assert shop.records("payments") == []


def test_then_quote_so_many_first(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 10台 每台800")
    assert "数量改为8台，合计6,400元" in shop.say("XiaoLi", "那先报8台")
    assert one(shop, "quotes")["amount"] == "6400.00"
    shop.say("XiaoLi", "再加2台A200")
    assert "改哪一行" in shop.say("XiaoLi", "那就报5台吧")
    shop.say("XiaoLi", "算了")
    shop.say("XiaoLi", "客户 海康")
    shop.skip_to("2026-11-25 10:00")
    assert "数量改为" not in shop.say("XiaoLi", "那先报8台")


def test_a_visit_taken_back_opens_its_appointment_again(team: Chat) -> None:
    team.say("XiaoLi", "明天下午2点去华为见李总")
    team.wait_until("2026-11-25 17:58")
    team.say("XiaoLi", "今天拜访了华为李总，价格能接受")
    team.wait_until("2026-11-25 18:01")
    assert one(team, "tasks")["status"] == "done"
    said = team.say("XiaoLi", "撤销")
    assert "又是未完成" in said
    assert one(team, "tasks")["status"] == "open"


def test_an_appointment_called_done_by_hand_stays_done(team: Chat) -> None:
    team.say("XiaoLi", "明天下午2点去华为见李总")
    team.wait_until("2026-11-25 17:00")
    team.say("XiaoLi", "去华为见李总那个完成了")
    team.say("XiaoLi", "算了")
    team.say("XiaoLi", "今天拜访了华为李总，价格能接受")
    team.wait_until("2026-11-25 18:01")
    assert "又是未完成" not in team.say("XiaoLi", "撤销")
    assert one(team, "tasks")["status"] == "done"


@pytest.mark.parametrize("said", ["张三最近做了什么", "李四负责哪些客户", "张三今天跑了哪些客户"])
def test_a_colleague_nobody_knows_is_said_so(team: Chat, said: str) -> None:
    team.say("XiaoLi", "客户 华为")
    for who in "XiaoLi", "WangFang":
        reply = team.say(who, said)
        assert "没找到同事" in reply
        assert HUAWEI not in reply
    assert "没找到同事" not in team.say("WangFang", "李晓最近做了什么")


def test_one_who_leaves_gives_all_away(team: Chat) -> None:
    assert "确认" in team.say("WangFang", "李晓离职了 客户都给王磊")
    team.say("WangFang", "确认")
    assert one(team, "customers", name=HUAWEI)["owner"] == "王磊"
    assert "没找到同事" in team.say("WangFang", "张三走了，客户都给王磊")


def test_merged_into_the_other_of_two_of_one_name(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 华为科技")
    team.say("XiaoLi", "仍新建")
    assert f"合并到「{HUAWEI}」，确认吗" in team.say("XiaoLi", "把华为科技合并到华为")


def test_protected_without_a_word_how_long(team: Chat) -> None:
    assert f"已保护{HIKVISION}" in team.say("XiaoLi", "保护海康")
    assert one(team, "customers", name=HIKVISION)["protected_until"] is not None
    assert one(team, "customers", name=HUAWEI)["protected_until"] is None


def test_the_same_chance_with_another_sum_is_changed(team: Chat) -> None:
    team.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    assert "还要再建一个吗" in team.say("XiaoLi", "华为 交换机项目 60万")
    assert "金额 60万" in team.say("XiaoLi", "就是它")
    assert one(team, "opportunities")["amount"] == "600000.00"
    team.say("XiaoLi", "华为 交换机项目 60万")
    assert "没动" in team.say("XiaoLi", "就是它")
    assert one(team, "opportunities")["amount"] == "600000.00"


def test_all_of_it_is_a_sum(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    assert "收到多少钱" in shop.say("XiaoLi", "华为货款到了")
    assert "款已收齐" in shop.say("XiaoLi", "全款")
    assert one(shop, "payments")["amount"] == "6400.00"


def test_approved_by_its_place_without_the_list(team: Chat) -> None:
    team.say("XiaoLi", "申请给华为8折")
    assert "已同意：李晓" in team.say("WangFang", "批了第一个")
    assert "已同意：李晓" not in team.say("WangFang", "批了第一个")


@pytest.mark.parametrize("said", ["明天下午4点和王磊开个会", "我和王磊明天下午两点去海康"])
def test_a_colleague_who_comes_along_has_it_too(team: Chat, said: str) -> None:
    assert "王磊" in team.say("XiaoLi", said).splitlines()[-1]
    assert sorted(task["assignee"] for task in team.records("tasks")) == ["李晓", "王磊"]
    team.say("XiaoLi", "撤销")
    assert team.records("tasks") == []


def test_who_comes_along_is_not_guessed(team: Chat) -> None:
    said = team.say("XiaoLi", "和小王一起准备华为标书 周五前")
    assert "「小王」有王磊、王芳，没有一起加" in said or "「小王」有王芳、王磊，没有一起加" in said
    assert [task["assignee"] for task in team.records("tasks")] == ["李晓"]


def test_a_paper_by_another_word_order(team: Chat) -> None:
    team.say("ChenYu", "存为资料 产品手册 https://example.com/a.pdf")
    assert "https://example.com/a.pdf" in team.say("XiaoLi", "给我发一份产品手册")
    assert "资料库里没有" in team.say("XiaoLi", "给我发一份报价模板")


@pytest.mark.parametrize("said", ["华为的货发了", "华为的单已经发走了"])
def test_sent_in_other_words(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", "华为 A100 5台 下单")
    assert "数量改为6台" in shop.say("XiaoLi", "刚那单改成6台")
    assert "已发货" in shop.say("XiaoLi", said)
    assert one(shop, "orders")["status"] == "shipped"


def test_a_customer_is_not_deleted_and_what_to_do_is_said(team: Chat) -> None:
    for said in "删除客户 海康", "把海康删了":
        assert f"「{HIKVISION}放回公海」" in team.say("XiaoLi", said)
    assert one(team, "customers", name=HIKVISION)["deleted_at"] is None
    assert "客户不删" not in team.say("XiaoLi", "把九阳删了")
