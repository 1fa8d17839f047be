"""A mapping as page and sheet show it: a requirement of another's bank, the nearest of ours, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from foundation.spreadsheets import Column, Sheet
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.wording import PLACE
from requirements_bank.models import Counterpart, RequirementVersion

Versions = Mapping[int, RequirementVersion]


@dataclass(frozen=True, slots=True)
class Named:
    """A requirement by code, title and wording, whether or not it is complete."""

    pk: int
    code: str
    bank: str
    title: str
    wording: str
    language: str
    likeness: str = ""


@dataclass(frozen=True, slots=True)
class ShownCounterpart:
    """A requirement of the other bank, the nearest of ours, and the one that was chosen."""

    counterpart: Counterpart
    theirs: Named
    near: tuple[Named, ...]
    ours: Named | None

    @property
    def relation(self) -> str:
        """What it is to ours, in words."""
        relation = self.counterpart.relation
        return str(Counterpart.Relation(relation).label) if relation else ""

    @property
    def proposed_by(self) -> str:
        """Who found it."""
        return str(Counterpart.Proposer(self.counterpart.proposed_by).label)


def shown_counterpart(counterpart: Counterpart, versions: Versions) -> ShownCounterpart:
    """Return a counterpart for the reader."""
    near = [(versions.get(each["requirement"]), each["likeness"]) for each in counterpart.near]
    ours = versions.get(counterpart.ours_id) if counterpart.ours_id else None
    return ShownCounterpart(
        counterpart=counterpart,
        theirs=_named(versions[counterpart.requirement_id]),
        near=tuple(_named(version, likeness) for version, likeness in near if version),
        ours=_named(ours) if ours else None,
    )


def mapping_sheet(counterparts: Sequence[ShownCounterpart]) -> Sheet:
    """Return a mapping as a sheet."""
    columns = [
        Column(_("Code")), Column(_("Title")), Column(_("Wording")), Column(_("What it is to ours")),
        Column(_("Our code")), Column(_("Our bank")), Column(_("Our title")), Column(_("Likeness"), "number"),
        Column(_("Found by")), Column(_("Decided by")), Column(_("Decided on"), "date"),
    ]  # fmt: skip
    return Sheet(_("Mapping"), columns, [_row(each) for each in counterparts])


def _row(each: ShownCounterpart) -> list[Any]:
    known, ours = each.counterpart, each.ours
    decided = timezone.localdate(known.decided_at) if known.decided_at else None
    return [
        each.theirs.code, each.theirs.title, each.theirs.wording, each.relation, ours.code if ours else None,
        ours.bank if ours else None, ours.title if ours else None, known.likeness, each.proposed_by, known.decided_by,
        decided,
    ]  # fmt: skip


def _named(version: RequirementVersion, likeness: float | None = None) -> Named:
    said = version.content
    wordings = said.get("wording") if isinstance(said.get("wording"), Mapping) else {}
    language = get_language() or "en"
    own = language_of(wordings, language)
    return Named(
        pk=version.requirement_id,
        code=version.requirement.code,
        bank=version.requirement.bank.name,
        title=text_in(said.get("title"), own),
        wording=PLACE.sub(r"[\1]", text_in(wordings, own)),
        language=own,
        likeness=figures.percent(likeness, language) if likeness is not None else "",
    )
