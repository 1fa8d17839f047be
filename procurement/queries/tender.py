"""What the tender documents are made of: what is asked, its lots, the judgement by law, and the chosen models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from procurement.calculations.evaluation_choice import PointsBy, choice_of
from procurement.calculations.evaluation_example import ChosenModel
from procurement.models import Evaluation, LawAnswers, Lot, Procurement
from procurement.queries.asked import AskedLine, asked_in, asked_lines
from procurement.queries.bid_lines import bid_parts
from procurement.queries.evaluation import chosen_rules
from procurement.queries.law_facts import JudgedPart, answers_of, judged


@dataclass(frozen=True, slots=True)
class Tender:
    """A procurement read for its documents; `models` are the chosen evaluation models by lot, None for no lot.

    `chosen_at` is when one of them was last changed. `own_versions` are by the bank's requirement the lots that ask for
    it on their own, gathered once: a procurement may have hundreds of lines and of lots.
    """

    procurement: Procurement
    lines: list[AskedLine]
    lots: list[Lot]
    answers: LawAnswers
    judged: list[JudgedPart]
    models: Mapping[int | None, ChosenModel] = field(default_factory=dict)
    chosen_at: datetime | None = None
    own_versions: Mapping[int, list[Lot]] = field(default_factory=dict)

    @property
    def rising(self) -> list[AskedLine]:
        """What rises in steps and is in sight."""
        return [line for line in self.lines if line.staircase is not None and line.can_rise]

    @property
    def criteria(self) -> list[AskedLine]:
        """The award criteria."""
        return [line for line in self.lines if line.is_criterion]

    @property
    def parts(self) -> list[tuple[Lot | None, list[AskedLine]]]:
        """What is asked in each lot; one part without lots."""
        return [(lot, asked_in(lot, self.lines)) for lot in self.lots] or [(None, self.lines)]

    @property
    def sections(self) -> list[tuple[Lot | None, list[AskedLine]]]:
        """What is asked of all first, then what each lot asks for alone; parts that ask for nothing are left out."""
        of: dict[int | None, list[AskedLine]] = {}
        for line in self.lines:
            of.setdefault(line.asked.lot_id, []).append(line)
        parts = [(lot, of.get(lot.pk if lot else None, [])) for lot in (None, *self.lots)]
        return [(lot, those) for lot, those in parts if those]

    def excepted(self, line: AskedLine) -> list[Lot]:
        """Return the lots that have their own version of what is asked of all."""
        if line.asked.lot_id is not None or line.version is None:
            return []
        return self.own_versions.get(line.version.requirement_id, [])


def tender_of(procurement: Procurement) -> Tender:
    """Return everything that the tender documents of a procurement say."""
    lines, evaluations = asked_lines(procurement), list(Evaluation.objects.filter(procurement=procurement))
    lots = list(procurement.lots.all())
    return Tender(
        procurement,
        lines,
        lots,
        answers_of(procurement),
        judged(procurement, lines),
        chosen_models(procurement, lines, evaluations),
        max((each.chosen_at for each in evaluations if each.chosen_at), default=None),
        own_versions(lines, lots),
    )


def own_versions(lines: Sequence[AskedLine], lots: Sequence[Lot]) -> dict[int, list[Lot]]:
    """Return the lots that ask for a requirement on their own, by its key in the bank, in the order of the lots."""
    known = {lot.pk: lot for lot in lots}
    found: dict[int, list[Lot]] = {}
    for line in lines:
        lot = known.get(line.asked.lot_id or 0)
        if line.version and lot and lot not in found.setdefault(line.version.requirement_id, []):
            found[line.version.requirement_id].append(lot)
    return {key: sorted(those, key=lambda lot: lot.number) for key, those in found.items()}


def chosen_models(
    procurement: Procurement, lines: Sequence[AskedLine], evaluations: Sequence[Evaluation]
) -> dict[int | None, ChosenModel]:
    """Return the evaluation model that decides, by lot; nothing where none is chosen."""
    stored = {each.lot_id: choice_of(each.model, each.parameters) for each in evaluations if each.model}
    found = {}
    for part in bid_parts(procurement, lines) if stored else []:
        choice = stored.get(part.lot.pk if part.lot else None)
        if choice is not None and choice.model is not None:
            by_steps = frozenset(each.key for each in part.criteria if choice.of(each.key).by is PointsBy.STEPS)
            rules = chosen_rules(procurement, part, choice)
            found[part.lot.pk if part.lot else None] = ChosenModel(choice.model, rules, by_steps)
    return found
