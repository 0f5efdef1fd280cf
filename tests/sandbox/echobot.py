"""A tiny echo bot behind the sandbox: enough of a WeCom app to see every road, in sixty lines of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request

from sandbox import Codec, Company
from sandbox.server import Server
from sandbox.xml import document, read

Json = dict[str, Any]


class EchoBot:
    """Answers texts with 回声 and taps with a grey text; ``answer`` may be replaced by a test."""

    def __init__(self, company: Company) -> None:
        self.codec = Codec(company.token, company.aes_key, company.corp_id)
        self.corp_id = company.corp_id
        self.heard: list[Json] = []
        self.packets: list[str] = []
        self.answer: Callable[[Json], Json | None] = echo
        self.respond: Callable[[], Response | None] = lambda: None
        self._lock = threading.Lock()
        app = Flask("echobot")
        app.add_url_rule("/callback", view_func=self._verify, methods=["GET"])
        app.add_url_rule("/callback", view_func=self._message, methods=["POST"], endpoint="message")
        app.add_url_rule("/page", view_func=_page, endpoint="page")
        self._server = Server("127.0.0.1", 0, app)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self.url = self.base + "/callback"

    def stop(self) -> None:
        self._server.stop()
        self._thread.join()

    def _verify(self) -> str:
        args = request.args
        self.codec.check(args["msg_signature"], args["timestamp"], args["nonce"], args["echostr"])
        return self.codec.decrypt(args["echostr"])

    def _message(self) -> Response:
        encrypted = read(request.get_data(as_text=True))["Encrypt"]
        args = request.args
        self.codec.check(args["msg_signature"], args["timestamp"], args["nonce"], encrypted)
        message = read(self.codec.decrypt(encrypted))
        with self._lock:
            self.heard.append(message)
            self.packets.append(encrypted)
        special = self.respond()
        if special is not None:
            return special
        reply = self.answer(message)
        return Response(self._seal(message, reply) if reply else "")

    def _seal(self, message: Json, reply: Json) -> str:
        head = {"ToUserName": message["FromUserName"], "FromUserName": self.corp_id, "CreateTime": 1}
        sealed = self.codec.encrypt(document(head | reply))
        signature = self.codec.sign("1700000000", "42", sealed)
        return document(
            {"Encrypt": sealed, "MsgSignature": signature, "TimeStamp": 1700000000, "Nonce": "42"}
        )


def echo(message: Json) -> Json | None:
    if message["MsgType"] == "text":
        return {"MsgType": "text", "Content": "回声：" + message["Content"]}
    if message.get("Event") == "template_card_event":
        return {"MsgType": "update_button", "Button": {"ReplaceName": "已处理"}}
    return None


def _page() -> Response:
    return Response(
        "<!doctype html><title>详情页</title><p id=who>欢迎</p>"
        "<script>who.textContent = '参数 ' + location.search</script>",
        mimetype="text/html",
    )
