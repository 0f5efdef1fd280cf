"""Words of Cantonese read as those of the standard language that mean the same: 佢话唔签 as 他说不签.

Each is put by as many characters as it has, so that places stay what they are; what is written down is what
was said.
"""

import re
from typing import Final

from nlp import forms

_has_signs: Final = forms.finds("[佢嘅睇俾畀咗冇啲嗰哋唔喇]|呢[个单张]|边个|[上下]昼|[听寻琴]日")
_WORDS: Final = {
    "呢个": "这个", "呢单": "这单", "呢张": "这张", "边个": "谁个", "唔系": "不是", "唔使": "不用",
    "唔好": "不要", "唔该": "麻烦", "唔错": "不错", "下昼": "下午", "上昼": "上午", "听日": "明天",
    "寻日": "昨天", "琴日": "昨天", "喇叭": "喇叭",
}  # fmt: skip
_CHARS: Final = {
    "佢": "他", "嘅": "的", "睇": "看", "俾": "给", "畀": "给", "咗": "了", "冇": "没", "啲": "些",
    "嗰": "那", "哋": "们", "唔": "不", "喇": "了",
}  # fmt: skip
_WRITTEN: Final = re.compile("|".join([*_WORDS, f"[{''.join(_CHARS)}]"]))
_SAYS: Final = re.compile("(?<=[他总工长姐哥生董])话(?![费题术筒剧语音 ,，。]|$)")


def standard(text: str) -> str:
    """The same text, as long as it was."""
    if not _has_signs(text):
        return text
    said = _WRITTEN.sub(lambda match: _WORDS.get(match[0]) or _CHARS[match[0]], text)
    return _SAYS.sub("说", said)
