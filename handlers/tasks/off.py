"""An appointment that falls through, and why, in one breath: 「取消吧 她出差了」「不去了 王敏出差了」."""

import re

from crm.tasks import tasks
from handlers.context import Context
from handlers.mending.last_write import last_written
from handlers.phrases import contacts_called, says
from handlers.tasks.moved_to import moved_to
from handlers.tasks.refs import one_of
from nlp.frames import Frame

THEY = "(?:他|她)(?:们)?|对方|客户|人家|那边|人"
WHO = rf"(?P<who>{THEY}|[^,，。 ]{{2,6}}?)(?:那边)?"
WHEN = "(?:临时|突然|又|也|都|正好|刚好|要|得|去|这两天|最近|[今明后]天|这周|下周|周[一二三四五六日])*"
KEPT = (
    "(?:出差|有事情?|有会|请假|休假|调休|生病|病|住院|开会|加班|隔离|出国|外地|回老家|走不开|抽不开身|来不了|见不了|没空|没时间"
    "|没在|不在(?:公司|办公室|家)?|放(?:我们?)?鸽子|不舒服|忙不过来|太忙|很忙|忙)(?:去|着)?(?:了|呢|的)?"
)
REASON = f"(?:因为|说)?{WHO}(?:说)?{WHEN}{KEPT}"
OFF = (
    "(?:(?:那|就|先|还是|只好|只能|我|都|帮我|给我)*"
    "(?:取消|不(?:用)?[去见约开办谈聊]|[去见]不(?:了|成)|别去|作罢|作废|算)(?:掉|这个|那个|这条|那条)?(?:了|吧|算)*)"
)
MOVED = (
    "(?:那|就|先|还是|只好|帮我)*(?:改|推|挪|延|换)(?:到|成|为|至)?(?P<when>[^,，。]{2,10}?)(?:吧|了|再说)?"
)
GAP = "[,，。 ]+"


@says(f"{OFF}{GAP}{REASON}", f"{REASON}{GAP}{OFF}")
def read_off(match: re.Match[str], ctx: Context) -> Frame | None:
    """The one appointment with whom it is about; without one it is somebody else's sentence."""
    meant = _with(match["who"], ctx)
    return Frame("task.cancel", meant) if meant else None


@says(f"{MOVED}{GAP}{REASON}", f"{REASON}{GAP}{MOVED}")
def read_moved(match: re.Match[str], ctx: Context) -> Frame | None:
    """她出差了 改到周五."""
    meant, when = _with(match["who"], ctx), moved_to(match["when"], ctx)
    return Frame("task.postpone", {**meant, "due": when}) if meant and when else None


def _with(who: str, ctx: Context) -> dict[str, object]:
    """What I have to do with this person; of a mere 他 what was just written, else with whom one spoke of."""
    if ctx.open is not None and ctx.open["options"]:
        return {}
    mine = tasks.open_tasks(ctx.session, ctx.user.id)
    if re.fullmatch(THEY, who):
        written = [one for one in mine if one in last_written(ctx)]
        people = {ctx.conversation.contact_id} - {None}
    else:
        written, people = [], {one.id for one in contacts_called(who, ctx)}
    found = written or [one for one in mine if one.contact_id in people]
    return one_of(found)
