"""The bodies of ``message/send``: one function a msgtype, which checks and cuts as WeCom does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .cards import calls_back, check_card
from .errors import ApiError
from .world import World

Json = dict[str, Any]

SCHEME = re.compile(r"https?://", re.I)


def cut(value: Any, limit: int) -> str:
    """Cut at ``limit`` bytes, as WeCom does: a character split in two comes out as U+FFFD."""
    return str(value or "").encode()[:limit].decode(errors="replace")


def text(world: World, part: Json) -> Json:
    content = part.get("content")
    if not isinstance(content, str) or not content:
        raise ApiError(44004)
    return {"content": cut(content, 2048)}


def markdown(world: World, part: Json) -> Json:
    content = part.get("content")
    if not isinstance(content, str) or not content:
        raise ApiError(44004)
    if len(content.encode()) > 2048:
        raise ApiError(45002, "markdown.content exceeds 2048 bytes")
    return {"content": content}


def _file(kind: str) -> Callable[[World, Json], Json]:
    def check(world: World, part: Json) -> Json:
        media = check_media(world, part.get("media_id"), kind)
        return {"media_id": media.media_id, "filename": media.filename, "size": len(media.data)}

    return check


def video(world: World, part: Json) -> Json:
    body = _file("video")(world, part)
    return body | {"title": cut(part.get("title"), 128), "description": cut(part.get("description"), 512)}


def textcard(world: World, part: Json) -> Json:
    _required(part, "title", 41016)
    _required(part, "description", 41033)
    return {
        "title": cut(part["title"], 128),
        "description": cut(part["description"], 512),
        "url": _url(part.get("url"), 2048),
        "btntxt": str(part.get("btntxt") or "详情")[:4],
    }


def news(world: World, part: Json) -> Json:
    articles = _articles(part)
    for article in articles:
        _required(article, "title", 41016)
        if not article.get("appid"):
            _url(article.get("url"), 2048)
    return {
        "articles": [
            {
                "title": cut(one["title"], 128),
                "description": cut(one.get("description"), 512),
                "url": one.get("url", ""),
                "picurl": one.get("picurl", ""),
            }
            for one in articles
        ]
    }


def mpnews(world: World, part: Json) -> Json:
    articles = _articles(part)
    for article in articles:
        _required(article, "title", 41016)
        check_media(world, article.get("thumb_media_id"), "image")
        if not article.get("content"):
            raise ApiError(44004, "mpnews content")
        if len(str(article["content"]).encode()) > 666 * 1024:
            raise ApiError(45002, "mpnews content")
    return {"articles": [one | {"title": cut(one["title"], 128)} for one in articles]}


def miniprogram_notice(world: World, part: Json) -> Json:
    _required(part, "appid", 40058)
    _required(part, "title", 41016)
    items = part.get("content_item") or []
    if len(items) > 10:
        raise ApiError(40058, "content_item size")
    return dict(part)


def template_card(world: World, part: Json) -> Json:
    card = check_card(part)
    for item in card.get("horizontal_content_list") or []:
        if item.get("type") == 2:
            check_media(world, item.get("media_id"), "file")
        if item.get("type") == 3 and world.company.user(str(item.get("userid"))) is None:
            raise ApiError(42050, str(item.get("userid")))
    if calls_back(card) and not world.company.callback_url:
        raise ApiError(43012)
    if card.get("task_id") in world.task_ids:
        raise ApiError(42014, "task_id repeated")
    return card


KINDS: dict[str, Callable[[World, Json], Json]] = {
    "text": text,
    "markdown": markdown,
    "image": _file("image"),
    "voice": _file("voice"),
    "file": _file("file"),
    "video": video,
    "textcard": textcard,
    "news": news,
    "mpnews": mpnews,
    "miniprogram_notice": miniprogram_notice,
    "template_card": template_card,
}


def check_media(world: World, media_id: Any, kind: str) -> Any:
    """The uploaded file, or 40007 when unknown, older than three days or of another type."""
    media = world.media.get(str(media_id or ""))
    if media is None or world.stamp() - media.at > 3 * 86400:
        raise ApiError(40007)
    if media.kind != kind:
        raise ApiError(40004, f"{media.kind} sent as {kind}")
    return media


def _required(part: Json, name: str, code: int) -> None:
    if not part.get(name):
        raise ApiError(code)


def _articles(part: Json) -> list[Json]:
    articles = part.get("articles")
    if not isinstance(articles, list) or not articles:
        raise ApiError(40058, "articles")
    if len(articles) > 8:
        raise ApiError(45008)
    if not all(isinstance(one, dict) for one in articles):
        raise ApiError(40058, "articles")
    return articles


def _url(url: Any, limit: int) -> str:
    if not isinstance(url, str) or not url:
        raise ApiError(41010)
    if not SCHEME.match(url):
        raise ApiError(45034)
    if len(url.encode()) > limit:
        raise ApiError(40058, "url length")
    return url
