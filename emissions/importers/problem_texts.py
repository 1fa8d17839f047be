"""The sentence of each problem: where it is, what is wrong, what to do; in English, marked for the translators.

Pure: a sentence is filled by `sentence`, with the translation handed in.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from emissions.importers.file_problem_texts import FILE_TEXTS
from emissions.importers.format_problem_texts import FORMAT_TEXTS
from emissions.importers.ledger_problem_texts import LEDGER_TEXTS
from emissions.importers.mapping_texts import MAPPING
from emissions.importers.sie_problem_texts import SIE_TEXTS
from emissions.importers.table_problem_texts import BUDGET_TEXTS, ROW_TEXTS
from emissions.importers.xml_problem_texts import XML_ROW_CODES, XML_TEXTS
from foundation import figures
from foundation.problems import Problem

TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **FILE_TEXTS,
        **ROW_TEXTS,
        **BUDGET_TEXTS,
        **LEDGER_TEXTS,
        **SIE_TEXTS,
        **FORMAT_TEXTS,
        **XML_TEXTS,
        **MAPPING,
    }
)

# Errors that spoil one row only: the others are good, and may be kept if the user says so.
ROW_CODES: Final = frozenset(
    {
        "row_has_wrong_width",
        "quote_is_not_closed",
        "account_is_missing",
        "account_is_no_account",
        "amount_is_missing",
        "amount_is_no_number",
        "amount_is_too_large",
        "amount_is_ambiguous",
        "amount_has_other_mark",
        "side_is_missing",
        "side_is_not_readable",
        "vat_is_missing",
        "date_is_missing",
        "date_does_not_exist",
        "date_is_not_readable",
        "currency_is_no_currency",
        "year_is_not_readable",
        "posting_is_outside_voucher",
        "record_is_not_readable",
        "class_is_another",
        "line_is_not_readable",
        "row_is_above_accounts",
        *XML_ROW_CODES,
    }
)


_AMOUNT: Final = re.compile(r"-?\d+(\.\d+)?")
_FIGURES: Final = frozenset({"count", "difference", "lines", "movement", "others", "sum", "used", "written"})


def sentence(problem: Problem, translate: Callable[[str], str] = str, language: str = "en") -> str:
    """Return the sentence of a problem; `translate` turns the English template into the reader's language."""
    template = TEXTS.get(problem.code)
    if template is None:
        return f"{problem.place}: {problem.code}"
    values = {name: _shown(name, value, language) for name, value in problem.values.items()}
    return translate(template).format_map(_Values(values))


def _shown(name: str, value: object, language: str) -> object:
    """Return a value as the language writes it: what the file says stays as it stands there, our sums do not."""
    if name in _FIGURES and _AMOUNT.fullmatch(str(value)):
        return figures.plain(Decimal(str(value)), language)
    return value


class _Values(dict[str, object]):
    """Values of a sentence; one that is missing stays visible instead of breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
