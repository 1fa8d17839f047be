"""What the page of an inspection tells its script: the questions, what is known of them, and the words it speaks."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from follow_up.models import Control
from follow_up.queries.controls import LookedAt
from organisations.models import User


def inspection_data(control: Control, found: Iterable[LookedAt], user: User, home: str) -> dict[str, Any]:
    """Return what the script starts from; ids of all that the server has, so that nothing is kept twice."""
    place = reverse("control", args=[home, control.uuid])
    page = reverse("inspect", args=[home, control.uuid])
    return {
        "control": str(control.uuid),
        "user": {"uuid": str(user.uuid), "name": user.name},
        "place": place,
        "page": page,
        "login": f"{reverse('account_login')}?next={page}",
        "worker": reverse("inspection_worker", args=[home]),
        "known": [str(each) for each in _known(control, found)],
        "words": _words(),
    }


def _known(control: Control, found: Iterable[LookedAt]) -> list[Any]:
    answers = [each.uuid for looked in found for each in (*looked.answers, *looked.late)]
    photos = list(control.photos.values_list("uuid", flat=True))
    return [*answers, *photos, *control.signatures.values_list("uuid", flat=True)]


def _words() -> dict[str, str]:
    """Return the sentences of the script; {…} is filled there."""
    return {
        "saved": _("Saved on the phone {time}"),
        "to_send": _("to send: {count}"),
        "sent": _("Everything is sent"),
        "offline": _("No network"),
        "sign_in": _("Sign in to send what waits: {count}"),
        "others": _("On this phone {count} of {name} wait. They are sent when {name} signs in here."),
        "refused": _("One answer could not be taken in: {because}"),
        "unkept": _("This phone cannot keep anything (private window?). Stay on the network."),
        "above": _("Meets the requirement."),
        "below": _("Does not meet the requirement. Becomes a deviation."),
        "not_a_figure": _("Write a figure, such as 70 or 2,5."),
        "photo": _("Picture, waiting to be sent"),
        "signed": _("{name} has signed"),
        "name_first": _("Write the name first."),
        "of": _("{number} of {all}"),
    }
