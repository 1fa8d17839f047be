"""What an import adds to what a reader says: whose accounts these are, which period, which chart, which currency."""

from dataclasses import replace

from emissions.importers.charts import CHART_NAMES
from emissions.importers.ledger_lines import LedgerReading
from emissions.importers.ledger_summary import LedgerSummary
from foundation.problems import Problem, Severity
from organisations.models import Organisation
from suppliers.calculations.numbers import digits_of


def knows_period(reading: LedgerReading) -> bool:
    """Whether the lines can be placed in time: by a date of their own, or by what the file or the caller says."""
    return reading.header.granularity != "year" or reading.header.period_from is not None


def with_remarks(summary: LedgerSummary, organisation: Organisation) -> LedgerSummary:
    """Return the summary with what does not fit the organisation; without a period it is not accepted.

    What readers say of a missing period as a warning gives way to the error that it is for an import.
    """
    missing = _period(summary)
    remarks = [
        *missing,
        *_owner(summary, organisation),
        *_chart(summary, organisation),
        *_currency(summary, organisation),
    ]
    if not remarks:
        return summary
    said = [problem for problem in summary.problems if not (missing and problem.code == "period_is_unknown")]
    accepted = summary.accepted and not any(remark.is_error for remark in remarks)
    return replace(summary, problems=(*said, *remarks), accepted=accepted)


def _period(summary: LedgerSummary) -> list[Problem]:
    if summary.lines and summary.period_from is None:
        return [Problem("period_is_missing", "file")]
    return []


def _owner(summary: LedgerSummary, organisation: Organisation) -> list[Problem]:
    stated = digits_of(summary.header.organisation_number)
    if not stated or stated[-10:] == organisation.number[-10:]:
        return []
    values = {"stated": summary.header.organisation_number or "", "organisation": organisation.name}
    return [Problem("other_organisation", "file", None, Severity.WARNING, values)]


def _chart(summary: LedgerSummary, organisation: Organisation) -> list[Problem]:
    stated = summary.header.chart
    if stated is None or stated == organisation.chart:
        return []
    values = {
        "stated": CHART_NAMES[stated],
        "chart": organisation.get_chart_display(),
        "organisation": organisation.name,
    }
    return [Problem("other_chart", "file", None, Severity.WARNING, values)]


def _currency(summary: LedgerSummary, organisation: Organisation) -> list[Problem]:
    stated = summary.header.currency
    if stated is None or stated == organisation.currency:
        return []
    values = {"stated": stated, "currency": organisation.currency, "organisation": organisation.name}
    return [Problem("other_currency", "file", None, Severity.WARNING, values)]
