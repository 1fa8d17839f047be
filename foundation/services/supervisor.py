"""Running several long programs together: started, watched, restarted when they crash, and all stopped at once."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foundation.services.errors import ServicesError
from foundation.services.layout import CHECKOUT
from foundation.services.postgresql import last_lines
from foundation.services.processes import spawn_tied

LOOK_SECONDS = 0.1
RESTARTS_ALLOWED = 5
RESTART_WINDOW_SECONDS = 60.0
# What is asked of a program that shall stop, and how long it may take over each request.
STOP_SIGNALS = ((signal.SIGTERM, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """One long program: what it is called, how it is started, and what the kernel sends it if the supervisor dies."""

    name: str
    command: Sequence[str]
    death_signal: signal.Signals = signal.SIGTERM
    pass_fds: tuple[int, ...] = ()


class Supervisor:
    """Starts the programs with their output in `<logs>/<name>.log`, and ends them in every case."""

    def __init__(self, logs: Path, environment: Mapping[str, str], say: Callable[[str], object]) -> None:
        self.logs = logs
        self.environment = environment
        self.say = say
        self.stopping = False
        self.running: dict[Program, subprocess.Popen[bytes]] = {}
        self.crashes: list[float] = []

    def listen_for_stop(self) -> None:
        """Stop on Ctrl-C, SIGTERM, and a closed terminal (unless told to ignore that, as nohup does)."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._note_stop)

    def _note_stop(self, _signal: int, _frame: object) -> None:
        self.stopping = True

    def run_step(self, command: Sequence[str]) -> bool:
        """Run a command to its end, its output on ours; False if it failed or we were told to stop."""
        process = spawn_tied(command, death_signal=signal.SIGTERM, environment=self.environment, folder=CHECKOUT)
        while process.poll() is None and not self.stopping:
            time.sleep(LOOK_SECONDS / 5)
        if process.poll() is None:
            _end([process])
        return process.returncode == 0

    def start(self, program: Program) -> None:
        """Start a program, tied to us."""
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.log_of(program).open("ab") as log:
            self.running[program] = spawn_tied(
                program.command,
                death_signal=program.death_signal,
                output=log,
                environment=self.environment,
                folder=CHECKOUT,
                pass_fds=program.pass_fds,
            )

    def log_of(self, program: Program) -> Path:
        """Return the file with what the program said."""
        return self.logs / f"{program.name}.log"

    def look_after(self) -> None:
        """Start again what has ended by itself; raise ServicesError with the end of its log if that is no use."""
        for program, process in list(self.running.items()):
            if process.poll() is None:
                continue
            _end([process])  # what is left of its group
            now = time.monotonic()
            self.crashes = [moment for moment in self.crashes if now - moment < RESTART_WINDOW_SECONDS] + [now]
            if len(self.crashes) > RESTARTS_ALLOWED:
                raise ServicesError(
                    f"The {program.name} program ends again and again. {last_lines(self.log_of(program))}"
                )
            self.say(
                f"The {program.name} program ended by itself (exit code {process.returncode}); starting it again. "
                f"What it said: {self.log_of(program)}"
            )
            self.start(program)

    def watch(self, each_time: Callable[[], object]) -> None:
        """Look after the programs, calling `each_time` in between, until told to stop."""
        while not self.stopping:
            self.look_after()
            each_time()
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """End every program and whatever processes it has started."""
        _end(list(self.running.values()))
        self.running.clear()


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all processes to end, ever more firmly; each leads a group of its own, of which nothing is left."""
    for stop_signal, seconds in STOP_SIGNALS:
        alive = [process for process in processes if process.poll() is None]
        for process in alive:
            process.send_signal(stop_signal)
        deadline = time.monotonic() + seconds
        while any(process.poll() is None for process in alive) and time.monotonic() < deadline:
            time.sleep(0.02)
    for process in processes:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
