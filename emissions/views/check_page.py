"""What a file is and what importing it would do, in its reader's words: the check job's result as its page shows it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.importers.problem_texts import sentence
from emissions.reports.file_columns import ReadColumns, read_columns
from emissions.reports.file_facts import file_facts, period_of
from emissions.reports.ledger_words import format_name, months_words
from emissions.reports.line_words import Reader
from emissions.reports.treated_money import TreatedMoney, treated_money
from emissions.views.problem_rows import (
    ProblemCounts,
    ProblemRow,
    counts_of,
    only_rows_are_wrong,
    problem_of,
    problem_rows,
)
from foundation import figures
from organisations.models import Organisation

ADDRESSES = {"excluded": "#left-out", "unclassified": "#needs-you", "purchase": "#counted"}
YEAR_CODES = {
    "period_is_missing",
    "period_is_unknown",
    "amounts_say_neither",
    "year_is_not_in_file",
    "other_years_are_not_read",
    "amounts_taken_as_actual",
}
LEDGER_CODES = {"general_ledger_counts", "supplier_ledger_counts", "supplier_ledger_is_not_counted"}

FOREIGN_CODES = {"other_chart", "other_currency"}


@dataclass(frozen=True, slots=True)
class OtherImport:
    """An import in whose months the file has lines: when, and how many lines are there now and would be."""

    uuid: str
    name: str
    months: str
    lines: int
    new_lines: int


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A checked file in words. `wants_year` and `may_keep_good_rows` say which choices its content leaves open.

    `beside` says of each year that two ledgers have which of them counts; it is in no list of problems. A file that
    `looks_foreign` is imported once somebody says that it is theirs. `rest_of_lines` fall where nothing else has any.
    """

    accepted: bool
    answer: str
    facts: list[tuple[str, str]]
    money: TreatedMoney | None
    replaces: list[OtherImport]
    leaves: list[OtherImport]
    beside: list[str]
    problems: list[ProblemRow]
    counts: ProblemCounts
    wants_year: bool
    may_keep_good_rows: bool
    is_readable: bool
    looks_foreign: bool
    rest_of_lines: int
    read: ReadColumns | None


def shown_check(
    result: Mapping[str, Any], reader: Reader, organisation: Organisation, own: Collection[str] = ()
) -> ShownCheck:
    """Return the result of a check job, or of an import job that refused its file, in the reader's words.

    `own` are the uuids of imports of the same file, which does not replace itself.
    """
    summary, stored = result["summary"], result["problems"]
    codes = {problem["code"] for problem in stored}
    listed = [problem for problem in stored if problem["code"] not in LEDGER_CODES]
    money = treated_money(result.get("by_treatment", ()), ADDRESSES)
    return ShownCheck(
        accepted=summary["accepted"],
        answer=_answer(summary, counts_of(stored), organisation, is_known=bool(own)),
        facts=file_facts(summary, result.get("header") or {}, organisation),
        money=money,
        replaces=_others(result.get("replaces", ()), own),
        leaves=_others(result.get("leaves", ()), own),
        beside=[sentence(problem_of(problem), _) for problem in stored if problem["code"] in LEDGER_CODES],
        problems=problem_rows(listed, sees_numbers=reader.sees_numbers, country=reader.country),
        counts=counts_of(listed),
        wants_year=bool(codes & YEAR_CODES),
        may_keep_good_rows=not summary["accepted"] and only_rows_are_wrong(stored),
        is_readable=bool(summary["lines"]),
        looks_foreign=bool(codes & FOREIGN_CODES),
        rest_of_lines=_rest(result, summary["lines"]),
        read=read_columns(result.get("columns", ()), result.get("sample", ()), sees_numbers=reader.sees_numbers),
    )


def _answer(summary: Mapping[str, Any], counts: ProblemCounts, organisation: Organisation, *, is_known: bool) -> str:
    """Return in one or two sentences what the file is and whether it can be imported."""
    language = get_language() or "en"
    if not summary["lines"]:
        return _("Nothing in this file can be read as accounts. What is wrong, and what to do, stands below.")
    said = {
        "what": format_name(summary["format"]),
        "period": period_of(summary) or _("without a period"),
        "lines": figures.integer(summary["lines"], language),
        "money": figures.money_in_words(
            Decimal(summary["debit"]), summary["currency"] or organisation.currency, language
        ),
    }
    sentence = ngettext(
        "%(what)s, %(period)s: one line, %(money)s in debit.",
        "%(what)s, %(period)s: %(lines)s lines, %(money)s in debit.",
        summary["lines"],
    )
    if is_known:
        verdict = _("It is in already.")
    else:
        verdict = _ready(counts) if summary["accepted"] else _("It cannot be imported as it is.")
    return f"{sentence % said} {verdict}"


def _ready(counts: ProblemCounts) -> str:
    if counts.errors:
        return _("It can be imported without the rows that cannot be read.")
    return _("It can be imported; read the warnings first.") if counts.warnings else _("It can be imported.")


def _rest(result: Mapping[str, Any], lines: int) -> int:
    """Return how many lines fall into months or books in which no other import has any."""
    others = [*result.get("replaces", ()), *result.get("leaves", ())]
    return max(0, lines - sum(other["new_lines"] for other in others)) if others else 0


def _others(rows: Iterable[Mapping[str, Any]], own: Collection[str]) -> list[OtherImport]:
    return [
        OtherImport(
            uuid=row["import"],
            name=row["name"],
            months=months_words([date.fromisoformat(month) for month in row["months"]], by_year=row["by_year"]),
            lines=row["lines"],
            new_lines=row["new_lines"],
        )
        for row in rows
        if row["import"] not in own
    ]
