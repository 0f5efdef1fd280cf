"""What is not words: pictures, voice, places, links, files, and the events of the app itself."""

from handlers import suggest
from handlers.context import Context, Sent

WELCOME = (
    "你好{name}，我是跟进助手。见了客户、打了电话，用平常的话告诉我就行，我来记、到点提醒你。\n"
    "现在就试一条：今天拜访了谁、聊了什么、下一步什么时候做？"
)
KINDS = {
    "image": "图片",
    "voice": "语音",
    "video": "视频",
    "location": "位置",
    "link": "链接",
    "file": "文件",
}


def take_sent(sent: Sent, ctx: Context) -> str | None:
    """A sentence for what a person sent; None where nothing is owed."""
    if sent.kind == "subscribe":
        return WELCOME.format(name=ctx.user.name)
    if sent.kind not in KINDS:
        return None
    what = KINDS[sent.kind]
    return (
        f"收到{what}。{what}现在还不能记到客户上，请用一句话告诉我内容，比如「{suggest.examples(None)[0]}」。"
    )
