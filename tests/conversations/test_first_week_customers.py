"""A rep's first week: whom one meets, what they are called, their numbers and addresses."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    ("said", "customer", "person", "title"),
    [
        (
            "新增客户 济南永清水务有限公司 联系人 马强 设备科科长 13905310001",
            "济南永清水务有限公司",
            "马强",
            "设备科科长",
        ),
        (
            "新客户 鲁泰化工股份有限公司 赵国栋 设备部长 13905310001",
            "鲁泰化工股份有限公司",
            "赵国栋",
            "设备部长",
        ),
        ("新增客户\n佳洁口腔门诊部\n刘梅 采购 13905310001", "佳洁口腔门诊部", "刘梅", "采购"),
        (
            "转发名片 韩冬 德韩牙科诊所 院长 手机 13905310001 地址 青岛市市南区香港中路12号",
            "德韩牙科诊所",
            "韩冬",
            "院长",
        ),
        ("名片 沈薇 蓝桥资本 行政总监 13905310001", "蓝桥资本", "沈薇", "行政总监"),
        ("名片：蓝桥资本 沈薇 行政总监 13905310001", "蓝桥资本", "沈薇", "行政总监"),
    ],
)
def test_no_customer_is_called_after_the_command(
    chat: Chat, said: str, customer: str, person: str, title: str
) -> None:
    chat.say("XiaoLi", said)
    assert [one["name"] for one in chat.records("customers")] == [customer]
    (found,) = chat.records("contacts")
    assert (found["name"], found["title"], found["phone"]) == (person, title, "13905310001")


@pytest.mark.parametrize(
    "said",
    ["名字错了 是永清水务 不是勇清水务", "公司名写错了 不是勇清水务 是永清水务", "不是勇清水务 是永清水务"],
)
def test_the_name_of_a_new_customer_is_put_right(week: Chat, said: str) -> None:
    week.say("XiaoLi", "新增客户 勇清水务 马强 13905310001")
    week.say("XiaoLi", said)
    assert "永清水务" in {one["name"] for one in week.records("customers")}
    assert len(week.records("customers")) == 3


def test_a_name_that_another_customer_has_renames_nobody(week: Chat) -> None:
    week.say("XiaoLi", "名字错了 是蓝桥资本 不是鲁泰化工")
    assert sorted(one["name"] for one in week.records("customers")) == ["蓝桥资本", "鲁泰化工股份有限公司"]


def test_a_company_is_called_what_it_is_said_to_be_called(chat: Chat) -> None:
    chat.say("XiaoLi", "今天去了一家做水厂的 叫永安水业 见了设备科的马科长 他们要换3台离心泵")
    chat.say("XiaoLi", "另外去了德韩牙科 没见着老板")
    assert [one["name"] for one in chat.records("customers")] == ["永安水业", "德韩牙科"]
    chat.say("XiaoLi", "公司叫我明天下午去开会")
    assert len(chat.records("customers")) == 2


def test_a_headmaster_by_half_his_title(week: Chat) -> None:
    week.say("XiaoLi", "新增客户 木禾教育 林晓岚 校长 13700010002")
    assert "13700010002" in week.say("XiaoLi", "林校电话")
    week.say("XiaoLi", "林校说嫌贵")
    assert [one["contact"] for one in week.records("interactions")] == ["林晓岚"]


def test_a_persons_number_is_put_right_whatever_was_written_last(week: Chat) -> None:
    week.say("XiaoLi", "明天给蓝桥送样")
    assert "13866660033" in week.say("XiaoLi", "赵国栋电话错了 应该是13866660033")
    assert week.records("contacts", name="赵国栋")[0]["phone"] == "13866660033"
    assert "13866660033" in week.say("XiaoLi", "赵国栋电话错了吗")  # a question changes nothing


def test_paper_for_the_invoice_is_kept(week: Chat) -> None:
    week.say("XiaoLi", "发票抬头是鲁泰化工股份有限公司 税号91370100MA3ABCDE1X")
    week.say("XiaoLi", "交期45天")
    (customer,) = week.records("customers", name="鲁泰化工股份有限公司")
    assert customer["note"] == "开票信息：抬头是鲁泰化工股份有限公司，税号91370100MA3ABCDE1X"
    logs = [(one["customer"], one["content"]) for one in week.records("interactions")]
    assert logs == [("鲁泰化工股份有限公司", "交期45天")]


def test_what_their_company_is_and_where(week: Chat) -> None:
    week.say("XiaoLi", "客户 鲁泰")
    assert "蓝桥资本" in week.say("XiaoLi", "沈总他们是金融的")
    week.say("XiaoLi", "沈总公司地址在北京市朝阳区国贸三期")
    (firm,) = week.records("customers", name="蓝桥资本")
    assert (firm["industry"], firm["address"]) == ("金融", "北京市朝阳区国贸三期")
    week.say("XiaoLi", "沈总他们是开心的")
    assert week.records("customers", name="蓝桥资本")[0]["industry"] == "金融"


def test_those_two_and_no_list_of_everybody(week: Chat) -> None:
    week.say("XiaoLi", "新增客户 青岛康美口腔门诊部 王院长 13866660001")
    week.say("XiaoLi", "新增客户 佳洁口腔 刘姐 采购 13866660003")
    assert "没有带「牙科」" in week.say("XiaoLi", "牙科客户有哪些")
    assert "共2家" in week.say("XiaoLi", "口腔那两家都打上标签 牙科")
    week.say("XiaoLi", "对")
    said = week.say("XiaoLi", "牙科客户有哪些")
    assert "共2位" in said
    assert "蓝桥" not in said
    assert "共4位" in week.say("XiaoLi", "我的客户有哪些")


def test_a_customer_called_like_a_colleague_is_no_colleague(week: Chat) -> None:
    week.say("XiaoLi", "今天跑了佳洁口腔 聊了手套")
    week.say("XiaoLi", "老陈打电话来了 说手套破了")  # 陈宇 is a colleague
    log = week.records("interactions", channel="call")[0]
    assert (log["customer"], log["contact"], log["user"]) == ("佳洁口腔", "老陈", "李晓")


def test_their_own_manager_is_no_company(week: Chat) -> None:
    week.say("XiaoLi", "明天去蓝桥")
    week.say("XiaoLi", "孙工没在 见的是他们厂长 刘厂长 说今年没预算了")
    assert sorted(one["name"] for one in week.records("customers")) == ["蓝桥资本", "鲁泰化工股份有限公司"]


def test_one_more_customer_is_not_called_one_more(week: Chat) -> None:
    week.say("XiaoLi", "新增客户 青岛康美口腔门诊部 王院长 13866660001")
    week.say("XiaoLi", "还有佳洁口腔门诊部 采购是刘姐 手机13866660003")
    week.say("XiaoLi", "新增客户")
    assert week.records("contacts", name="刘姐")[0]["customer"] == "佳洁口腔门诊部"
    assert "佳洁口腔门诊部" in {one["name"] for one in week.records("customers")}


def test_a_heard_name_is_put_right_and_nobody_else_is_meant(week: Chat) -> None:
    week.say("XiaoLi", "新增客户 佳洁口腔 刘姐 采购 13866660003")
    week.say("XiaoLi", "今天见了沈总 聊了案例")
    assert "柳姐" in week.say("XiaoLi", "不是佳洁刘姐 是柳姐 柳树的柳")
    assert {one["name"] for one in week.records("contacts")} == {"沈薇", "赵国栋", "柳姐"}
    assert week.records("interactions")[0]["contact"] == "沈薇"


def test_a_persons_name_is_no_company(week: Chat) -> None:
    week.say("XiaoLi", "今天去了鲁泰 见了刘厂长")
    week.say("XiaoLi", "刘厂长名字叫刘建军 电话 0531-88881234")
    (found,) = week.records("contacts", name="刘建军")
    assert (found["customer"], found["phone"]) == ("鲁泰化工股份有限公司", "053188881234")
    assert len(week.records("customers")) == 2
    week.say("XiaoLi", "张工电话 13866660008 谢谢")
    assert week.records("contacts", phone="13866660008")[0]["name"] == "张工"


def test_another_firms_person_is_not_put_where_one_was(week: Chat) -> None:
    week.say("XiaoLi", "客户 鲁泰")
    assert "没找到客户「德韩」" in week.say("XiaoLi", "韩老板电话 13866660009 德韩")
    week.say("XiaoLi", "下午跑了两家 康美口腔王院长说九折可以先要10颗 蓝桥沈总嫌贵")
    met = {one["contact"]: one["customer"] for one in week.records("interactions")}
    assert met == {"王院长": "康美口腔", "沈薇": "蓝桥资本"}
    assert {one["name"] for one in week.records("contacts")} == {"沈薇", "赵国栋", "王院长"}


def test_an_address_that_is_not_called_so_and_words_after_it(week: Chat) -> None:
    week.say("XiaoLi", "赵部长电话是13953100009 他们在济南历城区工业北路88号")
    assert week.records("customers", name="鲁泰化工股份有限公司")[0]["address"] == "济南历城区工业北路88号"
    week.say("XiaoLi", "改一下蓝桥")
    week.say("XiaoLi", "他说预算大概二十来万")
    assert [one["content"] for one in week.records("interactions")] == ["他说预算大概二十来万"]


def test_a_person_is_taken_off_and_comes_back(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥加联系人 张工")
    week.say("XiaoLi", "今天见了蓝桥张工 聊了图纸")
    assert "已删除联系人" in week.say("XiaoLi", "把张工这个联系人删掉")
    assert {one["name"] for one in week.records("contacts")} == {"沈薇", "赵国栋"}
    assert [one["content"] for one in week.records("interactions")] == ["聊了图纸"]
    week.say("XiaoLi", "撤销")
    assert {one["name"] for one in week.records("contacts")} == {"沈薇", "赵国栋", "张工"}
    week.say("XiaoLi", "删除联系人 李四")  # nobody is called so
    assert len(week.records("contacts")) == 3


def test_the_number_of_somebodys_wife_is_not_his(week: Chat) -> None:
    week.say("XiaoLi", "赵部长他老婆姓李 管财务 电话13511119999")
    phones = {one["name"]: one["phone"] for one in week.records("contacts")}
    assert phones == {"沈薇": "13700010001", "赵国栋": "13953100002", "赵国栋老婆": "13511119999"}


def test_a_firm_nobody_knows_with_its_person_is_new_at_once(week: Chat) -> None:
    assert "已新增客户：美家装饰" in week.say("XiaoLi", "美家装饰 负责人 唐工 13511114444 想合作")


def test_somebodys_secretary_is_of_the_same_company(week: Chat) -> None:
    week.say("XiaoLi", "客户 蓝桥")
    week.say("XiaoLi", "赵部长秘书小刘 13511118888")
    (found,) = week.records("contacts", phone="13511118888")
    assert (found["name"], found["title"], found["customer"]) == ("小刘", "秘书", "鲁泰化工股份有限公司")
    week.say("XiaoLi", "沈总同事介绍了个新客户 电话13511117777")
    assert [one for one in week.records("contacts") if "同事" in one["name"]] == []
    assert len(week.records("customers")) == 2  # its name is asked, and is not 电话
    week.say("XiaoLi", "天海贸易")
    assert {one["name"] for one in week.records("customers")} == {
        "蓝桥资本",
        "鲁泰化工股份有限公司",
        "天海贸易",
    }


def test_another_of_the_family_name_is_added_by_his_title(chat: Chat) -> None:
    chat.say("XiaoLi", "新客户 昆明滇韵琴行 普老板 13577001122")
    chat.say("XiaoLi", "再加个联系人 小普 店长 微信xp_gz")
    told = [(one["name"], one["title"], one["wechat"]) for one in chat.records("contacts")]
    assert told[1:] == [("小普", "店长", "xp_gz")]
    assert told[0][0] == "普老板"
    assert told[0][2] is None


def test_one_who_has_no_title_yet_is_given_it(chat: Chat) -> None:
    chat.say("XiaoLi", "新客户 昆明滇韵琴行 联系人 普敏 13577001122")
    chat.say("XiaoLi", "加个联系人 小普 店长")
    assert [(one["name"], one["title"]) for one in chat.records("contacts")] == [("普敏", "店长")]
