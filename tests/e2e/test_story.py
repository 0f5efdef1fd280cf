"""A rep's day on the phone page, in a real browser, with the demo as a process of its own.

With SCREENSHOTS=folder every step leaves a picture there; those in docs/screenshots were made so.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.support.browser import FLAGS, chromium
from tests.support.chat import TZ
from tests.support.services import free_port
from zh.calendar import is_workday

ADDRESS = re.compile(r"手机页面 (http://\S+)")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """The address of the phone page of `genjin demo`, started as a stranger would."""
    command = [sys.executable, "-m", "genjin", "demo", "--port", str(free_port())]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, env=_environment())
    assert process.stdout is not None
    found = ADDRESS.search(process.stdout.readline())
    assert found, "the demo did not print its address"
    yield found[1]
    process.terminate()
    assert process.wait(timeout=20) == 0
    process.stdout.close()


def _environment() -> dict[str, str]:
    root = Path(__file__).resolve().parents[2]
    return {**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}


class Phone:
    """One phone page: type, look, tap, and keep a picture of each step."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.folder = os.environ.get("SCREENSHOTS")
        page.set_default_timeout(20_000)
        page.goto(f"{address}/?u=XiaoLi#chat")
        page.wait_for_selector("body[data-ready]")

    def say(self, words: str, reply: str) -> None:
        """Type and wait for an answer with these words in it."""
        bubbles = self.page.locator(".theirs .bubble")
        before = bubbles.count()
        self.page.get_by_label("输入消息").fill(words)
        self.page.keyboard.press("Enter")
        expect(bubbles.nth(before)).to_contain_text(reply, timeout=20_000)

    def picture(self, name: str) -> None:
        if self.folder:
            self.page.wait_for_timeout(400)  # lets the page settle for its portrait; nothing is tested by it
            self.page.screenshot(path=f"{self.folder}/{name}.png")

    def travel(self, moment: datetime) -> None:
        """Move the company's clock there."""
        self.page.get_by_text("自选").click()
        self.page.get_by_label("自选时间").fill(f"{moment:%Y-%m-%dT%H:%M}")
        self.page.get_by_role("button", name="去这个时间").click()

    def card(self, words: str) -> Locator:
        return self.page.locator(".card", has_text=words).last


def evening_of_a_workday() -> datetime:
    """18:30 on the first workday after tomorrow morning: on days off nobody gets a report."""
    tomorrow = datetime.now(TZ).date() + timedelta(days=1)
    day = next(d for n in range(20) if is_workday(d := tomorrow + timedelta(days=n)))
    return datetime.combine(day, time(18, 30))


def test_a_reps_day(demo: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        phone = Phone(browser.new_page(viewport={"width": 1180, "height": 940}), demo)
        phone.say("新增客户 星辰科技有限公司 联系人王总 13800001111", "已新增客户")
        phone.picture("1-new-customer")
        phone.say("今天拜访了华为的李总,聊了报价,下周三再跟进", "已记跟进")
        phone.picture("2-visit-and-task")
        phone.say("查一下华为", "聊了报价")
        phone.say("今天拜访了海康的周航，聊了样机", "海康")
        phone.say("撤销", "已撤销")
        phone.picture("3-look-and-undo")
        phone.say("明天上午9点提醒我给星辰科技寄样品", "已加待办")
        phone.page.get_by_role("button", name="明天9点").click()
        card = phone.card("寄样品")
        card.get_by_role("button", name="完成").click()
        expect(phone.card("寄样品").locator(".replaced")).to_contain_text("已完成")
        phone.picture("4-due-card-done")
        phone.travel(evening_of_a_workday())
        expect(phone.card("今天的小结")).to_be_visible(timeout=20_000)
        phone.picture("5-own-report")
        browser.close()
