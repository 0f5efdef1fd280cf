"""Counts round trips and statements to PostgreSQL on the wire: a proxy that reads along."""

import select
import socket
import struct
import threading
from contextlib import suppress


class Proxy:
    """Forwards connections to `target`.

    `trips`: how often a client spoke after it had been answered. `statements`: what it asked to execute.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self.trips = 0
        self.statements = 0
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
            heard = Heard()
            with suppress(OSError):
                while True:
                    for each in select.select([client, server], [], [])[0]:
                        data = each.recv(65536)
                        if not data:
                            return
                        if each is client:
                            with self._lock:
                                self.trips += answered
                                self.statements += heard.statements(data)
                        answered = each is server
                        (server if each is client else client).sendall(data)


class Heard:
    """What one client says: messages of a type byte and a length; only the first ones have no type."""

    EXECUTE, QUERY = b"E", b"Q"
    STARTUP = 196608  # protocol 3.0; whoever asks for encryption before it says another number

    def __init__(self) -> None:
        self._rest = b""
        self._typed = False

    def statements(self, data: bytes) -> int:
        """How many statements are begun by what has now come."""
        self._rest += data
        found = 0
        while len(self._rest) >= 8 or (self._typed and len(self._rest) >= 5):
            at = 1 if self._typed else 0
            (length,) = struct.unpack_from("!I", self._rest, at)
            if len(self._rest) < at + length:
                break
            if self._typed:
                found += self._rest[:1] in (self.EXECUTE, self.QUERY)
            else:
                self._typed = struct.unpack_from("!I", self._rest, 4)[0] == self.STARTUP
            self._rest = self._rest[at + length :]
        return found
