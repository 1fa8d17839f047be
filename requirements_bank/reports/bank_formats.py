"""The formats that a whole bank is handed out in, for pages, API and command line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foundation.downloads import EXCEL
from requirements_bank.reports.bank_files import csv_of, json_of, yaml_of, zip_of
from requirements_bank.reports.bank_workbook import workbook_of

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BankFormat:
    """One format: its media type, and what writes it."""

    content_type: str
    write: Callable[[Content, Sequence[Content]], bytes]


FORMATS: Mapping[str, BankFormat] = {
    "xlsx": BankFormat(EXCEL, workbook_of),
    "yaml": BankFormat("application/yaml", yaml_of),
    "zip": BankFormat("application/zip", zip_of),
    "json": BankFormat("application/json", json_of),
    "csv": BankFormat("text/csv", lambda _about, contents: csv_of(contents)),
}
"""By the ending of the file's name. All but the CSV can be loaded again."""
