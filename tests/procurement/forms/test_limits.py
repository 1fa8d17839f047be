"""Page and API take the same: whatever came in by one can be saved by the other."""

from typing import Any

import pytest
from django import forms
from rest_framework import serializers

from procurement.api.bid_input import BidStepInput
from procurement.api.procurement_input import LotInput, ProcurementInput
from procurement.api.staircase_input import PlannedStepInput, StaircaseInput
from procurement.forms.changed_steps import ChangedStepForm
from procurement.forms.lots import LotForm
from procurement.forms.procurement import ProcurementForm
from procurement.forms.staircase_rules import RulesForm
from procurement.forms.staircase_step import StepForm
from procurement.models.procurements import MOST_CPV
from requirements_bank.queries.known_codes import cpv_names


def most(fields: Any, name: str) -> Any:
    field = fields[name]
    return getattr(field, "max_value", None) or field.max_length


@pytest.mark.parametrize(
    ("form", "sent", "names"),
    [
        (StepForm, PlannedStepInput, ("months", "notice_months", "proof", "market_note", "goal")),
        (ChangedStepForm, PlannedStepInput, ("months", "notice_months")),
        (RulesForm, StaircaseInput, ("days_to_complete",)),
        (ProcurementForm, ProcurementInput, ("title", "description", "case_number", "months")),
        (LotForm, LotInput, ("title", "description")),
    ],
)
def test_a_field_has_one_limit(
    form: type[forms.Form], sent: type[serializers.Serializer[Any]], names: tuple[str, ...]
) -> None:
    offered, taken = form.base_fields, sent().fields
    assert {name: most(offered, name) for name in names} == {name: most(taken, name) for name in names}
    assert most(BidStepInput().fields, "months") == most(StepForm.base_fields, "months")


@pytest.mark.usefixtures("in_english")
def test_a_page_keeps_as_many_codes_and_lines_as_the_api_takes() -> None:
    codes = sorted(cpv_names("en"))[:MOST_CPV]
    lines = "Lines\r\n" * 800 + "x" * 200
    form = LotForm({"title": "North", "description": lines, "cpv": ",\r\n".join(f"{code}-1" for code in codes)})
    assert form.is_valid(), form.errors
    assert (form.said["cpv"], form.said["description"]) == (codes, lines.replace("\r\n", "\n"))

    one_more = LotForm({"title": "North", "cpv": " ".join(sorted(cpv_names("en"))[: MOST_CPV + 1])})
    assert one_more.errors == {"cpv": ["At most 50 codes fit. You have 51: keep those that say most."]}
