"""`genjin import` and `genjin export` as somebody types them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete

from crm.company import custom_fields, vocabulary
from genjin.cli import main
from models.customers import NameKey
from tests.crm.importing.conftest import Desk


@pytest.fixture
def typed(desk: Desk, database_url: str, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(desk.home)
    monkeypatch.setenv("DATABASE_URL", database_url)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), catch_exceptions=False)

    return run


def test_template_check_import_undo_export(desk: Desk, typed) -> None:  # type: ignore[no-untyped-def]
    assert "模板：t.xlsx" in typed("import", "--template", "t.xlsx").output
    dry = typed("import", "t.xlsx", "--dry-run", "--owner", "小李")
    assert dry.exit_code == 0, dry.output
    assert (
        "试导入（什么都没有写入）：共 3 行\n将新增：客户 2、联系人 2、标签 2、跟进记录 1；将更新：没有"
        in dry.output
    )
    assert "已导出 0 条" in typed("export", "customers", "a.xlsx").output
    done = typed("import", "t.xlsx", "--owner", "小李")
    assert "已导入，第 1 号：共 3 行" in done.output
    assert "检查 3" not in done.stdout
    assert "已导出 2 条：a.csv" in typed("export", "customers", "a.csv", "--as", "xiaoli").output
    assert "已导出 0 条：a.csv" in typed("export", "customers", "a.csv", "--as", "xiaowang").output
    again = typed("import", "t.xlsx", "--owner", "小李")
    assert again.exit_code == 1
    assert "没有可以导入的行" in again.output
    back = typed("import", "--undo", "1")
    assert "已撤销。去掉：联系人 2、标签 2、客户 2、跟进记录 1；恢复原值：没有" in back.output
    assert "已导出 0 条" in typed("export", "customers", "a.xlsx").output


def test_the_template_has_the_companys_own_fields(desk: Desk, typed) -> None:  # type: ignore[no-untyped-def]
    with desk.database.system(desk.now, "declare") as session:
        custom_fields.declare(session, "装机量", "number", desk.now, unit="台")
        vocabulary.changed(session)
    typed("import", "--template", "t.csv")
    headings, first = Path("t.csv").read_text(encoding="utf-8-sig").splitlines()[:2]
    assert headings.endswith(",装机量")
    assert first.endswith(",120台")


def test_the_rows_with_problems_go_into_a_file(desk: Desk, typed) -> None:  # type: ignore[no-untyped-def]
    Path("in.csv").write_text("公司,电话\n华为,138\n讯飞,13800010001\n", encoding="utf-8")
    done = typed("import", "in.csv")
    assert "有问题的行和原因：in-有问题的行.csv" in done.output
    assert "华为" in Path("in-有问题的行.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import",), "要导入哪个文件"),
        (("import", "no.xlsx"), "没有这个文件"),
        (("import", "no.xlsx", "--as", "nobody"), "通讯录里没有 nobody"),
        (("import", "--undo", "7"), "没有第 7 号导入"),
        (("export", "customers", "a.doc"), "结尾"),
        (("export", "customers", "no/where.xlsx"), "where"),
    ],
)
def test_mistakes_are_sentences(typed, words: tuple[str, ...], said: str) -> None:  # type: ignore[no-untyped-def]
    done = typed(*words)
    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output


def test_names_tells_what_it_added_and_finds_nothing_more_the_second_time(desk: Desk, typed) -> None:  # type: ignore[no-untyped-def]
    typed("import", "--template", "t.xlsx")
    assert typed("import", "t.xlsx", "--owner", "小李").exit_code == 0
    with desk.database.system(desk.now, "test") as session:
        session.execute(delete(NameKey).where(NameKey.kind == "customer"))
    first, again = (
        dict(line.split() for line in typed("names").output.splitlines()[-4:]) for _ in ("once", "twice")
    )
    assert int(first["customer"]) > 1
    assert set(again.values()) == {"0"}
