"""The small XML of WeCom callbacks as nested dictionaries, read by expat directly.

xmltodict, which wechatpy uses, trims texts and needs three times as long; its one good habit is kept: a
document type declaration, and with it every entity trick, is refused.
"""

import re
from typing import Any
from xml.parsers import expat

MAX_CHARS = 256 * 1024  # of decrypted XML; a text message has at most a few KB
MAX_ELEMENTS = 2_000
MAX_DEPTH = 12

# What XML 1.0 does not allow even as a reference; people paste such characters from other programs.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Node = dict[str, Any]  # values: str, Node, or a list of these where an element is repeated


class BadXml(ValueError):
    """Not the XML of a callback: malformed beyond repair, too large, too deep, or with a DOCTYPE."""


def read(xml: str) -> Node:
    """The children of the root element. Raises BadXml.

    Texts are kept as they came, except that illegal characters are left out when the document does not parse
    with them.
    """
    if len(xml) > MAX_CHARS:
        raise BadXml("too large")
    try:
        return _parse(xml)
    except BadXml:
        raise
    except (expat.ExpatError, UnicodeEncodeError):
        pass
    try:
        return _parse(_ILLEGAL.sub("", xml))
    except expat.ExpatError as error:
        raise BadXml(expat.ErrorString(error.code)) from None


def as_list(value: Any) -> list[Any]:
    """None, one or several of an element as a list of them."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def text(node: Node, name: str) -> str:
    """The text of a child; empty when it is missing, has children, or is repeated without any text."""
    for value in as_list(node.get(name)):
        if isinstance(value, str):
            return value
    return ""


def child(node: Node, name: str) -> Node:
    """The element of that name; empty when it is missing or has only text."""
    for value in as_list(node.get(name)):
        if isinstance(value, dict):
            return value
    return {}


def cdata(value: str) -> str:
    """`value` as character data that cannot end early and holds nothing XML forbids."""
    return "<![CDATA[" + _ILLEGAL.sub("", value).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _parse(xml: str) -> Node:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.Parse(xml.encode(), True)
    return reader.root


class _Reader:
    """Builds the dictionaries. Mixed content keeps the children and drops the text."""

    def __init__(self) -> None:
        self.root: Node = {}
        self._open: list[tuple[str, Node, list[str]]] = []
        self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            raise BadXml("too many elements")
        self._open.append((name, {}, []))

    def data(self, data: str) -> None:
        self._open[-1][2].append(data)

    def end(self, name: str) -> None:
        _, children, texts = self._open.pop()
        if not self._open:
            self.root = children
            return
        value: str | Node = children or "".join(texts)
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]

    def doctype(self, *_: Any) -> None:
        raise BadXml("document type declaration")
