"""A port of one's own: the first free one, held from the moment it was found."""

import errno
import socket

from foundation.services.errors import ServicesError

PORTS_TO_TRY = 100


def listen_on_free_port(host: str, first: int) -> socket.socket:
    """Return a listening socket on the first free port from `first` on; child processes may inherit it."""
    for port in range(first, min(first + PORTS_TO_TRY, 65536)):
        candidate = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((host, port))
            candidate.listen(2048)
        except OSError as error:
            candidate.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise ServicesError(f"Cannot listen on {host}: {error.strerror}.") from error
        else:
            candidate.set_inheritable(True)
            return candidate
    raise ServicesError(
        f"No port from {first} to {first + PORTS_TO_TRY - 1} is free on {host}: name another by --port."
    )
