"""A: the echo of wecom-app-svr 0.1.0, started as its README says. Runs in an environment of its own:

python others.py PORT PATH TOKEN AES_KEY CORP_ID
"""

import logging
import sys

from wecom_app_svr import ReqMsg, RspTextMsg, WecomAppServer  # type: ignore[import-not-found]


def echo(message: ReqMsg) -> RspTextMsg:
    # its class hands both names on in the wrong order, so the receiver goes where the sender should
    return RspTextMsg(message.from_user, message.to_user, message.content)


def main() -> None:
    port, path, token, aes_key, corp = sys.argv[1:]
    logging.basicConfig(stream=sys.stdout, level=logging.INFO)  # as in its demo
    server = WecomAppServer("a", "127.0.0.1", int(port), path, token=token, aes_key=aes_key, corp_id=corp)
    server.set_message_handler(echo)
    server.set_event_handler(echo)
    server.run()


if __name__ == "__main__":
    main()
