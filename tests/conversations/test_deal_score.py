"""赢单把握: a score with its reasons on the card and in the lists, silent while there is little to go by."""

from datetime import timedelta

from sqlalchemy import select

from crm.customers import customers
from crm.deals import deals
from models.people import User
from tests.support.chat import Chat


def decided(chat: Chat, count: int) -> None:
    """So many chances of the last months: referred ones are won three times of four, others once in four."""
    now = chat.clock.now()
    with chat.parts.database.system(now - timedelta(days=90), "test:past") as session:
        user = session.scalars(select(User).where(User.userid == "xiaozhao")).one()
        for n in range(count):
            began, ended = now - timedelta(days=90 - n % 9), now - timedelta(days=30 + n % 7)
            referred = n % 2 == 0
            origin = "转介绍" if referred else "展会"
            customer = customers.create(session, user.id, f"老客户{n:03}", began, origin=origin)
            deal = deals.create(session, user.id, customer, "初步接洽", began, title="设备")
            if (n // 2 % 4 != 0) == referred:
                deals.win(session, deal, user, ended)
            else:
                deals.lose(session, deal, user, ended, "价格太高")


def test_the_card_and_the_list_say_how_likely_and_why(chat: Chat) -> None:
    decided(chat, 80)
    chat.say("XiaoLi", "新增客户 星辰科技 来源转介绍")
    chat.say("XiaoLi", "给星辰科技建个商机 服务器扩容 50万 年底成交")
    chat.say("XiaoLi", "新增客户 蓝海科技 来源展会")
    chat.say("XiaoLi", "给蓝海科技建个商机 机房改造 30万 明年3月签")
    said = chat.say("XiaoLi", "商机")
    referred, fair = (int(line.split("把握")[1].rstrip("%")) for line in said.splitlines() if "把握" in line)
    assert referred > 55 > 45 > fair
    card = chat.say("XiaoLi", "1")
    assert f"赢单把握：{referred}%（照公司80个已结束的商机估的，平均赢50%）" in card
    assert "↑ 来源转介绍：40个赢了30个" in card
    chat.say("XiaoLi", "商机")
    assert "↓ 来源展会：40个赢了10个" in chat.say("XiaoLi", "2")
    assert "把握" not in chat.say("XiaoZhao", "赢单的商机")
    truth = chat.say("XiaoLi", "评分准不准")
    assert "80个已结束的商机（赢了40个）" in truth
    bands = [line.split("%的")[1] for line in truth.splitlines() if line.startswith("· 说")]
    assert sum(int(band.split("个")[0]) for band in bands) == 80


def test_below_fifty_it_is_silent(chat: Chat) -> None:
    decided(chat, 49)
    chat.say("XiaoLi", "新增客户 蓝海科技 来源展会")
    chat.say("XiaoLi", "给蓝海科技建个商机 机房改造 30万 明年3月签")
    assert "把握" not in chat.say("XiaoLi", "商机")
    assert "把握" not in chat.say("XiaoLi", "1")
    assert "49个，满50个" in chat.say("XiaoLi", "商机评分准吗")
