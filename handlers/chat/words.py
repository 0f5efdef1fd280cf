"""What is said beside orders, and where nothing was understood."""

from collections.abc import Sequence

NOTHING_PENDING = "现在没有在等你回答的问题。想做什么直接说就行，发「帮助」看例子。"
WHAT_IS_RIGHT = "对的是什么？比如「是周四」「是王总」「内容改成谈合同」；整条不要就发「撤销」。"


def brought_back(said: str, records: Sequence[str]) -> str:
    """恢复, and what was said when it was written first."""
    words = " ".join(said.split())[:40]
    lines = [f"已恢复「{words}」记的：" if words else "已恢复：", *(f"· {record}" for record in records)]
    return "\n".join([*lines, "不要了还发「撤销」"])


ONLY_CHAT = "这句没有记。客户那边有什么进展，随时跟我说。"


def unknown(suggestions: Sequence[str]) -> str:
    lines = ["没太明白，这句我没有记到任何客户上（原话留着）。", "是不是想说："]
    return "\n".join(lines + [f"· {s}" for s in suggestions])


def unknown_about(who: str, suggestions: Sequence[str]) -> str:
    lines = [f"提到了{who}，没看出要记什么，先没记（原话留着）。", "是不是想说："]
    return "\n".join(lines + [f"· {s}" for s in suggestions])
