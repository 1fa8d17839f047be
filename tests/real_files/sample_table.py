"""The table of published sample files and what the ledger readers say of each.

`python -m tests.real_files.sample_table` writes docs/evidence/sample_files.md anew; the test holds the page against the
same content.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_summary import LedgerSummary, summarise
from emissions.importers.problem_texts import TEXTS

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "evidence" / "sample_files.md"
SHARED: Final = ROOT.parent / "shared"

_HEAD: Final = """# Sample files: what the ledger reader says of each

{files} published files – ledgers, and what people hand over by mistake – as `manage.py read_ledger` reads them:
{accepted} are accepted, {refused} are refused. `tests/real_files/test_sample_files.py` reads all of them anew and holds
every row; `python -m tests.real_files.sample_table` writes this page. Debit is the sum of the positive amounts, net
that of all, in the currency of the file; of a refused file they are those of its good rows. The counts of accepted
ledgers were made apart from the readers, in `tests/real_files/test_ledger_readers.py`.
"""


class Sample(NamedTuple):
    """One file, by its folder, and what the readers say of it."""

    folder: str
    name: str
    summary: LedgerSummary

    @property
    def verdict(self) -> str:
        """Accepted, with what is remarked, or refused with the reason."""
        errors = sorted({problem.code for problem in self.summary.problems if problem.is_error})
        remarks = sorted({problem.code for problem in self.summary.problems if not problem.is_error})
        if self.summary.accepted:
            return f"accepted; {', '.join(remarks)}" if remarks else "accepted"
        return f"refused: {', '.join(errors)}"


def samples(shared: Path) -> list[Sample]:
    """Return every file below the folder of samples, in order, as the readers read it."""
    folder = shared / "samples"
    files = (path for path in folder.rglob("*") if path.is_file())
    paths = sorted(files, key=lambda path: (str(path.parent), path.name.casefold()))
    return [Sample(str(path.parent.relative_to(folder)), path.name, summarise(open_ledger(path))) for path in paths]


def page(found: list[Sample]) -> str:
    """Return the page with its table by folder, and the sentences of the reasons."""
    verdicts = Counter(sample.summary.accepted for sample in found)
    head = _HEAD.format(files=len(found), accepted=verdicts[True], refused=verdicts[False])
    return "\n".join([head, *_rows(found), "", "## The reasons", "", *_reasons(found)]) + "\n"


def _rows(found: list[Sample]) -> Iterator[str]:
    folder = ""
    for sample in found:
        if sample.folder != folder:
            folder = sample.folder
            yield from (
                "",
                f"## {folder}",
                "",
                "| file | format | says | lines | debit | net |",
                "|---|---|---|---|---|---|",
            )
        read = sample.summary.as_json()
        money = (read["lines"], read["debit"], read["net"]) if sample.summary.lines else ("–", "–", "–")
        cells = (sample.name, read["format"], sample.verdict, *money)
        yield f"| {' | '.join(map(str, cells))} |"


def _reasons(found: list[Sample]) -> Iterator[str]:
    codes = {problem.code for sample in found for problem in sample.summary.problems}
    yield from ("| code | sentence |", "|---|---|")
    for code in sorted(codes):
        yield f"| {code} | {TEXTS[code]} |"


if __name__ == "__main__":
    PAGE.write_text(page(samples(SHARED)), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} is written.\n")
