"""One Redis of our own on a private unix socket; it is a doorbell and a cache, so nothing is written to disk."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from foundation.services.errors import ServicesError
from foundation.services.identity import ServerUser
from foundation.services.layout import Layout
from foundation.services.postgresql import last_lines
from foundation.services.processes import is_alive, spawn_tied

START_SECONDS = 20
STOP_SECONDS = 10


def redis_url(layout: Layout) -> str:
    """Return the address of Redis for redis-py and Django's cache."""
    return f"unix://{quote(str(layout.redis_socket))}?db=0"


def start_redis(layout: Layout, program: Path, user: ServerUser) -> subprocess.Popen[bytes]:
    """Start the server as our child and return once it answers PING."""
    _stop_stale(layout)
    log_path = layout.logs / "redis.log"
    with log_path.open("ab") as log:
        process = spawn_tied(
            [program, *_options(layout)],
            death_signal=signal.SIGTERM,
            output=log,
            environment={"LC_ALL": "C.UTF-8", "TZ": "UTC"},
            folder=layout.redis,
            user=user.as_process(),
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if answers(layout.redis_socket):
            return process
        time.sleep(0.01)
    stop_redis(process)
    raise ServicesError(f"Redis did not start. {last_lines(log_path)}")


def _options(layout: Layout) -> list[str]:
    settings = {
        "port": "0",
        "unixsocket": str(layout.redis_socket),
        "unixsocketperm": "700",
        "dir": str(layout.redis),
        "pidfile": str(_pid_file(layout)),
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
        "supervised": "no",
    }
    return [part for name, value in settings.items() for part in (f"--{name}", value)]


def _pid_file(layout: Layout) -> Path:
    return layout.redis / "redis.pid"


def answers(path: Path) -> bool:
    """Say whether a Redis answers PING on the unix socket."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(2)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _stop_stale(layout: Layout) -> None:
    """Stop a Redis left by a keeper that was killed, before its end could remove the socket of its successor."""
    try:
        process = int(_pid_file(layout).read_text())
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return
    if b"redis-server" not in command:
        return
    for stop_signal in (signal.SIGTERM, signal.SIGKILL):
        _send(process, stop_signal)
        deadline = time.monotonic() + STOP_SECONDS
        while is_alive(process) and time.monotonic() < deadline:
            time.sleep(0.01)


def _send(process: int, stop_signal: signal.Signals) -> None:
    try:
        os.kill(process, stop_signal)
    except ProcessLookupError:
        return


def stop_redis(process: subprocess.Popen[bytes]) -> None:
    """Stop our own server, by force if it does not listen."""
    for stop_signal in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(stop_signal)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return
