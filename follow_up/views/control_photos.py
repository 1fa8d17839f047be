"""The pictures of a control: give one out, take one out."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from follow_up.models import ControlPhoto
from follow_up.queries.controls import photos_of
from follow_up.services.control_photos import remove_photo
from follow_up.views.control_seen import CONTROL, SEE, control_or_404
from foundation.errors import DomainError
from foundation.files.opened import opened
from organisations.pages import OrganisationRequest, organisation_page


@require_GET
@organisation_page(SEE)
def photo(request: OrganisationRequest, control: UUID, photo: UUID) -> FileResponse:
    """Give a picture out, to be saved; pages show it small."""
    found = _photo_or_404(request, control, photo)
    kind = found.file.content_type  # our own writing: the picture was written anew when it came
    name = f"{found.taken_at:%Y-%m-%d-%H%M}.{kind.rpartition('/')[2]}"
    return FileResponse(opened(found.file), as_attachment=True, filename=name, content_type=kind)


@require_POST
@organisation_page(CONTROL)
def remove(request: OrganisationRequest, control: UUID, photo: UUID) -> HttpResponse:
    """Take a picture out of sight, with the reason why."""
    found = _photo_or_404(request, control, photo)
    try:
        remove_photo(found, because=request.POST.get("reason", ""))
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The picture is taken out."))
    return redirect("control", request.organisation.slug, control)


def _photo_or_404(request: OrganisationRequest, control: UUID, uuid: UUID) -> ControlPhoto:
    found = photos_of(control_or_404(request, control)).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found
