"""资料库: put in by those who keep it, handed out as the file itself, replaced, renamed, taken out."""

import pytest

from tests.support.chat import TICK, Chat
from tests.support.whole import whole

PDF = b"%PDF-1.4 handbook"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def sends_file(chat: Chat, who: str = "ChenYu", name: str = "A100-v3.pdf", data: bytes = PDF) -> str:
    chat._now += TICK
    return str(chat.box.send_file(who, name, data).text)


def got(chat: Chat, who: str, kind: str = "file") -> list[bytes]:
    chat.settle()
    return [chat.box.media(one.body["media_id"]) for one in chat.box.inbox(who) if one.kind == kind]


@pytest.fixture
def library(team: Chat) -> Chat:
    """产品手册, kept by the administrator."""
    sends_file(team)
    team.say("ChenYu", "存为资料 产品手册")
    team.settle()
    return team


ASKED = (
    *(
        "把产品手册发我",
        "发我一份产品手册",
        "产品手册发一下",
        "要一份产品手册",
        "手册发给我",
        "最新的产品手册有吗",
    ),
    *("有产品手册吗", "发个产品手册给我", "能把产品手册发给我吗", "找一下产品手册"),
)


def test_any_rep_gets_the_file_itself(library: Chat) -> None:
    for words in ASKED:
        assert "「产品手册」发给你了" in library.say("XiaoZhao", words), words
    assert got(library, "XiaoZhao") == [PDF] * len(ASKED)
    rows = [row for row in library.records("outbox") if row["user"] == "赵敏"]
    assert {row["payload"]["name"] for row in rows} == {"产品手册.pdf"}


def test_before_it_was_fetched_and_weeks_later(team: Chat) -> None:
    assert "收到1个文件" in sends_file(team)
    assert "已存为资料：产品手册（文件）" in team.say("ChenYu", "存为资料库，叫产品手册")
    team.say("XiaoLi", "把产品手册发我")
    assert got(team, "XiaoLi") == [PDF]
    team.settle()
    team.skip_to("2026-12-08 10:00")
    team.box.world.media.clear()  # WeCom keeps them for three days
    team.say("XiaoLi", "把产品手册发我")
    team.settle()
    assert team.box.media(team.box.inbox("XiaoLi")[-1].body["media_id"]) == PDF


def test_pictures_tables_and_links(team: Chat) -> None:
    team._now += TICK
    team.box.send_image("WangFang", PNG, "海报.png")
    assert "（图片）" in team.say("WangFang", "存为资料 双十二海报")
    sends_file(team, "WangFang", "报价模板.xlsx", b"PK table")
    assert "（文件）" in team.say("WangFang", "把这个存为资料：报价模板")
    assert "（链接）" in team.say("WangFang", "存为资料 官网案例 https://example.com/Cases?a=1")
    team.say("XiaoLi", "发我双十二海报")
    assert got(team, "XiaoLi", "image") == [PNG]
    team.say("XiaoLi", "把报价模板发我")
    assert got(team, "XiaoLi") == [b"PK table"]
    assert "https://example.com/Cases?a=1" in team.say("XiaoLi", "官网案例发我")
    assert "资料库（3份）" in team.say("XiaoLi", "资料有哪些")


def test_only_those_who_keep_it_put_in_and_take_out(library: Chat) -> None:
    before = whole(library)["materials"]
    sends_file(library, "XiaoLi", "私货.pdf", b"%PDF x")
    for words in ("存为资料 私货", "删除资料 产品手册", "资料 产品手册 改名为 手册"):
        assert "陈宇" in library.say("XiaoLi", words), words
    assert whole(library)["materials"] == before


def test_several_that_fit_are_asked_and_none_is_said(library: Chat) -> None:
    sends_file(library, data=b"%PDF A200")
    library.say("ChenYu", "存为资料 A200产品手册")
    sends_file(library, data=b"%PDF A300")
    library.say("ChenYu", "存为资料 A300产品手册")
    assert "哪份资料" in library.say("XiaoLi", "把手册发我")
    library.say("XiaoLi", "A300产品手册")
    assert got(library, "XiaoLi") == [b"%PDF A300"]
    library.say("XiaoLi", "产品手册发我")  # exactly so called
    assert got(library, "XiaoLi")[-1] == PDF
    assert "资料库里没有「维修手册」。现在有：A200产品手册、A300产品手册、产品手册" in library.say(
        "XiaoLi", "把维修手册发我"
    )


def test_a_new_version_a_new_name_and_gone(library: Chat) -> None:
    sends_file(library, data=b"%PDF v4")
    assert "换成新的这份，还是另起一个名字" in library.say("ChenYu", "存为资料 产品手册")
    assert "已换成新的一份" in library.say("ChenYu", "换成新的")
    library.say("XiaoLi", "把产品手册发我")
    assert got(library, "XiaoLi") == [b"%PDF v4"]
    library.say("ChenYu", "撤销")
    library.say("XiaoLi", "把产品手册发我")
    assert got(library, "XiaoLi")[-1] == PDF
    assert "改名为「A100手册」" in library.say("ChenYu", "把产品手册改名为A100手册")
    assert "拿掉了" in library.say("ChenYu", "删除资料 A100手册")
    assert "还是空的" in library.say("XiaoLi", "资料")
    library.say("ChenYu", "撤销")
    assert "A100手册" in library.say("XiaoLi", "资料库")


def test_on_to_a_colleague_and_to_a_customer_by_the_rep(library: Chat) -> None:
    assert "已把「产品手册」发给王磊" in library.say("XiaoLi", "把产品手册发给王磊")
    assert got(library, "XiaoWang") == [PDF]
    assert "长按可以转发给华为技术有限公司" in library.say("XiaoLi", "把产品手册发给华为")
    assert got(library, "XiaoLi") == [PDF]


def test_what_is_missing_is_said(team: Chat) -> None:
    assert "先把文件或图片发给我" in team.say("ChenYu", "存为资料 产品手册")
    sends_file(team)
    assert "叫什么名字" in team.say("ChenYu", "存为资料")
    assert "已存为资料：产品手册" in team.say("ChenYu", "产品手册")
    assert "资料库" not in team.say("XiaoLi", "把华为李强的电话发我")
