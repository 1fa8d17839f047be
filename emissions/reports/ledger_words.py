"""What a ledger file is, in words: its format, its book, its chart of accounts, how finely it says when."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from emissions.calculations.ledger_formats import UNKNOWN_FORMAT, format_of, table_file_of
from emissions.models import LedgerImport
from organisations.models import Organisation

_CHARTS = dict(Organisation.Chart.choices)
_LEDGERS = {str(value): label for value, label in LedgerImport.Ledger.choices}
_ENCODINGS = {"cp437": "PC8 (CP437)", "cp1252": "Windows-1252", "utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)"}
_WHOLE_YEAR = ((1, 1), (12, 31))


def format_name(code: str) -> str:
    """Return what sort of file it is; an unknown code as it is."""
    found, file = format_of(code), table_file_of(code)
    if found is None:
        return _("No ledger that we know") if code == UNKNOWN_FORMAT else code
    rest = code.removeprefix(found.name).removeprefix("_")
    words = found.variants.get(code, found.words)
    return _(words) % {"kind": file.words if file else rest, "form": rest.upper()} if words else code


def ledger_name(code: str) -> str:
    """Return which book the file comes from."""
    return str(_LEDGERS.get(code, code))


def chart_name(code: str | None) -> str:
    """Return the chart of accounts; empty where it is not known."""
    return str(_CHARTS.get(code or "", code or ""))


def encoding_name(code: str | None) -> str:
    """Return how letters are written in the file; empty for workbooks, which say so themselves."""
    return _ENCODINGS.get((code or "").lower(), code or "")


def period_words(start: date | None, end: date | None) -> str:
    """Return a period as people say it: a year, a month, or from a day to a day; empty where it is not known."""
    if start is None or end is None:
        return ""
    if start.year == end.year and ((start.month, start.day), (end.month, end.day)) == _WHOLE_YEAR:
        return str(start.year)
    if start == end.replace(day=1) and end.month != (end + timedelta(days=1)).month:
        return date_format(start, "F Y")
    if start == end:
        return date_format(end, "DATE_FORMAT")
    if (start.year, start.month) == (end.year, end.month):
        return f"{_day_of_month(start)}–{date_format(end, 'DATE_FORMAT')}"
    first = _day(start, with_year=start.year != end.year)
    return _("%(start)s to %(end)s") % {"start": first, "end": date_format(end, "DATE_FORMAT")}


def years_words(start: date, end: date) -> str:
    """Return the months of a period for a heading: "2023", "March 2023", "January to August 2023"."""
    if start.year == end.year and (start.month, end.month) == (1, 12):
        return str(start.year)
    first, last = start.replace(day=1), end.replace(day=1)
    return date_format(first, "F Y") if first == last else _run_words([first, last])


def _day(day: date, *, with_year: bool) -> str:
    """Return a day as the language writes it, "3 March 2023" or "3. mars 2023", with its year or without."""
    text = date_format(day, "DATE_FORMAT")
    return text if with_year else text.removesuffix(f" {day.year}")


def _day_of_month(day: date) -> str:
    """Return the day alone as the language writes it before a month: "3" or "3."."""
    return date_format(day, "DATE_FORMAT").split(" ")[0]


def months_words(months: list[date], *, by_year: bool) -> str:
    """Return months as people say them: "2023", "March 2023", "January to December 2023", single ones in a row."""
    days = sorted(set(months))
    if not days:
        return ""
    if by_year:
        return ", ".join(str(year) for year in sorted({day.year for day in days}))
    runs: list[list[date]] = []
    for day in days:
        if runs and _follows(runs[-1][-1], day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run_words(run) for run in runs)


def _follows(earlier: date, later: date) -> bool:
    return (later.year * 12 + later.month) - (earlier.year * 12 + earlier.month) == 1


def _run_words(run: list[date]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return date_format(first, "F Y")
    if first.year == last.year:
        return _("%(first)s to %(last)s") % {"first": date_format(first, "F"), "last": date_format(last, "F Y")}
    return _("%(first)s to %(last)s") % {"first": date_format(first, "F Y"), "last": date_format(last, "F Y")}
