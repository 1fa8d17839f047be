"""The formats that a whole bank is handed out in, for pages, API and command line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from foundation.downloads import EXCEL, plain_name, saved_as
from requirements_bank.models import Bank
from requirements_bank.queries.banks import contents_of_bank
from requirements_bank.reports.bank_files import about_bank, csv_of, json_of, yaml_of, zip_of
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


def bank_file(bank: Bank, kind: str) -> HttpResponse:
    """Answer with the published requirements of a bank that the reader sees, as a file of one of the formats."""
    content = FORMATS[kind].write(about_bank(bank), contents_of_bank(bank))
    return saved_as(f"{plain_name(bank.name) or 'bank'}.{kind}", content, FORMATS[kind].content_type)
