"""Begin a series and change it, enter and correct figures, mark breaks, choose factors."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emissions.forms.activity import BreakForm, CorrectForm, EnterForm, FactorForm, SeriesForm
from emissions.models import ActivityDimension, ActivitySeries
from emissions.queries.activity import series_called, value_called
from emissions.queries.activity_factors import factor_choices
from emissions.services.activity_method import mark_method_break, pin_factor
from emissions.services.activity_series import change_series, make_series
from emissions.services.activity_values import ValuesRefusedError, correct_value, enter_values
from emissions.views.activity_seen import KEEP, series_context, series_or_404
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def new(request: OrganisationRequest) -> HttpResponse:
    """Begin a series."""
    form = SeriesForm(request.POST or None)
    if form.is_valid():
        try:
            made = make_series(organisation=request.organisation, said=form.said, form_key=form.cleaned_data["key"])
        except DomainError as problem:
            _tell(form, problem)
        else:
            messages.success(request, _("The series is made. Choose a factor for each part, and enter figures."))
            return redirect("activity_series", request.organisation.slug, made.uuid)
    title = _("A new series")
    crumbs = [
        {"title": _("From what was counted"), "address": reverse("activity", args=[request.organisation.slug])},
        {"title": title},
    ]
    context = {"form": form, "title": title, "crumbs": crumbs, "button": _("Make the series")}
    return render_page(request, "emissions/activity_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def edit(request: OrganisationRequest, series: UUID) -> HttpResponse:
    """Change how a series is told, and add parts."""
    found = series_or_404(request, series)
    typed = request.POST.copy()
    form = SeriesForm(typed or None, series=found)

    def save() -> None:
        change_series(found, revision=form.cleaned_data["revision"] or 0, said=form.said)

    if saved := _saved(request, found, form, save, _("Saved.")):
        return saved
    newer = series_called(request.organisation, series) or found
    typed["revision"] = str(newer.revision)  # what was typed can be saved over what somebody else saved meanwhile
    return _form_page(request, found, form, _("Change the series"), _("Save"))


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def enter(request: OrganisationRequest, series: UUID) -> HttpResponse:
    """Enter the figures of one period."""
    found = series_or_404(request, series)
    form = EnterForm(found, list(found.dimensions.all()), request.POST or None)

    def save() -> None:
        try:
            enter_values(found, form.said)
        except ValuesRefusedError as refused:
            for each in refused.rows:
                form.add_error(None, each.sentence)

    if saved := _saved(request, found, form, save, _("The figures are entered.")):
        return saved
    return _form_page(request, found, form, _("Enter figures"), _("Enter"))


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def correct(request: OrganisationRequest, series: UUID, value: UUID) -> HttpResponse:
    """Put a newer figure in the place of one, with the reason."""
    found = series_or_404(request, series)
    old = value_called(found, value)
    if old is None:
        raise Http404
    form = CorrectForm(old, request.POST or None)

    def save() -> None:
        correct_value(old, amount=form.cleaned_data["amount"], reason=form.cleaned_data["reason"])

    if saved := _saved(request, found, form, save, _("The figure is corrected. The old one stays in the history.")):
        return saved
    words = {"period": old.period.label, "part": old.dimension.name or found.activity}
    title = _("Correct %(part)s, %(period)s") % words
    return _form_page(request, found, form, title, _("Correct"), old=old)


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def mark_break(request: OrganisationRequest, series: UUID) -> HttpResponse:
    """Mark from when on figures are counted in another way."""
    found = series_or_404(request, series)
    form = BreakForm(request.POST or None)

    def save() -> None:
        mark_method_break(found, **form.cleaned_data)

    if saved := _saved(request, found, form, save, _("The break is marked. Nothing is compared across it.")):
        return saved
    return _form_page(request, found, form, _("Mark a break"), _("Mark the break"))


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def factor(request: OrganisationRequest, series: UUID, part: int) -> HttpResponse:
    """Choose the factor of a part; `q` narrows the list down."""
    found = series_or_404(request, series)
    dimension = ActivityDimension.objects.filter(series=found, position=part).select_related("series").first()
    if dimension is None:
        raise Http404
    words = request.GET.get("q", "").strip()[:100]
    choices = factor_choices(words, dimension, request.POST.get("factor", ""))
    form = FactorForm(dimension, choices, request.POST or None, unit=found.unit)

    def save() -> None:
        said = form.cleaned_data
        chosen, _space, code = said["factor"].partition(" ")
        pin_factor(
            dimension,
            factor_set=chosen,
            code=code,
            with_indirect=said["with_indirect"],
            per_unit=said["per_unit"],
            per_unit_source=said["per_unit_source"],
        )

    if saved := _saved(request, found, form, save, _("The factor is chosen.")):
        return saved
    name = dimension.name or found.activity
    title = _("Factor of %(part)s") % {"part": name}
    return _form_page(request, found, form, title, _("Choose"), words=words, is_search=True, shown=len(choices))


def _saved(
    request: OrganisationRequest, series: ActivitySeries, form: forms.Form, save: Callable[[], None], sentence: str
) -> HttpResponse | None:
    """Save what a valid form says, and lead to the series; what stands in the way is told in the form."""
    if not form.is_valid():
        return None
    try:
        save()
    except DomainError as problem:
        _tell(form, problem)
    if form.errors:
        return None
    messages.success(request, sentence)
    return redirect("activity_series", request.organisation.slug, series.uuid)


def _tell(form: forms.Form, problem: DomainError) -> None:
    name = getattr(problem, "field", "")
    form.add_error(name if name in form.fields else None, str(problem))


def _form_page(
    request: OrganisationRequest, series: ActivitySeries, form: forms.Form, title: str, button: str, **more: object
) -> HttpResponse:
    context = {**series_context(request, series, title), "form": form, "button": button, **more}
    return render_page(request, "emissions/activity_form.html", context, status=422 if form.errors else 200)
