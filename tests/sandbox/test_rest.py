"""Media, contacts, the app and its menu, OAuth, outside contacts, planned faults, the company file."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from sandbox import Company, Department, Member, Sandbox

from .conftest import Client, Hands, png

AMR_FRAME = b"\x3c" + b"\x00" * 31


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("image", png(), 0),
        ("image", b"GIF89a......", 40005),
        ("image", b"", 44001),
        ("image", b"\x89PNG", 40006),
        ("voice", b"#!AMR\n" + AMR_FRAME * 50, 0),
        ("voice", b"#!AMR\n" + AMR_FRAME * 3001, 45007),
        ("voice", b"ID3 mp3 data", 40005),
        ("voice", b"#!AMR\n" + b"x" * (2 * 1024 * 1024), 45001),
        ("video", b"\x00\x00\x00\x18ftypmp42", 0),
        ("video", b"RIFF....AVI ", 40005),
        ("file", b"anything at all", 0),
        ("file", b"x" * (20 * 1024 * 1024 + 1), 45001),
        ("poster", b"anything", 40004),
    ],
)
def test_upload(api: Client, kind: str, data: bytes, code: int) -> None:
    assert api.upload(kind, "名字.bin", data).get("errcode") == code


def test_a_file_comes_back_with_its_name(api: Client, box: Sandbox) -> None:
    media_id = api.upload("file", "报价单.pdf", b"%PDF-1.7 ...")["media_id"]
    query = {"access_token": api.token, "media_id": media_id}
    answer = api.http.get(box.api + "media/get", params=query, timeout=5)
    assert answer.content == b"%PDF-1.7 ..."
    assert "UTF-8''%E6%8A%A5%E4%BB%B7%E5%8D%95.pdf" in answer.headers["Content-Disposition"]
    lost = api.http.get(box.api + "media/get", params=query | {"media_id": "x"}, timeout=5)
    assert (lost.status_code, lost.json()["errcode"]) == (200, 40007)


def test_a_picture_for_cards_has_a_lasting_address(api: Client, box: Sandbox) -> None:
    query, files = {"access_token": api.token}, {"media": ("a.png", png())}
    url = api.http.post(box.api + "media/uploadimg", params=query, files=files, timeout=5).json()["url"]
    assert api.http.get(url, timeout=5).content == png()


def test_contacts(api: Client, box: Sandbox) -> None:
    box.company.departments.append(Department(4, "华东组", 2))
    box.company.users.append(Member("XiaoSun", "小孙", [4, 2], is_leader_in_dept=[1, 0], main_department=4))
    user = api.get("user/get", userid="xiaosun")
    assert (user["name"], user["department"], user["is_leader_in_dept"]) == ("小孙", [4, 2], [1, 0])
    assert not {"mobile", "email", "avatar", "gender"} & set(user)
    direct = [one["userid"] for one in api.get("user/simplelist", department_id=2)["userlist"]]
    assert direct == ["XiaoLi", "XiaoWang", "XiaoSun"]
    assert [one["userid"] for one in api.get("user/list", department_id=4)["userlist"]] == ["XiaoSun"]
    assert [one["id"] for one in api.get("department/list", id=2)["department"]] == [2, 4]
    assert len(api.get("department/simplelist")["department_id"]) == 4
    found = api.get("department/get", id=4)["department"]
    assert (found["name"], found["parentid"], found["department_leader"]) == ("华东组", 2, ["XiaoSun"])


@pytest.mark.parametrize(
    ("path", "args", "code"),
    [
        ("user/get", {"userid": "nobody"}, 60111),
        ("user/get", {}, 41009),
        ("user/list", {"department_id": 99}, 60123),
        ("user/list", {}, 60123),
        ("department/get", {"id": 99}, 60123),
    ],
)
def test_unknown_contacts(api: Client, path: str, args: dict[str, Any], code: int) -> None:
    assert api.get(path, **args)["errcode"] == code


def test_someone_out_of_range_is_not_shown(api: Client, box: Sandbox) -> None:
    box.company.users[2].visible = False
    assert api.get("user/get", userid="XiaoZhao")["errcode"] == 60011
    assert api.get("user/simplelist", department_id=3)["userlist"] == []


def test_agent(api: Client, box: Sandbox) -> None:
    agent = box.company.agent_id
    assert api.get("agent/get", agentid=agent)["name"] == "跟进助手"
    assert api.get("agent/get", agentid=1)["errcode"] == 301002
    assert box.enter("XiaoLi") is None
    api.post("agent/set", {"agentid": agent, "isreportenter": 1})
    entered = box.enter("XiaoLi")
    assert entered is not None
    assert "enter_agent" in entered.xml


MENU_CASES: list[tuple[Any, int]] = [
    ([], 40016),
    ([{"name": "一", "type": "click", "key": "k"}] * 4, 40016),
    ([{"name": "六个字的菜单", "type": "click", "key": "k"}], 40018),
    ([{"name": "今天", "type": "click"}], 40019),
    ([{"name": "今天", "type": "view"}], 40020),
    ([{"name": "今天", "type": "dance", "key": "k"}], 40017),
    ([{"name": "今天", "sub_button": [{"name": "待办", "type": "click", "key": "k"}] * 6}], 40016),
    ([{"name": "今天", "sub_button": [{"name": "待办", "type": "click", "key": "k" * 129}]}], 40019),
]


@pytest.mark.parametrize(("buttons", "code"), MENU_CASES)
def test_menus_wecom_refuses(api: Client, box: Sandbox, buttons: Any, code: int) -> None:
    assert api.post("menu/create", {"button": buttons}, agentid=box.company.agent_id)["errcode"] == code
    assert box.menu is None


def test_a_menu_lives_until_deleted(api: Client, box: Sandbox) -> None:
    agent = box.company.agent_id
    buttons = [{"name": "今天", "sub_button": [{"name": "我的待办", "type": "click", "key": "today"}]}]
    assert api.get("menu/get", agentid=agent)["errcode"] == 46003
    assert api.post("menu/create", {"button": buttons}, agentid=agent)["errcode"] == 0
    assert api.get("menu/get", agentid=agent)["button"] == buttons
    assert api.get("menu/delete", agentid=agent)["errcode"] == 0
    assert box.menu is None


def authorize(box: Sandbox, **change: str) -> requests.Response:
    args = {
        "appid": box.company.corp_id,
        "redirect_uri": "http://crm.example.com/login?next=%2Fr",
        "response_type": "code",
        "scope": "snsapi_base",
        "state": "abc123",
        "sandbox_user": "xiaoli",
    }
    url = box.url + "/connect/oauth2/authorize"
    return requests.get(url, params=args | change, allow_redirects=False, timeout=5)


def test_oauth_round_trip(api: Client, box: Sandbox, hands: Hands) -> None:
    target = urlsplit(authorize(box).headers["Location"])
    query = parse_qs(target.query)
    assert (target.netloc, query["next"], query["state"]) == ("crm.example.com", ["/r"], ["abc123"])
    code = query["code"][0]
    assert api.get("auth/getuserinfo", code=code)["userid"] == "XiaoLi"
    assert api.get("auth/getuserinfo", code=code)["errcode"] == 40029
    late = parse_qs(urlsplit(authorize(box).headers["Location"]).query)["code"][0]
    hands.move(minutes=5, seconds=1)
    assert api.get("auth/getuserinfo", code=late)["errcode"] == 40029
    assert api.get("auth/getuserinfo")["errcode"] == 41008


def test_an_outsider_has_no_userid(api: Client, box: Sandbox) -> None:
    code = parse_qs(urlsplit(authorize(box, sandbox_user="guest").headers["Location"]).query)["code"][0]
    answer = api.get("auth/getuserinfo", code=code)
    assert "userid" not in answer
    assert answer["openid"]


def test_oauth_refuses_strangers(box: Sandbox) -> None:
    box.company.trusted_domain = "crm.example.com:8443"
    assert "50001" in authorize(box).text
    assert "40013" in authorize(box, appid="ww0").text
    assert "50001" in authorize(box, redirect_uri="javascript:alert(1)").text


def test_a_plain_browser_is_asked_who_scans(box: Sandbox) -> None:
    page = authorize(box, sandbox_user="").text
    assert "小李" in page
    assert "sandbox_user=XiaoWang" in page


def test_outside_contacts(api: Client, box: Sandbox) -> None:
    contact = {"external_userid": "wm1", "name": "陈工", "type": 1}
    box.company.external.append({"external_contact": contact, "follow_user": [{"userid": "XiaoLi"}]})
    assert api.get("externalcontact/get", external_userid="wm1")["external_contact"]["name"] == "陈工"
    assert api.get("externalcontact/list", userid="xiaoli")["external_userid"] == ["wm1"]
    assert api.get("externalcontact/list", userid="XiaoZhao")["errcode"] == 84061
    assert api.get("externalcontact/get", external_userid="wm2")["errcode"] == 40096


def test_planned_failures_happen_as_often_as_planned(api: Client, box: Sandbox) -> None:
    box.faults.api("message/send", errcode=-1, times=2)
    codes = [api.send("text", {"content": str(number)})["errcode"] for number in range(3)]
    assert codes == [-1, -1, 0]
    assert box.calls["message/send"] == 3
    box.faults.api("message/send", status=502)
    with pytest.raises(requests.JSONDecodeError):
        api.send("text", {"content": "坏网关"})
    assert len(box.inbox("XiaoLi")) == 1


def test_a_dropped_answer_after_the_deed_is_ambiguous(api: Client, box: Sandbox) -> None:
    box.faults.api("message/send", drop=True, after=True)
    with pytest.raises(requests.ConnectionError):
        api.send("text", {"content": "到底发了没有"})
    assert [one.text for one in box.inbox("XiaoLi")] == ["到底发了没有"]


def test_down_and_up_again(api: Client, box: Sandbox) -> None:
    box.faults.down()
    for _ in range(2):
        with pytest.raises(requests.ConnectionError):
            api.get("user/get", userid="XiaoLi")
    box.faults.up()
    assert api.get("user/get", userid="XiaoLi")["errcode"] == 0


def test_a_stopped_sandbox_cuts_its_connections(api: Client, box: Sandbox) -> None:
    base = box.api
    box.stop()
    with pytest.raises(requests.ConnectionError):
        api.http.get(base + "gettoken", timeout=5)


def test_the_company_file(tmp_path: Path) -> None:
    company = Company.tiny()
    company.tags[7] = ["XiaoLi"]
    company.save(tmp_path / "company.json")
    assert Company.load(tmp_path / "company.json") == company


def test_a_sandbox_started_again_knows_what_it_knew(api: Client, box: Sandbox) -> None:
    url = box.url
    box.stop()
    box.start()
    assert box.url == url
    assert api.send("text", {"content": "又回来了"})["errcode"] == 0
    assert box.say("XiaoLi", "在") == "回声：在"
