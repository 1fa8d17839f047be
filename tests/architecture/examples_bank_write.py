"""Examples for the addresses where requirements are written and talked about."""

from requirements_bank.models import Comment, Requirement, SeenBy
from requirements_bank.services.comment_links import make_comment_link
from requirements_bank.services.comments import comment
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_published
from tests.factories.cast import Cast


def private_requirement(cast: Cast) -> Requirement:
    return make_published(cast.ekby, visibility=SeenBy.OWN).requirement


def private_comment(cast: Cast) -> Comment:
    return comment(organisation=cast.ekby, requirement=private_requirement(cast), text="Blir det dyrt?")


@example("requirement_comments", "comment_settings")
def a_private_requirement(cast: Cast) -> Arguments:
    return {"requirement": private_requirement(cast).uuid}


@example("hide_comment")
def a_private_comment(cast: Cast) -> Arguments:
    written = private_comment(cast)
    return {"requirement": written.requirement.uuid, "comment": written.uuid}


@example("revoke_comment_link")
def a_link(cast: Cast) -> Arguments:
    requirement = private_requirement(cast)
    link, _address = make_comment_link(requirement=requirement, receiver="Bud AS", days=30)
    return {"requirement": requirement.uuid, "link": link.uuid}
