"""Examples for the addresses around one requirement, and for what an organisation uses."""

from requirements_bank.models import SeenBy
from requirements_bank.services.adopt import adopt
from requirements_bank.services.versions import new_draft, publish
from tests.architecture.addresses import API_PLACE
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_published
from tests.factories.cast import Cast


@example(
    "requirement_difference",
    "adopt_requirement",
    f"{API_PLACE}requirements/<uuid:requirement>/",
    f"{API_PLACE}requirements/<uuid:requirement>/versions/",
    f"{API_PLACE}requirements/<uuid:requirement>/differences/",
)
def a_private_requirement_in_two_versions(cast: Cast) -> Arguments:
    first = make_published(cast.ekby, visibility=SeenBy.OWN)
    publish(new_draft(requirement=first.requirement, said={**first.content, "level": "advanced"}))
    return {"requirement": first.requirement.uuid}


@example("requirement_levels")
def a_private_topic(cast: Cast) -> Arguments:
    make_published(cast.ekby, visibility=SeenBy.OWN, topic="only-in-ekby")
    make_published(cast.ekby, visibility=SeenBy.OWN, topic="only-in-ekby", level="advanced")
    return {"topic": "only-in-ekby"}


@example(
    f"{API_PLACE}requirements/versions/<uuid:version>/",
    f"{API_PLACE}requirements/versions/<uuid:version>/filled/",
)
def a_private_version(cast: Cast) -> Arguments:
    return {"version": make_published(cast.ekby, visibility=SeenBy.OWN).uuid}


@example(
    "newer_version",
    "show_adoption",
    "end_use",
    f"{API_PLACE}adoptions/<uuid:adoption>/",
    f"{API_PLACE}adoptions/<uuid:adoption>/variant/",
    f"{API_PLACE}adoptions/<uuid:adoption>/take-newer/",
    f"{API_PLACE}adoptions/<uuid:adoption>/pass-over/",
    f"{API_PLACE}adoptions/<uuid:adoption>/end/",
)
def a_use_with_a_newer_version(cast: Cast) -> Arguments:
    first = make_published(cast.ekby, visibility=SeenBy.OWN)
    use, _is_new = adopt(organisation=cast.ekby, version=first, seen_by=SeenBy.OWN)
    publish(new_draft(requirement=first.requirement, said={**first.content, "level": "advanced"}))
    return {"adoption": use.uuid}
