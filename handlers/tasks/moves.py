"""Tasks moved in three words: 「三点改四点」, 「算了 明天上午吧」 just after, 「1改到下周一」 of a list."""

import re
from datetime import datetime

from crm.tasks import tasks
from handlers.context import ANSWER_WITHIN, Context
from handlers.mending.last_write import last_written
from handlers.names import refs_to
from handlers.phrases import contacts_called, says
from handlers.slots import due
from handlers.tasks.appointed import CANNOT, due_on
from handlers.tasks.intents import DAY_SAID
from handlers.tasks.moved_to import moved_to
from handlers.tasks.refs import clearly
from handlers.vocabulary import parse
from models.changes import last_sets, records_of
from models.customers import Contact, Customer
from models.work import Interaction, Task
from nlp.frames import Frame
from nlp.names import Name
from nlp.times import find

CHANGED = "(?:改|换|挪|推|调|延|提前|推迟)(?:到|成|为|至)?"
MOVES = "改|推|挪|延|换到|调到|顺延|往后|提前|晚|删|取消|去掉|不做|不要|不用"
INTENTS = {"correct", "task.postpone", "task.cancel"}


@says(
    rf"第?(?P<n>\d{{1,2}})[个条项号]?[ ,、，.]*(?P<what>(?:{MOVES}).{{0,16}})",
    r"(?P<what>删掉|删除|删了?|取消掉?|去掉) ?第?(?P<n>\d{1,2})[个条项号]?(?:吧|了)?",
)
def read_numbered(match: re.Match[str], ctx: Context) -> Frame | None:
    """1改到下周一, 删掉第2条: of the task list that was just shown, whatever was asked since."""
    ids = (ctx.state.get("listed") or {}).get("ids", ())
    number = int(match["n"])
    if (ctx.open and ctx.open["options"]) or (ctx.state.get("listed") or {}).get("kind") != "task":
        return None
    read = parse(f"第{number}个{match['what']}", ctx)
    if len(read) != 1 or read[0].intent not in INTENTS or not 1 <= number <= len(ids):
        return None
    when = read[0].slots.get("due", read[0].slots.get("value"))
    if read[0].intent == "task.cancel":
        return Frame("task.cancel", {"task": ids[number - 1]})
    return Frame("task.postpone", {"task": ids[number - 1], "due": when}) if when else None


@says(rf"(?:把)?(?P<old>[^,，。?？]{{2,8}}?)的?(?:那个|那条)?{CHANGED}(?P<new>[^,，。?？]{{2,8}}?)(?:吧|了)?")
def read_from_to(match: re.Match[str], ctx: Context) -> Frame | None:
    """三点改四点: the one task of mine that is due then."""
    if not (is_only_time(match["old"], ctx) and is_only_time(match["new"], ctx)):
        return None
    old, new = moved_to(match["old"], ctx), moved_to(match["new"], ctx)
    if old is None or new is None:
        return None
    then = [one for one in tasks.open_tasks(ctx.session, ctx.user.id) if _due_at(one, old, match["old"], ctx)]
    if len(then) > 1:
        then = [one for one in then if one in last_written(ctx)]
    slots = {"due": new, "said": match["new"]}
    return Frame("task.postpone", {"task": then[0].id, **slots}) if len(then) == 1 else None


SAME = (
    "(?:还是|还|就|也)*(?:(?:那个|原来?的?|之前的?|一样的?|老|原)(?:时间|时候|钟点|点)(?:不变|不动)?|(?:同一|同样的?)(?:个)?(?:时间|钟点)"
    "|(?:时间|钟点|几点)(?:不变|不动|照旧|不改|一样|照原来的?|还是那个|还是一样))"
)


@says(
    rf"(?:(?:帮我|麻烦|给我|那|就|先|再)*{CHANGED})?(?P<when>[^,，。?？]{{2,8}}?)[吧的,， ]*{SAME}吧?",
    rf"{SAME}[,， ]*(?:(?:但|就)?(?:是)?{CHANGED})?(?P<when>[^,，。?？]{{2,8}}?)(?:吧)?",
    "(?:(?:算了|那就?|还是|要不|不了?|哦|嗯|不对)[,， ]*)*(?P<when>[^,，。?？]{2,10}?)"
    "(?:吧|好了|得了|比较好)",
    rf"(?:(?:帮我|麻烦|给我|那|就|先|再)*{CHANGED})?(?P<when>[^,，。?？]{{2,10}}?)(?:吧|了)?",
)
def read_rather(match: re.Match[str], ctx: Context) -> Frame | None:
    """算了 明天上午吧, 周五 还是那个时间, right after 下午三点提醒我…: the task just made or moved."""
    if ctx.open is not None or not is_only_time(match["when"], ctx):
        return _meanwhile(match, ctx)
    written = {one for one in last_written(ctx) if isinstance(one, Task) and one.prepares_id is None}
    when = moved_to(match["when"], ctx, match.string[: match.start("when")])
    task = _just_listed(ctx) or (written.pop() if len(written) == 1 else None)
    if task is None or when is None:
        return None
    if task.status != "open" or task.deleted_at is not None:
        return None
    return Frame("task.postpone", {"task": task.id, "due": when})


def _meanwhile(match: re.Match[str], ctx: Context) -> Frame | None:
    """改到周四十点吧, to 聊得怎么样？ of a task that was ticked off: the task made just before that."""
    asked = ctx.open is not None and ctx.open["slot"] == "content"
    if (
        not asked
        or not re.match(f"(?:那就?|还是)?{CHANGED}", match[0])
        or not is_only_time(match["when"], ctx)
    ):
        return None
    sets = last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN)
    made = [one for key in sets for one, _ in records_of(ctx.session, key) if isinstance(one, Task)]
    still = {
        one for one in made if one.status == "open" and one.deleted_at is None and one.prepares_id is None
    }
    when = moved_to(match["when"], ctx, match.string[: match.start("when")])
    return Frame("task.postpone", {"task": still.pop().id, "due": when}) if len(still) == 1 and when else None


def _just_listed(ctx: Context) -> Task | None:
    """The only task of the list shown, where nothing was written since: 9点半 is said of that one."""
    listed = ctx.state.get("listed") or {}
    if listed.get("kind") != "task" or len(listed["ids"]) != 1 or "at" not in listed:
        return None
    at = datetime.fromisoformat(listed["at"])
    if ctx.now - at > ANSWER_WITHIN or last_sets(ctx.session, ctx.user.id, at, 1):
        return None
    return ctx.session.get(Task, listed["ids"][0])


def is_only_time(words: str, ctx: Context) -> bool:
    """Whether the words are a time and nothing else."""
    said = words.replace(" ", "")
    found = find(said, ctx.now.astimezone(ctx.tz))
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(said))


def _due_at(task: Task, said: str, words: str, ctx: Context) -> bool:
    """Whether it is due at that moment; an hour alone is one of any day, a day alone any hour of it."""
    if task.due_at is None:
        return False
    there, then = task.due_at.astimezone(ctx.tz), due(said, ctx.tz)
    if then.grain == "day":
        return there.date() == then.at.date()
    same_hour = task.due_grain == "minute" and _clock(there) == _clock(then.at)
    return same_hour and (there.date() == then.at.date() or not DAY_SAID.search(words))


def _clock(moment: datetime) -> tuple[int, int]:
    return moment.hour, moment.minute


@says(
    rf"(?P<what>[^,，。?？ \d]{{2,12}}?)(?:那边|那个|那条|的?(?:待办|约|会面?|拜访|时间))*(?:说)?{CHANGED}"
    "(?P<when>[^,，。?？ ]{2,10}?)(?:了|吧|见|去|再说)*"
)
def read_their_time(match: re.Match[str], ctx: Context) -> Frame | None:
    """孙工改下午三点了: the one task of mine that names him, or is with him."""
    if ctx.open is not None or not is_only_time(match["when"], ctx):
        return None
    mine = [one for one in tasks.open_tasks(ctx.session, ctx.user.id) if one.prepares_id is None]
    people = {one.id for one in contacts_called(match["what"], ctx)}
    found = clearly(mine, match["what"]) or [task for task in mine if task.contact_id in people]
    when = moved_to(match["when"], ctx, match.string[: match.start("when")])
    return Frame("task.postpone", {"task": found[0].id, "due": when}) if len(found) == 1 and when else None


ALONE = "(?:那就?|他说|她说|说|对方|只好|只能|还是|先|,|，| )*"


@says(
    rf"{ALONE}(?P<old>[^,，。 ]{{2,8}}?){CANNOT}了?[,， ]*"
    "(?:那就?|就|改|换|约|到|成|看)+(?P<new>[^,，。]{2,12}?)(?:吧|了)?"
)
def read_not_that_day(match: re.Match[str], ctx: Context) -> Frame | None:
    """周五不行 改下周一, with nobody named: the one of mine that is due that day, the one just made first."""
    then = find(match["old"], ctx.now.astimezone(ctx.tz), "future")
    when = moved_to(match["new"], ctx) if then and then[0].text == match["old"] and ctx.open is None else None
    if when is None:
        return None
    that_day = due_on(then[0].as_deadline()[:10], ctx)
    found = [one for one in that_day if one in last_written(ctx)] or that_day
    return Frame("task.postpone", {"task": found[0].id, "due": when}) if len(found) == 1 else None


@says(
    rf"{ALONE}(?:跟[他她])?(?:又|就)?(?:改约|重约|重新约|再约|另约|约)(?:到|在|成|定|好|了)*"
    "(?P<when>[^,，。]{2,12}?)(?:再去|见|过去|去)?(?:吧|了)?"
)
def read_again(match: re.Match[str], ctx: Context) -> Frame | None:
    """改约明天上午, right after one was there in vain: the next visit; that one's time stays as it was."""
    when = moved_to(match["when"], ctx) if ctx.open is None else None
    written = [one for one in last_written(ctx) if isinstance(one, Interaction)]
    if when is None or not is_only_time(match["when"], ctx) or len(set(written)) != 1:
        return None
    customer = ctx.session.get_one(Customer, written[0].customer_id)
    person = ctx.session.get(Contact, written[0].contact_id) if written[0].contact_id else None
    refs = refs_to(customer)
    if person is not None:
        whom = Name("contact", person.name, person.name, person.id, customer.name, customer.id)
        refs = {**refs, "contact": (whom,)}
    title = f"拜访{person.name if person else customer.name}"
    return Frame("task.create", {"title": title, "due": when}, refs=refs)
