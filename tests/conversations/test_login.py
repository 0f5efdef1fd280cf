"""In a computer's browser: WeCom says who it is, and the person's own pages are listed."""

from urllib.parse import urlsplit

import requests

from tests.support.chat import Chat


def scanned(chat: Chat, userid: str) -> requests.Session:
    """A browser whose code was scanned by that member, back on our page."""
    browser = requests.Session()
    asked = browser.get(f"{chat.url}/me", timeout=5)  # to /login, and on to the page with the code
    chosen = requests.Request("GET", asked.url, params={"sandbox_user": userid}).prepare().url
    browser.get(str(chosen), timeout=5)
    return browser


def test_a_rep_sees_their_own_pages_and_they_open(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    browser = scanned(team, "XiaoLi")
    page = browser.get(f"{team.url}/me", timeout=5)
    assert page.status_code == 200
    assert "李晓" in page.text
    assert "团队日报" not in page.text
    links = [part.split('"')[0] for part in page.text.split('href="') if "/p/" in part[:200]]
    assert len(links) == 4
    for link in links:
        assert requests.get(link, timeout=5).status_code == 200, link


def test_a_manager_also_has_the_teams_report(team: Chat) -> None:
    assert "团队日报" in scanned(team, "WangFang").get(f"{team.url}/me", timeout=5).text


def test_without_a_login_there_is_only_the_way_to_it(team: Chat) -> None:
    answer = requests.get(f"{team.url}/me", allow_redirects=False, timeout=5)
    assert urlsplit(answer.headers["Location"]).path == "/login"
    forged = requests.get(f"{team.url}/me", cookies={"session": "x"}, allow_redirects=False, timeout=5)
    assert forged.status_code == 302
    assert requests.get(f"{team.url}/login/done?code=a&state=b", timeout=5).status_code == 403


def test_whose_account_is_suspended_sees_nothing_any_more(team: Chat) -> None:
    browser = scanned(team, "XiaoZhao")
    team.say("ChenYu", "停用小赵")
    answer = browser.get(f"{team.url}/me", timeout=5)
    assert answer.status_code == 403
    assert "已停用" in answer.text
