"""A bank out of whichever file it came in: Excel, a zip of one YAML per requirement, YAML or JSON; by its content."""

from foundation.problems import Problem
from requirements_bank.calculations.bank_check import Entry
from requirements_bank.importers.bank_budget import Budget
from requirements_bank.importers.bank_contents import BankFileError, BankInFile
from requirements_bank.importers.bank_workbook import read_workbook
from requirements_bank.importers.bank_yaml import read_text
from requirements_bank.importers.packed import is_packed, unpacked

MOST_BYTES = 30 << 20
_WORKBOOK_MARK = b"xl/workbook.xml"
_ENDINGS = (".yaml", ".yml", ".json")


def read_bank_file(data: bytes) -> BankInFile:
    """Return the bank in the file; raises BankFileError where the file as a whole cannot be read."""
    if not data.strip():
        raise BankFileError(Problem("file_is_empty", ""))
    if len(data) > MOST_BYTES:
        raise BankFileError(Problem("file_too_large", ""))
    found = _read(data)
    if not found.entries:
        raise BankFileError(Problem("no_requirements", ""))
    return found


def _read(data: bytes) -> BankInFile:
    if not is_packed(data):
        return read_text(data)
    if _WORKBOOK_MARK not in data:
        return _read_archive(data)
    found = read_workbook(data)
    Budget().take_requirements(len(found.entries))
    return found


def _read_archive(data: bytes) -> BankInFile:
    about, entries, problems = dict[str, str](), list[Entry](), list[Problem]()
    budget = Budget()
    for name, content in unpacked(data):
        if not name.lower().endswith(_ENDINGS) or name.rpartition("/")[2].startswith("."):
            continue
        try:
            found = read_text(content, name[-200:], budget)
        except BankFileError as error:
            if error.problem.code == "file_too_large":
                raise
            problems.append(error.problem)
            continue
        about.update(found.about)
        entries.extend(found.entries)
    return BankInFile(about, tuple(entries), tuple(problems))
