"""The phone page in headless Chromium, with the echo bot behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sandbox import Sandbox
from tests.support.browser import FLAGS, chromium

from .conftest import Client, Hands, button_card, png
from .echobot import EchoBot
from .test_cards import MULTIPLE, NEWS, TEXT, VOTE


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


class Phones:
    """Opens phones, each a browser context of its own; collects what their consoles complain about."""

    def __init__(self, browser: Browser, box: Sandbox) -> None:
        self.browser, self.box = browser, box
        self.complaints: list[str] = []
        self.pages: list[Page] = []

    def open(
        self, path: str = "/?u=XiaoLi", width: int = 1180, height: int = 940, dark: bool = False
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.goto(self.box.url + path)
        page.wait_for_selector("body[data-ready]")
        self.pages.append(page)
        return page


@pytest.fixture
def phones(browser: Browser, box: Sandbox) -> Iterator[Phones]:
    made = Phones(browser, box)
    yield made
    for page in made.pages:
        page.context.close()
    assert made.complaints == []


def say(page: Page, words: str) -> None:
    page.get_by_label("输入消息").fill(words)
    page.keyboard.press("Enter")


def test_typed_words_are_answered_live(phones: Phones, bot: EchoBot) -> None:
    page = phones.open()
    say(page, "今天拜访了华辰")
    expect(page.locator(".mine .bubble")).to_have_text("今天拜访了华辰")
    expect(page.locator(".theirs .bubble")).to_have_text("回声：今天拜访了华辰")
    expect(page.locator(".time")).to_have_text("9:30")
    assert bot.heard[-1]["Content"] == "今天拜访了华辰"
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")


def test_words_stay_words(phones: Phones) -> None:
    page = phones.open()
    evil = "<img src=x onerror=alert(1)><b>粗</b>"
    say(page, evil)
    expect(page.locator(".theirs .bubble")).to_have_text("回声：" + evil)
    assert page.locator(".bubble img, .bubble b").count() == 0


def test_shift_enter_and_composition_do_not_send(phones: Phones, bot: EchoBot) -> None:
    page = phones.open()
    field = page.get_by_label("输入消息")
    field.fill("第一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("第二行")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert bot.heard == []
    page.keyboard.press("Enter")
    expect(page.locator(".theirs .bubble")).to_have_text("回声：第一行\n第二行")


def test_two_phones_and_unread_badges(phones: Phones, api: Client) -> None:
    one, other = phones.open(), phones.open("/?u=XiaoWang#home")
    api.send("text", {"content": "给小王的"}, to="XiaoWang")
    expect(other.locator(".row .badge")).to_have_text("1")
    expect(one.locator("#people .someone", has_text="小王").locator(".badge")).to_have_text("1")
    expect(one.locator(".message")).to_have_count(0)
    other.locator(".row.talk").click()
    expect(other.locator(".theirs .bubble")).to_have_text("给小王的")
    expect(one.locator("#people .badge")).to_have_count(0)


def test_choosing_whose_phone_it_is(phones: Phones) -> None:
    page = phones.open("/")
    expect(page.locator(".picker h1")).to_have_text("沙箱公司")
    page.locator(".picker .row", has_text="小赵").click()
    page.wait_for_selector("#say")
    assert "u=XiaoZhao" in page.url
    expect(page.locator(".bar h1")).to_have_text("跟进助手")


def test_tapping_a_button_greys_the_card(phones: Phones, api: Client, bot: EchoBot) -> None:
    page = phones.open()
    api.send("template_card", button_card())
    page.get_by_role("button", name="完成").click()
    expect(page.locator(".replaced")).to_have_text("已处理")
    expect(page.get_by_role("button", name="完成")).to_have_count(0)
    assert bot.heard[-1]["EventKey"] == "task.done"


def test_a_card_can_be_tapped_by_keyboard(phones: Phones, api: Client, bot: EchoBot) -> None:
    page = phones.open()
    api.send("template_card", button_card())
    page.get_by_role("button", name="推迟一天").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".replaced")).to_have_text("已处理")
    assert bot.heard[-1]["EventKey"] == "task.snooze"


def test_choices_of_vote_and_multiple_cards(phones: Phones, api: Client, bot: EchoBot) -> None:
    page = phones.open()
    many = VOTE["checkbox"] | {"mode": 1, "option_list": [{"id": n, "text": "选" + n} for n in "abc"]}
    api.send("template_card", VOTE | {"checkbox": many})
    page.get_by_label("选a").check()
    page.get_by_label("选c").check()
    page.get_by_role("button", name="确定").click()
    expect(page.locator(".replaced")).to_have_count(1)
    assert bot.heard[-1]["SelectedItems"]["SelectedItem"]["OptionIds"]["OptionId"] == ["a", "c"]
    levels = MULTIPLE["select_list"][0] | {"option_list": [{"id": n, "text": n + "级"} for n in "AB"]}
    api.send("template_card", MULTIPLE | {"select_list": [levels]})
    page.get_by_label("级别").select_option("B")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".replaced")).to_have_count(2)
    assert bot.heard[-1]["SelectedItems"]["SelectedItem"]["OptionIds"]["OptionId"] == "B"


def test_an_update_from_the_app_shows_at_once(phones: Phones, api: Client, box: Sandbox) -> None:
    page = phones.open()
    code = api.send("template_card", button_card())["response_code"]
    expect(page.get_by_role("button", name="完成")).to_be_visible()
    head = {"userids": ["XiaoLi"], "agentid": box.company.agent_id, "response_code": code}
    api.post("message/update_template_card", head | {"button": {"replace_name": "已由小王完成"}})
    expect(page.locator(".replaced")).to_have_text("已由小王完成")


def test_notices_show_all_their_parts(phones: Phones, api: Client, bot: EchoBot) -> None:
    page = phones.open()
    url = bot.url.replace("/callback", "/page")
    api.send(
        "template_card",
        TEXT
        | {
            "task_id": "r-1",
            "source": {"desc": "跟进助手", "desc_color": 1},
            "action_menu": {"desc": "更多", "action_list": [{"text": "不再提醒", "key": "mute"}]},
            "emphasis_content": {"title": "¥128,000", "desc": "本月签单"},
            "quote_area": {"type": 0, "quote_text": "2位客户超过15天未跟进"},
            "horizontal_content_list": [{"keyname": "目标", "value": "64%"}],
            "jump_list": [{"type": 1, "title": "全部客户", "url": url}],
        },
    )
    card = page.locator(".text_notice")
    for words in ("日报", "销售一部", "¥128,000", "本月签单", "2位客户", "目标", "64%", "全部客户"):
        expect(card).to_contain_text(words)
    card.get_by_role("button", name="更多").click()
    page.get_by_role("button", name="不再提醒").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    api.send("template_card", NEWS | {"card_image": {"url": phones.box.url + "/phone/static/icon.svg"}})
    expect(page.locator(".news_notice")).to_contain_text("新品到货")
    assert bot.heard[-1]["EventKey"] == "mute"


def test_a_link_opens_inside_the_phone_and_knows_who_holds_it(
    phones: Phones, api: Client, bot: EchoBot
) -> None:
    page = phones.open()
    box = phones.box
    target = bot.url.replace("/callback", "/page")
    login = (
        f"https://open.weixin.qq.com/connect/oauth2/authorize?appid={box.company.corp_id}"
        f"&redirect_uri={target}&response_type=code&scope=snsapi_base&state=s1#wechat_redirect"
    )
    api.send("textcard", {"title": "审批", "description": "请处理", "url": login})
    page.locator(".textcard").click()
    inside = page.frame_locator(".webview iframe").locator("#who")
    expect(inside).to_contain_text("state=s1")
    code = inside.inner_text().split("code=")[1].split("&")[0]
    assert api.get("auth/getuserinfo", code=code)["userid"] == "XiaoLi"
    page.get_by_role("button", name="关闭网页").click()
    expect(page.locator(".webview")).to_have_count(0)


def test_pictures_places_files_and_voice_are_sent(phones: Phones, bot: EchoBot) -> None:
    page = phones.open()
    for tool, name, data in (("图片", "现场.png", png()), ("文件", "报价.xlsx", b"PK rows of a sheet")):
        page.get_by_role("button", name="更多功能").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name=tool).click()
        chooser.value.set_files({"name": name, "mimeType": "image/png", "buffer": data})
    expect(page.locator(".mine .file")).to_contain_text("报价.xlsx")
    expect(page.locator(".mine .picture img")).to_be_visible()
    page.get_by_role("button", name="更多功能").click()
    page.get_by_role("button", name="位置").click()
    page.get_by_role("button", name="国贸中心").click()
    expect(page.locator(".mine .place")).to_contain_text("建国门外大街1号")
    page.get_by_role("button", name="切换到语音").click()
    hold = page.get_by_role("button", name="按住 说话")
    hold.hover()
    page.mouse.down()
    expect(page.locator(".held")).to_be_visible()
    page.wait_for_function("since => performance.now() - since > 500", arg=page.evaluate("performance.now()"))
    page.mouse.up()
    expect(page.locator(".mine .voice")).to_contain_text('1"')
    phones.box.wait(lambda: len(bot.heard) == 4)
    assert {message["MsgType"] for message in bot.heard} == {"image", "file", "location", "voice"}


def test_the_menu_appears_and_clicks(phones: Phones, api: Client, bot: EchoBot) -> None:
    page = phones.open()
    buttons = [
        {"name": "今天", "sub_button": [{"name": "我的待办", "type": "click", "key": "today"}]},
        {"name": "日报", "type": "click", "key": "report"},
    ]
    api.post("menu/create", {"button": buttons}, agentid=phones.box.company.agent_id)
    menu = page.get_by_role("navigation", name="应用菜单")
    menu.get_by_role("button", name="日报").click()
    phones.box.wait(lambda: [one.get("EventKey") for one in bot.heard] == ["report"])
    menu.get_by_role("button", name="今天").click()
    page.get_by_role("button", name="我的待办").click()
    phones.box.wait(lambda: [one.get("EventKey") for one in bot.heard] == ["report", "today"])


def test_the_clock_can_be_moved(phones: Phones, hands: Hands) -> None:
    page = phones.open()
    page.get_by_role("button", name="明天9点").click()
    expect(page.locator("#desk output")).to_have_text("3月5日 周三 09:00")
    assert hands.now.isoformat() == "2025-03-05T09:00:00+08:00"
    page.get_by_role("button", name="下班18:30").click()
    expect(page.locator(".status [data-time]")).to_have_text("18:30")
    page.get_by_text("自选").click()
    page.get_by_label("自选时间").fill("2025-03-10T14:00")
    page.get_by_role("button", name="去这个时间").click()
    expect(page.locator("#desk output")).to_have_text("3月10日 周一 14:00")


def test_a_message_in_another_view_comes_as_a_banner(phones: Phones, api: Client) -> None:
    page = phones.open("/?u=XiaoLi#contacts")
    api.send("text", {"content": "提醒：给王总回电话"})
    page.locator(".banner", has_text="给王总回电话").click()
    expect(page.locator(".theirs .bubble")).to_have_text("提醒：给王总回电话")


def test_markdown_and_textcards(phones: Phones, api: Client) -> None:
    page = phones.open()
    words = (
        '# 本周\n**小李** [排行](https://e.com) <font color="warning">86%</font>\n> 引用\n<script>x</script>'
    )
    api.send("markdown", {"content": words})
    bubble = page.locator(".markdown")
    expect(bubble.locator(".md-h1")).to_have_text("本周")
    expect(bubble.locator("strong")).to_have_text("小李")
    expect(bubble.locator(".md-warning")).to_have_text("86%")
    expect(bubble.locator("blockquote")).to_have_text("引用")
    assert bubble.locator("script").count() == 0
    html = '<div class="highlight">今天</div><img src=x onerror=alert(1)>'
    api.send("textcard", {"title": "审批", "description": html, "url": "https://e.com"})
    expect(page.locator(".tc-highlight")).to_have_text("今天")
    assert page.locator(".textcard img").count() == 0


def test_a_silent_app_leaves_a_red_mark(phones: Phones) -> None:
    phones.box.company.callback_url = "http://127.0.0.1:1/none"
    page = phones.open()
    say(page, "有人吗")
    expect(page.get_by_role("img", name="未送达")).to_be_visible()


def test_recalled_messages_go(phones: Phones, api: Client) -> None:
    page = phones.open()
    msgid = api.send("text", {"content": "发错了"})["msgid"]
    expect(page.locator(".theirs .bubble")).to_have_text("发错了")
    api.post("message/recall", {"msgid": msgid})
    expect(page.locator(".note")).to_have_text("跟进助手撤回了一条消息")


def test_a_narrow_window_is_the_phone(phones: Phones, api: Client) -> None:
    page = phones.open(width=390, height=780, dark=True)
    api.send("template_card", button_card())
    expect(page.get_by_role("button", name="完成")).to_be_visible()
    box = page.locator("#screen").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (390, 780)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#people")).to_be_hidden()


def test_many_tabs_of_one_browser_stay_live(phones: Phones, api: Client) -> None:
    first = phones.open()
    tabs = [first]
    for _ in range(8):  # more than the six connections a browser opens to one host
        tab = first.context.new_page()
        tab.goto(phones.box.url + "/?u=XiaoLi")
        tab.wait_for_selector("body[data-ready]")
        tabs.append(tab)
    api.send("text", {"content": "大家都看到"})
    for tab in tabs:
        expect(tab.locator(".theirs .bubble")).to_have_text("大家都看到")


def test_long_poll_when_there_is_no_stream(phones: Phones, api: Client) -> None:
    page = phones.open("/")
    page.route("**/phone/api/stream*", lambda route: route.fulfill(status=503))
    page.goto(phones.box.url + "/?u=XiaoLi")
    page.wait_for_selector("body[data-ready]")
    api.send("text", {"content": "慢一点也到"})
    expect(page.locator(".theirs .bubble")).to_have_text("慢一点也到")
    phones.complaints.clear()  # the browser reports the refused stream


def test_the_schedule_stands_on_the_phone_and_moves(phones: Phones, api: Client) -> None:
    cal_id = api.post("oa/calendar/add", {"calendar": {"summary": "跟进", "color": "#2F7DF6"}})["cal_id"]
    entry = {
        "cal_id": cal_id,
        "summary": "拜访华辰",
        "location": "深圳湾",
        "start_time": 1741158000,  # Wednesday 5 March 2025, 15:00 in Shanghai
        "end_time": 1741161600,
        "attendees": [{"userid": "XiaoLi"}],
    }
    page = phones.open("/?u=XiaoLi#schedule")
    expect(page.locator(".note")).to_contain_text("暂无日程")
    added = api.post("oa/schedule/add", {"schedule": entry})
    expect(page.locator(".entry")).to_contain_text("15:00")
    expect(page.locator(".entry")).to_contain_text("拜访华辰")
    expect(page.locator(".entry")).to_contain_text("深圳湾")
    expect(page.locator(".group")).to_contain_text("3月5日")
    moved = {**entry, "schedule_id": added["schedule_id"], "start_time": 1741161600, "end_time": 1741165200}
    api.post("oa/schedule/update", {"schedule": moved})
    expect(page.locator(".entry")).to_contain_text("16:00")
    other = phones.open("/?u=XiaoZhao#me")
    other.get_by_role("link", name="日程").click()
    expect(other.locator(".note")).to_contain_text("暂无日程")
