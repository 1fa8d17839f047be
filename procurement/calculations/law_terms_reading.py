"""The terms of one rule out of the file, by its kind."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from procurement.calculations.law_rules import (
    LANGUAGES,
    ChangeTerms,
    ChecklistItem,
    ChecklistTerms,
    CountedOver,
    LawGround,
    PurchaseKind,
    RuleKind,
    StandstillTerms,
    Terms,
    Texts,
    VehicleClass,
    VehicleCount,
    VehicleTerms,
    WeightTerms,
    WordingTerms,
)
from procurement.calculations.placed_mapping import LawRuleError, Placed


def read_terms(kind: RuleKind, said: Placed, grounds: Mapping[str, Texts]) -> Terms:
    """Return the terms that a rule of this kind has; raises LawRuleError with the place."""
    match kind:
        case RuleKind.CLIMATE_WEIGHT:
            return _weight(said, grounds)
        case RuleKind.VEHICLES:
            return _vehicles(said, grounds)
        case RuleKind.CHECKLIST:
            said.only("items")
            return ChecklistTerms(tuple(_items(said)))
        case RuleKind.CONTRACT_CHANGE:
            said.only("grounds")
            return ChangeTerms(tuple(_grounds(said, grounds)))
        case RuleKind.STANDSTILL:
            said.only("days")
            return StandstillTerms(int(said.number("days")))
        case RuleKind.WORDING:
            said.only("refuses")
            return WordingTerms(tuple(str(each) for each in said.sequence("refuses")))


def _weight(said: Placed, grounds: Mapping[str, Texts]) -> WeightTerms:
    """Return the terms of a weight; advice knows neither ranks nor exemptions, since nobody has to follow it."""
    is_duty = said.truth("is_duty")
    only_of_duty = ("top", "grounds", "eforms_criteria", "eforms_requirements") if is_duty else ()
    said.only("percent", "is_duty", "requirements_instead", *only_of_duty)
    return WeightTerms(
        percent=said.percent("percent"),
        is_duty=is_duty,
        top=int(said.number("top")) if is_duty else None,
        requirements_instead=said.truth("requirements_instead"),
        grounds=tuple(_grounds(said, grounds)),
        eforms_criteria=said.text("eforms_criteria", default=""),
        eforms_requirements=said.text("eforms_requirements", default=""),
    )


def _vehicles(said: Placed, grounds: Mapping[str, Texts]) -> VehicleTerms:
    said.only("classes", "percent", "counts", "counted_over", "zero_emission_percent", "grounds")
    has_zero = "zero_emission_percent" in said.said
    return VehicleTerms(
        classes=_classes(said),
        percent=said.percent("percent"),
        counts=said.one_of("counts", VehicleCount),
        counted_over=said.one_of("counted_over", CountedOver),
        zero_emission_percent=said.percent("zero_emission_percent") if has_zero else None,
        grounds=tuple(_grounds(said, grounds)),
    )


def _classes(said: Placed) -> tuple[VehicleClass, ...]:
    said.sequence("classes")
    return tuple(said.every("classes", VehicleClass))


def _items(said: Placed) -> Iterator[ChecklistItem]:
    for number, each in enumerate(said.sequence("items"), start=1):
        item = Placed(f"{said.place}, item {number}", each)
        item.only("code", "question")
        question = Placed(f"{item.place}, question", item.mapping("question"))
        yield ChecklistItem(item.text("code"), question.texts(LANGUAGES))


def _grounds(said: Placed, known: Mapping[str, Texts]) -> Iterator[LawGround]:
    for number, each in enumerate(said.sequence("grounds", default=()), start=1):
        ground = Placed(f"{said.place}, ground {number}", each)
        ground.only("code", "eforms", "most_percent")
        code = ground.text("code")
        if code not in known:
            raise LawRuleError(f"{ground.place}: there is no ground {code}")
        yield LawGround(code, known[code], ground.text("eforms", default=""), _limits(ground.inner("most_percent")))


def _limits(said: Placed) -> Mapping[PurchaseKind, Decimal]:
    said.only(*(kind.value for kind in PurchaseKind))
    return {PurchaseKind(kind): said.percent(kind) for kind in said.said}
