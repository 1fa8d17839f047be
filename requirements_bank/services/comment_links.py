"""Let a supplier comment on one requirement without an account: a link that its owner makes and may revoke."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access import open_access
from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.links.use import make_access_link, revoke_access_link, use_access_link
from foundation.models import AccessLink
from foundation.outbox.send import queue_message
from foundation.requests import absolute_address
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import Comment, Requirement, RequirementVersion, State
from requirements_bank.queries.comments import BY_LINK, comment_links
from requirements_bank.services.comments import CommentNotPossibleError, Guest, comment_as_guest
from requirements_bank.services.decisions import owner_of

LONGEST_LIFE = 365
MOST_PER_HOUR = 10


@transaction.atomic
def make_comment_link(*, requirement: Requirement, receiver: str, days: int) -> tuple[AccessLink, str]:
    """Return a link to comment on a published requirement, and its address, which is not shown again.

    A receiver that is an e-mail address gets it by mail as well.
    """
    owner = owner_of(requirement.bank)
    published = requirement.versions.filter(state=State.PUBLISHED).first()
    if published is None:
        raise DomainError(_("Publish the requirement first: there is nothing to comment on yet."))
    if not receiver.strip():
        raise DomainError(_("Say whom the link is for, so that you know later which one to revoke."))
    link, secret = make_access_link(
        organisation_id=owner,
        purpose=BY_LINK,
        object_id=requirement.uuid,
        receiver=" ".join(receiver.split())[:254],
        lasts=timedelta(days=max(1, min(days, LONGEST_LIFE))),
    )
    address = absolute_address(reverse("comment_by_link", args=[secret]))
    if _is_email(link.receiver):
        _write_to(link, published, address)
    record_change(
        organisation_id=owner,
        kind="requirements_bank.comment",
        object_id=requirement.uuid,
        action="made_link",
        summary={"code": requirement.code, "name": link.receiver},
    )
    return link, address


@transaction.atomic
def revoke_comment_link(requirement: Requirement, link: AccessLink) -> None:
    """Let nobody comment through the link any more."""
    if not comment_links(requirement).filter(pk=link.pk).exists():
        raise DomainError(_("That is a link to something else."))
    revoke_access_link(link)
    record_change(
        organisation_id=owner_of(requirement.bank),
        kind="requirements_bank.comment",
        object_id=requirement.uuid,
        action="revoked_link",
        summary={"code": requirement.code, "name": link.receiver},
    )


def opened_by(secret: str) -> tuple[AccessLink, RequirementVersion] | None:
    """Return the valid link and the published version that it lets be commented on; nothing where either is over."""
    link = use_access_link(secret, BY_LINK)
    if link is None:
        return None
    with open_access(access_for_work(link.organisation_id)):
        version = (
            RequirementVersion.objects.filter(
                requirement__uuid=link.object_id, organisation_id=link.organisation_id, state=State.PUBLISHED
            )
            .select_related("requirement__bank", "requirement__organisation")
            .first()
        )
    return (link, version) if version else None


@transaction.atomic
def comment_by_link(link: AccessLink, requirement: Requirement, *, name: str, company: str, text: str) -> Comment:
    """Write what the holder of the link says; so many an hour and no more. Needs the owner's access."""
    since = timezone.now() - timedelta(hours=1)
    AccessLink.objects.select_for_update().get(pk=link.pk)  # one at a time, so that each is counted
    if Comment.objects.filter(link=link, created_at__gt=since).count() >= MOST_PER_HOUR:
        raise CommentNotPossibleError(_("That were many comments in a short time. Wait an hour and go on."))
    return comment_as_guest(guest=Guest(name, company, link), requirement=requirement, text=text)


def _is_email(receiver: str) -> bool:
    try:
        validate_email(receiver)
    except ValidationError:
        return False
    return True


def _write_to(link: AccessLink, version: RequirementVersion, address: str) -> None:
    owner = Organisation.objects.get(pk=link.organisation_id)
    values = {
        "organisation": owner.name,
        "name": current_actor().name,
        "title": text_in(version.content.get("title"), version.requirement.bank.languages[0]),
        "address": address,
        "day": timezone.localdate(link.expires_at).isoformat(),
    }
    body = _(
        "Hello,\n\n%(name)s at %(organisation)s asks what you think of a climate requirement: %(title)s\n\n"
        "Read it and write your comment here, without an account, until %(day)s:\n\n%(address)s\n"
    )
    subject = _("%(organisation)s asks for your comment") % values
    queue_message(
        organisation_id=link.organisation_id,
        receiver=link.receiver,
        subject=subject,
        body=body % values,
        holds_secret=True,
    )
