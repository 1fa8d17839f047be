"""What a benchmark found: named figures, each with its baseline in the same run, printed and written as JSON."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

LATEST = Path(__file__).parent / "latest.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `ratio` above 1 always means better than the baseline, None where there is no baseline."""

    name: str
    value: float
    unit: str
    baseline: str
    ratio: float | None


def seconds(work: Callable[[], object], *, times: int = 5, before: Callable[[], object] | None = None) -> float:
    """Return the median wall-clock seconds of `work`, run `times` times with `before` (not timed) ahead of each."""
    measured = []
    for _ in range(times):
        if before:
            before()
        start = time.perf_counter()
        work()
        measured.append(time.perf_counter() - start)
    return statistics.median(measured)


def pairs(
    ours: Callable[[], object], theirs: Callable[[], object], *, times: int, before: Callable[[], object]
) -> tuple[float, float, float]:
    """Run both in turn, `before` (not timed) ahead of each; returns the medians of both and of their ratio.

    Turn by turn, since a machine that is busy for a while then slows both of a pair.
    """
    measured = [(seconds(ours, times=1, before=before), seconds(theirs, times=1, before=before)) for _ in range(times)]
    mine, other = zip(*measured, strict=True)
    ratio = statistics.median(their / our for our, their in measured)
    return statistics.median(mine), statistics.median(other), ratio


def peak_so_far() -> float:
    """Return how many megabytes this process has held at most since it began (Linux only)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(dict(line.split(":", 1) for line in lines)["VmHWM"].split()[0]) / 1024


def faster(value: float, baseline: float, *, name: str, against: str, unit: str = "s") -> Figure:
    """Return a figure of time: the ratio says how many times less than the baseline it took."""
    return Figure(name, round(value, 4), unit, f"{against}: {baseline:.4g} {unit}", round(baseline / value, 2))


def publish(figures: list[Figure], *, keeps_others: bool = False) -> None:
    """Print a table and write benchmarks/latest.json; others that stand there are kept if they are to be."""
    width = max(len(figure.name) for figure in figures)
    print(f"\n{'name':<{width}}  {'value':>12} {'unit':<8} {'ratio':>8}  baseline")
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        print(f"{figure.name:<{width}}  {figure.value:>12.4f} {figure.unit:<8} {ratio:>8}  {figure.baseline}")
    names = {figure.name for figure in figures}
    kept = [each for each in json.loads(LATEST.read_text(encoding="utf-8")) if each["name"] not in names]
    written = [*(kept if keeps_others else []), *(asdict(figure) for figure in figures)]
    LATEST.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(f"\nwritten to {LATEST}")
