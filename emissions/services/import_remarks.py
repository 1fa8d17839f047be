"""What an import adds to what a reader says: whose accounts these are, period, chart, currency, and what counts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from emissions.calculations.period_takeover import Place, Takeover, lines_against, take_over
from emissions.importers.charts import CHART_NAMES
from emissions.importers.ledger_lines import LedgerHeader, LedgerReading
from emissions.importers.ledger_summary import LedgerSummary
from emissions.queries.periods import holdings_of
from foundation.problems import Problem, Severity
from organisations.models import Organisation
from suppliers.calculations.numbers import digits_of

_NEW = 0
_MUNICIPALITY_DIGITS = (4, 6)
_SHOWN_ACCOUNTS = 6


def knows_period(reading: LedgerReading) -> bool:
    """Whether the lines can be placed in time: by a date of their own, or by what the file or the caller says."""
    return reading.header.granularity != "year" or reading.header.period_from is not None


def new_takeover(
    organisation: Organisation, header: LedgerHeader, places: Mapping[Place, int], misread: Collection[int] = ()
) -> Takeover:
    """Return what would become of the places of a file that is not imported yet.

    `misread` are the imports that are other readings of it, which give way in its years.
    """
    years = {month.year for month, _investment in places}
    every = holdings_of(organisation.pk)
    held = [holding for holding in every if not (holding.import_id in misread and holding.month.year in years)]
    return take_over(places, header.granularity, held, import_id=_NEW, ledger=header.ledger)


def with_remarks(
    summary: LedgerSummary,
    organisation: Organisation,
    places: Mapping[Place, int],
    outcome: Takeover,
    more: Iterable[Problem] = (),
) -> LedgerSummary:
    """Return the summary with what does not fit the organisation; without a period it is not accepted.

    `more` are remarks that take a look at other files. What readers say of a missing period as a warning gives way to
    the error that it is for an import.
    """
    missing = _period(summary)
    remarks = [
        *missing,
        *_owner(summary, organisation),
        *_chart(summary, organisation),
        *_zeros(summary, organisation),
        *_currency(summary, organisation),
        *_strays(summary, places, outcome),
        *_other_ledger(summary, outcome),
        *more,
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
    if len(stated) in _MUNICIPALITY_DIGITS:
        return _municipality(stated, organisation)
    if not stated or stated[-10:] == organisation.number[-10:]:
        return []
    values = {"stated": summary.header.organisation_number or "", "organisation": organisation.name}
    return [Problem("other_organisation", "file", None, Severity.WARNING, values)]


def _municipality(stated: str, organisation: Organisation) -> list[Problem]:
    """Compare a municipality's or county's code, as KOSTRA reports name it; nothing where ours is not known."""
    ours = organisation.municipality_code
    if not ours or stated == ours or stated.removesuffix("00") == ours:
        return []
    values = {"stated": stated, "ours": ours, "organisation": organisation.name}
    return [Problem("other_municipality", "file", None, Severity.WARNING, values)]


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


def _zeros(summary: LedgerSummary, organisation: Organisation) -> list[Problem]:
    """Return that accounts look like KOSTRA arts without the zeros in front, where they are read so."""
    found = summary.lost_zeros
    if not found or (summary.header.chart or organisation.chart) != Organisation.Chart.KOSTRA:
        return []
    shown = list(found)[:_SHOWN_ACCOUNTS]
    values = {"accounts": ", ".join(shown), "arts": ", ".join(found[account] for account in shown)}
    return [Problem("accounts_lost_zeros", "file", None, Severity.WARNING, values)]


def _currency(summary: LedgerSummary, organisation: Organisation) -> list[Problem]:
    stated = summary.header.currency
    if stated is None or stated == organisation.currency:
        return []
    values = {"stated": stated, "currency": organisation.currency, "organisation": organisation.name}
    return [Problem("other_currency", "file", None, Severity.WARNING, values)]


def _strays(summary: LedgerSummary, places: Mapping[Place, int], outcome: Takeover) -> list[Problem]:
    """Return by year what the file has only a few lines of, while a fuller file is in use there."""
    remarks = []
    for year in sorted({holding.month.year for holding in outcome.kept}):
        kept = [holding for holding in outcome.kept if holding.month.year == year]
        values: dict[str, object] = {
            "year": year,
            "lines": lines_against(places, kept, summary.header.ledger),
            "used": sum(holding.lines for holding in kept),
        }
        remarks.append(Problem("few_lines_are_kept_out", "file", None, Severity.WARNING, values))
    return remarks


def _other_ledger(summary: LedgerSummary, outcome: Takeover) -> list[Problem]:
    """Return by year which of the two ledgers counts, with its lines: never both."""
    remarks = []
    for beside in outcome.beside:
        general = summary.header.ledger == "general"
        counts = "general_ledger_counts" if general else "supplier_ledger_counts"
        code = counts if beside.counts else "supplier_ledger_is_not_counted"
        values: dict[str, object] = {"year": beside.year, "lines": beside.lines, "others": beside.other_lines}
        remarks.append(Problem(code, "file", None, Severity.NOTICE, values))
    return remarks
