"""Small XML: what WeCom writes into a callback, and what it reads from the answer."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

Node = dict[str, Any] | str


def cdata(text: str) -> str:
    """A CDATA section that cannot be broken out of."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def element(name: str, value: Any) -> str:
    """``<name>value</name>``; numbers are plain, text is CDATA, dicts nest, lists repeat the element."""
    if isinstance(value, list):
        return "".join(element(name, item) for item in value)
    if isinstance(value, dict):
        inside = "".join(element(key, item) for key, item in value.items())
    elif isinstance(value, int | float):
        inside = str(value)
    else:
        inside = cdata(str(value))
    return f"<{name}>{inside}</{name}>"


def document(fields: dict[str, Any]) -> str:
    """A whole message as WeCom sends it: elements in the given order under ``<xml>``."""
    return element("xml", fields)


def read(text: str) -> dict[str, Any]:
    """Element tree as dict; a repeated element becomes a list. Raises ValueError if it is not XML."""
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        raise ValueError(f"not XML: {error}") from error
    node = _read(root)
    return node if isinstance(node, dict) else {}


def _read(item: ET.Element) -> Node:
    if len(item) == 0:
        return item.text or ""
    result: dict[str, Any] = {}
    for child in item:
        value = _read(child)
        if child.tag not in result:
            result[child.tag] = value
        elif isinstance(result[child.tag], list):
            result[child.tag].append(value)
        else:
            result[child.tag] = [result[child.tag], value]
    return result
