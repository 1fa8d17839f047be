"""Files that are made to fill memory or time, handed to every reader in a process of its own, and what each cost.

`python -m benchmarks.hostile_files [CASE …]` makes each file anew, reads it, and prints a table with seconds, peak
memory and the sentence that it gets; `--small` takes the sizes of the tests. docs/evidence/hostile_files.md holds it.
A new reader needs a row in READERS (benchmarks/hostile/readers.py), a new attack a Case in the list of its topic.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.hostile.case import MB, Case
from benchmarks.hostile.cases import CASES

ROOT = Path(__file__).resolve().parent.parent
TOO_LONG = 900
_CELL = 200


def read_here(reader: str, path: Path) -> dict[str, Any]:
    """Read the file here; returns code and sentence, seconds of processor time and peak memory above the start's in MB.

    Memory is that of this process, or of one that it starts to look at a file, whichever is more.
    """
    import django  # noqa: PLC0415 - the parent needs none of it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    from django.utils import translation  # noqa: PLC0415 - as above

    from benchmarks.hostile.readers import READERS  # noqa: PLC0415 - as above

    with tempfile.NamedTemporaryFile() as tiny, suppress(Exception):  # what reading imports is no cost of the file
        tiny.write(b"nothing to read")
        tiny.flush()
        READERS[reader](Path(tiny.name))
    before, begun = _peak(resource.RUSAGE_SELF), _seconds()
    with translation.override("en"):
        try:
            said = READERS[reader](path)
            code, sentence = said.code, said.sentence
        except Exception as error:  # noqa: BLE001 - told
            code, sentence = "RAISED", f"{type(error).__name__}: {error}"
    mb = max(0, _peak(resource.RUSAGE_SELF) - before, _peak(resource.RUSAGE_CHILDREN))
    return {"code": code, "said": sentence, "seconds": round(_seconds() - begun, 1), "mb": mb}


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


def _seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def measured(case: Case, folder: Path, *, small: bool = False) -> dict[str, Any]:
    """Make the file of a case, let a process of its own read it, remove it; returns the figures."""
    path = folder / "hostile"
    case.make(path, case.small if small else case.full)
    size = path.stat().st_size
    command = [sys.executable, "-m", "benchmarks.hostile_files", "--read", case.reader, str(path)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=TOO_LONG)  # noqa: S603 - ourselves
        told = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else _ended(done)
    except subprocess.TimeoutExpired:
        told = {"code": "RAISED", "said": f"nothing within {TOO_LONG} seconds", "seconds": TOO_LONG, "mb": 0}
    path.unlink()
    return {"case": case.name, "reader": case.reader, "size": size, **told}


def _ended(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    return {"code": "RAISED", "said": f"ended with {done.returncode}: {done.stderr[-300:]}", "seconds": 0, "mb": 0}


def main() -> None:
    """Measure what was asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help="parts of their names; all without any")
    parser.add_argument("--small", action="store_true", help="in the sizes of the test suite")
    parser.add_argument("--read", nargs=2, metavar=("READER", "FILE"), help="read one file here and print the figures")
    told = parser.parse_args()
    if told.read:
        print(json.dumps(read_here(told.read[0], Path(told.read[1]))))
        return
    print("| file | size | seconds (CPU) | peak memory | what it gets |\n|---|--:|--:|--:|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for case in (case for case in CASES if _is_chosen(case, told.cases)):
            print(_row(case, measured(case, Path(folder), small=told.small), small=told.small), flush=True)


def _row(case: Case, found: dict[str, Any], *, small: bool) -> str:
    expected = case.expected_small if small else case.said
    unexpected = "" if found["code"] == expected else f"UNEXPECTED {found['code']}: "
    said = f"{unexpected}{found['said']}".replace("|", "\\|").replace("\n", " ")
    said = said if len(said) < _CELL else f"{said[:_CELL]}…"
    return f"| {case.name} | {found['size'] / MB:.1f} MB | {found['seconds']} | {found['mb']} MB | {said} |"


def _is_chosen(case: Case, parts: list[str]) -> bool:
    return not parts or any(part.lower() in case.name.lower() for part in parts)


if __name__ == "__main__":
    main()
