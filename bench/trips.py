"""Counts round trips to PostgreSQL on the wire: a proxy that notes each change of direction."""

import select
import socket
import threading
from contextlib import suppress


class Proxy:
    """Forwards connections to `target`. `trips`: how often a client spoke after it had been answered."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.trips = 0
        self._target = target
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._accept, name="pg-proxy", daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                threading.Thread(target=self._forward, args=(client,), daemon=True).start()

    def _forward(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._target) as server:
            for each in (client, server):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            answered = True
            with suppress(OSError):
                while True:
                    for each in select.select([client, server], [], [])[0]:
                        data = each.recv(65536)
                        if not data:
                            return
                        if each is client and answered:
                            with self._lock:
                                self.trips += 1
                        answered = each is server
                        (server if each is client else client).sendall(data)
