"""A hurried day of a rep, a manager and an administrator: what is said in passing goes where it belongs."""

from tests.conversations.test_attachments import HIKVISION, HUAWEI, kept, picture
from tests.support.chat import Chat


def customer(chat: Chat, name: str = HUAWEI) -> dict[str, object]:
    (one,) = chat.records("customers", name=name)
    return one


def test_a_question_is_no_value(team: Chat) -> None:
    team.say("XiaoLi", "华为偏好 顺丰发货")
    assert "顺丰发货" in team.say("XiaoLi", "华为的偏好是啥")
    assert customer(team)["preference"] == "顺丰发货"


def test_a_grade_of_credit_is_no_sum(team: Chat) -> None:
    assert "AAA" in team.say("XiaoLi", "华为信用 3A")
    assert (customer(team)["credit"], customer(team)["credit_limit"]) == ("AAA", None)
    team.say("XiaoLi", "华为的信用额度是50万")
    assert customer(team)["credit_limit"] == "500000.00"


def test_facts_with_spaces_between_them_are_several(team: Chat) -> None:
    team.say("XiaoLi", "华为是民营的 信用好 开户行招行深圳分行 满意度一般")
    one = customer(team)
    assert (one["nature"], one["credit"], one["bank"]) == ("民企", "AA", "招行深圳分行")
    team.say("XiaoLi", "海康 A类 重点 安防")
    assert (customer(team, HIKVISION)["level"], customer(team, HIKVISION)["industry"]) == ("A", "安防")
    team.say("XiaoLi", "哦对 他们是国企 在余姚")
    assert customer(team, HIKVISION)["nature"] == "国企"
    assert "余姚" in str(customer(team, HIKVISION)["region"])


def test_a_note_begins_with_whom_it_is_about_and_grows(team: Chat) -> None:
    team.say("XiaoLi", "备注 华为老板很忙 只能周末约")
    assert team.records("tasks") == []
    team.say("WangFang", "给小李的华为加个备注 重点盯")
    assert customer(team)["note"] == "老板很忙，只能周末约；重点盯"
    team.say("WangFang", "撤销")
    assert customer(team)["note"] == "老板很忙，只能周末约"


def test_asked_for_one_customers_value_the_words_about_another_are_no_answer(team: Chat) -> None:
    team.say("XiaoLi", "给华为打标签")
    team.say("XiaoLi", "海康打标签 安防")
    assert "标签" not in team.say("XiaoLi", "客户 华为")
    assert "标签：安防" in team.say("XiaoLi", "客户 海康")


def test_what_somebody_likes_is_a_preference(team: Chat) -> None:
    assert "偏好" in team.say("XiaoLi", "李强喜欢喝普洱 别送酒")
    team.say("XiaoLi", "华为喜欢先试用再下单")
    assert customer(team)["preference"] == "李强喜欢喝普洱，别送酒；喜欢先试用再下单"
    team.say("XiaoLi", "华为喜欢什么")
    assert customer(team)["preference"] == "李强喜欢喝普洱，别送酒；喜欢先试用再下单"


def test_a_special_wish_comes_back_at_quoting(team: Chat) -> None:
    assert "报价时会提醒" in team.say("XiaoLi", "华为特殊要求 交期30天 必须含税")
    team.say("XiaoLi", "报价前提醒我海康要送货上门")
    assert team.records("tasks") == []
    said = team.say("XiaoLi", "华为报价 云台 10个 单价2000")
    assert "交期30天" in said
    assert "必须含税" in said
    assert "送货上门" in team.say("XiaoLi", "海康报价 云台 10个 单价2000")


def test_a_correction_is_about_the_one_it_names(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康的周航 聊了云台")
    team.say("XiaoLi", "华为加个联系人 曾总 13600002222")
    assert "曾毓群" in team.say("XiaoLi", "不是曾总 是曾毓群")
    assert [one["contact"] for one in team.records("interactions")] == ["周航"]
    assert team.records("contacts", name="曾毓群")[0]["customer"] == HUAWEI
    team.say("XiaoLi", "曾毓群写错了 是曾玉群")
    assert not team.records("contacts", name="曾毓群")
    team.say("XiaoLi", "华为级别A")
    team.say("XiaoLi", "不对 b类")
    assert customer(team)["level"] == "B"


def test_the_order_again_for_the_other_and_one_undo_for_both(team: Chat) -> None:
    before = team.records("customers")
    team.say("XiaoLi", "华为先放公海吧")
    assert "已撤回" in team.say("XiaoLi", "不对 是海康放公海")
    assert (customer(team)["owner"], customer(team, HIKVISION)["owner"]) == ("李晓", None)
    team.say("XiaoLi", "撤销")
    assert team.records("customers") == before
    team.say("WangFang", "海康转给王磊")
    team.say("WangFang", "不对 是赵敏")
    assert customer(team, HIKVISION)["owner"] == "赵敏"


def test_the_right_person_becomes_the_manager(team: Chat) -> None:
    team.say("ChenYu", "把王磊设成主管")
    assert "赵敏" in team.say("ChenYu", "不对 是赵敏")
    roles = {one["name"]: one["role"] for one in team.records("users")}
    assert (roles["王磊"], roles["赵敏"]) == ("rep", "manager")


def test_a_refused_second_order_leaves_the_first(team: Chat) -> None:
    team.say("XiaoLi", "华为级别A")
    before = team.records("customers")
    team.say("XiaoLi", "不对 是九阳")
    assert team.records("customers") == before
    team.say("XiaoLi", "新增客户 龙腾科技")
    assert "赵敏" in team.say("XiaoLi", "不对 是九阳")


def test_the_receiver_stands_behind_the_word_of_giving(team: Chat) -> None:
    team.say("WangFang", "海康转给王磊吧 李晓太忙")
    assert customer(team, HIKVISION)["owner"] == "王磊"


def test_told_in_a_colleagues_name(team: Chat) -> None:
    assert "李晓" in team.say("WangFang", "帮小李记一下 今天拜访华为 聊了年框")
    (log,) = team.records("interactions")
    assert (log["user"], log["contact"], log["content"]) == ("李晓", None, "聊了年框")
    assert "跟进家数：1家" in team.say("WangFang", "小李这周跟了几个客户")


def test_the_pictures_move_and_the_talk_stays(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强 聊了云台")
    picture(team)
    assert "海康" in team.say("XiaoLi", "图不是华为的 是海康的")
    team.settle()
    logs = {one["content"]: one["customer"] for one in team.records("interactions")}
    assert logs == {"聊了云台": HUAWEI, "1张图片": HIKVISION}
    (moved,) = kept(team)
    assert moved["customer_id"] == customer(team, HIKVISION)["id"]
    team.say("XiaoLi", "图片放错了 是华为的")
    assert [one["content"] for one in team.records("interactions")] == ["聊了云台"]


def test_somebody_never_met_was_not_visited(team: Chat) -> None:
    team.say("XiaoLi", "还有个客户 方太厨具 老板茅总 还没见过 先建一个")
    assert team.records("interactions") == []


def test_what_became_of_people(team: Chat) -> None:
    team.say("XiaoLi", "李强升副总了")
    assert team.records("contacts", name="李强")[0]["title"] == "副总"
    assert "没看出要改什么" in team.say("XiaoLi", "华为加个联系人 李强")
    assert "（已离职）" in team.say("XiaoLi", "王敏离职了")
    assert "停用赵敏" in team.say("ChenYu", "小赵离职了")
    assert team.records("users", name="赵敏")[0]["status"] == "active"


def test_several_new_names_and_tags(team: Chat) -> None:
    said = team.say("XiaoLi", "再加两个客户 比亚迪 和 华为技术")
    assert "已新增客户：比亚迪" in said
    assert "已经在你的客户里" in said
    team.say("XiaoLi", "给比亚迪打个标签 重点 还有 新能源")
    assert "标签：重点 新能源" in team.say("XiaoLi", "客户 比亚迪").replace("、", " ")
    assert "不能直接删" in team.say("XiaoLi", "把比亚迪删掉")
    assert "已把比亚迪改名为比亚迪股份" in team.say("XiaoLi", "比亚迪改名叫比亚迪股份")


def test_fields_and_dictionaries_as_an_administrator_says_them(team: Chat) -> None:
    assert "装机量（数字）" in team.say("ChenYu", "客户加个字段叫装机量 是数字")
    assert "续约日（日期）" in team.say("ChenYu", "再加一个 续约日 日期的")
    team.say("XiaoLi", "华为装机量一百二")
    assert "150" in team.say("XiaoLi", "华为的装机量不是120是150")
    assert "共2个" in team.say("ChenYu", "字段都有啥")
    assert "机器人" in team.say("ChenYu", "行业加个低空经济 还有 机器人")
    assert "人形机器人" in team.say("ChenYu", "行业里的机器人改成人形机器人")
    assert "停用了" in team.say("ChenYu", "停用低空经济")
    assert "AAA" in team.say("ChenYu", "资信都有哪几种")


def test_a_rule_is_changed_while_it_waits_for_the_yes(team: Chat) -> None:
    team.say("ChenYu", "a类45天没跟进就掉公海")
    assert "60天" in team.say("ChenYu", "改成60天")
    assert "已改公海规则：A级60天" in team.say("ChenYu", "确认")
    assert "5天" in team.say("ChenYu", "领取冷静期改成5天")


def test_held_back_from_the_pool_in_plain_words(team: Chat) -> None:
    assert "已保护" in team.say("XiaoLi", "华为别掉公海 保护一下")
    assert "最多可以保护3天" in team.say("XiaoLi", "保护海康一个月")
    assert "已保护" in team.say("WangFang", "保护海康一个月")
    assert "交接 李晓 → 王磊" in team.say("WangFang", "离职交接 李晓 王磊")
    assert "你是销售" in team.say("XiaoLi", "我能看谁的客户")


def test_what_was_refused_is_no_first_record_and_bringing_in_is_no_export(team: Chat) -> None:
    said = team.say("XiaoWang", "今天拜访了华为")
    assert "李晓" in said
    assert "第一条记好了" not in said
    said = team.say("XiaoLi", "帮我把客户表导进去")
    assert "直接发给我" in said
    assert "确认吗" not in said


def test_a_customer_just_made_is_called_otherwise_though_the_name_begins_the_same(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 龙腾科技")
    assert "龙腾重工" in team.say("XiaoLi", "不对 是龙腾重工")
    assert [one["name"] for one in team.records("customers") if "龙腾" in str(one["name"])] == ["龙腾重工"]
    team.say("XiaoLi", "撤销")
    assert [one["name"] for one in team.records("customers") if "龙腾" in str(one["name"])] == ["龙腾科技"]


def test_whoever_is_not_followed_any_more_goes_where_one_says(team: Chat) -> None:
    assert "怎么处理" in team.say("XiaoLi", "海康别跟了")
    assert "流失" in team.say("XiaoLi", "2")
    assert customer(team, HIKVISION)["stage"] == "流失"
    team.say("XiaoLi", "华为先不跟了")
    assert "公海" in team.say("XiaoLi", "放回公海")
    assert customer(team)["owner"] is None
    team.say("XiaoLi", "海康不想跟了")
    assert "什么都没动" in team.say("XiaoLi", "先留着")


def test_whose_number_in_other_words(team: Chat) -> None:
    assert "李强" in team.say("XiaoLi", "13800010001是谁电话")
    assert "李强" in team.say("XiaoLi", "0001是谁的号")


def test_a_number_too_short_is_said(team: Chat) -> None:
    assert "1380001" in team.say("XiaoLi", "新增客户 美的集团 联系人张三 1380001")
    assert "138000100011" in team.say("XiaoLi", "华为加个联系人 孙莉 138000100011")
    assert {one["phone"] for one in team.records("contacts") if one["name"] in ("张三", "孙莉")} == {None}


def test_another_customer_in_passing(team: Chat) -> None:
    assert "已新增客户：大疆" in team.say("XiaoLi", "还有个客户 大疆 先建一个")
    assert len(team.records("customers", name="大疆")) == 1


def test_a_name_typed_in_halves_is_the_one_it_sounds_like(team: Chat) -> None:
    team.say("XiaoLi", "hua为级别改成A")
    assert customer(team)["level"] == "A"
    team.say("XiaoZhao", "hua为级别改成C")
    assert customer(team)["level"] == "A"


def test_a_company_in_capitals_is_no_person_of_the_last_one(team: Chat) -> None:
    team.say("XiaoLi", "查一下华为")
    team.say("XiaoLi", "今天拜访了TCL 聊了价格")
    assert not team.records("contacts", name="TCL")
    assert len(team.records("customers", name="TCL")) == 1


def test_a_manager_hands_over_without_a_ba(team: Chat) -> None:
    assert "李晓 → 赵敏" in team.say("WangFang", "小李的客户转给小赵")
    team.say("WangFang", "不做了")
    assert "转给赵敏" in team.say("WangFang", "华为的客户转给小赵")


def test_one_customers_fate_when_asked_whether(team: Chat) -> None:
    assert "掉公海" in team.say("XiaoLi", "海康下周会不会掉公海")


def test_orders_not_paid_are_listed_and_go_out(selling: Chat) -> None:
    assert "应收" in selling.say("XiaoLi", "没付清的订单")
    assert "没付清的订单，共3条" in selling.say("XiaoLi", "导出未付的订单")
    selling.say("XiaoLi", "否")
    assert "深圳客户，共1条" in selling.say("XiaoLi", "导出深圳的")
    assert "我们的客户，共2条" in selling.say("WangFang", "导出我们部门的客户")
