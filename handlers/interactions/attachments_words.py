"""What is said about pictures, files, links and places beside a follow-up."""

from collections.abc import Collection, Sequence

from crm.interactions import attachments
from crm.words import CHANNELS
from models.customers import Customer
from models.files import Attachment
from models.outbox import Card
from models.people import User
from models.work import Interaction

WRONG = "放错了发「撤销」"
NOTHING_SENT = "最近没有收到图片或文件。先把图发给我，再说发给谁。"
PLACED_ALREADY = "刚才发的已经放好了，没有再动。放错了说「图放错了 是华为的」。"
UNHEARD = "\n语音里说的我还听不懂，只替你存着；要记下来，用键盘的语音输入说一遍。"
NOT_A_RECORD = "没找到可以记的那段话。把内容发过来，再说「记到华为」就行。"


def beside(sent: Sequence[Attachment], log: Interaction, customer: Customer, total: int) -> str:
    """`收到1张图片，已放到「华为」刚才的拜访记录里（共2个附件）。`"""
    of = CHANNELS.get(log.channel or "", "跟进")
    many = f"（共{total}个附件）" if total > len(sent) else ""
    kinds = unheard([one.kind for one in sent])
    return f"收到{attachments.say(sent)}，已放到「{customer.name}」刚才的{of}记录里{many}。{WRONG}{kinds}"


def ask_whose(sent: Sequence[Attachment]) -> str:
    kinds = unheard([one.kind for one in sent])
    return f"收到{attachments.say(sent)}，是哪个客户的？也可以直接说今天见了谁、聊了什么。{kinds}"


def unheard(kinds: Collection[str]) -> str:
    """A line where there is a voice message: whoever sent it must not think that its words were read."""
    return UNHEARD if "voice" in kinds else ""


def still_loose(sent: Sequence[Attachment], customer: Customer | None) -> str:
    """After an answer that is no follow-up: what came while it was asked still lies there."""
    name = customer.name if customer else "客户名"
    return f"\n刚才的{attachments.say(sent)}还没放，说「记到{name}」就放进去。"


def placed(sent: Sequence[Attachment], customer: Customer, new: bool) -> str:
    where = "新记了一条跟进" if new else "放到今天的跟进里"
    return f"已把{attachments.say(sent)}记到「{customer.name}」（{where}）。{WRONG}"


def joined(sent: Sequence[Attachment]) -> str:
    return f"刚才的{attachments.say(sent)}也放进了这条记录。"


def content(sent: Sequence[Attachment]) -> str:
    """The words of a follow-up that consists of what was sent."""
    parts = []
    for one in sent:
        match one.kind:
            case "link":
                parts.append(f"链接：{one.name} {one.detail}".strip())
            case "location":
                parts.append(f"位置：{one.name}")
            case "file" if one.name:
                parts.append(f"文件：{one.name}")
    rest = [one for one in sent if one.kind in ("image", "voice", "video") or not one.name]
    return "；".join([*parts, *([attachments.say(rest)] if rest else [])])[:2048]


def shown_to(sent: Sequence[Attachment], to: User, customer: Customer | None) -> str:
    of = f"「{customer.name}」的" if customer else ""
    return f"已把{of}{attachments.say(sent)}发给{to.name}，对方手机上能直接看。发错了发「撤销」"


def shown_card(sent: Sequence[Attachment], by: str, customer: Customer | None, note: str, url: str) -> Card:
    """The card on the colleague's phone."""
    lines = [("客户", customer.name)] if customer else []
    if note:
        lines.append(("附言", note[:60]))
    return Card(f"{by}发来{attachments.say(sent)}", "点开看原图", lines=tuple(lines), url=url)


def line(one: Attachment, when: str, by: str) -> str:
    name = f" {one.name}" if one.name else ""
    lost = "（没取下来）" if one.status == "lost" else ""
    return f"· {when} {attachments.KINDS[one.kind]}{name} {by}{lost}"
