"""Temporary files: media/upload, media/uploadimg and media/get."""

from __future__ import annotations

import mimetypes
import secrets

from ..errors import ApiError
from ..world import Media, World
from .call import Bytes, Call, Json

MEGA = 1024 * 1024
MOST = {"image": 10 * MEGA, "voice": 2 * MEGA, "video": 10 * MEGA, "file": 20 * MEGA}
AMR_FRAME_BYTES = (13, 14, 16, 18, 20, 21, 27, 32, 6)  # by mode, header byte included; 20 ms each


def store(world: World, kind: str, filename: str, data: bytes, mime: str = "") -> Media:
    """Check as WeCom does and keep for three days. Raises ApiError."""
    if kind not in MOST:
        raise ApiError(40004)
    if len(data) <= 5:
        raise ApiError(44001 if not data else 40006)
    if len(data) > MOST[kind]:
        raise ApiError(45001)
    if kind == "image" and not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise ApiError(40005, "JPG or PNG")
    if kind == "voice":
        if not data.startswith(b"#!AMR"):
            raise ApiError(40005, "AMR")
        if amr_seconds(data) > 60:
            raise ApiError(45007)
    if kind == "video" and data[4:8] != b"ftyp":
        raise ApiError(40005, "MP4")
    mime = mime or mimetypes.guess_type(filename)[0] or "application/octet-stream"
    media = Media("3" + secrets.token_urlsafe(40), kind, filename or "file", data, mime, world.stamp())
    world.media[media.media_id] = media
    return media


def amr_seconds(data: bytes) -> float:
    """Length of an AMR-NB recording in seconds."""
    position, frames = len(b"#!AMR\n"), 0
    while position < len(data):
        mode = data[position] >> 3 & 15
        position += AMR_FRAME_BYTES[mode] if mode < len(AMR_FRAME_BYTES) else 1
        frames += 1
    return frames * 0.02


def upload(world: World, call: Call) -> Json:
    if call.data is None:
        raise ApiError(41005)
    media = store(world, call.args.get("type", ""), call.filename, call.data, call.mime)
    return {"type": media.kind, "media_id": media.media_id, "created_at": str(int(media.at))}


def upload_image(world: World, call: Call) -> Json:
    """A permanent address for pictures inside messages (≤ 2 MB)."""
    if call.data is None:
        raise ApiError(41005)
    if len(call.data) > 2 * MEGA:
        raise ApiError(45001)
    media = store(world, "image", call.filename, call.data, call.mime)
    media.at = float("inf")
    return {"url": f"{call.base}/phone/media/{media.media_id}"}


def get(world: World, call: Call) -> Bytes:
    media = world.media.get(call.need("media_id", 41006))
    if media is None or world.stamp() - media.at > 3 * 86400:
        raise ApiError(40007)
    return Bytes(media.data, media.mime, media.filename)
