"""What a line of a request has to say: a unit that fits, an obligation and a part of a series that take its figures."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from follow_up.calculations.measured_value import in_unit
from follow_up.models import LineKind
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.problems import Problem
from procurement.models import Contract

if TYPE_CHECKING:
    from follow_up.services.report_requests import LineSaid, RequestSaid

BASE_UNITS: Final = {
    LineKind.KM: "km",
    LineKind.LITRES: "l",
    LineKind.KWH: "kWh",
    LineKind.KG: "kg",
    LineKind.SHARE: "%",
    LineKind.NUMBER: "",
    LineKind.YES_NO: "",
}
FREE = (LineKind.NUMBER,)
"""Kinds whose unit is the buyer's own word, such as vehicles."""


def unit_of(said: "LineSaid") -> str:
    """Return the unit in which a line is kept: what was said, else the usual one of its kind."""
    if said.kind in (LineKind.SHARE, LineKind.YES_NO):
        return BASE_UNITS[LineKind(said.kind)]
    return " ".join(said.unit.split())[:40] or BASE_UNITS[LineKind(said.kind)]


def check_lines(contract: Contract, request: "RequestSaid", lines: Sequence["LineSaid"], *, most: int) -> None:
    """Raise FollowUpNotPossibleError, naming the field of the line, where it cannot be asked so."""
    if not lines:
        raise FollowUpNotPossibleError(_("Say what is to be reported: at least one line."), field="lines")
    if len(lines) > most:
        raise FollowUpNotPossibleError(_("Ask for at most %(most)s lines.") % {"most": most}, field="lines")
    for place, line in enumerate(lines):
        _check_line(contract, request, line, f"lines-{place}")
    for name, sentence in (
        ("obligation", _("This obligation is asked about on another line already.")),
        ("part", _("Another line gives figures to this part already.")),
    ):
        chosen = [getattr(line, name) for line in lines]
        counted = Counter(each.pk for each in chosen if each)
        twice = [place for place, each in enumerate(chosen) if each and counted[each.pk] > 1]
        if twice:
            raise FollowUpNotPossibleError(sentence, field=f"lines-{twice[-1]}-{name}")


def _check_line(contract: Contract, request: "RequestSaid", line: "LineSaid", place: str) -> None:
    if line.kind not in LineKind.values:
        raise FollowUpNotPossibleError(_("Choose what is asked for."), field=f"{place}-kind")
    base, unit = BASE_UNITS[LineKind(line.kind)], unit_of(line)
    if line.kind not in (*FREE, LineKind.YES_NO) and not _fits(unit, base):
        sentence = _("%(unit)s is no unit for this. Write %(base)s, or one that can be converted into it.")
        raise FollowUpNotPossibleError(sentence % {"unit": unit, "base": base}, field=f"{place}-unit")
    if line.kind in FREE and not line.label.strip():
        raise FollowUpNotPossibleError(_("Say what is counted."), field=f"{place}-label")
    if line.obligation:
        _check_obligation(contract, request, line, place)
    if line.part:
        _check_part(contract, line, place)


def _check_obligation(contract: Contract, request: "RequestSaid", line: "LineSaid", place: str) -> None:
    obligation, field = line.obligation, f"{place}-obligation"
    if obligation is None:
        return
    if obligation.contract_id != contract.pk:
        raise FollowUpNotPossibleError(_("Choose an obligation of this contract."), field=field)
    if obligation.party_id not in (None, request.party.pk):
        raise FollowUpNotPossibleError(_("This obligation binds another supplier."), field=field)
    if line.kind == LineKind.YES_NO:
        if obligation.unit:
            sentence = _("This obligation is measured in %(unit)s. Ask for a figure.") % {"unit": obligation.unit}
            raise FollowUpNotPossibleError(sentence, field=field)
    elif not obligation.unit:
        raise FollowUpNotPossibleError(_("This obligation is not measured. Ask for yes or no."), field=field)
    elif not _fits(unit_of(line), obligation.unit):
        words = {"unit": unit_of(line), "wanted": obligation.unit}
        sentence = _("%(unit)s cannot be converted into %(wanted)s, in which this obligation is measured.") % words
        raise FollowUpNotPossibleError(sentence, field=field)


def _check_part(contract: Contract, line: "LineSaid", place: str) -> None:
    part = line.part
    if part is None:
        return
    if part.organisation_id != contract.organisation_id:
        raise FollowUpNotPossibleError(_("Choose one of your own series."), field=f"{place}-part")
    if line.kind in (LineKind.SHARE, LineKind.YES_NO) or not _fits(unit_of(line), part.series.unit):
        words = {"series": part.series.title, "unit": part.series.unit}
        sentence = _("“%(series)s” counts %(unit)s. Choose a series that counts what this line asks for.") % words
        raise FollowUpNotPossibleError(sentence, field=f"{place}-part")


def _fits(unit: str, wanted: str) -> bool:
    return not isinstance(in_unit(Decimal(1), unit, wanted), Problem)
