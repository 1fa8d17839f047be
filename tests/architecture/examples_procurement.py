"""Examples for the addresses of procurements."""

from requirements_bank.services.versions import new_draft, publish
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_published, said, texts
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking, make_planned


@example(
    "procurement",
    "edit_procurement",
    "move_procurement",
    "procurement_requirements",
    "add_to_procurement",
    "find_for_procurement",
    "keep_requirement_set",
    "use_requirement_set",
    "procurement_law",
)
def a_procurement(cast: Cast) -> Arguments:
    return {"procurement": make_planned(cast.ekby).uuid}


@example("newer_asked")
def something_asked(cast: Cast) -> Arguments:
    version = make_published(cast.ekby)
    procurement, (asked,) = make_asking(cast.ekby, version)
    changed = said(code=version.requirement.code, title=texts("Egne turer", sv="Egna turer"))
    publish(new_draft(requirement=version.requirement, said=changed))
    return {"procurement": procurement.uuid, "asked": asked.uuid}
