"""A hurried rep on a phone, on the first day with the bot: short words right after what was written."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def ward(chat: Chat) -> Chat:
    """小李 has 市一院 with 刘主任 and 中医院 with 张主任."""
    chat.say("XiaoLi", "新增客户 市一院 联系人刘主任 13911112222")
    chat.say("XiaoLi", "新增客户 中医院 联系人张主任")
    return chat


def test_the_level_of_a_public_house_is_part_of_its_name(ward: Chat) -> None:
    ward.say("XiaoLi", "新增客户 青州市妇幼保健院")
    ward.say("XiaoLi", "今天去了省妇幼 见了孙科长")
    ward.say("XiaoLi", "今天去了市妇幼 聊了试剂")
    logs = sorted(one["customer"] for one in ward.records("interactions"))
    assert logs == ["省妇幼", "青州市妇幼保健院"]
    ward.say("XiaoLi", "新增客户 江西省儿童医院")
    ward.say("XiaoLi", "昨天去了省儿童医院 聊了雾化器")
    assert "江西省儿童医院" in {one["customer"] for one in ward.records("interactions")}


@pytest.mark.parametrize(
    "said",
    [
        "刚才那条不是我 是王磊去的",
        "不对 是王磊去的",
        "那次拜访其实是王磊去的，不是我",
        "不是我，是王磊",
        "刚才那条记到王磊名下",
    ],
)
def test_who_went_is_put_right(ward: Chat, said: str) -> None:
    ward.say("XiaoLi", "今天拜访了刘主任 聊了报价")
    assert "王磊" in ward.say("XiaoLi", said)
    (log,) = ward.records("interactions")
    assert (log["user"], log["content"], log["customer"]) == ("王磊", "聊了报价", "市一院")
    assert "李晓" not in ward.say("XiaoLi", "搞错了 是我去的")
    (log,) = ward.records("interactions")
    assert log["user"] == "李晓"
    ward.say("XiaoLi", "撤销")
    (log,) = ward.records("interactions")
    assert log["user"] == "王磊"


def test_which_of_two_colleagues_went_is_asked(ward: Chat) -> None:
    ward.say("XiaoLi", "今天拜访了刘主任 聊了报价")
    assert "哪一位" in ward.say("XiaoLi", "刚才那条不是我 是小王去的")
    assert ward.records("interactions")[0]["user"] == "李晓"
    ward.say("XiaoLi", "王磊")
    assert ward.records("interactions")[0]["user"] == "王磊"


def test_another_person_there_is_no_colleague(ward: Chat) -> None:
    ward.say("XiaoLi", "记到王磊名下")
    assert {one["owner"] for one in ward.records("customers")} == {"李晓"}
    ward.say("XiaoLi", "今天拜访了刘主任 聊了报价")
    ward.say("XiaoLi", "不是刘主任 是李主任")
    (log,) = ward.records("interactions")
    assert (log["user"], log["contact"]) == ("李晓", "李主任")


def test_what_somebody_else_is_to_send_is_a_task_of_theirs(ward: Chat) -> None:
    assert "王磊" in ward.say("XiaoLi", "让王磊把模板发我")
    ward.say("XiaoLi", "叫赵敏明天把产品手册发给我")
    found = {one["assignee"]: one["title"] for one in ward.records("tasks")}
    assert found == {"王磊": "把模板发我", "赵敏": "把产品手册发给我"}
    assert "资料库" in ward.say("XiaoLi", "麻烦把模板发我")
    assert len(ward.records("tasks")) == 2


@pytest.mark.parametrize("said", ["签了", "中医院签了", "这单签了", "刚刚签了"])
def test_signed_right_after_a_quotation_is_what_was_quoted(ward: Chat, said: str) -> None:
    ward.say("XiaoLi", "给中医院报价 血压计 50台 单价180")
    reply = ward.say("XiaoLi", said)
    assert "9,000" in reply
    assert "记订单" not in reply
    (deal,) = ward.records("opportunities")
    assert (deal["title"], deal["amount"], deal["status"]) == ("血压计", "9000.00", "won")
    ward.say("XiaoLi", "1")
    (order,) = ward.records("orders")
    assert (order["amount"], order["opportunity_id"]) == ("9000.00", deal["id"])


def test_signed_right_after_a_quotation_is_the_open_chance_it_is_about(ward: Chat) -> None:
    ward.say("XiaoLi", "市一院监护仪项目 60万 下月底签")
    ward.say("XiaoLi", "给市一院报价 监护仪 50台 单价1.1万")
    assert "55万" in ward.say("XiaoLi", "签了")
    (deal,) = ward.records("opportunities")
    assert (deal["amount"], deal["status"]) == ("550000.00", "won")
    ward.say("XiaoLi", "撤销")
    (deal,) = ward.records("opportunities")
    assert (deal["amount"], deal["status"]) == ("600000.00", "open")


def test_a_chance_that_looks_like_another_one_is_asked_about(ward: Chat) -> None:
    ward.say("XiaoLi", "市一院监护仪项目 60万 下月底签")
    ward.say("XiaoLi", "给市一院报价 血压计 50台 单价180")
    assert "哪一单" in ward.say("XiaoLi", "签了")
    assert [one["status"] for one in ward.records("opportunities")] == ["open"]
    ward.say("XiaoLi", "2")
    found = {one["title"]: (one["status"], one["amount"]) for one in ward.records("opportunities")}
    assert found == {"监护仪项目": ("open", "600000.00"), "血压计": ("won", "9000.00")}
    assert "「市一院下单" in ward.say("XiaoLi", "先不记")
    ward.say("XiaoLi", "市一院监护仪签了 58万")
    (deal,) = ward.records("opportunities", title="监护仪项目")
    assert (deal["status"], deal["amount"]) == ("won", "580000.00")


def test_whom_one_met_is_asked_for_the_firm(ward: Chat) -> None:
    assert "哪家公司" in ward.say(
        "XiaoLi", "展会上认识了个做充电桩的 叫李明 13566667777 想要20台 下周三去拜访"
    )
    assert len(ward.records("customers")) == 2
    ward.say("XiaoLi", "绿能科技的")
    (new,) = ward.records("customers", name="绿能科技")
    assert (new["origin"], new["note"]) == ("展会", "做充电桩，想要20台")
    (person,) = ward.records("contacts", name="李明")
    assert (person["customer"], person["phone"]) == ("绿能科技", "13566667777")
    (task,) = ward.records("tasks")
    assert (task["customer"], task["title"], task["due_at"][:10]) == ("绿能科技", "去拜访", "2026-12-02")


def test_whom_one_met_without_a_firm_stands_for_it(ward: Chat) -> None:
    ward.say("XiaoLi", "昨天饭局上碰到个开药店的 叫陈大伟")
    ward.say("XiaoLi", "1")
    (new,) = ward.records("customers", name="陈大伟")
    assert new["note"] == "开药店"
    assert [one["customer"] for one in ward.records("contacts", name="陈大伟")] == ["陈大伟"]


@pytest.mark.parametrize(
    ("said", "name", "note"),
    [
        ("展会上认识了个做充电桩的 叫绿能科技 联系人李总", "绿能科技", "做充电桩"),
        ("认识了一家做纸箱的，叫华美", "华美", "做纸箱"),
        ("今天碰到一个开药店的 叫康福大药房", "康福大药房", "开药店"),
        ("展会认识个客户 叫绿地科技", "绿地科技", None),
    ],
)
def test_a_firm_one_met_is_called_what_it_is_called(
    ward: Chat, said: str, name: str, note: str | None
) -> None:
    ward.say("XiaoLi", said)
    (new,) = [one for one in ward.records("customers") if one["name"] not in ("市一院", "中医院")]
    assert (new["name"], new["note"]) == (name, note)


def test_somebody_without_a_name_is_asked_for_it_and_no_talk_is_a_name(ward: Chat) -> None:
    assert "叫什么" in ward.say("XiaoLi", "展会上认识了个做充电桩的")
    ward.say("XiaoLi", "认识了好几个人")
    ward.say("XiaoLi", "昨天碰到个老同学")
    assert len(ward.records("customers")) == 2
    ward.say("XiaoLi", "展会上认识了个做充电桩的")
    assert "哪家公司" in ward.say("XiaoLi", "陈大力")
    ward.say("XiaoLi", "大力新能源")
    assert [one["customer"] for one in ward.records("contacts", name="陈大力")] == ["大力新能源"]


def test_a_day_or_a_count_of_what_was_just_told_is_put_right(ward: Chat) -> None:
    assert "要10台" in ward.say("XiaoLi", "今天拜访了张主任 要10台 周三送样机")
    assert "要12台" in ward.say("XiaoLi", "不对 是12台")
    assert "送样机" in ward.say("XiaoLi", "不对 是周四")
    (task,) = ward.records("tasks")
    assert task["due_at"][:10] == "2026-11-26"
    ward.say("XiaoLi", "今天拜访了刘主任 他说周三开会定 下个月付款")
    assert "周四开会定" in ward.say("XiaoLi", "不对 是周四")
    assert "下下个月付款" in ward.say("XiaoLi", "说错了 是下下个月")
    (log,) = ward.records("interactions", customer="市一院")
    assert "周四开会定 下下个月付款" in log["content"]
    (task,) = ward.records("tasks")
    assert task["due_at"][:10] == "2026-11-26"


def test_a_day_that_stands_nowhere_moves_no_task_of_another_message(ward: Chat) -> None:
    ward.say("XiaoLi", "周三给刘主任送样机")
    ward.say("XiaoLi", "今天拜访了张主任 聊了报价")
    assert "没有动它" in ward.say("XiaoLi", "不对 是周四")
    (task,) = ward.records("tasks")
    assert task["due_at"][:10] == "2026-11-25"


def test_a_second_time_in_a_report_is_of_what_is_told(ward: Chat) -> None:
    ward.say("XiaoLi", "今天拜访了张主任 周五他们开标")
    ward.say("XiaoLi", "今天上午 拜访了刘主任 要再降价")
    told = {one["contact"]: one["content"] for one in ward.records("interactions")}
    assert told == {"张主任": "周五他们开标", "刘主任": "要再降价"}


@pytest.mark.parametrize(
    "said", ["股票又跌了", "哈哈", "今天好热", "嗯", "好的", "？", "稍等", "中午吃啥", "1", "累死了"]
)
def test_chatter_is_no_account_of_a_visit(ward: Chat, said: str) -> None:
    ward.say("XiaoLi", "给张主任发资料 今天下班前")
    assert "聊得怎么样" in ward.say("XiaoLi", "资料发了")
    ward.say("XiaoLi", said)
    assert ward.records("interactions") == []
    ward.say("XiaoLi", "他看了 觉得贵")
    (log,) = ward.records("interactions")
    assert (log["customer"], log["content"]) == ("中医院", "他看了 觉得贵")


@pytest.mark.parametrize(
    "said", ["挺好的", "价格太高", "下周再说", "没人接", "下雨他没来", "他请我喝咖啡", "一般"]
)
def test_a_few_words_tell_how_it_went(ward: Chat, said: str) -> None:
    ward.say("XiaoLi", "给张主任发资料 今天下班前")
    ward.say("XiaoLi", "资料发了")
    ward.say("XiaoLi", said)
    (log,) = ward.records("interactions")
    assert log["content"] == said
    assert [one["name"] for one in ward.records("contacts")] == ["刘主任", "张主任"]


def test_chatter_is_no_reason_either(ward: Chat) -> None:
    ward.say("XiaoLi", "中医院血压计项目 20万")
    ward.say("XiaoLi", "黄了")
    assert "没有记" in ward.say("XiaoLi", "股票又跌了")
    ward.say("XiaoLi", "太贵了")
    (deal,) = ward.records("opportunities")
    assert deal["lost_reason"] == "太贵了"


def test_one_written_as_it_sounds_is_asked_about_and_can_be_renamed(chat: Chat) -> None:
    chat.say("XiaoLi", "昨天去了趟宏达机械 见了王总")
    chat.say("XiaoLi", "下周二再去一趟")
    assert "是宏达机械吗" in chat.say("XiaoLi", "鸿达下单 数控机床 2台 一共58万")
    assert chat.records("orders") == []
    chat.say("XiaoLi", "是")
    assert [one["customer"] for one in chat.records("orders")] == ["宏达机械"]
    chat.say("XiaoLi", "不是宏达 是鸿达")
    assert [one["name"] for one in chat.records("customers")] == ["鸿达机械"]
    chat.say("XiaoLi", "不是鸿达 是红星")
    assert [one["name"] for one in chat.records("customers")] == ["鸿达机械"]


def test_another_one_that_sounds_alike_can_be_made(chat: Chat) -> None:
    chat.say("XiaoLi", "昨天去了趟宏达机械 见了王总")
    chat.say("XiaoLi", "鸿达下单 数控机床 2台 一共58万")
    chat.say("XiaoLi", "2")
    assert sorted(one["name"] for one in chat.records("customers")) == ["宏达机械", "鸿达"]
    assert [one["customer"] for one in chat.records("orders")] == ["鸿达"]


def test_what_is_to_be_deleted_is_not_something_else(ward: Chat) -> None:
    ward.say("XiaoLi", "张主任说再便宜点")
    ward.say("XiaoLi", "明天提醒我给刘主任发样本")
    assert "没有动" in ward.say("XiaoLi", "把张主任那条删了")
    assert len(ward.records("tasks")) == len(ward.records("interactions")) == 1
    assert "已撤销" in ward.say("XiaoLi", "把刘主任那条删了")
    assert ward.records("tasks") == []
    assert "已撤销" in ward.say("XiaoLi", "把张主任那条删了")
    assert ward.records("interactions") == []


def test_goods_keep_their_first_character(ward: Chat) -> None:
    ward.say("XiaoLi", "给中医院报价 加湿器 2台 单价300，录音笔 3支 单价200")
    (quote,) = ward.records("quotes")
    assert [line["product"] for line in quote["lines"]] == ["加湿器", "录音笔"]
    ward.say("XiaoLi", "给市一院报价 加2台血压计 单价180")
    (quote,) = ward.records("quotes", customer="市一院")
    assert [line["product"] for line in quote["lines"]] == ["血压计"]


def test_what_they_say_is_told_of_whom_one_spoke_of(ward: Chat) -> None:
    ward.say("XiaoLi", "给中医院报价 血压计 50台 单价180")
    ward.say("XiaoLi", "他说考虑考虑")
    (log,) = ward.records("interactions")
    assert (log["customer"], log["content"]) == ("中医院", "他说考虑考虑")
    for beside in ("她说什么", "他问股票涨没涨", "他说的是谁"):
        ward.say("XiaoLi", beside)
    assert len(ward.records("interactions")) == 1


def test_a_case_just_given_away_goes_to_somebody_else(ward: Chat) -> None:
    ward.say("XiaoLi", "张主任投诉说血压计不准")
    ward.say("XiaoLi", "派给小赵")
    for said, who in (("算了 派给陈宇", "陈宇"), ("还是派给小赵吧", "赵敏"), ("不对，派给王磊", "王磊")):
        ward.say("XiaoLi", said)
        assert [one["assignee"] for one in ward.records("tickets")] == [who]
    assert {one["owner"] for one in ward.records("customers")} == {"李晓"}


def test_a_sum_while_the_order_is_asked_about_is_that_of_the_deal(ward: Chat) -> None:
    ward.say("XiaoLi", "给中医院报价 血压计 50台 单价180")
    ward.say("XiaoLi", "签了")
    assert "记订单" in ward.say("XiaoLi", "8500")
    (deal,) = ward.records("opportunities")
    assert deal["amount"] == "8500.00"
    ward.say("XiaoLi", "2")
    (order,) = ward.records("orders")
    assert order["amount"] == "8500.00"
