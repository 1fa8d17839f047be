"""Keep who was there and signed: the name, for whom, and what was drawn on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import Control, ControlSignature
from follow_up.services.locked_control import locked_control
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_name

MOST_STROKES = 300
MOST_POINTS = 20_000
SIDE = 1000
LONGEST = 200

Stroke = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as a phone made it; `strokes` are lists of points from 0 to 1000, none where nobody drew."""

    uuid: UUID
    name: str
    signed_at: datetime
    on_behalf_of: str = ""
    strokes: Sequence[Any] = ()


@transaction.atomic
def add_signature(control: Control, signed: Signed) -> ControlSignature:
    """Return the kept signature; the one that is there if its id is known. Kept after the control was finished, too.

    Raises FollowUpNotPossibleError without a name and for strokes that are none, or too many.
    """
    control = locked_control(control)
    if known := ControlSignature.objects.filter(control=control, uuid=signed.uuid).first():
        return known
    name = reason_of(tidy_name(signed.name))
    if not name:
        raise FollowUpNotPossibleError(_("Write the name of whoever signs."), field="name")
    try:
        with transaction.atomic():
            return ControlSignature.objects.create(
                organisation_id=control.organisation_id,
                uuid=signed.uuid,
                control=control,
                name=name[:LONGEST],
                on_behalf_of=tidy_name(signed.on_behalf_of)[:LONGEST],
                strokes=strokes_of(signed.strokes),
                signed_at=min(signed.signed_at, timezone.now()),
            )
    except IntegrityError as error:
        raise FollowUpNotPossibleError(_("This id belongs to another signature. Sign again."), field="uuid") from error


def strokes_of(sent: object) -> list[Stroke]:
    """Return strokes as they are kept. Raises FollowUpNotPossibleError for what are none, or too many."""
    wrong = FollowUpNotPossibleError(_("The signature could not be read. Sign again."), field="strokes")
    if not isinstance(sent, list | tuple) or len(sent) > MOST_STROKES:
        raise wrong
    kept: list[Stroke] = []
    for stroke in sent:
        if not isinstance(stroke, list | tuple) or not all(_is_point(point) for point in stroke):
            raise wrong
        kept.append([(int(x), int(y)) for x, y in stroke])
    if sum(map(len, kept)) > MOST_POINTS:
        raise wrong
    return [stroke for stroke in kept if stroke]


def _is_point(sent: object) -> bool:
    return (
        isinstance(sent, list | tuple)
        and len(sent) == 2  # noqa: PLR2004 - across and down
        and all(isinstance(each, int | float) and not isinstance(each, bool) and 0 <= each <= SIDE for each in sent)
    )
