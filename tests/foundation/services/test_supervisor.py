"""Programs under a supervisor: real processes with children of their own, stopped in every way there is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.services.errors import ServicesError
from foundation.services.layout import CHECKOUT
from foundation.services.supervisor import Program, Supervisor
from tests.foundation.services.places import processes_of, wait_for

pytestmark = pytest.mark.services

# Like gunicorn and Celery: a main process that ends its own children when it is told to end.
PARENT_AND_CHILD = """
import signal, subprocess, sys
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
signal.signal(signal.SIGTERM, lambda number, frame: child.kill())
child.wait()
"""
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True); time.sleep(600)"
)
SUPERVISE = f"""
import os, signal, sys
from pathlib import Path
from foundation.services.supervisor import Program, Supervisor
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # although the tests may run under nohup
supervisor = Supervisor(Path(sys.argv[1]), dict(os.environ), print)
supervisor.listen_for_stop()
for name in ("web", "worker"):
    supervisor.start(Program(name, [sys.executable, "-c", {PARENT_AND_CHILD!r}]))
supervisor.watch(lambda: None)
supervisor.stop()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    said: list[str] = []
    supervisor = Supervisor(tmp_path, {**os.environ, "MARK": str(tmp_path)}, said.append)
    yield supervisor
    supervisor.stop()
    assert processes_of(tmp_path) == {}


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.parametrize("stop_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_program_and_none_of_its_children_outlives_the_supervisor(
    tmp_path: Path, stop_signal: signal.Signals
) -> None:
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-c", SUPERVISE, str(tmp_path)], cwd=CHECKOUT, env={**os.environ, "MARK": str(tmp_path)}
    )
    assert wait_for(lambda: len(processes_of(tmp_path)) == 5)

    process.send_signal(stop_signal)
    process.wait()

    assert wait_for(lambda: processes_of(tmp_path) == {})


def test_crashed_program_is_started_again(supervisor: Supervisor) -> None:
    program = Program("worker", python("import time; time.sleep(600)"))
    supervisor.start(program)
    first = supervisor.running[program]
    first.kill()
    first.wait()

    supervisor.look_after()

    assert supervisor.running[program].pid != first.pid
    assert supervisor.running[program].poll() is None


def test_program_that_crashes_again_and_again_ends_with_its_own_last_words(supervisor: Supervisor) -> None:
    supervisor.start(Program("web", python("raise SystemExit('no such module')")))

    with pytest.raises(ServicesError, match=r"(?s)The web program ends again and again.*no such module"):
        supervisor.watch(lambda: None)


def test_stubborn_program_is_ended_all_the_same(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program("worker", python(STUBBORN))
    supervisor.start(program)
    assert wait_for(lambda: "here" in supervisor.log_of(program).read_text())
    monkeypatch.setattr("foundation.services.supervisor.STOP_SIGNALS", ((signal.SIGTERM, 0.3), (signal.SIGKILL, 5.0)))

    process = supervisor.running[program]
    supervisor.stop()

    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("code", "expected"), [("raise SystemExit(0)", True), ("raise SystemExit(3)", False)])
def test_step_says_whether_it_succeeded(supervisor: Supervisor, code: str, expected: bool) -> None:
    assert supervisor.run_step(python(code)) is expected
