"""What is not words: pictures, voice, places, links, files, and the events of the app itself."""

from crm.importing.asking import is_table
from crm.interactions import attachments
from crm.interactions.attachments import KINDS
from handlers.context import Context, Sent
from handlers.interactions.attachments import taken
from handlers.tables.imports import offered
from nlp.frames import Frame

WELCOME = (
    "你好{name}，我是跟进助手。见了客户、打了电话，用平常的话告诉我就行，我来记、到点提醒你。\n"
    "现在就试一条：今天拜访了谁、聊了什么、下一步什么时候做？"
)


def take_sent(sent: Sent, ctx: Context) -> str | Frame | None:
    """A sentence for what a person sent, or a frame to go on with; None where nothing is owed."""
    if sent.kind == "subscribe":
        return WELCOME.format(name=ctx.user.name)
    if sent.kind not in KINDS:
        return None
    came = _read(sent)
    return offered(came, ctx) if sent.kind == "file" and is_table(came.name) else taken(came, ctx)


def _read(sent: Sent) -> attachments.Sent:
    data = sent.data
    match sent.kind:
        case "link":
            return attachments.Sent("link", str(data.get("title") or "链接"), "", str(data.get("url") or ""))
        case "location":
            at = [data.get("latitude"), data.get("longitude")]
            where = ",".join(str(one) for one in at if one is not None)
            return attachments.Sent("location", str(data.get("label") or where), "", where)
        case _:
            name = str(data.get("file_name") or "")
            return attachments.Sent(sent.kind, name, str(data.get("media_id") or ""))
