"""What the tender documents are made of: what is asked, its lots, the judgement by law, and the chosen models."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from procurement.calculations.evaluation_example import ChosenModel
from procurement.models import LawAnswers, Lot, Procurement
from procurement.queries.asked import AskedLine, asked_in, asked_lines
from procurement.queries.law_facts import JudgedPart, answers_of, judged


@dataclass(frozen=True, slots=True)
class Tender:
    """A procurement read for its documents; `models` are the chosen evaluation models by lot, None for no lot."""

    procurement: Procurement
    lines: list[AskedLine]
    lots: list[Lot]
    answers: LawAnswers
    judged: list[JudgedPart]
    models: Mapping[int | None, ChosenModel] = field(default_factory=dict)

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
        of = [(lot, [line for line in self.lines if line.asked.lot == lot]) for lot in (None, *self.lots)]
        return [(lot, those) for lot, those in of if those]

    def excepted(self, line: AskedLine) -> list[Lot]:
        """Return the lots that have their own version of what is asked of all."""
        if line.asked.lot_id is not None:
            return []
        return [lot for lot in self.lots if line not in asked_in(lot, self.lines)]


def tender_of(procurement: Procurement) -> Tender:
    """Return everything that the tender documents of a procurement say."""
    lines = asked_lines(procurement)
    return Tender(
        procurement,
        lines,
        list(procurement.lots.all()),
        answers_of(procurement),
        judged(procurement, lines),
        chosen_models(procurement),
    )


def chosen_models(procurement: Procurement) -> dict[int | None, ChosenModel]:  # noqa: ARG001 - nothing is kept yet
    """Return the evaluation model that decides, by lot; nothing where none is chosen."""
    return {}
