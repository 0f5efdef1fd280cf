"""The least a callback server can do: bare Flask and wechatpy, to be run by granian. It stores nothing."""

from flask import Flask, Response, request
from wechatpy.enterprise import parse_message
from wechatpy.enterprise.crypto import WeChatCrypto
from wechatpy.replies import TextReply

from bench.wire import AES_KEY, CORP, PATH, TOKEN

app = Flask(__name__)
crypto = WeChatCrypto(TOKEN, AES_KEY, CORP)


@app.get("/healthz")
def alive() -> str:
    return "ok"


@app.post(PATH)
def callback() -> Response:
    """Says what was said."""
    args = request.args
    xml = crypto.decrypt_message(request.data, args["msg_signature"], args["timestamp"], args["nonce"])
    message = parse_message(xml)
    reply = TextReply(content=message.content, message=message).render()
    return Response(
        crypto.encrypt_message(reply, args["nonce"], args["timestamp"]), content_type="application/xml"
    )
