"""A bank as files: YAML with a document for each requirement, a zip with a file for each, JSON, and a table as CSV.

What stands first in them is about the bank itself. The Excel file is made in bank_workbook.py.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from django.utils.translation import get_language

from requirements_bank.calculations.bank_sheets import MAIN, MANY, tables_of
from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.models import Bank
from requirements_bank.reports.bank_columns import column_title

Content = Mapping[str, Any]
_INNER = ("names", "options", "what", "note", "source", "reference", "country")
_ORDER = {
    name: place
    for place, name in enumerate(
        dict.fromkeys(
            (
                *(column.partition(".")[0] for column in MAIN[:10]), *LANGUAGES,
                *(column.partition(".")[0] for column in MAIN), "variables", "staircase", "checklist", "law", "sources",
                *(column.partition(".")[0] for columns in MANY.values() for column in columns), *_INNER,
            )
        )
    )
}  # fmt: skip
_FORMULA_START = re.compile(r"((?:^|[;,\t\r\n])[\s\ufeff]*)(?=[=+\-@＝＋－＠])")
_DECIMAL_COMMA = frozenset({"nb", "sv"})
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def about_bank(bank: Bank) -> dict[str, Any]:
    """Return what a file says of the bank itself."""
    said = {
        "name": bank.name,
        "description": bank.description,
        "source": bank.source,
        "source_address": bank.source_address,
        "licence": bank.licence,
        "languages": list(bank.languages),
    }
    return {name: value for name, value in said.items() if value}


def yaml_of(about: Content, contents: Sequence[Content]) -> bytes:
    """Return one file with a document about the bank and one for each requirement."""
    return _dumped([{"bank": about}, *map(in_order, contents)])


def zip_of(about: Content, contents: Sequence[Content]) -> bytes:
    """Return a zip with bank.yaml and a file for each requirement, in a folder for each area."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "bank.yaml", _dumped([{"bank": about}]))
        for content in contents:
            area, code = (re.sub(r"[^\w.-]", "_", str(content.get(name) or name)) for name in ("area", "code"))
            _put(archive, f"{area}/{code}.yaml", _dumped([in_order(content)]))
    return buffer.getvalue()


def json_of(about: Content, contents: Sequence[Content]) -> bytes:
    """Return one object with the bank and the list of its requirements."""
    said = {"bank": about, "requirements": [in_order(content) for content in contents]}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def csv_of(contents: Sequence[Content]) -> bytes:
    """Return a row for each requirement, as the reader's spreadsheet expects it; texts never become formulas."""
    table = tables_of(contents)[0]
    separator = ";" if (get_language() or "en") in _DECIMAL_COMMA else ","
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([column_title(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([harmless(row.get(column, "")) for column in table.columns])
    return text.getvalue().encode()


def harmless(value: object) -> object:
    """Return a cell of a CSV file that no spreadsheet takes for a formula."""
    return _FORMULA_START.sub(r"\1'", value) if isinstance(value, str) else value


def in_order(said: Any) -> Any:  # noqa: ANN401 - any depth
    """Return content with its fields in the order in which docs/bank_format.md explains them."""
    if isinstance(said, Mapping):
        names = sorted(said, key=lambda name: (_ORDER.get(str(name), len(_ORDER)), str(name)))
        return {name: in_order(said[name]) for name in names}
    return [in_order(value) for value in said] if isinstance(said, list) else said


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as such."""


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text.strip() and not re.search(r"[ \t]\n", text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _dumped(documents: Sequence[Any]) -> bytes:
    text = yaml.dump_all(
        documents, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120, explicit_start=len(documents) > 1
    )
    return text.encode()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _FIXED_TIME), content, zipfile.ZIP_DEFLATED)
