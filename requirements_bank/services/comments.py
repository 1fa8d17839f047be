"""Say something about a requirement, answer it, hide it. Who may follows the requirement's `comments_from`."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access import open_access
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError, DomainError
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from foundation.typed_reasons import reason_of
from organisations.models import Organisation
from requirements_bank.models import Comment, Decision, Requirement, SeenBy
from requirements_bank.queries.comments import may_comment
from requirements_bank.services.decisions import log_decision, owner_of

LONGEST = 4000


class CommentNotPossibleError(DomainError):
    """The comment cannot be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who came by a link, as they say who they are."""

    name: str
    company: str
    link: AccessLink


@transaction.atomic
def comment(
    *,
    organisation: Organisation,
    requirement: Requirement,
    text: str,
    is_visitor: bool = False,
    to: Comment | None = None,
    for_owner: bool = False,
) -> Comment:
    """Return the comment of somebody of the organisation; with `to` it is an answer.

    A visitor of the owner has no rows of their own: what they may say is written under the owner's roof. One that is
    `for_owner` is read by the writer's own people and the requirement's owner alone, whoever may comment.
    """
    if not may_comment(organisation, requirement, is_visitor=is_visitor):
        raise CommentNotPossibleError(_("Comments on this requirement are not open to you."))
    if is_visitor:
        with open_access(access_for_work(organisation.pk)):
            return _write(organisation, requirement, text, _audience(organisation, requirement), to=to)
    seen_by = SeenBy.OWN if for_owner else _audience(organisation, requirement)
    return _write(organisation, requirement, text, seen_by, to=to)


@transaction.atomic
def comment_as_guest(*, guest: Guest, requirement: Requirement, text: str) -> Comment:
    """Return the comment of somebody with a link; its owner's people alone read it. Needs the owner's access."""
    company = " ".join(guest.company.split())[:200]
    name = " ".join(guest.name.split())[:200]
    if not (company and name):
        raise CommentNotPossibleError(_("Say who you are and which company you write for."))
    owner = Organisation.objects.get(pk=guest.link.organisation_id)
    return _write(owner, requirement, text, SeenBy.OWN, written_by=name, company=company, link=guest.link)


@transaction.atomic
def hide_comment(comment: Comment, *, reason: str) -> None:
    """Take a comment with its answers out of sight of all but their writers' people and the owner, who says why."""
    if not reason_of(reason):
        raise CommentNotPossibleError(_("Say why you hide it: its writer reads that."))
    bank = comment.requirement.bank
    owner_of(bank)
    hiding = {"hidden_at": timezone.now(), "hidden_because": reason_of(reason)}
    if not Comment.objects.filter(pk=comment.pk, hidden_at=None).update(**hiding):
        raise ConflictError(_("The comment is hidden already. Load the page again."))
    Comment.objects.filter(answers=comment, hidden_at=None).update(**hiding)
    verdict = Decision.Verdict.COMMENT_HIDDEN
    log_decision(bank=bank, verdict=verdict, reason=reason, requirement=comment.requirement, comment=comment)
    record_change(
        organisation_id=owner_of(bank),
        kind="requirements_bank.comment",
        object_id=comment.uuid,
        action="hidden",
        summary={"code": comment.requirement.code, "name": comment.written_by, "reason": reason_of(reason)},
    )


@transaction.atomic
def open_comments(requirement: Requirement, comments_from: str) -> None:
    """Say who may comment on one of the organisation's own requirements from now on."""
    owner = owner_of(requirement.bank)
    audience = SeenBy(comments_from)
    Requirement.objects.filter(pk=requirement.pk).update(comments_from=audience)
    requirement.comments_from = audience
    record_change(
        organisation_id=owner,
        kind="requirements_bank.comment",
        object_id=requirement.uuid,
        action="opened",
        summary={"code": requirement.code, "comments_from": audience.value},
    )


def _write(
    organisation: Organisation,
    requirement: Requirement,
    text: str,
    seen_by: str,
    *,
    to: Comment | None = None,
    written_by: str = "",
    company: str = "",
    link: AccessLink | None = None,
) -> Comment:
    said = _checked(text)
    if to is not None:
        _check_answerable(requirement, to)
        is_owner = organisation.pk == requirement.organisation_id
        seen_by = to.seen_by if is_owner else _narrower(seen_by, to.seen_by)
    written = Comment.objects.create(
        organisation=organisation,
        requirement=requirement,
        answers=to,
        text=said,
        written_by=written_by or current_actor().name,
        company=company,
        link=link,
        seen_by=seen_by,
    )
    record_change(
        organisation_id=organisation.pk,
        kind="requirements_bank.comment",
        object_id=written.uuid,
        action="answered" if to else "commented",
        summary={"code": requirement.code, "name": written.written_by},
    )
    return written


def _checked(text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise CommentNotPossibleError(_("Write something first."))
    if len(said) > LONGEST:
        sentence = _("The comment has %(found)s characters. Write at most %(most)s, or divide it.")
        raise CommentNotPossibleError(sentence % {"found": len(said), "most": LONGEST})
    return said


def _check_answerable(requirement: Requirement, to: Comment) -> None:
    if to.requirement_id != requirement.pk or to.hidden_at or to.answers_id:
        raise CommentNotPossibleError(_("That comment cannot be answered. Load the page again."))


def _narrower(*audiences: str) -> str:
    return min(audiences, key=[audience.value for audience in SeenBy].index)


def _audience(organisation: Organisation, requirement: Requirement) -> str:
    """Return who reads the comment beside its writer's own people and the requirement's owner."""
    if requirement.organisation_id is None:
        return SeenBy.NETWORK
    if organisation.pk == requirement.organisation_id:
        return requirement.comments_from
    return SeenBy.NETWORK if requirement.comments_from == SeenBy.NETWORK else SeenBy.PUBLIC
