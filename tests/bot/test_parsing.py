"""Every message and event of the protocol, as WeCom sends it; then everything it should never send."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import incoming as kinds
from bot.parsing import MAX_TEXT, NotAMessage, parse
from bot.xml import MAX_CHARS, cdata

NOW = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)
HEAD = "<ToUserName><![CDATA[ww0123456789abcdef]]></ToUserName><FromUserName><![CDATA[{who}]]></FromUserName>"


def xml(kind: str, rest: str, who: str = "LiMing") -> str:
    return (
        f"<xml>{HEAD.format(who=who)}<CreateTime>1700000001</CreateTime>"
        f"<MsgType><![CDATA[{kind}]]></MsgType>{rest}</xml>"
    )


def message(kind: str, rest: str) -> kinds.Incoming:
    return parse(xml(kind, rest + "<MsgId>7301234567890123001</MsgId><AgentID>1000002</AgentID>"), NOW)


def event(name: str, rest: str, who: str = "LiMing") -> kinds.Incoming:
    return parse(xml("event", f"<Event><![CDATA[{name}]]></Event>{rest}", who), NOW)


def test_text_carries_who_when_and_a_key() -> None:
    got = message("text", "<Content><![CDATA[今天拜访了华辰 下周三报价]]></Content>")
    assert got == kinds.Text(
        userid="liming",
        sender="LiMing",
        agent_id=1000002,
        created_at=datetime(2023, 11, 14, 22, 13, 21, tzinfo=UTC),
        key="m:1000002:7301234567890123001",
        content="今天拜访了华辰 下周三报价",
    )


MESSAGES: dict[str, tuple[str, type[kinds.Incoming], dict[str, Any]]] = {
    "image": (
        "<PicUrl><![CDATA[http://pic/0]]></PicUrl><MediaId><![CDATA[1img]]></MediaId>",
        kinds.Image, {"pic_url": "http://pic/0", "media_id": "1img"},
    ),
    "voice": (
        "<MediaId><![CDATA[1v]]></MediaId><Format><![CDATA[amr]]></Format>",
        kinds.Voice, {"media_id": "1v", "format": "amr", "recognition": ""},
    ),
    "video": (
        "<MediaId><![CDATA[1v]]></MediaId><ThumbMediaId><![CDATA[1t]]></ThumbMediaId>",
        kinds.Video, {"media_id": "1v", "thumb_media_id": "1t"},
    ),
    "location": (
        "<Location_X>31.230416</Location_X><Location_Y>121.473701</Location_Y><Scale>15</Scale>"
        "<Label><![CDATA[上海市黄浦区人民大道185号]]></Label><AppType><![CDATA[wxwork]]></AppType>",
        kinds.Location,
        {"latitude": 31.230416, "longitude": 121.473701, "scale": 15, "label": "上海市黄浦区人民大道185号"},
    ),
    "link": (
        "<Title><![CDATA[展会邀请]]></Title><Description><![CDATA[12月深圳]]></Description>"
        "<Url><![CDATA[https://example.com/a]]></Url><PicUrl><![CDATA[https://example.com/a.jpg]]></PicUrl>",
        kinds.Link, {"title": "展会邀请", "url": "https://example.com/a"},
    ),
    "file": (
        "<FileName><![CDATA[客户.xlsx]]></FileName><MediaId><![CDATA[1f]]></MediaId>",
        kinds.File, {"file_name": "客户.xlsx", "media_id": "1f"},
    ),
    "sticker": ("", kinds.Unknown, {"kind": "sticker"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", MESSAGES)
def test_each_message_type(kind: str) -> None:
    rest, expected, fields = MESSAGES[kind]
    got = message(kind, rest)
    assert type(got) is expected
    assert {name: getattr(got, name) for name in fields} == fields
    assert got.key == "m:1000002:7301234567890123001"


def test_a_tap_with_choices_at_both_levels() -> None:
    got = event(
        "template_card_event",
        "<EventKey><![CDATA[task.done]]></EventKey><TaskId><![CDATA[task-42-1]]></TaskId>"
        "<CardType><![CDATA[multiple_interaction]]></CardType><ResponseCode><![CDATA[RC_0001]]></ResponseCode>"
        "<AgentID>1000002</AgentID><SelectedItems><SelectedItem><QuestionKey><![CDATA[when]]></QuestionKey>"
        "<OptionIds><OptionId><![CDATA[tomorrow]]></OptionId></OptionIds></SelectedItem><SelectedItem>"
        "<QuestionKey><![CDATA[who]]></QuestionKey><OptionIds><OptionId><![CDATA[u1]]></OptionId>"
        "<OptionId><![CDATA[u2]]></OptionId></OptionIds></SelectedItem></SelectedItems>",
    )
    assert isinstance(got, kinds.Tap)
    assert (got.button, got.task_id, got.card_type) == ("task.done", "task-42-1", "multiple_interaction")
    assert (got.response_code, got.menu) == ("RC_0001", False)
    assert got.selected == {"when": ("tomorrow",), "who": ("u1", "u2")}


@pytest.mark.parametrize(
    "items", ["", "<SelectedItems></SelectedItems>", "<SelectedItems><SelectedItem/></SelectedItems>"]
)
def test_a_tap_without_choices(items: str) -> None:
    got = event("template_card_event", f"<EventKey>k</EventKey>{items}")
    assert isinstance(got, kinds.Tap)
    assert got.selected == {}


EVENTS: dict[str, tuple[str, str, type[kinds.Incoming], dict[str, Any]]] = {
    "template_card_menu_event": (
        "<EventKey>mute.week</EventKey><TaskId>r-7</TaskId>", "LiMing",
        kinds.Tap, {"button": "mute.week", "menu": True},
    ),
    "click": ("<EventKey>MENU_TODAY</EventKey>", "LiMing", kinds.MenuClick, {"event_key": "MENU_TODAY"}),
    "scancode_waitmsg": (
        "<EventKey>S</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>",
        "LiMing", kinds.MenuClick, {"details": {"ScanCodeInfo": {"ScanType": "qrcode", "ScanResult": "1"}}},
    ),
    "view": ("<EventKey>https://e.com</EventKey>", "LiMing", kinds.MenuView, {"url": "https://e.com"}),
    "enter_agent": ("<EventKey></EventKey>", "LiMing", kinds.Enter, {"userid": "liming"}),
    "subscribe": ("", "LiMing", kinds.Subscribe, {"userid": "liming"}),
    "unsubscribe": ("", "LiMing", kinds.Unsubscribe, {"userid": "liming"}),
    "LOCATION": (
        "<Latitude>31.2304</Latitude><Longitude>121.4737</Longitude><Precision>50.0</Precision>", "LiMing",
        kinds.LocationReport, {"latitude": 31.2304, "longitude": 121.4737, "precision": 50.0},
    ),
    "change_contact": (
        "<ChangeType>create_user</ChangeType><UserID>WangFang</UserID><Department>2,5</Department>", "sys",
        kinds.ContactChange, {"change": "create_user", "subject": "wangfang", "userid": ""},
    ),
    "change_external_contact": (
        "<ChangeType>add_external_contact</ChangeType><UserID>LiMing</UserID>"
        "<ExternalUserID>wmAAAA0001</ExternalUserID><State>expo2025</State><WelcomeCode>W1</WelcomeCode>",
        "sys",
        kinds.ExternalContactChange,
        {"member": "liming", "external_userid": "wmAAAA0001", "state": "expo2025", "welcome_code": "W1"},
    ),
    "sys_approval_change": (
        "<ApprovalInfo><SpNo>202311150001</SpNo><SpStatus>2</SpStatus><Applyer><UserId>LiMing</UserId></Applyer>"
        "</ApprovalInfo>", "sys",
        kinds.ApprovalChange, {"own": False, "number": "202311150001", "status": 2, "applicant": "liming"},
    ),
    "open_approval_change": (
        "<ApprovalInfo><ThirdNo>ord-7</ThirdNo><OpenSpStatus>1</OpenSpStatus><ApplyUserId>LiMing</ApplyUserId>"
        "</ApprovalInfo>", "sys",
        kinds.ApprovalChange, {"own": True, "number": "ord-7", "status": 1, "applicant": "liming"},
    ),
    "batch_job_result": (
        "<BatchJob><JobId>JOB1</JobId><JobType>sync_user</JobType><ErrCode>0</ErrCode><ErrMsg>ok</ErrMsg></BatchJob>",
        "sys", kinds.BatchJob, {"job_id": "JOB1", "job_type": "sync_user", "errcode": 0, "errmsg": "ok"},
    ),
    "kf_msg_or_event": ("", "sys", kinds.Unknown, {"kind": "event:kf_msg_or_event", "userid": ""}),
}  # fmt: skip


@pytest.mark.parametrize("name", EVENTS)
def test_each_event(name: str) -> None:
    rest, who, expected, fields = EVENTS[name]
    got = event(name, rest, who)
    assert type(got) is expected
    assert {field: getattr(got, field) for field in fields} == fields
    assert got.key.startswith("e:")
    assert len(got.key) == 66


def test_two_events_of_one_second_have_two_keys_and_a_repetition_has_the_same() -> None:
    first = event("change_contact", "<ChangeType>create_user</ChangeType><UserID>a</UserID>", "sys")
    second = event("change_contact", "<ChangeType>update_user</ChangeType><UserID>a</UserID>", "sys")
    again = event("change_contact", "<ChangeType>create_user</ChangeType><UserID>a</UserID>", "sys")
    assert first.key != second.key
    assert first.key == again.key


def test_one_msgid_in_two_applications_is_two_messages() -> None:
    body = xml("text", "<Content>a</Content><MsgId>1</MsgId><AgentID>{}</AgentID>")
    assert parse(body.replace("{}", "1"), NOW).key != parse(body.replace("{}", "2"), NOW).key


def test_a_member_who_is_called_sys_in_a_message_is_a_person() -> None:
    assert parse(xml("text", "<Content>a</Content>", "Sys"), NOW).userid == "sys"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<![CDATA[  前后有空格  ]]>", "  前后有空格  "),
        ("<![CDATA[]]>", ""),
        ("", ""),
        ("<![CDATA[   ]]>", "   "),
        ("<![CDATA[a\x00b\x08c\ufffed]]>", "abcd"),
        ("<![CDATA[第一行\n第二行\t。]]>", "第一行\n第二行\t。"),
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("<![CDATA[&lt;不是标签&gt;]]>", "&lt;不是标签&gt;"),
        (cdata("a]]></Content><Content>evil"), "a]]></Content><Content>evil"),
        ("<![CDATA[😀👨‍👩‍👧 [微笑]]]>", "😀👨‍👩‍👧 [微笑]"),
    ],
)  # fmt: skip
def test_odd_but_genuine_text_survives(sent: str, read: str) -> None:
    got = parse(xml("text", f"<Content>{sent}</Content>"), NOW)
    assert isinstance(got, kinds.Text)
    assert got.content == read


def test_a_very_long_text_is_cut() -> None:
    got = parse(xml("text", f"<Content>{'长' * (MAX_TEXT + 5)}</Content>"), NOW)
    assert isinstance(got, kinds.Text)
    assert got.content == "长" * MAX_TEXT


@pytest.mark.parametrize("stamp", ["", "soon", "-5", "99999999999999", "١٧٠٠٠٠٠٠٠١", "1" * 5000])
def test_an_absurd_time_is_replaced_by_now(stamp: str) -> None:
    assert parse(f"<xml><MsgType>text</MsgType><CreateTime>{stamp}</CreateTime></xml>", NOW).created_at == NOW


@pytest.mark.parametrize("value", ["", "abc", "nan", "inf", "91", "-200", "1e400"])
def test_a_place_that_is_not_on_earth_is_none(value: str) -> None:
    got = message("location", f"<Location_X>{value}</Location_X>")
    assert isinstance(got, kinds.Location)
    assert got.latitude is None


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "not xml",
        "<xml>",
        "<xml></xml><xml></xml>",
        '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xml><MsgType>&b;</MsgType></xml>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml/>',
        "<xml>&nbsp;</xml>",
        "<xml>" + "<a>" * 50 + "</a>" * 50 + "</xml>",
        "<xml>" + "<a/>" * 5000 + "</xml>",
        "<xml>" + " " * MAX_CHARS + "</xml>",
    ],
)
def test_what_is_not_a_callback_is_said_to_be_none(broken: str) -> None:
    with pytest.raises(NotAMessage):
        parse(broken, NOW)


@given(st.text())
def test_any_text_is_a_message_or_not_one(content: str) -> None:
    try:
        got = parse(content, NOW)
    except NotAMessage:
        return
    assert isinstance(got, kinds.Unknown)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_every_text_a_person_can_type_arrives_as_typed(content: str) -> None:
    got = parse(xml("text", f"<Content>{cdata(content)}</Content><MsgId>1</MsgId>"), NOW)
    assert isinstance(got, kinds.Text)
    assert got.content == content


NAMES = [
    "MsgType",
    "Event",
    "EventKey",
    "SelectedItems",
    "SelectedItem",
    "OptionIds",
    "OptionId",
    "QuestionKey",
    "FromUserName",
    "AgentID",
    "ApprovalInfo",
    "BatchJob",
    "Applyer",
    "Location_X",
    "CreateTime",
    "MsgId",
]
VALUES = [
    "",
    "text",
    "event",
    "template_card_event",
    "location",
    "sys_approval_change",
    "batch_job_result",
    "1",
    "x",
    "sys",
]
TREES = st.recursive(
    st.sampled_from(VALUES),
    lambda inner: st.lists(st.tuples(st.sampled_from(NAMES), inner), max_size=6).map(
        lambda pairs: "".join(f"<{name}>{value}</{name}>" for name, value in pairs)
    ),
    max_leaves=30,
)


@given(st.sampled_from(["text", "location", "event"]), st.sampled_from(sorted(EVENTS)), TREES)
def test_fields_in_any_disorder_never_raise(kind: str, name: str, tree: str) -> None:
    got = parse(f"<xml><MsgType>{kind}</MsgType><Event>{name}</Event>{tree}</xml>", NOW)
    assert isinstance(got, kinds.Incoming)
