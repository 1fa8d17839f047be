"""Years side by side at constant prices: what was real, and what only prices did."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.forms.footprints import CompareForm
from emissions.queries.comparison import (
    YearsCompared,
    comparable_years,
    own_sets_beside,
    set_to_compare,
    totals_of,
    years_compared,
)
from emissions.queries.year_coverage import HeldYears, years_held
from emissions.reports.comparison_words import (
    area_rows,
    caveats,
    change_sentence,
    is_compared,
    left_out_money,
    price_sentence,
    trend_chart,
    trend_sentence,
    yearly_rows,
)
from emissions.reports.reason_words import set_title
from organisations.models import Organisation
from organisations.pages import OrganisationRequest, organisation_page, render_page

FEWEST_YEARS = 2


@require_GET
@organisation_page("emissions.view_footprint")
def compare(request: OrganisationRequest) -> HttpResponse:
    """Compare the chosen years, all of them unless the reader chose at least two, on the newest footprint's set."""
    totals = totals_of([request.organisation.pk])
    factor_set = set_to_compare(request.organisation)
    own = own_sets_beside(request.organisation, factor_set) or ()
    known = comparable_years(request.organisation, totals, factor_set, own)
    form = CompareForm(request.GET, years=known)
    chosen = sorted(form.cleaned_data.get("year", [])) if form.is_valid() else []
    years = chosen if len(chosen) >= FEWEST_YEARS else known
    context = {"form": form, "known": known, "years": years, "compared": None}
    if len(years) >= FEWEST_YEARS:
        compared = years_compared(request.organisation, totals, years, factor_set, own)
        held = years_held([request.organisation], totals)[request.organisation.pk]
        context |= _shown(compared, request.organisation, held)
    return render_page(request, "emissions/footprint_compare.html", context)


def _shown(compared: YearsCompared, organisation: Organisation, held: HeldYears) -> dict[str, object]:
    comparison, thin = compared.comparison, held.thin
    last = comparison.changes[-1]
    return {
        "compared": compared,
        "answer": trend_sentence(comparison, thin),
        "caveats": caveats(held.months, comparison, thin),
        "last_change": change_sentence(last, thin),
        "last_prices": price_sentence(last) if is_compared(last, thin) else "",
        "chart": trend_chart(comparison, _("Emissions at constant prices"), thin),
        "rows": yearly_rows(comparison, thin),
        "areas": area_rows(compared, thin),
        "left_out": left_out_money(comparison, organisation.currency),
        "factor_set": set_title(compared.factor_set),
    }
