"""The demonstration's bank: invented, the same when loaded again, and added to a demonstration of yesterday."""

from time import monotonic

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from leadership.demonstration import load
from leadership.demonstration.bank import fill_bank
from organisations.models import Organisation
from requirements_bank.models import Adoption, Bank, Example, Requirement, RequirementVersion, SeenBy, State
from requirements_bank.queries.adoptions import newer_version_of
from requirements_bank.services.adopt import end_adoption

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(module_transaction: None) -> dict[str, Organisation]:  # noqa: ARG001 - undone with it
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(load, "YEARS", ())  # its accounts take a minute
        load.load_demonstration()
    return {organisation.slug: organisation for organisation in Organisation.objects.all()}


def state_of(organisations: dict[str, Organisation]) -> list[object]:
    found: list[object] = []
    for slug in sorted(organisations):
        with open_access(access_for_work(organisations[slug].pk)):
            found.append(
                (
                    slug,
                    list(Requirement.objects.order_by("pk").values_list("code", "seen_by")),
                    list(RequirementVersion.objects.order_by("pk").values_list("requirement", "number", "state")),
                    list(Adoption.objects.order_by("pk").values_list("organisation", "version", "ended_at")),
                    list(Example.objects.order_by("pk").values_list("code", "seen_by", "is_published")),
                )
            )
    return found


def test_the_bank_has_life_and_says_that_it_is_invented(loaded: dict[str, Organisation]) -> None:
    network, ekby = loaded["fjordskog"], loaded["ekby"]
    with open_access(access_for_work(network.pk)):
        own = Requirement.objects.filter(organisation=network)
        states = dict(own.order_by("code").values_list("code", "versions__state"))
        users = set(Adoption.objects.values_list("organisation__slug", flat=True))
        waiting = {each.organisation.slug for each in Adoption.objects.all() if newer_version_of(each)}
    with open_access(access_for_work(ekby.pk)):
        ekbys = dict(Requirement.objects.filter(organisation=ekby).values_list("code", "is_published"))
        told = Example.objects.filter(organisation=ekby)

        assert all(example.content["is_demonstration"] for example in told)
        assert {example.seen_by for example in told} == {SeenBy.NETWORK}
    assert len(states) == 7
    assert states["FJO-007"] == State.IN_REVIEW
    assert own.get(code="FJO-001").versions.count() == 2
    assert users == {"ekby", "lauvdal", "nordbygda", "granvik", "soderasa"}
    assert waiting == {"ekby", "lauvdal", "nordbygda", "soderasa"}
    assert ekbys == {"TRA-001-V1": True, "FJO-003-V1": True, "EKB-001": False}
    assert all("Oppdiktet" in bank.description for bank in Bank.objects.exclude(organisation=None))


def test_loading_again_changes_nothing_and_takes_no_time(loaded: dict[str, Organisation]) -> None:
    before, start = state_of(loaded), monotonic()
    fill_bank(loaded)

    assert monotonic() - start < 5
    assert state_of(loaded) == before


def test_what_people_have_changed_since_is_left_alone(loaded: dict[str, Organisation]) -> None:
    lauvdal = loaded["lauvdal"]
    with open_access(access_for_work(lauvdal.pk)):
        end_adoption(Adoption.objects.get(organisation=lauvdal, requirement__code="FJO-002"))
    with open_access(access_for_work(loaded["fjordskog"].pk)):
        Bank.objects.filter(organisation=loaded["fjordskog"]).update(seen_by=SeenBy.OWN)
    before = state_of(loaded)
    fill_bank(loaded)

    assert state_of(loaded) == before
    assert Client().get("/banks/fjordskog/").status_code == 404


def test_ekbys_bank_is_open_for_everybody(loaded: dict[str, Organisation]) -> None:
    page = Client().get("/banks/ekby/").content.decode()

    assert loaded["ekby"].name in page
    assert all(code in page for code in ("FJO-002", "TRA-005"))
    assert "EKB-001" not in page
