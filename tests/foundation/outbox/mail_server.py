"""A small SMTP server (RFC 5321) that the tests tell how to behave."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class Behaviour:
    """What the server answers to a receiver and to the text; `hangs_up` ends the line after the text came in."""

    to_receiver: str = "250 fine"
    to_text: str = "250 taken"
    hangs_up: bool = False
    received: list[Message] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    """One client's visit."""

    server: "_Server"

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                if not self._take_text():
                    return
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say(self.server.behaviour.to_receiver if word == b"RCPT" else "250 fine")

    def _take_text(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        behaviour = self.server.behaviour
        if behaviour.to_text.startswith("250"):
            behaviour.received.append(message_from_bytes(b"".join(lines)))
        if behaviour.hangs_up:
            return False
        self._say(behaviour.to_text)
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    behaviour: Behaviour


@contextmanager
def mail_server(behaviour: Behaviour) -> Iterator[int]:
    """Run a server on a free port of this machine; yields the port."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.behaviour = behaviour
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()
