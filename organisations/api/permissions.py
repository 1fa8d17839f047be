"""The permission of every view of the API: the names that pages ask, a scope, and how close the organisation is."""

from typing import Protocol, cast

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from organisations.api.clients import ApiClient, Needs, Reach
from organisations.models import Organisation
from organisations.models.shares import Depth


class NeedingView(Protocol):
    """A view that says what each of its methods needs; `organisation` is the one in its address."""

    needs: dict[str, Needs]
    kwargs: dict[str, object]
    organisation: Organisation


class NamedPermission(BasePermission):
    """Lets a client through that has the scope, the permission and the organisation within its reach.

    An organisation outside its sight is 404, as one that does not exist; what lies in sight but out of reach is 403.
    """

    def has_permission(self, request: Request, view: object) -> bool:
        """Return False for strangers, raise what a client lacks, and put the organisation on the view."""
        if not isinstance(request.user, ApiClient):
            return False
        client, asking = request.user, cast("NeedingView", view)
        slug = asking.kwargs.get("organisation")
        if slug is not None:
            asking.organisation = organisation_in_sight(client, str(slug))
        needs = asking.needs.get("GET" if request.method == "HEAD" else str(request.method))
        if needs:  # without, the method is not offered, and the view says so itself
            _check(client, needs, asking.organisation if slug is not None else None)
        return True


def organisation_in_sight(client: ApiClient, slug: str) -> Organisation:
    """Return the client's own organisation or one that shares something with it; Http404 for any other."""
    own = client.place.organisation
    if slug == own.slug:
        return own
    found = Organisation.objects.filter(slug=slug, pk__in=client.place.shared_by).first()
    if found is None:
        raise Http404
    return found


def _check(client: ApiClient, needs: Needs, organisation: Organisation | None) -> None:
    if needs.scope not in client.scopes:
        sentence = _("The token lacks the scope %(scope)s. Ask for a token with it, or for a client that may have it.")
        raise PermissionDenied(sentence % {"scope": needs.scope}, "insufficient_scope")
    if not client.place.may(needs.permission):
        raise PermissionDenied(_("The client's role does not allow this."), "permission_denied")
    if organisation and needs.reach and not client.reaches(organisation, needs.reach):
        sums_only = client.place.shared_by.get(organisation.pk) == Depth.TOTALS and needs.reach is Reach.ROWS
        sentence = _("%(organisation)s shares sums only.") if sums_only else _("This is not shared.")
        raise PermissionDenied(sentence % {"organisation": organisation.name}, "not_shared")
