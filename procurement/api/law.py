"""What the law asks of a procurement: the guard's findings, and the answers that it needs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import YesOrNo
from foundation.api.input import Input
from foundation.api.operations import operation
from procurement.api.body_examples import LAW, shown_by
from procurement.api.fields import FreeText, unfit
from procurement.api.law_output import LawGuardOutput
from procurement.api.procurement_view import READING, WRITING, OneProcurementView
from procurement.api.refusals import require_revision
from procurement.calculations.law_rules import (
    ChecklistTerms,
    LawRule,
    VehicleClass,
    VehicleTerms,
    WeightTerms,
    rules_on,
)
from procurement.models import ClimateBy, LawAnswers, Procurement
from procurement.queries.asked import asked_lines
from procurement.queries.law_facts import PRICE, answers_of, judged
from procurement.queries.law_rules import shipped_law_rules
from procurement.services.law_answers import answer_law

MOST_VEHICLES, MOST_CRITERIA, LONGEST = 100_000, 200, 4000


def _count() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=MOST_VEHICLES, required=False, allow_null=True, default=None)


class VehiclesInput(Input):
    """Vehicles of one class: how many, how many of them count, and why it need not be more."""

    vehicle_class = serializers.ChoiceField(choices=[each.value for each in VehicleClass])
    number = _count()
    clean = _count()
    zero_emission = _count()
    ground = FreeText(max_length=60, required=False, default="", help_text="Of an exemption, by its code.")
    reason = FreeText(max_length=1000, required=False, default="")


class CheckedInput(Input):
    """An answer to a question."""

    says_yes = YesOrNo(required=False, allow_null=True, default=None)
    reason = FreeText(max_length=2000, required=False, default="")


@shown_by(LAW)
class LawAnswersInput(Input):
    """Answers; what is left out stays."""

    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="Of the answers that were read.")
    contract = serializers.ChoiceField(choices=["", *LawAnswers.Contract.values], required=False)
    is_above_eu_threshold = YesOrNo(required=False, allow_null=True)
    climate_by = serializers.ChoiceField(
        choices=["", *ClimateBy.values], required=False, help_text="How climate is taken care of in the award."
    )
    ranks = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_CRITERIA),
        required=False,
        help_text="Places of award criteria by their ids (asked), and of the price under price.",
    )
    requirements = serializers.ListField(
        child=FreeText(max_length=30), max_length=200, required=False, help_text="Codes of requirements that do it."
    )
    ground = FreeText(max_length=60, required=False, help_text="Of an exemption, by its code in the rules of law.")
    reason = FreeText(max_length=LONGEST, required=False, help_text="Stands in the documents.")
    vehicles = VehiclesInput(many=True, required=False)
    checklist = serializers.DictField(child=CheckedInput(), required=False, help_text="By question; others stay.")


class LawView(OneProcurementView):
    """What the law asks of a procurement."""

    needs = {"GET": READING, "PATCH": WRITING}

    @operation("Read what the law asks", output=LawGuardOutput)
    def get(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The answers, and what the law guard found by the rules of the day, with what would mend it."""
        return answer_of_law(self.found)

    @operation("Answer what the law asks", output=LawGuardOutput, body=LawAnswersInput)
    def patch(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """What is left out stays. From another revision than the newest it is 409, which names the newest one."""
        said = dict(self.sent)
        revision = said.pop("revision")
        require_revision(revision, answers_of(self.found).revision)
        answer_law(self.found, revision=revision, **known_answers(self.found, said))
        return answer_of_law(self.found)


def answer_of_law(procurement: Procurement) -> Response:
    """Answer with what was answered and found, as it is now."""
    answers = answers_of(procurement)
    return Response(LawGuardOutput(answers, context={"judged": judged(procurement)}).data)


def known_answers(procurement: Procurement, said: dict[str, Any]) -> dict[str, Any]:
    """Return answers as they are kept; UnfitError for what the procurement or the rules of its day do not know."""
    lines = asked_lines(procurement)
    rules = _rules(procurement)
    _check("requirements", said.get("requirements", ()), {line.asked.code for line in lines})
    _check("checklist", said.get("checklist", ()), {each for rule in rules for each in _questions(rule)})
    _check("ground", [said["ground"]] if said.get("ground") else (), _grounds(rules, WeightTerms))
    if "vehicles" in said:
        grounds = [each["ground"] for each in said["vehicles"] if each["ground"]]
        _check("vehicles", grounds, _grounds(rules, VehicleTerms))
        said["vehicles"] = [dict(each) for each in {row["vehicle_class"]: row for row in said["vehicles"]}.values()]
    if "ranks" in said:
        criteria = {str(line.asked.uuid): line.asked.uuid.hex for line in lines if line.is_criterion} | {PRICE: PRICE}
        _check("ranks", said["ranks"], set(criteria))
        said["ranks"] = {criteria[key]: rank for key, rank in said["ranks"].items()}
    if "checklist" in said:
        answered = {code: dict(answer) for code, answer in said["checklist"].items()}
        said["checklist"] = {**answers_of(procurement).checklist, **answered}
    return said


def _rules(procurement: Procurement) -> list[LawRule]:
    day = procurement.announced_on or procurement.first_day or timezone.localdate()
    return list(rules_on(shipped_law_rules().rules, procurement.country, day))


def _questions(rule: LawRule) -> set[str]:
    return {item.code for item in rule.terms.items} if isinstance(rule.terms, ChecklistTerms) else set()


def _grounds(rules: list[LawRule], terms: type[WeightTerms] | type[VehicleTerms]) -> set[str]:
    return {ground.code for rule in rules if isinstance(rule.terms, terms) for ground in rule.terms.grounds}


def _check(field: str, said: Any, known: set[str]) -> None:  # noqa: ANN401 - codes
    for code in said:
        if code not in known:
            sentence = _("“%(code)s” is not known here. Known are: %(known)s.")
            names = ", ".join(sorted(known)) or "–"
            raise unfit(field, sentence % {"code": code, "known": names}, "unknown_code")
