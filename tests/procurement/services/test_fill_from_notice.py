"""A procurement is filled from a notice; what it cannot hold is told, never guessed, and nobody joins unasked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.problems import Problem
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.calculations.notice import Notice
from procurement.calculations.notice_lots import AwardCriterion, Extension, LotKind, NoticeLot, Project
from procurement.calculations.notice_values import Money
from procurement.calculations.notice_values import Organisation as Named
from procurement.forms.procurement import ProcurementForm
from procurement.models import Agreement, Buyer, ClimateBy, LawAnswers, Lot, Procurement
from procurement.reports.filling_sentences import filling_sentence
from procurement.services.fill_from_notice import procurement_from_notice
from requirements_bank.queries.known_codes import cpv_names
from tests.factories.organisations import make_organisation
from tests.procurement.importers.notices import (
    AWARD_NOTICE,
    CONTRACT_NOTICE,
    PRIOR_INFORMATION,
    changed,
    notice_of,
    read_text,
)

pytestmark = pytest.mark.django_db
PERSON = "010107 50160"


@pytest.fixture
def vik(db: None) -> Organisation:  # noqa: ARG001 - the municipality lives in the database
    return make_organisation("vik", name="Vik kommune", number="900000011")


def filled(lead: Organisation, notice: Notice) -> tuple[Procurement, dict[str, Problem]]:
    with open_access(access_for_work(lead.pk)):
        procurement, problems = procurement_from_notice(organisation=lead, notice=notice)
    return procurement, {problem.code: problem for problem in problems}


def bare(**said: object) -> Notice:
    """A contract notice of one lot that says a title and no more."""
    notice = replace(notice_of(CONTRACT_NOTICE), buyers=(), lots=(), project=Project(titles={"NOB": "Varebiler"}))
    return replace(notice, **said)  # type: ignore[arg-type] # what a test says


def test_a_procurement_holds_what_the_notice_says(vik: Organisation) -> None:
    procurement, _told = filled(vik, notice_of(CONTRACT_NOTICE))

    assert (procurement.title, procurement.description) == (
        "Utslippsfrie varebiler",
        "Varebiler og ladere til hjemmetjenesten.",
    )
    assert (procurement.cpv, procurement.category) == (["34136000", "31158000"], "transport.vehicles")
    assert (procurement.value, procurement.currency, procurement.procedure) == (Decimal("12500000.50"), "NOK", "open")
    assert procurement.agreement == Agreement.FRAMEWORK
    assert (procurement.announced_on, procurement.bids_due_on) == (date(2026, 9, 1), date(2026, 10, 15))
    assert (procurement.first_day, procurement.months, procurement.options) == (date(2027, 1, 1), 24, [12, 12])


def test_more_extensions_than_a_procurement_can_have_are_told_and_left_out(vik: Organisation) -> None:
    notice = notice_of(CONTRACT_NOTICE)
    longest = replace(notice.project.extension or Extension(), most_renewals=11, renewals={"NOB": "Ett år om gangen."})
    lots = tuple(replace(lot, project=replace(lot.project, extension=longest)) for lot in notice.lots)
    procurement, told = filled(vik, replace(notice, lots=lots))

    assert procurement.options == []
    assert "renewals_are_not_readable" in told


def test_more_codes_and_words_than_a_procurement_holds_are_told_and_cut(vik: Organisation) -> None:
    codes = tuple(sorted(cpv_names("en"))[:51])
    long = Project(titles={"NOB": "Varebiler"}, descriptions={"NOB": "x" * 5001}, main_cpv=codes)
    procurement, told = filled(vik, bare(project=long))

    assert (procurement.cpv, len(procurement.description)) == (list(codes[:50]), 5000)
    assert told.keys() >= {"cpv_are_too_many", "description_is_shortened"}
    assert ProcurementForm(vik, kept_as_typed(procurement), procurement=procurement).is_valid()


def kept_as_typed(procurement: Procurement) -> dict[str, object]:
    """What the page sends where nothing is changed."""
    form = ProcurementForm(procurement.organisation, procurement=procurement)
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def test_lots_are_taken_over_in_their_order(vik: Organisation) -> None:
    procurement, _told = filled(vik, notice_of(CONTRACT_NOTICE))

    with open_access(access_for_work(vik.pk)):
        lots = Lot.objects.filter(procurement=procurement)
        assert [(lot.number, lot.title, lot.description, lot.cpv, lot.value) for lot in lots] == [
            (1, "Varebiler", "Elektriske varebiler.", ["34136000"], Decimal(10_000_000)),
            (2, "Ladere", "Ladere til bilene.", ["31158000", "45310000"], Decimal("2500000.50")),
        ]
        changes = Change.objects.filter(object_id=str(procurement.uuid)).order_by("version")
        assert [change.action for change in changes] == ["made", "divided"]


def test_everything_that_stays_in_the_notice_is_told(vik: Organisation) -> None:
    _procurement, told = filled(vik, notice_of(CONTRACT_NOTICE))

    assert sorted(told) == [
        "aims_stay",
        "buyer_is_not_here",
        "category_is_guessed",
        "clean_vehicles_stay",
        "climate_differs",
        "conditions_stay",
        "criteria_stay",
        "framework_maximum_stays",
        "other_deadlines_stay",
        "places_stay",
        "renewals_are_read",
        "time_of_day_stays",
    ]
    assert filling_sentence(told["criteria_stay"]) == (
        "Lot 2: 2 award criteria (Pris, Klima i kravene) are not taken over. Choose requirements of the bank for them."
    )


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("quality-nor-env-criteria", (ClimateBy.WEIGHT, "")),
        ("quality-nor-env-spec", (ClimateBy.REQUIREMENTS, "")),
        ("quality-nor-env-exempt-insignificant", (ClimateBy.EXEMPTION, "insignificant")),
        ("quality-nor-env-none", (ClimateBy.EXEMPTION, "insignificant")),
    ],
)
def test_the_law_guard_is_answered_by_the_codes_of_the_notice(vik: Organisation, code: str, answer: object) -> None:
    lot = replace(notice_of(CONTRACT_NOTICE).lots[0], criteria=(AwardCriterion("price"), AwardCriterion(code)))
    procurement, told = filled(vik, bare(lots=(lot,)))

    assert filling_sentence(told["climate_is_answered"]).startswith("The notice says how climate and environment count")
    with open_access(access_for_work(vik.pk)):
        kept = LawAnswers.objects.get(procurement=procurement)
        assert (kept.climate_by, kept.ground) == answer


def test_lots_that_say_different_things_of_climate_answer_nothing(vik: Organisation) -> None:
    procurement, told = filled(vik, notice_of(CONTRACT_NOTICE))

    assert told["climate_differs"].values == {"codes": "quality-nor-env-criteria, quality-nor-env-spec"}
    with open_access(access_for_work(vik.pk)):
        assert not LawAnswers.objects.filter(procurement=procurement).exists()


def test_a_buyer_that_is_here_is_suggested_and_does_not_join(vik: Organisation) -> None:
    fjordby = make_organisation("fjordby", name="Fjordby kommune", number="900000028")
    make_organisation("stad", name="Stad kommune", number="900000036")
    notice = notice_of(CONTRACT_NOTICE)
    procurement, told = filled(vik, notice)

    assert told["buyer_may_join"].values == {"name": "Fjordby kommune", "organisation": fjordby.uuid}
    with open_access(access_for_work(vik.pk)):
        assert not Buyer.objects.filter(procurement=procurement).exists()


def test_the_same_number_in_another_country_is_another_organisation(vik: Organisation) -> None:
    make_organisation("annan", name="Annan kommun", number="900000028", country="SE")

    _procurement, told = filled(vik, notice_of(CONTRACT_NOTICE))

    assert "buyer_may_join" not in told


def test_a_notice_of_others_is_told_to_be_so(vik: Organisation) -> None:
    other = make_organisation("stad", name="Stad kommune", number="900000036")
    _procurement, told = filled(other, notice_of(CONTRACT_NOTICE))

    assert told["lead_is_no_buyer"].values == {"name": "Stad kommune"}
    assert told["buyer_may_join"].values["organisation"] == vik.uuid


def test_another_currency_is_told_and_the_value_is_left_missing() -> None:
    ekby = make_organisation("ekby", name="Ekby kommun", country="SE")
    procurement, told = filled(ekby, notice_of(CONTRACT_NOTICE))

    assert (procurement.value, procurement.currency) == (None, "SEK")
    assert filling_sentence(told["value_in_another_currency"]).endswith(
        "Nothing is converted: fill in the value by hand."
    )
    with open_access(access_for_work(ekby.pk)):
        assert set(Lot.objects.values_list("value", flat=True)) == {None}


@pytest.mark.parametrize(
    ("money", "taken", "code"),
    [
        (None, None, "value_is_missing"),
        (Money(Decimal(100), None), None, "value_without_currency"),
        (Money(Decimal(-1), "NOK"), None, "value_does_not_fit"),
        (Money(Decimal(10) ** 20, "NOK"), None, "value_does_not_fit"),
        (Money(Decimal("0.125"), "NOK"), Decimal("0.13"), "value_is_rounded"),
    ],
)
def test_an_odd_value_is_told(vik: Organisation, money: Money | None, taken: Decimal | None, code: str) -> None:
    procurement, told = filled(vik, bare(project=Project(titles={"NOB": "Varebiler"}, estimated_value=money)))

    assert procurement.value == taken
    assert code in told


def test_a_notice_of_one_lot_makes_a_procurement_without_lots(vik: Organisation) -> None:
    only = NoticeLot(
        "LOT-0000",
        LotKind.LOT,
        Project(titles={"NOB": "Varebiler"}, main_cpv=("34136000",), estimated_value=Money(Decimal(5), "NOK")),
    )
    procurement, _told = filled(vik, bare(lots=(only,)))

    assert (procurement.cpv, procurement.value) == (["34136000"], Decimal(5))
    with open_access(access_for_work(vik.pk)):
        assert not Lot.objects.exists()


def test_a_notice_that_says_next_to_nothing_still_makes_a_procurement(vik: Organisation) -> None:
    notice = bare(project=Project(), procedure="comp-tend", issued_on=None)
    procurement, told = filled(vik, notice)

    assert (procurement.title, procurement.cpv, procurement.category) == (notice.notice_id, [], "")
    assert (procurement.procedure, procurement.first_day, procurement.months) == ("", None, None)
    assert {"title_is_missing", "procedure_is_not_known", "period_is_missing", "category_is_not_known"} <= told.keys()


def test_an_award_notice_tells_how_it_ended_and_not_when_it_was_announced(vik: Organisation) -> None:
    procurement, told = filled(vik, notice_of(AWARD_NOTICE))

    assert procurement.announced_on is None
    assert {"announcement_is_not_said", "results_stay"} <= told.keys()
    assert procurement.awarded_on == max(
        each.awarded_on for each in notice_of(AWARD_NOTICE).results.contracts if each.awarded_on
    )


def test_parts_of_a_prior_information_notice_are_no_lots(vik: Organisation) -> None:
    notice = notice_of(PRIOR_INFORMATION)
    procurement, told = filled(vik, notice)

    assert procurement.announced_on == notice.planned_on
    assert "parts_stay" in told
    with open_access(access_for_work(vik.pk)):
        assert not Lot.objects.exists()


def test_days_that_go_back_are_left_missing(vik: Organisation, tmp_path: Path) -> None:
    late = changed(CONTRACT_NOTICE, ("2027-01-01+01:00", "2026-10-01+02:00"), ("2026-10-15", "2026-10-16"))
    notice = read_text(tmp_path, late).notice
    assert notice is not None
    procurement, told = filled(vik, notice)

    assert (procurement.bids_due_on, procurement.first_day) == (date(2026, 10, 16), None)
    assert told["day_is_before_another"].values == {"day": date(2026, 10, 1), "other": date(2026, 10, 16)}


def test_no_personal_number_is_kept_or_told(vik: Organisation) -> None:
    said = {"NOB": f"Avtale med {PERSON} om brøyting"}
    lots = tuple(
        NoticeLot(f"LOT-000{n}", LotKind.LOT, Project(titles=said, descriptions=said, main_cpv=(PERSON,)))
        for n in (1, 2)
    )
    person = Named("ORG-0009", said, (PERSON,), "NOR", is_person=True)
    sole_trader = Named("ORG-0010", said, (PERSON,), "NOR")
    project = Project(titles=said, descriptions=said, additional_cpv=(PERSON,))
    procurement, told = filled(vik, bare(project=project, lots=lots, buyers=(person, sole_trader)))

    with open_access(access_for_work(vik.pk)):
        said_of = ("title", "description", "cpv")
        kept = [*Procurement.objects.values_list(*said_of), *Lot.objects.values_list(*said_of)]
        recorded = list(Change.objects.values_list("summary", flat=True))
    assert procurement.title == "Avtale med •••••• ••••• om brøyting"
    everything = f"{kept} {recorded} {list(told.values())} {[filling_sentence(each) for each in told.values()]}"
    assert PERSON not in everything
    assert PERSON.replace(" ", "") not in everything
