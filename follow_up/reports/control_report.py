"""A control in words: the answer on top of its page, its facts, and its report with pictures and signatures."""

import base64
import io
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from PIL import Image

from follow_up.models import Control, ControlPhoto, ControlSignature, ControlState
from follow_up.queries.controls import LookedAt, photos_of
from foundation import figures
from foundation.files.opened import opened
from procurement.reports.staircase_words import number

WIDEST = 900
MOST_IN_A_REPORT = 60


def control_answer(control: Control, questions: Sequence[LookedAt]) -> str:
    """Return how far the control has come and what it found, in a sentence or two."""
    if control.state == ControlState.CANCELLED:
        return _("Cancelled: %(because)s") % {"because": control.cancelled_because}
    answered = sum(1 for each in questions if each.counted)
    missing = [each for each in questions if each.is_not_kept]
    words = {"answered": answered, "all": len(questions), "found": len(missing)}
    told = _("%(answered)s of %(all)s questions answered.") % words
    if not missing:
        kept = _("Nothing was found that is not kept.")
        return f"{told} {kept}" if answered else told
    found = ngettext("%(found)s is not kept.", "%(found)s are not kept.", len(missing))
    return f"{told} {found % words}"


def facts_of(control: Control) -> list[tuple[str, str | None]]:
    """Return terms and what is known of each, None where nothing is."""
    known = [
        (_("How"), str(control.get_kind_display())),
        (_("Day"), date_format(control.held_on)),
        (_("Place"), control.place or None),
        (_("Told before"), _("Announced") if control.is_announced else _("Unannounced")),
        (_("Whose work"), control.party.name if control.party else _("All of the contract's suppliers")),
        (_("Started by"), control.made_by or None),
    ]
    if control.third_party:
        known.append((_("Who looked"), control.third_party))
    if control.state == ControlState.FINISHED and control.finished_at:
        moment = date_format(timezone.localtime(control.finished_at), "DATETIME_FORMAT")
        known.append((_("Finished"), _("%(moment)s by %(name)s") % {"moment": moment, "name": control.finished_by}))
        known.append(
            (
                _("Hours spent"),
                figures.plain(number(control.hours), get_language() or "en") if control.hours is not None else None,
            )
        )
    return known


def report_context(control: Control, questions: Sequence[LookedAt]) -> dict[str, Any]:
    """Return what the PDF shows. Pictures are made small; those beyond the sixtieth are named, not shown."""
    photos = list(photos_of(control))
    shown = {each.pk: _embedded(each) for each in photos[:MOST_IN_A_REPORT]}
    return {
        "control": control,
        "title": _("Control of %(contract)s") % {"contract": control.contract.title},
        "answer": control_answer(control, questions),
        "facts": facts_of(control),
        "questions": [(each, [(photo, shown.get(photo.pk)) for photo in each.photos]) for each in questions],
        "photos": [(each, shown.get(each.pk)) for each in photos if each.item_id is None],
        "signatures": [(each, drawn(each)) for each in control.signatures.all()],
        "left_out": max(0, len(photos) - MOST_IN_A_REPORT),
        "made": _("Made %(day)s") % {"day": date_format(timezone.localdate())},
    }


def lines_of(signature: ControlSignature) -> list[str]:
    """Return each stroke as the points of a polyline, in thousandths of the field; nothing where nothing was drawn."""
    return [" ".join(f"{int(x)},{int(y)}" for x, y in stroke) for stroke in signature.strokes]


def drawn(signature: ControlSignature) -> str:
    """Return the signature as a data URI of an SVG; empty where nothing was drawn."""
    lines = lines_of(signature)
    if not lines:
        return ""
    paths = "".join(f'<polyline points="{line}"/>' for line in lines)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000" preserveAspectRatio="none" width="320"'
        ' height="120" fill="none" stroke="#14201b" stroke-width="6" stroke-linecap="round">' + paths + "</svg>"
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _embedded(photo: ControlPhoto) -> SafeString:
    """Return a picture, made small, as a data URI."""
    with opened(photo.file) as stream, Image.open(stream) as image:
        image.thumbnail((WIDEST, WIDEST))
        written = io.BytesIO()
        image.convert("RGB").save(written, "JPEG", quality=80)
    return mark_safe("data:image/jpeg;base64," + base64.b64encode(written.getvalue()).decode())  # noqa: S308 - base64 of our own picture
