"""Files taken in: what is understood, what is refused and why, what is written."""

from datetime import datetime
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm.customers import contacts, customers, merging
from crm.errors import Refused
from crm.importing import papers, sheets
from crm.interactions import interactions
from crm.names import find
from crm.overview.overview import overview
from crm.ownership import pool
from models.customers import Contact, Customer, NameKey
from models.imports import Import
from models.platform import Change
from models.scope import SYSTEM, Scope
from models.work import Interaction
from tests.conftest import TZ
from tests.crm.importing.conftest import Desk, Dumper
from zh import names

HEADINGS = ["客户名称", "级别", "联系人", "手机", "标签", "跟进内容", "跟进时间", "记录人", "负责人"]
HUAWEI = [
    "华为技术有限公司",
    "重点",
    "李强",
    13800010001,
    "老客户、华南",
    "聊了报价",
    "2026-11-01 15:00",
    "老周",
    "小李",
]


def one(desk: Desk, name: str) -> dict[str, Any]:
    """The customer of this name with what hangs on it."""
    with desk.database.read(SYSTEM, desk.now) as session:
        customer = session.scalars(select(Customer).where(Customer.name == name)).one()
        view = overview(session, customer)
        return {
            "customer": customer,
            "contacts": view.contacts,
            "tags": view.tags,
            "talks": view.interactions,
        }


def count(desk: Desk, model: Any) -> int:
    with desk.database.read(SYSTEM, desk.now) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_row_becomes_a_customer_with_everything(desk: Desk) -> None:
    done = desk.commit(desk.file(HEADINGS, HUAWEI))
    assert done.marks == {}
    made = one(desk, "华为技术有限公司")
    customer, (contact,), (talk,) = made["customer"], made["contacts"], made["talks"]
    assert (customer.level, customer.owner_id, customer.stage) == ("A", desk.users["小李"], "潜在")
    assert (contact.name, contact.phone, made["tags"]) == ("李强", "13800010001", ["老客户", "华南"])
    happened = datetime(2026, 11, 1, 15, 0, tzinfo=TZ)
    assert (talk.content, talk.user_id, talk.happened_at) == ("聊了报价", desk.users["老周"], happened)
    assert talk.contact_id == contact.id
    assert talk.backfilled
    assert customer.last_interaction_at == happened
    with desk.database.read(SYSTEM, desk.now) as session:
        kinds = {
            (hit.kind, hit.name) for word in ("华为", "李强") for hit in find(session, names.query_keys(word))
        }
    assert kinds == {("customer", "华为技术有限公司"), ("contact", "李强")}


def written_by_hand(session: Session, now: datetime, users: dict[str, int]) -> None:
    """The row `HUAWEI`, as a chat would write it."""
    customer = customers.create(session, users["小李"], "华为技术有限公司", now, level="A")
    contact = contacts.add(session, customer, "李强", now, phone="13800010001")
    customers.tag(session, customer, ["老客户", "华南"], now)
    at = datetime(2026, 11, 1, 15, 0, tzinfo=TZ)
    interactions.log(session, users["老周"], customer, "聊了报价", at, now, TZ, contact=contact)


def test_the_log_is_the_one_a_chat_would_leave(desk: Desk) -> None:
    with desk.database.write(SYSTEM, desk.now, "by hand") as session:
        written_by_hand(session, desk.now, desk.users)
    desk.commit(desk.file(HEADINGS, ["华为软件有限公司", *HUAWEI[1:]]), allow_same_phone=True)
    sets: dict[str, list[Any]] = {}
    keys: dict[int, set[str]] = {}
    with desk.database.read(SYSTEM, desk.now) as session:
        for change in session.scalars(select(Change).order_by(Change.record, Change.id)):
            after = {k: v for k, v in change.after.items() if not k.endswith("_id") or k == "user_id"}
            # The zone in which a moment is written down, and whether a default is, make no difference.
            after.pop("stage", None)
            if at := after.get("happened_at"):
                after["happened_at"] = datetime.fromisoformat(at)
            after["name"] = str(after.get("name", "")).replace("软件", "技术")
            sets.setdefault(change.set_id.split(":")[0], []).append(
                (change.record, change.action, change.before, after)
            )
        for key in session.scalars(select(NameKey).where(NameKey.kind == "contact")):
            keys.setdefault(key.record_id, set()).add(key.key)
    assert sets["import"] == sets["by hand"]
    assert len(sets["import"]) == 5
    assert len({frozenset(of) for of in keys.values()}) == 1


def test_the_dry_run_says_what_the_import_does_and_writes_nothing(desk: Desk, records: Dumper) -> None:
    path = desk.file(HEADINGS, HUAWEI, ["", "A"], ["科大讯飞", "特级"], ["九阳股份", "B", "", "138"])
    before = records()
    dry = desk.check(path)
    assert records() == before
    assert count(desk, Import) == 0
    assert dry.marks == {
        3: "缺客户名称",
        4: "级别：「特级」不在级别字典里，可写 A B C D",
        5: "手机：「138」不像电话号码",
    }
    done = desk.commit(path)
    assert (done.counts, done.marks) == (dry.counts, dry.marks)
    assert done.counts["customers"] == 1
    again = desk.check(path)
    assert again.before[0][0] == done.import_id
    assert again.marks[2] == "已有客户「华为技术有限公司」（小李）"


def test_rows_of_one_customer_become_one(desk: Desk) -> None:
    done = desk.commit(
        desk.file(
            HEADINGS,
            HUAWEI,
            ["华为技术", "", "王敏", "13800010002"],
            HUAWEI,
            ["华为技术有限公司", "B", "李强", "13800010001"],
            ["华为技术有限公司", "", "李强", "", "", "寄了样品", "2026/11/20", "小王"],
            ["别家有限公司", "", "李强", "13800010001"],
        )
    )
    made = one(desk, "华为技术有限公司")
    assert [contact.name for contact in made["contacts"]] == ["李强", "王敏"]
    assert [talk.content for talk in made["talks"]] == ["寄了样品", "聊了报价"]
    assert made["talks"][0].happened_grain == "day"
    assert done.counts["customers"] == count(desk, Customer) == 1
    assert done.marks == {
        4: "与第 2 行重复",
        5: "与第 2 行是同一客户，级别不同，以第 2 行为准",
        7: "电话 13800010001 与第 2 行「华为技术有限公司」相同，可能是同一家",
    }


def test_update_changes_what_differs_and_nothing_else(desk: Desk) -> None:
    desk.commit(desk.file(HEADINGS, HUAWEI))
    path = desk.file(
        HEADINGS,
        [
            "华为技术有限公司",
            "B",
            "李强",
            "13900010001",
            "华南、VIP",
            "聊了报价",
            "2026-11-01 15:00",
            "老周",
            "小王",
        ],
        ["新公司", "A"],
    )
    done = desk.commit(path, mode="update")
    made = one(desk, "华为技术有限公司")
    assert (made["customer"].level, made["contacts"][0].phone) == ("B", "13900010001")
    assert made["tags"] == ["老客户", "华南", "VIP"]
    assert len(made["talks"]) == 1, "the same follow-up is not written twice"
    assert made["customer"].owner_id == desk.users["小李"]
    assert done.marks == {2: "负责人现在是小李，导入不改负责人，请另做转移", 3: "系统里没有这个客户"}
    assert (done.counts["updated_customers"], done.counts["updated_contacts"]) == (1, 1)
    assert desk.commit(path, mode="both").counts["customers"] == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"负责人": "没这人"}, "负责人「没这人」不在通讯录里"),
        ({"负责人": "老周"}, "负责人「老周」已离职，请改成在职的人"),
        ({"跟进内容": "聊了"}, "有跟进内容，没有跟进时间"),
        ({"跟进内容": "聊了", "跟进时间": "2027-01-01"}, "跟进时间 2027-01-01 00:00 在将来"),
        ({"跟进内容": "聊了", "跟进时间": "2026-01-01"}, "跟进记录没有记录人，客户也没有负责人"),
        ({"跟进时间": "明天"}, "跟进时间：「明天」不是日期"),
        ({"客户名称": 12345}, "客户名称：应是名称，却是「12345」"),
        ({"客户名称": "长" * 129}, "客户名称：有 129 个字，最多 128 个"),
    ],
)
def test_what_cannot_be_says_why(desk: Desk, row: dict[str, Any], reason: str) -> None:
    cells = {"客户名称": "华为"} | row
    assert desk.check(desk.file(list(cells), list(cells.values()))).marks == {2: reason}


def test_an_author_who_is_no_member_stays_in_the_words(desk: Desk) -> None:
    row = [*HUAWEI[:7], "孙悟空", "小李"]
    desk.commit(desk.file(HEADINGS, row))
    (talk,) = one(desk, "华为技术有限公司")["talks"]
    assert (talk.user_id, talk.content) == (desk.users["小李"], "（原记录人：孙悟空）聊了报价")


def test_a_messy_sheet_is_read(desk: Desk) -> None:
    path = desk.home / "messy.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("说明").write(0, 0, "请看第二张表")
        page = book.add_worksheet("资料")
        page.merge_range(1, 1, 1, 4, "客户资料汇总表")
        page.write_row(3, 1, ["*单位名称（必填）", "联系人姓名", "联系电话：", "没听过的列", "省", "市"])
        page.merge_range(4, 1, 5, 1, " ＡＢＣ公司\u200b")
        page.write_row(4, 2, ["李强", "13800010001", "x", "广东", "深圳"])
        page.write_row(5, 2, ["王敏", 13800010002.0])
        page.write_row(7, 1, ["#N/A", "赵六"])
        page.write_row(8, 1, ["*单位名称（必填）", "联系人姓名"])
    done = desk.commit(path)
    made = one(desk, "ABC公司")
    assert [contact.phone for contact in made["contacts"]] == ["13800010001", "13800010002"]
    assert made["customer"].region == "深圳"
    assert done.sheet.headings.unknown == ["没听过的列"]
    assert done.marks == {8: "*单位名称（必填）：单元格是公式错误 #N/A"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_any_encoding(desk: Desk, encoding: str, delimiter: str) -> None:
    path = desk.home / "a.csv"
    lines = [
        delimiter.join(line)
        for line in (
            ["公司", "联系人1", "电话1", "联系人2", "电话2"],
            ["华为", "李强", "", "王敏", "13800010002"],
        )
    ]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    desk.commit(path)
    assert [(c.name, c.phone) for c in one(desk, "华为")["contacts"]] == [
        ("李强", None),
        ("王敏", "13800010002"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "没有找到"),
        (b"", "没有找到"),
        (b"PK\x03\x04 no workbook", "打不开"),
        (b"\xff\xff\xff\xff", "编码"),
        ("公司\n".encode(), "标题下面没有数据"),
    ],
)
def test_files_that_are_none(desk: Desk, content: bytes, said: str) -> None:
    path = desk.home / "x.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=said):
        desk.commit(path)


def test_too_many_rows_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.importing.marks.MOST_ROWS", 2)
    with pytest.raises(Refused, match="超过 2 行"):
        desk.commit(desk.file(["公司"], ["一号公司"], ["二号公司"], ["三号公司"]))
    assert count(desk, Customer) == 0


def test_a_note_for_which_there_is_no_room_is_told(desk: Desk) -> None:
    """In a further row of the file, and beside what the customer has already."""
    long, more = "很" * 1500, "长" * 1500
    rows = desk.file(["客户名称", "备注"], ["华为", long], ["华为", more], ["讯飞", "短"], ["讯飞", "更短"])
    done = desk.commit(rows)
    assert done.marks == {3: "与第 2 行是同一客户，备注不同，以第 2 行为准"}
    assert one(desk, "讯飞")["customer"].note == "短\n更短"
    again = desk.file(["客户名称", "备注"], ["华为", more], name="改.xlsx")
    for outcome in (desk.check(again, mode="update"), desk.commit(again, mode="update")):
        assert "写不下" in outcome.marks[2]
        assert outcome.counts["conflict"] == 1
    assert one(desk, "华为")["customer"].note == long


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_rows_with_problems_come_back_and_can_be_mended(desk: Desk, ending: str) -> None:
    path = desk.file(["客户名称", "电话", "备注"], ["华为", "138", "=1+1"], ["讯飞", 13800010001])
    done = desk.commit(path)
    bad = desk.home / f"bad.{ending}"
    papers.write_marked(done.sheet, done.marks, bad)
    sheet = sheets.open_sheet(bad)
    ((_, cells),) = sheet.rows()
    assert list(sheet.headings.texts) == ["客户名称", "电话", "备注", "原因"]
    assert [*cells][:2] == ["华为", "138"]
    assert cells[3] == "第 2 行：电话：「138」不像电话号码"
    mended = desk.file(sheet.headings.texts, ["华为", "13800010002", cells[2], cells[3]], name="mended.xlsx")
    assert desk.commit(mended).marks == {}
    assert one(desk, "华为")["customer"].note == "=1+1"


def test_the_template_can_be_taken_in(desk: Desk) -> None:
    path = desk.home / "template.xlsx"
    papers.write_template(path)
    assert CalamineWorkbook.from_path(str(path)).sheet_names == ["客户"]
    done = desk.commit(path, owner="小李")
    assert (done.marks, done.sheet.headings.unknown) == ({}, [])
    assert done.counts["customers"] == 2
    assert done.counts["contacts"] == 2
    assert count(desk, Interaction) == 1


def test_a_rep_sees_only_so_much_and_gives_only_to_themselves(desk: Desk) -> None:
    desk.commit(desk.file(HEADINGS, HUAWEI))
    rep = Scope(desk.users["小王"], "own")
    path = desk.file(
        ["公司", "负责人", "电话"],
        ["华为技术有限公司", "", ""],
        ["一号公司", "小李", ""],
        ["二号公司", "", ""],
        ["三号公司", "", "13800010001"],
    )
    done = desk.commit(path, rep, mode="both")
    assert done.marks == {
        2: "已有客户，负责人小李，不在你的范围内",
        3: "你不能把客户分给「小李」",
        5: "电话 13800010001 与已有客户，负责人小李，不在你的范围内相同，可能是同一家",
    }
    assert one(desk, "二号公司")["customer"].owner_id == desk.users["小王"]


def test_somebody_was_faster(desk: Desk) -> None:
    """A customer made by chat between the check and the writing is not made twice."""
    path = desk.file(["公司"], ["一号公司"])

    def meanwhile(what: str, _done: int, _of: int) -> None:
        if what == "检查":
            with desk.database.write(SYSTEM, desk.now, "chat") as session:
                customers.create(session, desk.users["小李"], "一号有限公司", desk.now)

    from crm.importing import run
    from crm.importing.plan import Options

    with pytest.raises(Refused, match="什么都没有写入"):
        run.commit(desk.database, path, Options(), SYSTEM, desk.now, TZ, meanwhile)
    assert count(desk, Customer) == 1


def test_progress_is_told(desk: Desk) -> None:
    from crm.importing import run
    from crm.importing.plan import Options

    said: list[tuple[str, int, int]] = []
    path = desk.file(["公司"], *([f"{at}号公司"] for at in range(1, 2502)))
    run.commit(desk.database, path, Options(), SYSTEM, desk.now, TZ, lambda *told: said.append(told))
    assert said == [
        ("检查", 1000, 0),
        ("检查", 2000, 0),
        ("检查", 2501, 0),
        ("写入", 1000, 2501),
        ("写入", 2000, 2501),
        ("写入", 2501, 2501),
    ]
    assert count(desk, Customer) == 2501
    assert count(desk, Contact) == 0


def test_an_old_customer_does_not_fall_into_the_pool_at_once(desk: Desk) -> None:
    desk.commit(
        desk.file(["公司", "创建时间", "负责人"], ["华为", "2020-03-01", "小李"], ["讯飞", "", "小李"])
    )
    old, new = one(desk, "华为")["customer"], one(desk, "讯飞")["customer"]
    assert old.created_at == datetime(2020, 3, 1, tzinfo=TZ)
    assert (old.owner_since, new.owner_since) == (desk.now, None)
    for customer in (old, new):
        fallen = pool.fate(customer, desk.now, TZ, pool.Rules())
        assert fallen is not None
        assert fallen.left(desk.now.astimezone(TZ).date()) > 7


def test_a_merged_customer_is_known_by_its_old_name(desk: Desk) -> None:
    desk.commit(desk.file(["公司"], ["远见科技有限公司"], ["杭州远见软件有限公司"]))
    with desk.database.write(SYSTEM, desk.now, "merge") as session:
        kept, gone = session.scalars(select(Customer).order_by(Customer.id))
        merging.merge(session, gone, kept, desk.now)
    done = desk.check(desk.file(["公司"], ["杭州远见软件"]))
    assert done.marks == {2: "已有客户「远见科技有限公司」（公海）"}


def test_a_merged_customer_under_both_its_names_is_one(desk: Desk, records: Dumper) -> None:
    desk.commit(desk.file(["公司"], ["远见科技有限公司"], ["杭州远见软件有限公司"]))
    with desk.database.write(SYSTEM, desk.now, "merge") as session:
        kept, gone = session.scalars(select(Customer).order_by(Customer.id))
        merging.merge(session, gone, kept, desk.now)
    rows = [["公司", "联系人", "职务"], ["远见科技", "李强", ""], ["杭州远见软件", "李强", "经理"]]
    done = desk.commit(desk.file(*rows), mode="update")
    assert done.counts["contacts"] == 1
    assert not done.marks
    assert [(one["name"], one["title"]) for one in records()["contacts"]] == [("李强", "经理")]
