"""Every reader of files that come from outside, as it is called when somebody hands one over; Django must be ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.hostile.case import ACTIVITY, BANK, FACTORS, FIXES, LEDGER, NOTICE, READ, RULES, WORDINGS
from emissions.forms.fix_list import answers_of
from emissions.forms.rule_set import rules_in_file
from emissions.importers.activity_rows import read_activity_rows
from emissions.importers.factor_table import read_factor_table
from emissions.importers.fix_list_rows import read_fix_list
from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_summary import summarise
from emissions.importers.mapped_file import tables_in
from emissions.importers.problem_texts import sentence
from emissions.importers.rule_rows import read_rule_rows
from emissions.reports.line_words import Reader
from emissions.reports.own_set_words import file_sentence as factor_sentence
from emissions.services.masked_tables import masked_tables
from emissions.views.activity_import import SENTENCES as OF_ACTIVITY
from emissions.views.fix_list import SENTENCES as OF_FIXES
from emissions.views.rules_files import SENTENCES as OF_RULES
from foundation.problems import Problem
from procurement.importers.notice import read_notice
from procurement.importers.notice_problem_texts import notice_sentence
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.bank_file import read_bank_file
from requirements_bank.importers.old_wordings import wordings_in_file
from requirements_bank.reports.bank_load_words import loading_sentence
from requirements_bank.reports.wording_words import file_sentence as wording_sentence


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader says about a file: the code of its first error, or READ, and the sentence that is shown."""

    code: str
    sentence: str


def _ledger(path: Path) -> Said:
    """Read a ledger as the check before an import does: the first rows of its tables, then all of it."""
    masked_tables(tables_in(path))
    summary = summarise(open_ledger(path))
    first = next((problem for problem in summary.problems if problem.is_error), None)
    return Said(first.code, sentence(first)) if first else Said(READ, f"{summary.lines:,} lines are read.")


def _notice(path: Path) -> Said:
    first = read_notice(path).problems[0]
    return Said(first.code, notice_sentence(first))


def _wordings(path: Path) -> Said:
    try:
        found = wordings_in_file(path.read_bytes())
    except BankFileError as refused:
        return Said(refused.problem.code, wording_sentence(refused.problem.code, refused.problem.values))
    return Said(READ, f"{len(found.wordings)} wordings are read.")


def _bank(path: Path) -> Said:
    try:
        read_bank_file(path.read_bytes())
    except BankFileError as refused:
        return Said(refused.problem.code, loading_sentence(refused.problem))
    return Said(READ, "The bank is read.")


def _factors(path: Path) -> Said:
    table = read_factor_table(path.read_bytes())
    if isinstance(table, Problem):
        return Said(table.code, factor_sentence(table))
    return Said(READ, f"{len(table.rows)} rows are read.")


def _rules(path: Path) -> Said:
    rows = read_rule_rows(path.read_bytes())
    if isinstance(rows, Problem):
        return Said(rows.code, str(OF_RULES[rows.code]) % rows.values)
    found = rules_in_file(rows, Reader(sees_numbers=False, sees_persons=False, country="SE"))
    return Said(READ, f"{len(found[0])} rules are read, {len(found[1])} rows have a problem.")


def _fixes(path: Path) -> Said:
    found = read_fix_list(path.read_bytes())
    if isinstance(found, Problem):
        return Said(found.code, str(OF_FIXES[found.code]) % found.values)
    read = answers_of(found)
    return Said("no_fix_list", read) if isinstance(read, str) else Said(READ, f"{len(read[0])} answers are read.")


def _activity(path: Path) -> Said:
    rows = read_activity_rows(path.read_bytes())
    if isinstance(rows, Problem):
        return Said(rows.code, str(OF_ACTIVITY[rows.code]) % rows.values)
    return Said(READ, f"{len(rows.rows)} rows are read.")


READERS: Final[Mapping[str, Callable[[Path], Said]]] = {
    LEDGER: _ledger,
    NOTICE: _notice,
    WORDINGS: _wordings,
    BANK: _bank,
    FACTORS: _factors,
    RULES: _rules,
    FIXES: _fixes,
    ACTIVITY: _activity,
}
