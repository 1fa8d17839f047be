"""Who may comment on a requirement, and what has been said about it that the reader sees."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from foundation.models import AccessLink
from organisations.models import Organisation
from requirements_bank.models import Comment, Requirement, SeenBy

BY_LINK = "requirements_bank.comment"


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, oldest first."""

    comment: Comment
    replies: tuple[Comment, ...]


def may_comment(organisation: Organisation, requirement: Requirement, *, is_visitor: bool = False) -> bool:
    """Whether people of the organisation may comment: on the shipped bank and their own always, else as it is open.

    Visitors may where they visit the owner and it is open to everybody.
    """
    if is_visitor:
        return requirement.organisation_id == organisation.pk and requirement.comments_from == SeenBy.PUBLIC
    if requirement.organisation_id in (None, organisation.pk):
        return True
    if requirement.comments_from == SeenBy.NETWORK:
        return requirement.organisation_id in _neighbours()
    return requirement.comments_from == SeenBy.PUBLIC


def threads_of(requirement: Requirement) -> list[Thread]:
    """Return the comments in sight with their answers, newest first; those whose comment is out of sight are left."""
    comments = list(Comment.objects.filter(requirement=requirement).select_related("organisation", "link"))
    replies: dict[int, list[Comment]] = defaultdict(list)
    for comment in comments:
        if comment.answers_id:
            replies[comment.answers_id].append(comment)
    return [Thread(comment, tuple(replies[comment.pk])) for comment in reversed(comments) if not comment.answers_id]


def said_by_link(link: AccessLink) -> list[Thread]:
    """Return what was said through the link, with its answers. Needs the owner's access."""
    written = Comment.objects.filter(link=link, hidden_at=None).order_by("created_at")
    answers = Comment.objects.filter(answers__link=link, hidden_at=None).select_related("organisation")
    replies: dict[int, list[Comment]] = defaultdict(list)
    for answer in answers:
        replies[answer.answers_id or 0].append(answer)
    return [Thread(comment, tuple(replies[comment.pk])) for comment in written]


def comment_links(requirement: Requirement) -> QuerySet[AccessLink]:
    """Return the links that the owner made for the requirement, newest first."""
    return AccessLink.objects.filter(
        organisation_id=requirement.organisation_id or 0, purpose=BY_LINK, object_id=str(requirement.uuid)
    ).order_by("-created_at")


def _neighbours() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisations_neighbours()")
        return {row[0] for row in cursor.fetchall()}
