"""The demonstration, loaded once for all: what is in it is invented, and the same when it is loaded again."""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest
from django.test import Client

from emissions.queries.footprints import newest_footprints
from emissions.queries.outdated import outdated
from follow_up.models import Deviation, DeviationState
from follow_up.services.change_deviation import SaidOfDeviation, change_deviation
from foundation.access import Access, open_access
from foundation.scoping import access_for_work
from leadership.demonstration import load
from leadership.demonstration.bank import fill_bank
from leadership.demonstration.cast import MUNICIPALITIES
from leadership.demonstration.dialogues import fill_dialogues
from leadership.demonstration.followed_up import fill_follow_up
from leadership.demonstration.procurements import fill_procurements
from organisations.models import Organisation
from requirements_bank.models import Adoption, Bank, Example, Requirement, RequirementVersion, SeenBy, State
from requirements_bank.queries.adoptions import newer_version_of
from requirements_bank.services.adopt import end_adoption
from tests.leadership.demonstration.follow_up_there import (
    assert_every_state_is_there,
    assert_nobody_real_is_written_to,
    counted_follow_up,
)
from tests.leadership.demonstration.procurements_there import (
    assert_every_stage_is_there,
    assert_market_answers,
    contracts_oblige_and_are_called_off_from,
    counted_procurements,
    four_bids_are_evaluated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(module_transaction: None) -> Iterator[dict[str, Organisation]]:  # noqa: ARG001 - undone with it
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(load, "YEARS", ())  # its accounts take a minute
        patched.setattr(load, "fill_follow_up", lambda _organisations: None)  # a test below adds it
        load.load_demonstration()
        yield {organisation.slug: organisation for organisation in Organisation.objects.all()}


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


def test_filling_the_bank_again_changes_nothing_and_takes_no_time(loaded: dict[str, Organisation]) -> None:
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


def test_loading_again_doubles_nothing(loaded: dict[str, Organisation]) -> None:
    first = Organisation.objects.count(), Requirement.objects.count(), Example.objects.count()
    bank, procurements = state_of(loaded), counted_procurements(loaded)

    load.load_demonstration()

    assert min(first) > 0
    assert (Organisation.objects.count(), Requirement.objects.count(), Example.objects.count()) == first
    assert (state_of(loaded), counted_procurements(loaded)) == (bank, procurements)


def test_procurements_stand_in_every_stage_and_members_differ(loaded: dict[str, Organisation]) -> None:
    before = counted_procurements(loaded)
    fill_procurements(loaded)
    fill_dialogues(loaded)

    assert counted_procurements(loaded) == before
    assert_every_stage_is_there(loaded, before)
    assert_market_answers(loaded["ekby"])
    four_bids_are_evaluated(loaded["ekby"])
    contracts_oblige_and_are_called_off_from(loaded)


def test_follow_up_is_in_all_states_and_twice_changes_nothing(loaded: dict[str, Organisation]) -> None:
    fill_follow_up(loaded)
    with open_access(Access(writable=tuple(each.pk for each in loaded.values()))):
        assert_every_state_is_there()
        assert_nobody_real_is_written_to()
        renamed = Deviation.objects.filter(organisation__slug="ekby", control=None, state=DeviationState.NOTED).get()
        change_deviation(renamed, said_of(renamed, title="Called otherwise since"), because="Clearer")
        before = counted_follow_up()

        fill_follow_up(loaded)

        assert counted_follow_up() == before


def said_of(deviation: Deviation, *, title: str) -> SaidOfDeviation:
    return SaidOfDeviation(title, deviation.facts, deviation.severity, deviation.found_on)


def test_no_footprint_is_outdated_straight_after_loading(
    loaded: dict[str, Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "YEARS", (2023, 2024))
    monkeypatch.setattr(load, "MUNICIPALITIES", [replace(each, inhabitants=500) for each in MUNICIPALITIES])
    load.load_demonstration()

    with open_access(Access(writable=tuple(each.pk for each in loaded.values()))):
        newest = list(newest_footprints())
        assert (len(newest), outdated(newest)) == (10, set())
