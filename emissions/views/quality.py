"""What the accounts are worth: a year's quality with what would make it better, over the years and by file."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.models import LedgerImport
from emissions.queries.fix_list import catch_all_accounts
from emissions.queries.quality import QualityBase
from emissions.queries.spend import every_spend_base
from emissions.queries.year_coverage import counted_money
from emissions.reports.ledger_words import period_words
from emissions.reports.line_words import free_text
from emissions.reports.quality_page import ShownIndicator, answer_of, over_time, shown, things_to_fix, time_rows
from emissions.reports.quality_sentences import source_parts
from emissions.services.year_quality import Judged, bases_of_spends, judged, qualities_of_imports
from emissions.views.accounts_seen import accounts_tabs, chosen_year, reader_at_home
from foundation.addresses import changed
from organisations.pages import OrganisationRequest, organisation_page, render_page
from suppliers.queries.register import NEGATIVE

YEARS_SHOWN = 6
FILES_SHOWN = 12
ACCOUNTS_SHOWN = 8


@require_GET
@organisation_page("emissions.view_ledger")
def quality(request: OrganisationRequest) -> HttpResponse:
    """Show the quality of a year's accounts."""
    owner = request.organisation
    spends = every_spend_base(owner.pk)
    years = sorted(spends, reverse=True)
    context: dict[str, Any] = {
        "tabs": accounts_tabs(request, "quality"),
        "years": [],
        "may_fix": request.place.may("emissions.change_rules"),
        "may_import": request.place.may("emissions.import_ledger") and not owner.is_network,
    }
    asked = chosen_year(request)
    year = asked if asked in years else next(iter(years), None)
    bases = bases_of_spends(owner, [spends[each] for each in sorted({*years[:YEARS_SHOWN], year})]) if year else {}
    if year in bases:
        context |= _shown(request, year, years, bases)
    return render_page(request, "emissions/quality.html", context)


def _shown(request: OrganisationRequest, year: int, years: list[int], bases: dict[int, QualityBase]) -> dict[str, Any]:
    known = dict(zip(bases, judged(list(bases.values())), strict=True))
    facts, found = known[year]
    counted = counted_money([request.organisation])[request.organisation.pk]
    return {
        "years": [
            {"title": str(each), "address": changed(request, year=each), "current": each == year} for each in years
        ],
        "year": year,
        "facts": facts,
        "quality": found,
        "answer": answer_of(year, found),
        "to_fix": things_to_fix(found),
        "indicators": [(each, _address(request, year, each)) for each in shown(found, facts)],
        "sources": source_parts(facts),
        "chart": over_time({each: of_year.score for each, (_, of_year) in known.items()}),
        "over_time": [{**row, "address": changed(request, year=row["year"])} for row in time_rows(known, counted)],
        "files": _files(bases[year]),
        "accounts": _accounts(request, bases[year], facts.currency, year),
    }


def _files(base: QualityBase) -> list[dict[str, Any]]:
    """Return the files of the year with the score of each; none where there is one only, or where they are many."""
    if not 1 < len(base.imports) <= FILES_SHOWN:
        return []
    found = LedgerImport.objects.select_related("file", "organisation").in_bulk([row.pk for row in base.imports])
    files = [found[row.pk] for row in base.imports]
    return [
        _file(each, of_file)
        for each, of_file in zip(files, qualities_of_imports(base.organisation, files), strict=True)
    ]


def _file(ledger_import: LedgerImport, of_file: Judged) -> dict[str, Any]:
    return {
        "import": ledger_import,
        "period": period_words(ledger_import.period_from, ledger_import.period_to),
        "score": of_file[1].score,
    }


def _accounts(request: OrganisationRequest, base: QualityBase, currency: str, year: int) -> list[dict[str, Any]]:
    reader, slug = reader_at_home(request), request.organisation.slug
    rows = catch_all_accounts(base, currency, ACCOUNTS_SHOWN)
    for row in rows:
        query = urlencode({"year": year, "account": row["account"], "by": "supplier"})
        row["account_name"] = free_text(row["account_name"], reader)
        row["address"] = f"{reverse('mapping', args=[slug])}?{query}"
    return rows


def _address(request: OrganisationRequest, year: int, indicator: ShownIndicator) -> tuple[str, str]:
    """Return where an indicator's money or remedy stands, and what the link says; empty where there is no such page."""
    slug = request.organisation.slug
    mapping = f"{reverse('mapping', args=[slug])}?year={year}"
    negative = f"{reverse('suppliers', args=[slug])}?year={year}&show={NEGATIVE}"
    to_fix = ("#fix-list", _("To the fix list"))
    files = (reverse("accounts", args=[slug]), _("To the files"))
    if not indicator.fault.lines and not indicator.fault.things:  # only what is not known costs
        return (mapping, _("What the money buys")) if indicator.code == "category" else files
    return {
        "category": (f"{mapping}&state=unclassified", _("Show what has no category")),
        "catch_all": ("#catch-all", _("Show the accounts")),
        "supplier_number": to_fix,
        "doubles": to_fix,
        "duplicates": to_fix,
        "account_names": to_fix,
        "negative_suppliers": (negative, _("Show the suppliers")),
    }.get(indicator.code, files)
