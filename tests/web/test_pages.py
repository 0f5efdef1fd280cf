"""Pages behind signed links, opened as a phone would open them."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crm.links import LinkBroken, LinkExpired, Links
from models.deals import Opportunity
from models.people import User
from models.selling import Order, Payment
from tests.clockwork_world import FRIDAY, TZ, World, at, database, has_postgres
from web import create_pages

EVENING = at("11-20 18:30")
LINKS = Links("https://crm.example.com", "a secret of the tests")


class Phone:
    """Opens the links of the cards, at the moment `now`."""

    def __init__(self, world: World) -> None:
        self.world, self.now = world, EVENING
        app = Flask("phone")
        app.register_blueprint(create_pages(world.db, LINKS, lambda: self.now, TZ))
        self.client: FlaskClient = app.test_client()

    def link(self, kind: str, who: str, **args: str) -> str:
        return LINKS.page(kind, self.world[who], EVENING, 7, **args).removeprefix("https://crm.example.com")

    def daily(self, who: str = "wang") -> str:
        return self.link("daily", who, at=EVENING.isoformat())

    def open(self, path: str) -> tuple[int, str]:
        answer = self.client.get(path)
        return answer.status_code, answer.get_data(as_text=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def phone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Phone]:
    if request.param == "postgresql" and not has_postgres():
        pytest.skip("no PostgreSQL on this machine")
    with database(request.param, tmp_path) as db:
        world = World(db)
        huawei = world.customer("华为", "xiaoli", at("11-20 10:00"))
        other = world.customer("别家", "xiaozhao", at("11-20 10:00"))
        world.follow_up(huawei, "xiaoli", at("11-20 11:00"), content="聊了<报价>", channel="visit")
        world.follow_up(other, "xiaozhao", at("11-20 11:00"), content="秘密")
        world.follow_up(
            huawei, "xiaoli", at("11-19 11:00"), at("11-20 11:00"), content="昨天的", backfilled=True
        )
        sold(world, huawei)
        world.task("给华为报价", "xiaoli", at("11-18 15:00"), at("11-17 09:00"))
        world.task("寄样品", "xiaoli", at("11-20 20:00"), at("11-17 09:00"))
        yield Phone(world)


def sold(world: World, customer: int) -> None:
    today, common = EVENING.date(), {"customer_id": customer, "created_at": at("11-20 12:00")}
    with world.db.system(EVENING, "test:sold") as session:
        order = Order(owner_id=world["xiaoli"], signed_on=today, amount=Decimal(12000), **common)
        paid = Payment(user_id=world["xiaoli"], paid_on=today, amount=Decimal(5000), **common)
        deal = Opportunity(owner_id=world["xiaoli"], title="交换机", amount=Decimal(3000), stage="方案报价",
                           stage_since=EVENING, **common)  # fmt: skip
        session.add_all([order, paid, deal])


def figures(page: str) -> dict[str, str]:
    return dict(re.findall(r'"name">([^<]+)</span>\s*<span class="figure[^"]*">([^<]+)<', page))


def test_the_daily_report_shows_the_figures_of_the_team_only(phone: Phone) -> None:
    status, page = phone.open(phone.daily())
    assert status == 200
    assert figures(page) == {
        "跟进次数": "1",
        "跟进家数": "1",
        "新增客户": "1",
        "新增商机额": "3,000元",
        "签单额": "1.2万元",
        "回款": "5,000元",
    }
    assert "销售一部" in page
    assert "小李的待办「给华为报价」逾期2天" in page
    assert "<svg" in page
    assert "小赵" not in page
    assert "秘密" not in page


def test_the_boss_sees_everybody(phone: Phone) -> None:
    assert figures(phone.open(phone.daily("boss"))[1])["跟进次数"] == "2"


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("interactions", "聊了&lt;报价&gt;"),
        ("customers", "华为"),
        ("followed", "跟进1次"),
        ("overdue", "给华为报价"),
        ("backfilled", "昨天(周四)的跟进"),
        ("opportunity_amount", "交换机"),
        ("revenue", "1.2万元"),
        ("payments", "5,000元"),
    ],
)
def test_each_figure_leads_to_its_list(phone: Phone, key: str, shown: str) -> None:
    _, page = phone.open(phone.daily())
    href = re.search(rf'href="(/p/[^"]+/{key})"', page)
    assert href
    status, listed = phone.open(href[1])
    assert status == 200
    assert shown in listed
    assert "秘密" not in listed
    assert "别家" not in listed


def test_the_page_keeps_the_figures_of_the_card_and_can_be_brought_up_to_now(phone: Phone) -> None:
    customer = phone.world.customer("新来的", "xiaowang", at("11-20 19:00"))
    phone.world.follow_up(customer, "xiaowang", at("11-20 19:00"))
    phone.now = at("11-20 20:00")
    assert figures(phone.open(phone.daily())[1])["跟进次数"] == "1"
    assert figures(phone.open(phone.daily() + "/now")[1])["跟进次数"] == "2"


def test_the_plan_is_the_readers_own(phone: Phone) -> None:
    status, page = phone.open(phone.link("plan", "xiaoli"))
    assert status == 200
    assert page.index("逾期") < page.index("给华为报价") < page.index("寄样品")
    assert "给华为报价" not in phone.open(phone.link("plan", "xiaowang"))[1]


def test_the_own_report_lists_the_day(phone: Phone) -> None:
    status, page = phone.open(phone.link("own", "xiaoli", at=EVENING.isoformat()))
    assert status == 200
    assert "跟进1次、1家" in page
    assert "拜访" in page
    assert "还没有记录" in phone.open(phone.link("own", "xiaowang", at=EVENING.isoformat()))[1]


def test_an_expired_link_says_so(phone: Phone) -> None:
    phone.now = EVENING + timedelta(days=7, minutes=1)
    status, page = phone.open(phone.daily())
    assert (status, "过期" in page) == (410, True)
    assert "销售一部" not in page


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-2], lambda t: t[:8] + "x" + t[9:], lambda t: "a" * 5000, lambda t: "."]
)
def test_a_garbled_link_opens_nothing(phone: Phone, spoil: object) -> None:
    assert callable(spoil)
    status, page = phone.open("/p/" + spoil(phone.daily().removeprefix("/p/")))
    assert (status, "打不开" in page) == (404, True)


def test_a_link_signed_by_somebody_else_opens_nothing(phone: Phone) -> None:
    foreign = Links("", "another secret").page("daily", phone.world["wang"], EVENING, at=EVENING.isoformat())
    assert phone.open(foreign)[0] == 404


@pytest.mark.parametrize(
    "path",
    ["unknown-kind", "daily-without-a-moment", "daily-of-nonsense", "plan-with-a-list", "no-such-list"],
)
def test_a_link_to_what_is_not_there_is_404(phone: Phone, path: str) -> None:
    paths = {
        "unknown-kind": phone.link("treasure", "wang"),
        "daily-without-a-moment": phone.link("daily", "wang"),
        "daily-of-nonsense": phone.link("daily", "wang", at="yesterday"),
        "plan-with-a-list": phone.link("plan", "xiaoli") + "/overdue",
        "no-such-list": phone.daily() + "/users",
    }
    assert phone.open(paths[path])[0] == 404


def test_who_has_left_or_leads_no_longer_sees_nothing(phone: Phone) -> None:
    status, page = phone.open(phone.daily("xiaoli"))
    assert (status, "负责人" in page) == (403, True)
    with phone.world.db.system(EVENING, "test:leave") as session:
        session.get_one(User, phone.world["wang"]).status = "left"
    status, page = phone.open(phone.daily())
    assert (status, "停用" in page) == (403, True)


def test_pages_are_safe_to_open(phone: Phone) -> None:
    answer = phone.client.get(phone.daily())
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    page = answer.get_data(as_text=True)
    assert "<script" not in page
    assert "style=" not in page  # the policy would ignore it
    assert re.findall(r'(?:src|href)="https?://', page) == []  # nothing from elsewhere
    with phone.client.get("/assets/pages.css") as style:
        assert style.status_code == 200


def test_links_expire_and_are_bound_to_their_reader() -> None:
    token = LINKS.token("plan", 7, FRIDAY, days=1, day="2026-11-20")
    page = LINKS.verify(token, FRIDAY + timedelta(hours=23))
    assert (page.kind, page.user_id, page.args) == ("plan", 7, {"day": "2026-11-20"})
    with pytest.raises(LinkExpired) as expired:
        LINKS.verify(token, FRIDAY + timedelta(hours=25))
    assert expired.value.page.user_id == 7
    for wrong in ("", "x", token[:-1], token + "x", "é" * 10, token.swapcase()):
        with pytest.raises(LinkBroken):
            LINKS.verify(wrong, _later(FRIDAY))


def test_an_address_learnt_later_is_the_one_that_is_used() -> None:
    address = ["http://127.0.0.1:1"]
    links = Links(lambda: address[0], "secret")
    address[0] = "http://127.0.0.1:2/"
    assert links.page("plan", 1, FRIDAY).startswith("http://127.0.0.1:2/p/")


def _later(moment: datetime) -> datetime:
    return moment + timedelta(minutes=1)
