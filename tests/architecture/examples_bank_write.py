"""Examples for the addresses where requirements are written and talked about."""

from requirements_bank.models import Comment, Requirement, SeenBy
from requirements_bank.services.comment_links import make_comment_link
from requirements_bank.services.comments import comment
from requirements_bank.services.proposals import propose
from tests.architecture.addresses import API_PLACE
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_bank, make_draft, make_published
from tests.factories.cast import Cast


def private_requirement(cast: Cast) -> Requirement:
    return make_published(cast.ekby, visibility=SeenBy.OWN).requirement


def private_comment(cast: Cast) -> Comment:
    return comment(organisation=cast.ekby, requirement=private_requirement(cast), text="Blir det dyrt?")


@example("requirement_comments", "comment_settings", f"{API_PLACE}requirements/<uuid:requirement>/comments/")
def a_private_requirement(cast: Cast) -> Arguments:
    return {"requirement": private_requirement(cast).uuid}


@example("hide_comment", f"{API_PLACE}requirements/<uuid:requirement>/comments/<uuid:comment>/answers/")
def a_private_comment(cast: Cast) -> Arguments:
    written = private_comment(cast)
    return {"requirement": written.requirement.uuid, "comment": written.uuid}


@example("revoke_comment_link")
def a_link(cast: Cast) -> Arguments:
    requirement = private_requirement(cast)
    link, _address = make_comment_link(requirement=requirement, receiver="Bud AS", days=30)
    return {"requirement": requirement.uuid, "link": link.uuid}


@example("edit_draft", "review_draft")
def a_draft(cast: Cast) -> Arguments:
    draft = make_draft(cast.ekby, visibility=SeenBy.OWN, wording={"nb": "Minst {share} kortreist fra {start}."})
    return {"version": draft.uuid}


@example(
    f"{API_PLACE}drafts/<uuid:draft>/",
    f"{API_PLACE}drafts/<uuid:draft>/review/",
    f"{API_PLACE}drafts/<uuid:draft>/return/",
    f"{API_PLACE}drafts/<uuid:draft>/publication/",
)
def a_draft_of_the_api(cast: Cast) -> Arguments:
    return {"draft": make_draft(cast.ekby, visibility=SeenBy.OWN).uuid}


@example(
    "new_version",
    "manage_requirement",
    "propose_change",
    f"{API_PLACE}requirements/<uuid:requirement>/retirement/",
)
def a_private_requirement_of_ours(cast: Cast) -> Arguments:
    return {"requirement": private_requirement(cast).uuid}


@example("answer_proposal", f"{API_PLACE}proposals/<uuid:proposal>/", f"{API_PLACE}proposals/<uuid:proposal>/decision/")
def a_proposal(cast: Cast) -> Arguments:
    bank = make_bank(cast.ekby)
    return {"proposal": propose(organisation=cast.ekby, bank=bank, title="Bud", wording="Bud.", reason="Nye bud.").uuid}
