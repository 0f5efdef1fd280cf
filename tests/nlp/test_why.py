"""`python -m nlp --why`: a frame that a rule saw and that is not to be leaves its trace."""

import json
from typing import Any

import pytest

from nlp.__main__ import answers

KNOWN = {
    "customers": ["鹭通", "二中", "青啤", "众恒", "张裕", "右江"],
    "contacts": [],
    "users": ["卜凡", "逄军"],
}

# By what a frame is kept from being, what it would have been, and of what words.
KEPT = {
    "a customer's own plan": ("task.create", "二中明年三月搞校庆"),
    "one's own money and luck": ("payment.log", "工资到账了 六千二"),
    "lost, but no deal": ("opportunity.lose", "钱包丢了 里头有八百块和高经理的名片"),
    "the family calls": ("task.create", "老婆催我回家"),
    "told to everybody": ("task.create", "别忘了大家周五交周报"),
    "it was not done": ("opportunity.create", "我没让你建商机"),
    "none of our business": ("ticket.update", "他们的工单跟咱没关系"),
    "he never did it": ("ticket.create", "右江没投诉过我们"),
    "only talk, never done": ("interaction.log", "张裕没签过 别乱讲"),
    "not to be recorded": ("interaction.log", "昨天拜访了鹭通 啥也没谈 不用记"),
    "a rival did it, sighed at": ("interaction.log", "海康给鹭通送了一套样机 唉 卷"),
    "a colleague's own luck": ("opportunity.lose", "卜凡说他的单子黄了 在哭"),
    "a swindler or a hawker": ("interaction.log", "骗子又冒充鹭通打电话来了"),
    "not I": ("ticket.update", "逄军那个工单我才不接"),
    "defends himself": ("correct", "不是我拒绝鹭通的 是公司拒绝的好吗"),
    "not allowed": ("customer.list", "不许动我的客户"),
    "not yet, as he says": ("report.show", "没到账呢 你别急着庆祝"),
    "no case is to be opened": ("ticket.create", "不用建工单了"),
    "nobody is to go": ("task.create", "别让逄军去青岛港"),
    "nearly": ("opportunity.win", "差一点点就签了鹭通"),
    "almost": ("ticket.create", "刚才差点给青啤报错价"),
    "nobody is to go on with it": ("task.create", "打样的事别让逄军管了"),
    "asked whether it was done": ("customer.update", "青啤升A级了没"),
    "what a paper says": ("task.create", "合同里写着三天后付款 法务说有歧义"),
    "waited for": ("interaction.log", "等鹭通回电了再说"),
    "to be left alone": ("interaction.log", "众恒那笔尾款到没到都别催了"),
    "said not to have come": ("payment.log", "鹭通三万二说好上周打的 到现在没见钱"),
    "a sum or a thing is given": ("customer.transfer", "把众恒的合同给卜凡"),
    "to be paid later": ("payment.log", "青啤尾款一万二 月底前打"),
    "left lying": ("ticket.update", "那单先挂着"),
    "what is to be asked for": ("payment.log", "青啤尾款五万 下周催一下"),
    "told of changing": ("customer.update", "青啤的地址改来改去的"),
    "once it has come": ("payment.log", "青啤定金五千到了再说"),
    "a sigh": ("task.create", "不是说好不催我嘛"),
    "how long it took, sighed": ("opportunity.create", "建商机建到手软"),
    "a question": ("customer.release", "众恒没啥油水 扔公海吗"),
    "a joke": ("goal.set", "这个月一百二十万的任务 做梦呢"),
    "not to be recorded yet": ("interaction.log", "昨天拜访了鹭通 先不登记"),
    "never said": ("ticket.list", "我没说要开投诉单"),
    "a colleague's own orders": ("task.create", "卜凡说他让徒弟明天去鹭通装机"),
    "in the papers": ("interaction.log", "极飞昨天在深圳开了发布会"),
    "hearsay of somebody else": ("interaction.log", "听鹭通王总说 有人欠了两百万跑了"),
    "only talked of": ("interaction.log", "鹭通说要下单说了半年了"),
    "what ought to have been": ("correct", "上个月就应该跟鹭通签了的"),
    "what day it is": ("correct", "记错了记错了 原来今天才周四"),
    "what it would cost": ("order.list", "取消订单要扣三成定金呢"),
    "pestered": ("task.create", "每天提醒我八百遍"),
    "at dead of night": ("interaction.log", "大半夜打电话催货"),
    "as he thinks": ("ticket.list", "我看客户得去投诉了"),
    "who has done it": ("report.export", "昨天导出来的那个表谁给我删了"),
    "given up": ("ticket.list", "工单这么多 修得过来吗"),
    "the words of another": ("task.create", "“明天把合同送到青啤去”这是老板跟他秘书说的"),
    "asked back and refused": ("correct", "改成B级?凭啥"),
    "nothing has come": ("payment.log", "回款任务定两千万"),
    "seen wrongly": ("correct", "看错了 还以为是鹭通打的款"),
    "where the boss goes": ("task.create", "老板明天要亲自去拜访鹭通"),
    "expected in vain": ("interaction.log", "还以为昨天鹭通的人肯定会来拜访的"),
    "none of theirs": ("task.create", "明天上法庭 跟鹭通没关系"),
    "forgotten": ("interaction.log", "昨天忘记去拜访鹭通了"),
    "loath to do it": ("task.create", "明天懒得去青岛港"),
    "some day": ("opportunity.win", "迟早把鹭通拿下"),
    "rather than that": ("opportunity.lose", "宁可丢单也不垫资"),
    "it might be better": ("customer.transfer", "不如把众恒转给卜凡"),
    "that might do": ("ticket.assign", "工单派给卜凡还差不多"),
    "it would be good": ("task.create", "下周去趟鹭通会比较好"),
    "beyond one": ("ticket.close", "逄军的工单永远关不掉"),
    "as it should be": ("customer.tag", "右江就该打上难缠的标签"),
    "as if": ("approval.request", "申请个折扣跟求人似的"),
    "so be it": ("ticket.update", "众恒那单黄就黄吧"),
    "at this rate": ("opportunity.lose", "照这样下去鹭通要丢单了"),
    "time enough": ("opportunity.create", "鹭通答应了再建商机也不晚"),
    "asked of one and refused": ("task.create", "卜凡让我明天替他去青岛港 我才不去"),
    "wisdom out of books": ("task.create", "书上说拜访前要先打电话"),
    "how far a goal is reached": ("goal.set", "目标三十万 完成了八万 惨"),
    "what a colleague would do": ("task.create", "卜凡说下周给鹭通送两箱枸杞子"),
    "what somebody else means to do": ("task.create", "卜凡准备下周去鹭通"),
    "a report one has to write": ("report.show", "日报写到吐 谁看啊"),
    "asked how far it is": ("ticket.update", "二中那张工单怎么样了"),
    "any new customer": ("customer.create", "新客户不好找"),
    "nothing that was written": ("correct", "看王总脸色不对"),
    "how often is no number of goods": ("order.create", "登记登记 进个门登记三次"),
    "cheers for somebody": ("opportunity.win", "恭喜卜凡拿下鹭通大单"),
    "sent on a day that is over": ("task.create", "昨天让卜凡去修门禁"),
    "only others do it": ("task.create", "鹭通合同签了 她下周出差"),
    "asked to leave it alone": ("task.create", "鹭通合同签了 让我先别去找钱总"),
    "let them": ("task.create", "鹭通明天要来闹 让他闹好了"),
    "since when": ("customer.transfer", "卜凡接手鹭通以后单子就没断过"),
    "for so much": ("payment.log", "公司新政策 回款满五万返一千"),
    "a journey that fell through": ("opportunity.lose", "去成都的事黄了"),
    "not settled yet": ("task.create", "要不周五去一趟鹭通吧 不过也不一定"),
    "a lesson": ("task.create", "签合同前记得看清楚条款 血的教训"),
    "its end asks to look it up": ("ticket.create", "二中电梯坏了报修的记录"),
}


def why(text: str, flag: bool = True) -> dict[str, Any]:
    line = json.dumps({"text": text, "now": "2026-11-22T18:00:00+08:00", "known": KNOWN})
    (said,) = answers([line], why=flag)
    told: dict[str, Any] = json.loads(said)
    return told


@pytest.mark.parametrize("by", KEPT)
def test_what_kept_a_frame_from_being_is_told(by: str) -> None:
    intent, text = KEPT[by]
    told = why(text)
    assert intent not in [frame["intent"] for frame in told["frames"]]
    assert (intent, by) in [(kept["intent"], kept["by"]) for kept in told["kept"]]


def test_the_words_of_what_was_kept_have_their_place() -> None:
    (kept,) = why("工资到账了 六千二")["kept"]
    rule, words, start, end = kept["rule"]
    assert rule
    assert "工资到账了 六千二"[start:end] == words


@pytest.mark.parametrize("text", ["昨天拜访了鹭通", "你好", "鹭通付了八万"])
def test_nothing_is_kept_where_all_is_written(text: str) -> None:
    assert why(text)["kept"] == []


def test_only_who_asks_is_told() -> None:
    assert set(why("建商机建到手软", flag=False)) == {"frames"}
