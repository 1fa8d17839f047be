"""Our own bank: made on first use, described, shown to whom it is for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.models import Organisation
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.review import BankForm
from requirements_bank.models import Bank, SeenBy
from requirements_bank.queries.own_bank import own_bank_of
from requirements_bank.services.own_bank import change_own_bank, make_own_bank
from requirements_bank.views.write_seen import write_context


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.write_bank")
def bank_settings(request: OrganisationRequest) -> HttpResponse:
    """Make our bank, or change what it is called and who sees it."""
    bank = own_bank_of(request.organisation)
    form = BankForm(request.POST or None, initial=_initial(bank, request.organisation))
    if request.method == "POST" and form.is_valid():
        try:
            if bank:
                change_own_bank(bank, **form.cleaned_data)
            else:
                make_own_bank(organisation=request.organisation, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("drafts", request.organisation.slug)
    context = {**write_context(request, "bank_settings"), "form": form, "bank": bank}
    return render_page(request, "requirements_bank/bank_settings.html", context, status=422 if form.errors else 200)


def _initial(bank: Bank | None, organisation: Organisation) -> dict[str, object]:
    if bank:
        return {name: getattr(bank, name) for name in ("name", "description", "languages", "seen_by")}
    language = "sv" if organisation.country == Organisation.Country.SWEDEN else "nb"
    name = _("Requirements of %(organisation)s") % {"organisation": organisation.name}
    return {"name": name, "languages": [language], "seen_by": SeenBy.PUBLIC}
