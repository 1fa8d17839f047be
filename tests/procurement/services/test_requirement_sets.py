"""What a procurement asks for is kept as a set, and another asks for it in the versions of its day."""

from decimal import Decimal

import pytest

from organisations.models import Organisation
from procurement.models import AskedRequirement, RequirementSet
from procurement.services.ask import ask_newer_version, fill_all, fill_asked
from procurement.services.ask_in_lot import ask_apart
from procurement.services.asked_values import Filling
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.lots import add_lot
from procurement.services.requirement_sets import ask_as_in_set, keep_as_set
from requirements_bank.services.versions import new_draft, publish, retire
from tests.factories.bank import make_published, said
from tests.factories.procurements import make_asking, make_planned

pytestmark = pytest.mark.django_db


def test_a_set_of_the_same_name_is_replaced(at_work_in_ekby: Organisation) -> None:
    procurement, (asked,) = make_asking(at_work_in_ekby)
    keep_as_set(procurement, "Transport")
    fill_asked(asked, texts={"share": "60"})
    kept = keep_as_set(procurement, " Transport ")

    assert list(RequirementSet.objects.all()) == [kept]
    assert [row.values for row in kept.requirements.all()] == [{"share": "60"}]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_set_needs_a_name(at_work_in_ekby: Organisation, name: str) -> None:
    procurement, _asked = make_asking(at_work_in_ekby)
    with pytest.raises(ProcurementNotPossibleError, match="name"):
        keep_as_set(procurement, name)


def test_nothing_is_kept_of_a_procurement_that_asks_for_nothing(at_work_in_ekby: Organisation) -> None:
    with pytest.raises(ProcurementNotPossibleError, match="nothing to keep"):
        keep_as_set(make_planned(at_work_in_ekby), "Transport")


def test_a_set_asks_in_the_newest_version_and_tells_what_is_gone(at_work_in_ekby: Organisation) -> None:
    old, gone = make_published(at_work_in_ekby), make_published(at_work_in_ekby)
    procurement, _asked = make_asking(at_work_in_ekby, old, gone)
    kept = keep_as_set(procurement, "Transport")
    newer = publish(new_draft(requirement=old.requirement, said=said(code=old.requirement.code)))
    retire(gone, reason="Outdated")
    applied = ask_as_in_set(make_planned(at_work_in_ekby), kept)

    assert [each.version for each in applied.asked] == [newer]
    assert applied.gone == (gone.requirement.code,)


def test_what_was_said_already_stays(at_work_in_ekby: Organisation) -> None:
    criterion = make_published(at_work_in_ekby, kind="award_criterion", phase="evaluation")
    procurement, (asked,) = make_asking(at_work_in_ekby, criterion)
    fill_all(procurement, {asked.pk: Filling(weight=Decimal(30))}, price=Filling(weight=Decimal(70)))
    kept = keep_as_set(procurement, "Transport")
    fill_all(procurement, {asked.pk: Filling(weight=Decimal(45))}, price=Filling(weight=Decimal(55)))
    ask_as_in_set(procurement, kept)

    procurement.refresh_from_db()
    asked.refresh_from_db()
    assert (procurement.price_weight, asked.weight) == (Decimal(55), Decimal(45))


def test_two_versions_of_one_requirement_are_asked_for_once(at_work_in_ekby: Organisation) -> None:
    old = make_published(at_work_in_ekby)
    procurement, (asked,) = make_asking(at_work_in_ekby, old)
    own = ask_apart(asked, add_lot(procurement, title="North"))
    newer = publish(new_draft(requirement=old.requirement, said=said(code=old.requirement.code)))
    ask_newer_version(own)
    kept = keep_as_set(procurement, "Transport")
    other = make_planned(at_work_in_ekby)
    applied = ask_as_in_set(other, kept)

    assert [each.version for each in applied.asked] == [newer, newer]
    assert AskedRequirement.objects.filter(procurement=other).count() == 1
