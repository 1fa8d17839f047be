"""What a procurement asks for, in the order of a tender, with newer versions of the bank beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from procurement.calculations.weight_sums import WeightSum
from procurement.models import AskedRequirement, Lot, Procurement, Staircase
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import Kind, RequirementContent
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import typed_values
from requirements_bank.calculations.wording import Value
from requirements_bank.models import RequirementVersion, State

ORDER = tuple(Kind)


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One requirement with its version, None where its owner took it out of sight, and the newer one where there is."""

    asked: AskedRequirement
    version: RequirementVersion | None
    newer: RequirementVersion | None = None
    staircase: Staircase | None = None

    @property
    def content(self) -> RequirementContent | None:
        """What the version says."""
        return content_of(self.version.content, self.version.content_hash) if self.version else None

    def title_in(self, language: str) -> str:
        """Return what it is called in a language; as it was kept where it is out of sight, and its code as the last."""
        said = text_in(self.content.title, language) if self.content else ""
        return said or self.asked.title or self.asked.code

    @property
    def chosen(self) -> dict[str, Value]:
        """The values of its variables that were chosen."""
        return typed_values(self.content.variables, self.asked.values) if self.content else {}

    @property
    def rising_variable(self) -> str:
        """The variable whose value the steps say instead; empty where nothing rises or the threshold is no variable."""
        measure = self.content.measure if self.content and self.staircase else None
        return measure.threshold if measure and isinstance(measure.threshold, str) else ""

    @property
    def values(self) -> dict[str, Value]:
        """The values of its variables, as its text has them: where it rises, its threshold is that of the first step.

        So no text shows a figure that no step asks for.
        """
        name = self.rising_variable
        first = next(iter(self.staircase.steps.all()), None) if self.staircase and name else None
        return {**self.chosen, name: first.threshold} if first else self.chosen

    @property
    def threshold(self) -> Decimal | None:
        """The threshold of its measure: that of the first step, else the chosen one, else what the requirement says."""
        content = self.content
        threshold = content.measure.threshold if content and content.measure else None
        if content is None or not isinstance(threshold, str):
            return threshold if isinstance(threshold, Decimal) else None
        chosen = self.values.get(threshold, content.variables[threshold].default)
        return chosen if isinstance(chosen, Decimal) else None

    @property
    def is_criterion(self) -> bool:
        """Whether it is an award criterion, and so has a weight."""
        return self.version is not None and self.version.kind == Kind.AWARD_CRITERION

    @property
    def can_rise(self) -> bool:
        """Whether it has a measure with a threshold, on which a staircase can stand."""
        measure = self.content.measure if self.content else None
        return measure is not None and measure.direction is not None


def asked_lines(procurement: Procurement) -> list[AskedLine]:
    """Return what the procurement asks for by kind in the order of a tender; what is out of sight stands last."""
    those = list(AskedRequirement.objects.filter(procurement=procurement, removed_at=None).select_related("lot"))
    versions = RequirementVersion.objects.select_related("requirement__bank").in_bulk(
        {asked.version_id for asked in those}
    )
    newest = _published({version.requirement_id for version in versions.values()})
    stairs = {stairs.asked_id: stairs for stairs in Staircase.objects.filter(asked__in=those).prefetch_related("steps")}
    lines = [_line(asked, versions.get(asked.version_id), newest, stairs) for asked in those]
    return sorted(lines, key=lambda line: ORDER.index(Kind(line.version.kind)) if line.version else len(ORDER))


def parts_of(lines: Sequence[AskedLine], lots: Sequence[Lot] = ()) -> list[tuple[Lot | None, list[AskedLine]]]:
    """Return what each lot asks for, what is asked of all included; one part, None, where nothing is a lot's own.

    `lots` are those of the procurement; without them a lot that asks for nothing of its own is left out.
    """
    own = {line.asked.lot.pk: line.asked.lot for line in lines if line.asked.lot}
    if not own and all(lot.price_weight is None for lot in lots):
        return [(None, list(lines))]
    all_of_them = {**own, **{lot.pk: lot for lot in lots}}
    return [(lot, asked_in(lot, lines)) for lot in sorted(all_of_them.values(), key=lambda lot: lot.number)]


def asked_in(lot: Lot, lines: Sequence[AskedLine]) -> list[AskedLine]:
    """Return what a lot asks for: its own, and what is asked of all unless the lot has its own version of that."""
    own = requirements_of(lot, lines)
    return [
        line
        for line in lines
        if line.asked.lot_id == lot.pk
        or (line.asked.lot_id is None and (line.version is None or line.version.requirement_id not in own))
    ]


def requirements_of(lot: Lot, lines: Sequence[AskedLine]) -> set[int]:
    """Return the keys of the bank's requirements that the lot asks for on its own."""
    return {line.version.requirement_id for line in lines if line.version and line.asked.lot_id == lot.pk}


def weight_sums(
    procurement: Procurement, lines: Sequence[AskedLine], lots: Sequence[Lot] | None = None
) -> list[WeightSum]:
    """Return what the weights make up, for each lot where lots ask for something of their own."""
    known = list(procurement.lots.all()) if lots is None else lots
    return [weight_sum(procurement, lot, those) for lot, those in parts_of(lines, known)]


def weight_sum(procurement: Procurement, lot: Lot | None, lines: Sequence[AskedLine]) -> WeightSum:
    """Return what the weights of one part make up."""
    return WeightSum(
        price_weight_in(procurement, lot),
        tuple((line.asked.code, line.asked.weight) for line in lines if line.is_criterion),
        lot.title if lot else "",
    )


def price_weight_in(procurement: Procurement, lot: Lot | None) -> Decimal | None:
    """Return what the price weighs in a lot, in per cent: its own weight, else that of the procurement."""
    if lot is not None and lot.price_weight is not None:
        return lot.price_weight
    return procurement.price_weight


def price_weights(procurement: Procurement) -> dict[int | None, Decimal]:
    """Return what the price weighs by the lot's number, None for all that have no weight of their own."""
    weights: dict[int | None, Decimal] = {}
    if procurement.price_weight is not None:
        weights[None] = procurement.price_weight
    for lot in procurement.lots.all():
        if lot.price_weight is not None:
            weights[lot.number] = lot.price_weight
    return weights


def taken_out(procurement: Procurement, most: int = 20) -> list[AskedRequirement]:
    """Return what was taken out, the last first."""
    gone = AskedRequirement.objects.filter(procurement=procurement).exclude(removed_at=None)
    return list(gone.order_by("-removed_at")[:most])


def _line(
    asked: AskedRequirement,
    version: RequirementVersion | None,
    newest: dict[int, RequirementVersion],
    stairs: dict[int, Staircase],
) -> AskedLine:
    published = newest.get(version.requirement_id) if version else None
    is_newer = published is not None and version is not None and published.number > version.number
    return AskedLine(asked, version, published if is_newer else None, stairs.get(asked.pk))


def _published(requirements: set[int]) -> dict[int, RequirementVersion]:
    found = RequirementVersion.objects.filter(requirement__in=requirements, state=State.PUBLISHED)
    return {version.requirement_id: version for version in found}
