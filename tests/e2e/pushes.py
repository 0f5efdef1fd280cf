"""Portraits of everything the clock sends and every kind of chart: `python -m tests.e2e.pushes FOLDER`.

A team with half a year behind it, a clock that is moved through a week, the phone page in Chromium at 375 CSS
pixels and two device pixels each, which is the 750 of a phone; pages of cards also in the dark.
"""

import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from genjin import sample
from models import tables
from tests.support.browser import FLAGS, chromium
from tests.support.chat import TUESDAY, TZ, Chat
from zh.calendar import is_workday

WIDE, TALL, PIXELS = 375, 812, 2
PUSHES = (
    # file, whose phone, words of the card
    ("push-plan", "XiaoLi", "今天的计划"),
    ("push-own-report", "XiaoLi", "今天的小结"),
    ("push-churn", "XiaoLi", "流失预警，先打个电话"),
    ("push-next-order", "XiaoLi", "采购周期快到了"),
    ("push-churn-question", "XiaoLi", "流失预警准吗"),
    ("push-due-task", "XiaoLi", "待办到时间了"),
    ("push-daily", "WangFang", "日报 "),
    ("push-weekly", "WangFang", "周报 "),
    ("push-monthly", "WangFang", "月报 "),
)
CHARTS = (
    # file, what is asked
    ("chart-bars", "今年各行业的销售额"),
    ("chart-columns", "今年每个月的销售额"),
    ("chart-line", "最近30天每天的跟进次数"),
    ("chart-pie", "客户分层"),
    ("chart-funnel", "漏斗"),
    ("chart-gauge", "我这个月目标完成多少了"),
)
PAGES = (("page-daily", "日报 "), ("page-weekly", "周报 "), ("page-monthly", "月报 "))
FIGURE = "今年各行业的销售额"  # its page, the same by month, its records


def seed(chat: Chat) -> None:
    """Half a year of talks, orders with their money, chances to sell, a goal."""
    sample.fill(chat.parts.database, TUESDAY, TZ)
    dice = random.Random(24)
    with chat.parts.database.system(TUESDAY, "m:seed") as session:
        customers = list(session.scalars(select(tables.Customer).order_by(tables.Customer.id)))
        for n, customer in enumerate(customers):
            gap, silent = (28, 150) if n == 1 else (30, 12 + 2 * n)
            _orders(session, dice, customer, range(silent if n < 2 else silent - 20, 420, gap))
            for stage in dice.sample(("初步接洽", "需求确认", "方案报价", "商务谈判"), 2):
                session.add(tables.Opportunity(
                    customer_id=customer.id, owner_id=customer.owner_id, title="扩容", stage=stage,
                    stage_since=TUESDAY - timedelta(days=dice.randrange(60)), created_at=TUESDAY,
                    amount=Decimal(dice.randrange(5, 60) * 10_000)))  # fmt: skip
            _talks(session, dice, customer)


def _orders(session: Session, dice: random.Random, customer: tables.Customer, ago: Sequence[int]) -> None:
    for days in ago:
        day = TUESDAY.astimezone(TZ).date() - timedelta(days=days)
        order = tables.Order(
            customer_id=customer.id, owner_id=customer.owner_id, signed_on=day, status="done",
            amount=Decimal(dice.randrange(20, 300) * 1000),
            created_at=TUESDAY - timedelta(days=days))  # fmt: skip
        session.add(order)
        session.flush()
        session.add(tables.Payment(
            customer_id=customer.id, order_id=order.id, user_id=order.owner_id, amount=order.amount,
            paid_on=day + timedelta(days=7), created_at=TUESDAY))  # fmt: skip


def _talks(session: Session, dice: random.Random, customer: tables.Customer) -> None:
    for back in range(-20, 70):
        then = TUESDAY - timedelta(days=back, minutes=dice.randrange(80))
        if is_workday(then.astimezone(TZ).date()) and dice.random() < (0.6 if back != -17 else 0.1):
            session.add(tables.Interaction(
                customer_id=customer.id, user_id=customer.owner_id, channel=dice.choice(("visit", "call")),
                content="聊了交期和价格", happened_at=then, happened_grain="minute",
                created_at=then))  # fmt: skip


@contextmanager
def screen(browser: Browser, scheme: str) -> Iterator[Page]:
    """A phone's screen, light or dark."""
    context = browser.new_context(
        viewport={"width": WIDE, "height": TALL},
        device_scale_factor=PIXELS,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    yield context.new_page()
    context.close()


@contextmanager
def phone(browser: Browser, chat: Chat, userid: str) -> Iterator[Page]:
    """The chat of one member."""
    with screen(browser, "light") as page:
        page.goto(f"{chat.box.url}/?u={userid}#chat")
        page.wait_for_selector("body[data-ready]")
        yield page


def portraits(chat: Chat, folder: Path) -> None:
    """Live through a fortnight, then take the pictures."""
    chat.say("XiaoLi", "我这个月目标50万")
    chat.say("WangFang", "团队这个月目标200万")
    chat.say("XiaoLi", "明天下午三点提醒我给华为李强回电话")
    for moment in ("2026-11-25 10:00", "2026-11-25 18:35", "2026-11-30 18:35", "2026-12-01 09:05"):
        chat.wait_until(moment)
        if "18" not in moment:
            chat.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    chat.wait_until("2026-12-11 18:40")
    chat.say("XiaoLi", "我这个月目标50万")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, userid, words in PUSHES:
            with phone(browser, chat, userid) as page:
                found = page.locator("[data-kind=template_card] .card", has_text=words)
                if found.count():
                    found.last.screenshot(path=folder / f"{name}.png")
        _charts(browser, chat, folder)
        for scheme in ("light", "dark"):
            _pages(browser, chat, folder, scheme)
            _figure(browser, chat, folder, scheme)
        browser.close()


def _charts(browser: Browser, chat: Chat, folder: Path) -> None:
    for name, words in CHARTS:
        chat.say("WangFang" if "我" not in words else "XiaoLi", words)
        chat.settle()
        with phone(browser, chat, "XiaoLi" if "我" in words else "WangFang") as page:
            page.wait_for_load_state("networkidle")
            page.locator(".theirs .picture img").last.screenshot(path=folder / f"{name}.png")


def _pages(browser: Browser, chat: Chat, folder: Path, scheme: str) -> None:
    for name, words in PAGES:
        shown = [one.card.card for one in chat.box.cards("WangFang") if one.card]
        url = [card for card in shown if words in str(card)][-1]["card_action"]["url"]
        with screen(browser, scheme) as page:
            page.goto(url)
            page.screenshot(path=folder / f"{name}-{scheme}.png", full_page=True)


def _figure(browser: Browser, chat: Chat, folder: Path, scheme: str) -> None:
    found = re.search(r'href="([^"]+)"', chat.say("WangFang", FIGURE))
    assert found
    with screen(browser, scheme) as page:
        page.goto(found[1])
        page.screenshot(path=folder / f"page-figure-{scheme}.png", full_page=True)
        page.goto(f"{found[1]}?by=month")
        page.screenshot(path=folder / f"page-figure-month-{scheme}.png", full_page=True)
        page.locator("a", has_text="看明细").click()
        page.screenshot(path=folder / f"page-records-{scheme}.png")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, Chat(f"sqlite:///{home}/pushes.db") as chat:
        seed(chat)
        portraits(chat, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
