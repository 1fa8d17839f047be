"""Read a table that nobody knows as its columns are proposed, where the proposal leaves nothing open.

What is proposed is only shown: it is imported when somebody has seen it, and remembered then. Whatever is unsure is
asked about first, on the page about columns: a column to check, several tables, amounts like a budget, no date,
accounts that do not look like those of the organisation's chart, or that lost the zeros in front.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from emissions.importers.column_mapping import ColumnMapping, column_labels, has_dates, mapping_from_json, missing_in
from emissions.importers.column_proposal import SURE, Proposal, propose
from emissions.importers.lost_zeros import lost_zeros
from emissions.importers.mapped_table import open_mapped
from emissions.importers.sampled_table import SampledTable
from emissions.importers.table_samples import TableSample, sample_from_json, text_in
from emissions.importers.table_shapes import shape_of
from emissions.services.reading_choices import ReadingChoices
from emissions.services.remembered_mappings import remember_mapping
from foundation.errors import ConflictError
from foundation.problems import Problem, Severity
from organisations.models import Organisation

UNKNOWN_CODES = frozenset(
    {"columns_are_unknown", "columns_are_missing", "workbook_has_no_ledger", "several_sheets", "file_is_plain_text"}
    | {"sheets_have_no_dates", "mapped_column_is_not_there", "mapped_table_is_not_there"}
)
"""Codes of a refused file that somebody can help: it may well hold a table."""
_COSTS = {"kostra": r"[01]\d{3}|\d{3}$", "kommun_bas": "[4-7]", "bas": "[4-7]"}
"""How accounts of costs begin; a list of purchases with hardly any of them is likely to follow another chart."""
_SOME = 0.3


def as_proposed(
    tables: Sequence[TableSample], choices: ReadingChoices, problems: Iterable[Problem], chart: str
) -> ReadingChoices | None:
    """Return how a refused file is to be read instead; None where somebody said how, or where anything is unsure.

    `chart` is that of the organisation, on which the file is read.
    """
    refused = {problem.code for problem in problems if problem.severity == Severity.ERROR}
    if choices.mapping is not None or choices.format or not refused or refused - UNKNOWN_CODES:
        return None
    ledgers = [(table, found) for table in tables if not missing_in((found := propose(table)).mapping)]
    if len(ledgers) != 1:
        return None
    (table, proposal), *_others = ledgers
    if (
        zeros_in(table, proposal.mapping, chart)
        or not is_sure(proposal)
        or not _reads_well(table, proposal.mapping, chart)
    ):
        return None
    return replace(choices, mapping=proposal.mapping.as_json())


def zeros_in(sample: TableSample, mapping: ColumnMapping, chart: str) -> dict[str, str]:
    """Return the accounts in the first rows that lost the zeros in front of KOSTRA arts, with the arts."""
    label = mapping.label_of("account")
    labels = column_labels(sample.names_in(mapping.header_row))
    if (mapping.chart or chart) != Organisation.Chart.KOSTRA or label not in labels:
        return {}
    place = labels.index(label)
    cells = (cells[place] for _number, cells in sample.below(mapping.header_row) if place < len(cells))
    return lost_zeros(text_in(cell).strip() for cell in cells if cell is not None)


def with_zeros(sample: TableSample, proposal: Proposal, chart: str) -> Proposal:
    """Return a proposal that gives arts back the zeros in front, where they lost them: proposed, never done unseen."""
    if not zeros_in(sample, proposal.mapping, chart):
        return proposal
    return replace(proposal, mapping=replace(proposal.mapping, account_zeros=True))


def remember_as_shown(*, organisation: Organisation, file_name: str, checked: Mapping[str, Any]) -> None:
    """Remember what was proposed in a check's result, since somebody has seen it and imports the file like that.

    What somebody else said of the shape in the meantime stays.
    """
    mapping = mapping_from_json(checked["mapping"])
    if not isinstance(mapping, ColumnMapping):
        return
    samples = map(sample_from_json, checked["tables"])
    shape = shape_of(next(one for one in samples if one.sheet == mapping.sheet), mapping.header_row)
    with suppress(ConflictError):
        remember_mapping(organisation=organisation, shape=shape, mapping=mapping, file_name=file_name, revision=0)


def is_sure(proposal: Proposal) -> bool:
    """Return whether a proposal has all that a ledger needs, and no column that is to be checked."""
    mapping = proposal.mapping
    return (
        not missing_in(mapping)
        and mapping.amounts == "accounts"
        and mapping.header_row > 0
        and has_dates(mapping)
        and all(guess.confidence >= SURE for guess in proposal.columns if guess.meaning)
    )


def _reads_well(sample: TableSample, mapping: ColumnMapping, chart: str) -> bool:
    """Return whether the first rows are read without an error, and their accounts look like those of the chart."""
    reading = open_mapped(SampledTable(sample, mapping.header_row), mapping, "table", None, None)
    batches = list(reading.batches())
    problems = (*reading.problems, *(problem for batch in batches for problem in batch.problems))
    accounts = [str(account) for batch in batches for account in batch.lines["account"]]
    costs = re.compile(_COSTS.get(chart, "."))
    fitting = sum(costs.match(account) is not None for account in accounts)
    return fitting >= len(accounts) * _SOME and all(problem.severity != Severity.ERROR for problem in problems)
