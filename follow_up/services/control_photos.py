"""Keep the pictures of a control: told by their content, bounded, and without the place where they were taken."""

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from follow_up.models import Control, ControlItem, ControlPhoto
from follow_up.services.locked_control import locked_control
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor
from foundation.files.store import store_file
from foundation.typed_reasons import reason_of

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
MOST_PHOTOS = 300
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_JPEG_QUALITY = 90


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture as a phone made it; `item` is the question that it is about, None for the whole."""

    uuid: UUID
    taken_at: datetime
    item: UUID | None = None
    caption: str = ""


def add_photo(control: Control, taken: Taken, stream: IO[bytes]) -> ControlPhoto:
    """Return the kept picture; the one that is there if its id is known. Kept after the control was finished, too.

    Raises FollowUpNotPossibleError for what is no JPEG, PNG or WebP, is empty or too large, and for a question of
    another control.
    """
    if known := ControlPhoto.objects.filter(control=control, uuid=taken.uuid).first():
        return known
    picture, ending = _without_place(stream)
    with transaction.atomic():
        control = locked_control(control)
        if known := ControlPhoto.objects.filter(control=control, uuid=taken.uuid).first():
            return known
        return _keep(control, taken, picture, ending)


@transaction.atomic
def remove_photo(photo: ControlPhoto, *, because: str) -> None:
    """Take a picture out of sight, with the reason, which stays. Raises FollowUpNotPossibleError without one."""
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why the picture is taken out."), field="because")
    ControlPhoto.objects.filter(pk=photo.pk, removed_because="").update(removed_because=reason_of(because)[:300])


def _keep(control: Control, taken: Taken, picture: IO[bytes], ending: str) -> ControlPhoto:
    photos = ControlPhoto.objects.filter(control=control)
    if photos.count() >= MOST_PHOTOS:
        raise FollowUpNotPossibleError(_("There are %(most)s pictures already.") % {"most": MOST_PHOTOS}, field="file")
    item = ControlItem.objects.filter(control=control, uuid=taken.item).first() if taken.item else None
    if taken.item and item is None:
        raise FollowUpNotPossibleError(_("The question does not belong to this control."), field="item")
    stored = store_file(organisation_id=control.organisation_id, stream=picture, name=f"{taken.uuid}.{ending}")
    try:
        with transaction.atomic():
            return ControlPhoto.objects.create(
                organisation_id=control.organisation_id,
                uuid=taken.uuid,
                control=control,
                item=item,
                file=stored,
                caption=taken.caption.strip()[:300],
                taken_at=min(taken.taken_at, timezone.now()),
                taken_by_name=current_actor().name,
            )
    except IntegrityError as error:
        raise FollowUpNotPossibleError(_("This id belongs to another picture. Take it again."), field="uuid") from error


def _without_place(stream: IO[bytes]) -> tuple[IO[bytes], str]:
    """Return the picture written anew, upright and without what the camera said of place and device, and its ending."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if not size or size > MOST_BYTES:
        sentence = _("The picture is empty, or larger than %(most)s MB. Take it again, smaller.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_BYTES // 1024 // 1024}, field="file")
    refused = FollowUpNotPossibleError(_("This is no picture that can be read. Take JPEG, PNG or WebP."), field="file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written(stream)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refused from error
    except (OSError, ValueError, SyntaxError, MemoryError) as error:  # what Pillow says of broken files
        raise refused from error


def _written(stream: IO[bytes]) -> tuple[IO[bytes], str]:
    with Image.open(stream, formats=list(FORMATS)) as image:
        kind = str(image.format)
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(image)
        upright.info = {}
        if kind == "JPEG" and upright.mode not in ("RGB", "L"):
            upright = upright.convert("RGB")
        written = io.BytesIO()
        upright.save(written, kind, **({} if kind == "PNG" else {"quality": _JPEG_QUALITY}))
    written.seek(0)
    return written, FORMATS[kind]
