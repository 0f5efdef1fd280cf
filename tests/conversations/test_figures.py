"""Questions about figures in the manager's own words; drilled down by words; scope kept."""

import re
from decimal import Decimal

import requests
from sqlalchemy import select

from models import tables
from tests.support.chat import TUESDAY, Chat
from tests.support.sales import HUAWEI
from tests.support.whole import outbox


def test_one_figure_says_whose_when_what_and_how_it_is_counted(selling: Chat) -> None:
    reply = selling.say("XiaoLi", "这个月销售额多少")
    assert "李晓 11月1–24日 销售额：40万元" in reply
    assert "比上期+100%" in reply
    assert "口径：签单金额，按签单日期" in reply


def test_scope_is_the_askers(selling: Chat) -> None:
    assert "40万元" in selling.say("WangFang", "这个月团队的销售额")
    assert "128万元" in selling.say("ChenYu", "这个月全公司的销售额")
    narrowed = selling.say("XiaoLi", "这个月全公司的销售额")
    assert "40万元" in narrowed
    assert "自己的" in narrowed
    assert "看不到" in selling.say("XiaoLi", "赵敏这个月的销售额")
    assert "看不到" in selling.say("WangFang", "赵敏这个月的销售额")
    assert "88万元" in selling.say("ChenYu", "赵敏这个月的销售额")


def test_split_ranked_and_drawn(selling: Chat) -> None:
    reply = selling.say("ChenYu", "这个月各行业的销售额")
    lines = reply.split("\n")
    assert lines[1] == "1. 家电 88万元 69%"
    assert lines[2] == "2. 通信 30万元 23%"
    assert lines[-1].startswith("口径")
    assert len(lines) <= 10
    selling.parts.deliver()
    (chart,) = [row for row in outbox(selling, "陈宇") if row["kind"] == "chart"]
    assert chart["status"] == "sent"
    assert "1. 李晓 2单" in selling.say("ChenYu", "这个月谁签单最多")


def test_drilled_down_by_words(selling: Chat) -> None:
    selling.say("ChenYu", "这个月全公司的销售额")
    assert "1. 赵敏 88万元" in selling.say("ChenYu", "按人看")
    narrowed = selling.say("ChenYu", "只看A类")
    assert "30万元" in narrowed
    assert "A级" in narrowed
    before = selling.say("ChenYu", "上个月呢")
    assert "10月1–31日" in before
    assert "20万元" in before
    assert "回款" in selling.say("ChenYu", "换成回款")


def test_drilled_down_by_a_word_of_the_companys_own(selling: Chat) -> None:
    selling.say("ChenYu", "行业加一项 低空经济")
    selling.say("XiaoLi", "华为行业改成低空经济")
    selling.say("ChenYu", "这个月全公司的销售额")
    narrowed = selling.say("ChenYu", "只看低空经济")
    assert "低空经济" in narrowed
    assert "30万元" in narrowed


def test_a_word_alone_is_no_question_about_figures(selling: Chat) -> None:
    assert "口径" not in selling.say("ChenYu", "上个月呢")


def test_along_a_calendar(selling: Chat) -> None:
    reply = selling.say("ChenYu", "今年每个月的销售额")
    assert "1. 10月 20万元" in reply
    assert "2. 11月 128万元" in reply


def test_where_nothing_was_the_picture_says_so(selling: Chat) -> None:
    selling.say("XiaoLi", "今年每周的销售额")
    (chart,) = [row for row in outbox(selling, "李晓") if row["kind"] == "chart"]
    values = [item["value"] for item in chart["payload"]["plot"]["items"]]
    assert values == [200000.5, 0, 0, 0, 300000, 0, 100000, 0]  # the week of 8 October to that of 24 November


def test_split_by_two_things_at_once(selling: Chat) -> None:
    for words in ("今年按部门 按月 看签单额", "今年销售额按部门、月份统计", "按部门和月看今年的销售额"):
        reply = selling.say("ChenYu", words)
        assert "按部门、月" in reply, words
        assert "销售二部 11月 88万元" in reply, words
        assert "销售一部 10月 20万元" in reply, words
    assert "李晓 通信 50万元" in selling.say("ChenYu", "按人按行业")
    assert "口径" not in selling.say("ChenYu", "按部门按月开会")


def test_of_one_customer(selling: Chat) -> None:
    reply = selling.say("XiaoLi", "今年华为的回款")
    assert HUAWEI in reply
    assert "25万元" in reply


def test_nothing_there_and_not_yet_come(selling: Chat) -> None:
    assert "没有记录" in selling.say("ChenYu", "前年各行业的销售额")
    assert "还没到" in selling.say("ChenYu", "明年的销售额")
    assert "不能按产品" in selling.say("ChenYu", "这个月各产品的回款")
    assert "无数据" in selling.say("ChenYu", "这个月的成交率")


def test_reports_by_name(selling: Chat) -> None:
    daily = selling.say("WangFang", "日报")
    assert "新增客户" in daily
    weekly = selling.say("ChenYu", "看下上周的周报")
    assert "11月16日–11月22日" in weekly
    assert "销售额98万元" in weekly
    monthly = selling.say("ChenYu", "月报")
    assert "销售额128万元" in monthly
    assert "比上期" in monthly
    assert "工单：这个月没有" in selling.say("ChenYu", "客户服务报表")


def test_the_daily_report_counts_as_every_answer_does(selling: Chat) -> None:
    selling.say("WangFang", "团队这个月目标100万")
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    selling.say("XiaoLi", "昨天给海康打了电话，聊了付款")
    selling.say("XiaoLi", "华为下单 服务器 3.5万")
    daily = selling.say("WangFang", "今天的日报")
    for line in (
        "跟进次数 1次（昨天1 ·",
        "跟进家数 1家",
        "新增客户 ",
        "新增商机额 ",
        "签单额 3.5万元（昨天0元 · ",
        "回款 ",
        "销售额目标100万元：完成44%，时间过了80%",
        "补录：李晓1次",
    ):
        assert line in daily
    assert "没有记录：" in daily
    selling.say("XiaoLi", "撤销")
    assert "签单额 0元" in selling.say("WangFang", "日报")
    assert "补录：李晓1次" in selling.say("XiaoLi", "日报")


def test_the_funnel(selling: Chat) -> None:
    assert "没有开着的商机" in selling.say("ChenYu", "漏斗")
    with selling.parts.database.system(TUESDAY, "m:deals") as session:
        customer = session.scalars(select(tables.Customer).where(tables.Customer.name == HUAWEI)).one()
        for stage, amount in (("初步接洽", 100000), ("初步接洽", 200000), ("商务谈判", 500000)):
            session.add(tables.Opportunity(
                customer_id=customer.id, owner_id=customer.owner_id, title="扩容", stage=stage,
                stage_since=TUESDAY, amount=Decimal(amount), created_at=TUESDAY))  # fmt: skip
        for _ in range(4):
            session.add(tables.Opportunity(
                customer_id=customer.id, owner_id=customer.owner_id, title="一期", stage="合同签订",
                status="won", closed_at=TUESDAY, stage_since=TUESDAY, created_at=TUESDAY))  # fmt: skip
    reply = selling.say("XiaoLi", "漏斗")
    assert "共3个商机" in reply
    assert "需求确认 0个 0元（上一阶段的71%走到这里）" in reply  # 5 of 7: one negotiates, four are won
    assert "商务谈判 1个 50万元（上一阶段的100%走到这里）" in reply
    assert "初步接洽 2个 30万元" in reply


def test_who_brings_the_money(selling: Chat) -> None:
    reply = selling.say("ChenYu", "客户贡献报表")
    assert "1. 九阳股份有限公司 88万元" in reply
    assert "2. 华为技术有限公司 50万元" in reply
    assert "九阳" not in selling.say("XiaoLi", "客户贡献")
    assert "行业：安防1家（50%）、通信1家（50%）" in selling.say("XiaoLi", "客户构成")


def test_weekly_and_monthly_are_pushed_and_their_page_says_the_same(selling: Chat) -> None:
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    selling.skip_to("2026-11-29 20:00")
    selling.wait_until("2026-12-01 09:00")
    cards = [row for row in outbox(selling, "陈宇") if row["key"].startswith("report:")]
    weekly = next(row for row in cards if row["key"].startswith("report:weekly") and row["kind"] == "card")
    monthly = next(row for row in cards if row["key"].startswith("report:monthly") and row["kind"] == "card")
    assert "11月23日–11月29日" in weekly["payload"]["title"]
    assert "记录之星：李晓（1次）" in weekly["payload"]["text"]
    assert "销售额128万元" in monthly["payload"]["desc"]
    page = requests.get(monthly["payload"]["url"], timeout=10)
    assert page.status_code == 200
    assert "128万元" in page.text
    assert "<svg" in page.text
    own = [row for row in outbox(selling, "李晓") if row["key"].startswith("report:monthly")]
    assert "销售额40万元" in own[0]["payload"]["desc"]
    before = len(outbox(selling, "陈宇"))
    selling.parts.run_job("monthly-report", selling.clock.now())
    assert len(outbox(selling, "陈宇")) == before


def test_a_department_or_a_colleague_by_name(selling: Chat) -> None:
    assert "销售一部 11月1–24日 回款：20万元" in selling.say("ChenYu", "销售一部这个月的回款")
    assert "销售二部 11月1–24日 回款：44万元" in selling.say("ChenYu", "销售二部呢")
    assert "1. 赵敏" in selling.say("ChenYu", "按人看")
    assert "销售一部 周报" in selling.say("ChenYu", "销售一部上周的周报")
    own = selling.say("WangFang", "李晓上周的周报")
    assert "李晓 周报 11月16日–11月22日：销售额10万元" in own
    assert "看不到" in selling.say("WangFang", "销售二部这个月的回款")
    assert "看不到" in selling.say("WangFang", "赵敏的周报")
    assert "看不到" in selling.say("XiaoLi", "赵敏的周报")


def test_a_region_of_several_provinces(selling: Chat) -> None:
    reply = selling.say("ChenYu", "这个月华东区各行业的销售额")
    assert "华东 销售额 按行业：98万元" in reply
    assert "通信" not in reply


def test_beside_what_it_was(selling: Chat) -> None:
    reply = selling.say("ChenYu", "这个月销售额多少")
    assert "上期（10月1–24日）20万元" in reply
    selling.say("ChenYu", "按人看")
    beside = selling.say("ChenYu", "跟上个月比呢")
    assert "11月1–24日" in beside
    assert "李晓 40万元（原来20万元，+100%）" in beside
    assert "赵敏 88万元（原来0元，之前为0）" in beside


def test_customers_and_not_times(selling: Chat) -> None:
    for words in ("今天拜访了华为的李强，聊了报价", "今天拜访了华为的王敏，聊了交期"):
        selling.say("XiaoLi", words)
    assert "跟进次数：2次" in selling.say("WangFang", "李晓这个月跟进了几次")
    assert "跟进家数：1家" in selling.say("WangFang", "李晓这个月跟进了多少客户")
    assert "拜访家数：1家" in selling.say("WangFang", "这个月拜访了几家客户")


def test_a_rep_has_no_ranking(selling: Chat) -> None:
    reply = selling.say("XiaoLi", "这个月业绩排名")
    assert "销售额：40万元" in reply
    assert "只有主管看得到" in reply
    assert "1. 李晓" not in reply


def test_what_customers_are_and_how_they_are_served(selling: Chat) -> None:
    made = selling.say("ChenYu", "客户构成")
    assert "客户构成：共3家" in made
    assert "级别：B级2家（67%）、A级1家（33%）" in made
    assert "1. 杭州 2家 67%" in selling.say("ChenYu", "区域分布")
    assert "11月 3家" in selling.say("ChenYu", "客户增长怎么样")
    selling.say("XiaoLi", "华为满意度 满意")
    served = selling.say("WangFang", "客户服务报表")
    assert "满意1家（100%）" in served
    assert "工单：这个月没有" in served
    assert "没有客户在问卷上打的分" in selling.say("ChenYu", "本月满意度")


def test_ten_lines_at_most(selling: Chat) -> None:
    for words in ("今年每周的销售额", "今年按人按月看销售额", "今年按客户按月看回款", "日报", "看板"):
        assert len(selling.say("ChenYu", words).split("\n")) <= 10, words


def test_who_recorded_nothing_is_reminded_by_a_tap_once(selling: Chat) -> None:
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    selling.wait_until("2026-11-24 18:35")
    silent = selling.say("WangFang", "今天谁没写跟进")
    assert "1. 王磊" in silent
    assert "和日报一样" in silent
    assert selling.tap("WangFang", "提醒他们") == "已提醒1人"
    selling.settle()
    told = [row for row in outbox(selling, "王磊") if row["key"].startswith("nudge:")]
    assert [row["payload"]["text"].startswith("王芳看日报时") for row in told] == [True]
    assert "已提醒王磊" in selling.say("WangFang", "提醒他们")
    assert len([row for row in outbox(selling, "王磊") if row["key"].startswith("nudge:")]) == 1
    selling.say("ChenYu", "把海康转给王磊")
    selling.say("XiaoWang", "昨天给海康打了电话，聊了付款")
    assert "都有记录" in selling.say("WangFang", "今天谁没写跟进")
    assert "不用提醒" in selling.say("WangFang", "提醒他们")
    assert "主管的事" in selling.say("XiaoLi", "提醒他们")


def test_every_figure_leads_to_its_records(selling: Chat) -> None:
    reply = selling.say("WangFang", "这个月的销售额")
    page = requests.get(link(reply) + "?by=customer", timeout=10).text
    assert "40万元" in page
    assert "九阳" not in page
    records = re.findall(r'href="(/p/[^"]+)"', page)
    listed = requests.get(selling.url + records[0], timeout=10).text
    assert "销售额 40万元" in listed
    assert HUAWEI in listed
    assert "杭州海康" in listed
    alone = requests.get(selling.url + records[-1], timeout=10).text
    assert ("杭州海康" in alone) != (HUAWEI in alone)
    by_person = requests.get(link(reply) + "?by=user", timeout=10).text
    assert "李晓" in by_person
    assert requests.get(link(reply) + "?by=product", timeout=10).status_code == 200


def test_the_weekly_page_leads_to_records(selling: Chat) -> None:
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    selling.skip_to("2026-11-29 20:00")
    selling.wait_until("2026-12-01 09:00")
    (weekly,) = [
        row for row in outbox(selling, "王芳")
        if row["key"].startswith("report:weekly") and row["kind"] == "card"
        and "11月23日" in row["payload"]["title"]
    ]  # fmt: skip
    url = weekly["payload"]["url"]
    page = requests.get(url, timeout=10).text
    for key in re.findall(r'href="/p/[^"/]+/(\w+)"', page):
        listed = requests.get(f"{url}/{key}", timeout=10)
        assert listed.status_code == 200
        assert "‹ 周报" in listed.text
    assert "聊了报价" in requests.get(f"{url}/interactions", timeout=10).text
    assert requests.get(f"{url}/nothing", timeout=10).status_code == 404


def link(reply: str) -> str:
    found = re.search(r'<a href="([^"]+)">看明细</a>', reply)
    assert found, reply
    return found[1]


def test_a_name_that_several_goods_have_counts_them_all(selling: Chat) -> None:
    for said in ("新增产品 海运整柜 单价100元", "新增产品 海运拼箱 单价200元"):
        selling.say("ChenYu", said)
    for said in ("华为下单 海运整柜 2个", "华为下单 海运拼箱 1个"):
        selling.say("XiaoLi", said)
    assert "海运 销售额：400元" in selling.say("WangFang", "本月销售额 海运")
    assert "海运 成单周期" in selling.say("WangFang", "成单周期 海运")


def test_a_chance_counts_as_new_for_whoever_opened_it(team: Chat) -> None:
    """What a team's figures were does not change when the customer goes to the pool, or to another team."""
    team.say("XiaoLi", "给华为建个商机 交换机 50万")
    said = "今天的新增商机额"
    assert "销售一部 11月24日 新增商机额：50万元" in team.say("WangFang", said)
    team.say("XiaoLi", "华为放回公海")
    team.say("XiaoLi", "确认")
    assert "新增商机额：50万元" in team.say("WangFang", said)
    assert "李晓 11月24日 新增商机额：50万元" in team.say("XiaoLi", said)
    assert "1. 李晓 50万元" in team.say("WangFang", "今天各人新增商机额")
    team.say("XiaoZhao", "从公海领取华为")
    (deal,) = team.records("opportunities")
    assert (deal["owner"], deal["status"]) == ("赵敏", "open")
    assert "新增商机额：50万元" in team.say("WangFang", said)
    assert "1. 李晓 50万元" in team.say("ChenYu", "今天各人新增商机额")
    assert "新增商机额：0元" in team.say("XiaoZhao", said)
    assert "没有你的商机" in team.say("XiaoLi", "我的商机")  # it is 小赵's to work on now
    assert "商机：1个" in team.say("XiaoZhao", "我的商机")
