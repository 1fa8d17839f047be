"""Child processes that never outlive their parent, and a look at who works where (Linux)."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from foundation.services.identity import ProcessUser

PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


def spawn_tied(
    command: Sequence[str | Path],
    *,
    death_signal: signal.Signals,
    output: IO[bytes] | int | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: ProcessUser | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start the command in its own session, to be sent `death_signal` by the kernel when this process ends, however."""
    return subprocess.Popen(  # noqa: S603 - the command is ours
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=environment,
        cwd=folder,
        start_new_session=True,
        pass_fds=tuple(pass_fds),
        preexec_fn=_tie_to_parent(os.getpid(), death_signal),  # noqa: PLW1509 - the callers have one thread
        **(user or ProcessUser()),
    )


def _tie_to_parent(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def working_in(folder: Path) -> set[int]:
    """Return the ids of the living processes whose working folder this is, as far as we may see them."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _working_folder(entry) == folder.resolve() and is_alive(int(entry.name)):
            found.add(int(entry.name))
    return found


def _working_folder(process: Path) -> Path | None:
    try:
        return (process / "cwd").readlink()
    except OSError:
        return None


def kill_all(find: Callable[[], set[int]], seconds: float) -> bool:
    """Kill the processes that `find` names until it names none; False if some remain after the time."""
    deadline = time.monotonic() + seconds
    while remaining := find():
        for process in remaining:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def is_alive(process: int) -> bool:
    """Say whether the process exists and is no zombie."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return text.rpartition(")")[2].split()[0] not in {"Z", "X"}


def end_with_parent() -> None:
    """Have the kernel send this process SIGTERM when the process that started it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
