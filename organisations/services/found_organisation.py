"""Found an organisation: the row that everything else of a tenant hangs on."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access import open_access
from foundation.changes.record import record_change
from foundation.downloads import plain_name
from foundation.errors import ConflictError, DomainError
from foundation.scoping import access_for_work
from organisations.calculations.organisation_numbers import digits_of, is_valid_number
from organisations.models import Organisation
from organisations.models.organisations import Chart, Country, Kind

CHARTS = {"NO": Chart.KOSTRA, "SE": Chart.KOMMUN_BAS, "FI": Chart.FI_KUNTA}


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What is told about a new organisation; `slug` and `chart` follow from name and country where left out."""

    name: str
    country: str
    number: str
    kind: str = Kind.MUNICIPALITY
    slug: str = ""
    chart: str = ""
    municipality_code: str = ""
    population: int | None = None


def found_organisation(told: NewOrganisation) -> Organisation:
    """Return the new organisation; raises DomainError for a wrong number, ConflictError for one that is taken."""
    number, slug = digits_of(told.number), told.slug or plain_name(told.name)
    if told.country not in Country.values:
        raise DomainError(
            _("%(country)s is not a country we know. Write one of: %(known)s.")
            % {"country": told.country, "known": ", ".join(Country.values)}
        )
    if not is_valid_number(number, told.country):
        raise DomainError(
            _("%(number)s is not a valid organisation number in %(country)s. Check it for a mistyped digit.")
            % {"number": told.number, "country": Country(told.country).label}
        )
    with transaction.atomic():
        _refuse_doubles(told.country, number, slug)
        organisation = Organisation.objects.create(
            name=" ".join(told.name.split()),
            slug=slug,
            kind=told.kind,
            country=told.country,
            number=number,
            chart=told.chart or CHARTS.get(told.country, Chart.BAS),
            municipality_code=told.municipality_code,
            population=told.population,
        )
        with open_access(access_for_work(organisation.pk)):
            record_change(
                organisation_id=organisation.pk,
                kind="organisations.organisation",
                object_id=organisation.uuid,
                action="founded",
                summary={"name": organisation.name},
            )
    return organisation


def _refuse_doubles(country: str, number: str, slug: str) -> None:
    if Organisation.objects.filter(country=country, number=number).exists():
        raise ConflictError(_("There is an organisation with the number %(number)s already.") % {"number": number})
    if not slug or Organisation.objects.filter(slug=slug).exists():
        raise ConflictError(
            _("The address name “%(slug)s” is taken or empty. Choose another one with --slug.") % {"slug": slug}
        )
