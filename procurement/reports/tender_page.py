"""What is ready of the tender documents, what is missing in each and where to mend it, as their page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.models import ClimateBy, ProcurementDocument
from procurement.queries.asked import AskedLine, weight_sum
from procurement.queries.tender import Tender
from procurement.reports.annex import AnnexKind
from procurement.reports.asked_words import shown_sums
from procurement.reports.evaluation_annex import model_of
from procurement.reports.law_page import law_answer
from procurement.reports.points_guard import points_contradicted
from procurement.reports.staircase_annex import checked_staircases
from requirements_bank.calculations.variable_values import open_variables
from requirements_bank.reports.value_words import variable_name

TITLES: dict[AnnexKind, str | Promise] = {
    AnnexKind.REQUIREMENTS: gettext_lazy("Requirement annex"),
    AnnexKind.STAIRCASES: gettext_lazy("Staircase annex"),
    AnnexKind.EVALUATION: gettext_lazy("Evaluation annex"),
}
HOLDS: dict[AnnexKind, str | Promise] = {
    AnnexKind.REQUIREMENTS: gettext_lazy(
        "What is asked, filled in, with proof and weights, and how the law is kept, with the reasons."
    ),
    AnnexKind.STAIRCASES: gettext_lazy(
        "Every staircase with picture, days, proof, bonus and penalty, and what happens beside the plan."
    ),
    AnnexKind.EVALUATION: gettext_lazy(
        "Award criteria with weights, and the evaluation model in plain words with an example."
    ),
}
EMPTY: dict[AnnexKind, str | Promise] = {
    AnnexKind.REQUIREMENTS: gettext_lazy("Nothing is asked for yet. Put requirements into the procurement."),
    AnnexKind.STAIRCASES: gettext_lazy("No requirement rises in steps, so there is no staircase annex."),
    AnnexKind.EVALUATION: gettext_lazy("There is no award criterion and no weight of the price yet."),
}
PAGES = {
    AnnexKind.REQUIREMENTS: "procurement_requirements",
    AnnexKind.STAIRCASES: "staircases",
    AnnexKind.EVALUATION: "procurement_requirements",
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: the sentence, and the page on which it is mended, of one requirement where named.

    `page` is the name of its address and `query` what stands at the end of it.
    """

    sentence: str
    page: str
    asked: UUID | None = None
    is_warning: bool = False
    query: str = ""


@dataclass(frozen=True, slots=True)
class ShownAnnex:
    """One tender document on its page; `exists` where there is anything to put into it."""

    kind: AnnexKind
    exists: bool
    lacks: tuple[Lack, ...] = ()

    @property
    def title(self) -> str | Promise:
        """What it is called."""
        return TITLES[self.kind]

    @property
    def holds(self) -> str | Promise:
        """What stands in it; where there is nothing, why."""
        return HOLDS[self.kind] if self.exists else EMPTY[self.kind]

    @property
    def page(self) -> str:
        """The page on which what it holds is worked on."""
        return PAGES[self.kind]

    @property
    def errors(self) -> list[Lack]:
        """What keeps it from being complete."""
        return [each for each in self.lacks if not each.is_warning]

    @property
    def warnings(self) -> list[Lack]:
        """What to think over."""
        return [each for each in self.lacks if each.is_warning]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing in it."""
        return self.exists and not self.errors


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A tender document that was kept, and whether the procurement was changed after it was made."""

    document: ProcurementDocument
    is_outdated: bool


def shown_annexes(tender: Tender, kinds: list[AnnexKind]) -> list[ShownAnnex]:
    """Return every tender document with what it lacks; `kinds` are those that there is anything to make of."""
    lacks = {
        AnnexKind.REQUIREMENTS: _of_requirements,
        AnnexKind.STAIRCASES: _of_staircases,
        AnnexKind.EVALUATION: _of_evaluation,
    }
    return [ShownAnnex(kind, kind in kinds, tuple(lacks[kind](tender)) if kind in kinds else ()) for kind in AnnexKind]


def tender_answer(shown: list[ShownAnnex]) -> str:
    """Return in a sentence how far the tender documents are."""
    there = [each for each in shown if each.exists]
    ready = sum(each.is_ready for each in there)
    if not there:
        return _("There is nothing to put into tender documents yet.")
    if ready == len(there):
        return _("All tender documents are complete.")
    return _("%(ready)s of %(all)s tender documents are complete.") % {"ready": ready, "all": len(there)}


def made_documents(tender: Tender) -> list[MadeDocument]:
    """Return the tender documents that were kept, the newest first."""
    kept = ProcurementDocument.objects.filter(procurement=tender.procurement).exclude(annex="")
    changed = _changed_at(tender)
    return [MadeDocument(each, each.uploaded_at < changed) for each in kept.order_by("-uploaded_at", "-pk")]


def _changed_at(tender: Tender) -> datetime:
    stairs = [line.staircase.updated_at for line in tender.rising if line.staircase]
    answered = [tender.answers.updated_at] if tender.answers.pk else []
    chosen = [tender.chosen_at] if tender.chosen_at else []
    return max([tender.procurement.updated_at, *stairs, *answered, *chosen])


def _of_requirements(tender: Tender) -> Iterator[Lack]:
    page = PAGES[AnnexKind.REQUIREMENTS]
    for line in tender.lines:
        if line.content is None:
            sentence = _("%(code)s is no longer in sight and is left out. Take it out, or find another.")
            yield Lack(sentence % {"code": line.asked.code}, page, line.asked.uuid)
        elif names := _unfilled(line):
            sentence = _("%(code)s is not filled in: %(names)s.")
            yield Lack(sentence % {"code": line.asked.code, "names": ", ".join(names)}, page, line.asked.uuid)
    if not all(part.judgement.is_complete for part in tender.judged):
        yield Lack(_("By law: %(answer)s") % {"answer": law_answer(tender.judged)}, "procurement_law")


def _unfilled(line: AskedLine) -> list[str]:
    content = line.content
    names = open_variables(content, line.values) if content else ()
    return [variable_name(content.variables[name]) for name in names if content and name in content.variables]


def _of_staircases(tender: Tender) -> Iterator[Lack]:
    for each in checked_staircases(tender):
        asked = each.line.asked
        for sentence in each.lacks:
            yield Lack(f"{asked.code}: {sentence}", "staircase", asked.uuid)
        for sentence in each.warnings:
            yield Lack(f"{asked.code}: {sentence}", "staircase", asked.uuid, is_warning=True)


def _of_evaluation(tender: Tender) -> Iterator[Lack]:
    page = PAGES[AnnexKind.EVALUATION]
    if tender.answers.climate_by != ClimateBy.RANKS:
        sums = [weight_sum(tender.procurement, lot, lines) for lot, lines in tender.parts]
        for each in shown_sums(sums):
            if not each.is_whole:
                yield Lack(f"{each.part}: {each.sentence}" if each.part else each.sentence, page)
    for lot, line, sentence in points_contradicted(tender):
        query = f"?lot={lot.number}" if lot else ""
        yield Lack(sentence, "procurement_evaluation", line.asked.uuid, is_warning=True, query=query)
    for lot, _lines in tender.parts:
        if model_of(tender, lot) is None:
            yield Lack(
                _no_model(lot.title if lot else ""), "procurement_evaluation", query=f"?lot={lot.number}" if lot else ""
            )


def _no_model(lot: str) -> str:
    if lot:
        return _("The evaluation model of %(lot)s is not chosen yet.") % {"lot": lot}
    return _("The evaluation model is not chosen yet. The annex says so, and has weights alone.")
