import pytest

from foundation.access import open_access
from foundation.errors import ConflictError, DomainError
from foundation.models import Change
from foundation.scoping import access_for_work
from organisations.services.found_organisation import NewOrganisation, found_organisation

pytestmark = pytest.mark.django_db
SOGNDAL = NewOrganisation("Sogndal kommune", "NO", "922 121 893")


def test_an_organisation_is_founded_with_what_follows_from_its_country() -> None:
    organisation = found_organisation(SOGNDAL)

    assert (organisation.slug, organisation.number, organisation.chart, organisation.currency) == (
        "sogndal-kommune",
        "922121893",
        "kostra",
        "NOK",
    )


def test_a_swedish_one_keeps_kommun_bas() -> None:
    assert found_organisation(NewOrganisation("Örebro kommun", "SE", "212000-1967")).chart == "kommun_bas"


def test_a_finnish_one_keeps_the_chart_of_municipalities_and_counts_in_euro() -> None:
    organisation = found_organisation(NewOrganisation("Akaa", "FI", "2050864-5"))
    assert (organisation.chart, organisation.currency) == ("fi_kunta", "EUR")


def test_the_founding_is_recorded() -> None:
    organisation = found_organisation(SOGNDAL)

    with open_access(access_for_work(organisation.pk)):
        assert list(Change.objects.values_list("kind", "action")) == [("organisations.organisation", "founded")]


@pytest.mark.parametrize(
    "told",
    [
        NewOrganisation("Sogndal kommune", "NO", "922121894"),
        NewOrganisation("Sogndal kommune", "NO", ""),
        NewOrganisation("Sogndal kommune", "SE", "922121893"),
        NewOrganisation("Sogndal kommune", "IS", "922121893"),
    ],
    ids=["check digit", "none", "other country", "unknown country"],
)
def test_a_wrong_number_is_refused(told: NewOrganisation) -> None:
    with pytest.raises(DomainError):
        found_organisation(told)


def test_a_number_or_an_address_that_is_taken_is_refused() -> None:
    found_organisation(SOGNDAL)

    with pytest.raises(ConflictError, match="922121893"):
        found_organisation(SOGNDAL)
    with pytest.raises(ConflictError, match="sogndal-kommune"):
        found_organisation(NewOrganisation("Sogndal kommune", "NO", "974760673"))


def test_scandinavian_letters_are_spelt_out_in_the_address() -> None:
    assert (
        found_organisation(NewOrganisation("Ås og Øksnes i Bærum", "NO", "974760673")).slug == "as-og-oksnes-i-baerum"
    )
