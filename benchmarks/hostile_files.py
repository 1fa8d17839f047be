"""Files that are made to fill memory or time, handed to every reader in a process of its own, and what each cost.

`python -m benchmarks.hostile_files [CASE …]` makes each file anew, reads it, and prints a table with seconds, peak
memory and the sentence that it gets; `--quick` leaves the large ones out. docs/evidence/hostile_files.md holds it.
A new reader needs a row in READERS, a new attack one in CASES (benchmarks/hostile_cases.py).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.hostile_cases import BANK, CASES, LEDGER, MB, NOTICE, WORDINGS, Case

ROOT = Path(__file__).resolve().parent.parent
TOO_LONG = 900


def _read_ledger(path: Path) -> str:
    from emissions.importers.ledger_file import open_ledger  # noqa: PLC0415 - each child imports what it reads with
    from emissions.importers.ledger_summary import summarise  # noqa: PLC0415 - as above
    from emissions.importers.problem_texts import sentence  # noqa: PLC0415 - as above

    summary = summarise(open_ledger(path))
    first = next((problem for problem in summary.problems if problem.is_error), None)
    return sentence(first) if first else f"{summary.lines} lines read"


def _read_notice(path: Path) -> str:
    from procurement.importers.notice import read_notice  # noqa: PLC0415 - as above
    from procurement.importers.notice_problem_texts import notice_sentence  # noqa: PLC0415 - as above

    return " ".join(notice_sentence(problem) for problem in read_notice(path).problems[:1])


def _read_wordings(path: Path) -> str:
    from requirements_bank.importers.old_wordings import wordings_in_file  # noqa: PLC0415 - as above

    return f"{len(wordings_in_file(path.read_bytes()).wordings)} wordings read"


def _read_bank(path: Path) -> str:
    from requirements_bank.importers.bank_file import read_bank_file  # noqa: PLC0415 - as above

    read_bank_file(path.read_bytes())
    return "read"


READERS: dict[str, Callable[[Path], str]] = {
    LEDGER: _read_ledger,
    NOTICE: _read_notice,
    WORDINGS: _read_wordings,
    BANK: _read_bank,
}


def read_here(reader: str, path: Path) -> dict[str, Any]:
    """Read the file here; returns what was said, seconds of processor time, and peak memory above the start's in MB."""
    import django  # noqa: PLC0415 - the parent needs none of it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    from django.utils import translation  # noqa: PLC0415 - as above

    with tempfile.NamedTemporaryFile() as tiny, suppress(Exception):  # what reading imports is no cost of the file
        tiny.write(b"nothing to read")
        tiny.flush()
        READERS[reader](Path(tiny.name))
    before, begun = _peak(), time.process_time()
    with translation.override("en"):
        try:
            said = READERS[reader](path)
        except Exception as error:  # noqa: BLE001 - told
            problem = getattr(error, "problem", None)
            refusal = "Error" in type(error).__name__ and problem is not None
            said = f"refused: {problem.code}" if problem and refusal else f"RAISED {type(error).__name__}: {error}"
    return {"said": said, "seconds": round(time.process_time() - begun, 1), "mb": max(0, _peak() - before)}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measured(case: Case, folder: Path) -> dict[str, Any]:
    """Make the file of a case, let a process of its own read it, remove it; returns the figures."""
    path = folder / "hostile"
    case.make(path)
    size = path.stat().st_size
    command = [sys.executable, "-m", "benchmarks.hostile_files", "--read", case.reader, str(path)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=TOO_LONG)  # noqa: S603 - ourselves
        told = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else _ended(done)
    except subprocess.TimeoutExpired:
        told = {"said": f"RAISED nothing within {TOO_LONG} seconds", "seconds": TOO_LONG, "mb": 0}
    path.unlink()
    return {"case": case.name, "reader": case.reader, "size": size, **told}


def _ended(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    return {"said": f"RAISED: ended with {done.returncode}: {done.stderr[-300:]}", "seconds": 0, "mb": 0}


def main() -> None:
    """Measure what was asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help="parts of their names; all without any")
    parser.add_argument("--quick", action="store_true", help="without the large ones")
    parser.add_argument("--read", nargs=2, metavar=("READER", "FILE"), help="read one file here and print the figures")
    told = parser.parse_args()
    if told.read:
        print(json.dumps(read_here(told.read[0], Path(told.read[1]))))
        return
    print(
        "| file | reader | size | seconds (CPU) | peak memory | what it gets |\n|---|---|--:|--:|--:|---|", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES:
            if (told.quick and case.large) or not _is_chosen(case, told.cases):
                continue
            row = measured(case, Path(folder))
            size = f"{row['size'] / MB:.1f} MB"
            said = row["said"] if len(row["said"]) < 160 else f"{row['said'][:160]}…"  # noqa: PLR2004 - fits a table
            print(
                f"| {row['case']} | {row['reader']} | {size} | {row['seconds']} | {row['mb']} MB | {said} |", flush=True
            )


def _is_chosen(case: Case, parts: list[str]) -> bool:
    return not parts or any(part.lower() in case.name.lower() for part in parts)


if __name__ == "__main__":
    main()
