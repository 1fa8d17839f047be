"""The staircase of a procurement is made from the joint one that its organisation took over, and keeps the link."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from procurement.calculations.joint_staircase import Way
from procurement.calculations.staircase import Step
from procurement.models import AskedRequirement, JointStaircase, JointVersion, ShownStaircase, Staircase
from procurement.queries.joint_followed import Followed
from procurement.queries.joint_staircases import matrix_of
from procurement.services.joint_staircases import propose_version, take_over
from procurement.services.staircases import PlannedStep, Rules, StaircaseNotPossibleError, let_rise
from tests.factories.cast import Cast
from tests.factories.contracts import make_contract, make_signed
from tests.factories.joint_staircases import agree_on, make_joint
from tests.factories.procurements import make_asking
from tests.procurement.views.test_staircase import page_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
STEPS = [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24)]
EKBY = "/o/ekby/procurements/joint-staircases/"


@pytest.fixture
def joint(cast: Cast) -> JointStaircase:
    agreed = make_joint(cast.network)
    agree_on(agreed, cast.ekby)
    return agreed


@pytest.fixture
def asked(cast: Cast) -> AskedRequirement:
    return asked_by(cast.ekby)


def asked_by(organisation: Organisation) -> AskedRequirement:
    with open_access(access_for_work(organisation.pk)):
        return make_asking(organisation)[1][0]


def taken(joint: JointStaircase, organisation: Organisation, way: Way = Way.AS_IT_IS, **said: Any) -> JointVersion:
    with open_access(access_for_work(organisation.pk)):
        return take_over(joint, member=organisation, way=way, **said).version


def risen(
    asked: AskedRequirement, followed: Followed, steps: Sequence[PlannedStep] = STEPS, seen_by: str = "own"
) -> None:
    with open_access(access_for_work(asked.organisation_id)):
        let_rise(asked, steps, Rules(follows=followed, seen_by=seen_by))


def pressed(client: Client, asked: AskedRequirement, do: str) -> Any:
    return client.post(page_of(asked), typed(("99", "0"), do=do))


def sent_again(answer: Any, **more: str) -> dict[str, str]:
    """What stands in the fields after a press, as a browser would send it."""
    forms = answer.context["forms"]
    rows = [(row["threshold"], row["months"]) for row in forms.typed.rows]
    return {**typed(*rows), **{name: forms.typed.rules[name] for name in ("joint", "joint_months_later")}, **more}


def test_steps_begin_with_the_joint_ones_and_nothing_is_saved_yet(
    cast: Cast, client_for: In, joint: JointStaircase, asked: AskedRequirement
) -> None:
    version = taken(joint, cast.ekby, Way.LATER, months_later=6)
    ada = client_for(cast.ada)
    ((uuid, title),) = ada.get(page_of(asked)).context["joints"]
    assert (uuid, title) == (str(version.uuid), "Start from “Varelevering”, version 1")

    answer = pressed(ada, asked, f"joint:{uuid}")
    assert [(row["threshold"], row["months"]) for row in answer.context["forms"].typed.rows] == [
        ("40", "6"),
        ("60", "30"),
    ]
    assert answer.context["followed_said"] == ("Follows the joint staircase “Varelevering”, version 1, 6 months later.")
    assert f"{EKBY}{joint.uuid}/" in answer.content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Staircase.objects.exists()

    assert ada.post(page_of(asked), sent_again(answer)).status_code == 302
    with open_access(access_for_work(cast.ekby.pk)):
        stairs = Staircase.objects.get()
    assert (stairs.joint_version_id, stairs.joint_months_later, stairs.joint_reason) == (version.pk, 6, "")


def test_what_differs_needs_its_reason_and_says_it(
    cast: Cast, client_for: In, joint: JointStaircase, asked: AskedRequirement
) -> None:
    version = taken(joint, cast.ekby)
    ada = client_for(cast.ada)
    changed = sent_again(pressed(ada, asked, f"joint:{version.uuid}")) | {"step-1-threshold": "50"}

    refused = ada.post(page_of(asked), changed)
    assert refused.status_code == 422
    assert {field for field, *_said in refused.context["forms"].summary} == {"id_joint_reason"}
    assert refused.context["followed_said"].endswith("It differs at step 2; say why.")

    assert ada.post(page_of(asked), changed | {"joint_reason": "Few hauliers."}).status_code == 302
    page = ada.get(page_of(asked))
    assert page.context["followed_said"].endswith("version 1. It differs at step 2: Few hauliers.")
    assert 'name="joint_reason"' in page.content.decode()
    assert "Few hauliers" in client_for(cast.bo).get(page_of(asked)).content.decode()


def test_steps_after_the_end_of_a_short_contract_are_left_out_and_need_no_reason(
    cast: Cast, client_for: In, joint: JointStaircase
) -> None:
    version = taken(joint, cast.ekby)
    with open_access(access_for_work(cast.ekby.pk)):
        (asked,) = make_asking(cast.ekby, months=12, options=[])[1]
    ada = client_for(cast.ada)
    answer = pressed(ada, asked, f"joint:{version.uuid}")

    assert [row["threshold"] for row in answer.context["forms"].typed.rows] == ["40"]
    told = "of the joint staircase begins on 1 August 2029, after this contract ends; it does not bind it."
    assert answer.context["followed_said"] == f"Follows the joint staircase “Varelevering”, version 1. Step 2 {told}"
    assert ada.post(page_of(asked), sent_again(answer)).status_code == 302

    on_joint = "Step 2 begins on 1 August 2029, after a contract ends; it does not bind it."
    assert on_joint in ada.get(f"{EKBY}{joint.uuid}/").content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        signed = make_signed(make_contract(asked.procurement, first_day=date(2027, 9, 1)))
    for page in (page_of(asked), f"/o/ekby/procurements/contracts/{signed.uuid}/"):
        assert f"Step 2 {told}".replace("August", "September") in ada.get(page).content.decode()
    assert on_joint.replace("August", "September") in ada.get(f"{EKBY}{joint.uuid}/").content.decode()


def test_neighbours_are_told_too_which_step_comes_too_late(cast: Cast, client_for: In, joint: JointStaircase) -> None:
    version = taken(joint, cast.ekby)
    with open_access(access_for_work(cast.ekby.pk)):
        (asked,) = make_asking(cast.ekby, months=12, options=[])[1]
    risen(asked, Followed(version), STEPS[:1], seen_by="network")
    page = client_for(cast.cilla).get(f"/o/granby/procurements/joint-staircases/{joint.uuid}/")

    assert "Step 2 begins on 1 August 2029, after a contract ends" in page.content.decode()


def test_a_step_counted_from_the_planned_start_is_as_late_on_every_page(
    cast: Cast, client_for: In, joint: JointStaircase
) -> None:
    """Two years from August end within 23 months from December; two years from December do not."""
    with open_access(access_for_work(cast.network.pk)):
        assert JointVersion.objects.update(on_late_start="from_planned_start")
    version = taken(joint, cast.ekby)
    with open_access(access_for_work(cast.ekby.pk)):
        (asked,) = make_asking(cast.ekby, months=23, options=[])[1]
    risen(asked, Followed(version), STEPS[:1], seen_by="network")
    late = "after a contract ends"
    pages = [f"{place}procurements/joint-staircases/{joint.uuid}/" for place in ("/o/ekby/", "/o/granby/")]
    readers = [client_for(cast.ada), client_for(cast.cilla)]
    assert all(late in reader.get(page).content.decode() for reader, page in zip(readers, pages, strict=True))

    with open_access(access_for_work(cast.ekby.pk)):
        make_signed(make_contract(asked.procurement), first_day=date(2027, 12, 1))
    assert not any(late in reader.get(page).content.decode() for reader, page in zip(readers, pages, strict=True))


def test_a_member_with_steps_of_its_own_begins_with_those_and_its_reason(
    cast: Cast, client_for: In, joint: JointStaircase, asked: AskedRequirement
) -> None:
    own = [Step(Decimal(30), months=0)]
    version = taken(joint, cast.ekby, Way.OTHERWISE, steps=own, reason="Few hauliers")
    answer = pressed(client_for(cast.ada), asked, f"joint:{version.uuid}")

    assert [row["threshold"] for row in answer.context["forms"].typed.rows] == ["30"]
    assert answer.context["followed_said"].endswith("It differs at steps 1, 2: Few hauliers.")


def test_it_is_followed_no_longer_and_the_steps_stay(
    cast: Cast, client_for: In, joint: JointStaircase, asked: AskedRequirement
) -> None:
    risen(asked, Followed(taken(joint, cast.ekby)))
    ada = client_for(cast.ada)
    answer = ada.post(page_of(asked), sent_again(ada.get(page_of(asked)), do="joint:"))

    assert answer.context["followed"] is None
    ada.post(page_of(asked), sent_again(answer, revision="1"))
    with open_access(access_for_work(cast.ekby.pk)):
        stairs = Staircase.objects.get()
        assert (stairs.joint_version_id, stairs.steps.count()) == (None, 2)


def test_a_revision_touches_no_procurement_that_is_there(
    cast: Cast, client_for: In, joint: JointStaircase, asked: AskedRequirement
) -> None:
    risen(asked, Followed(taken(joint, cast.ekby)))
    with open_access(access_for_work(cast.network.pk)):
        propose_version(joint, [Step(Decimal(50), months=0), Step(Decimal(90), months=24)], note="More")
    agree_on(joint, cast.ekby)
    ada = client_for(cast.ada)

    page = ada.get(page_of(asked))
    assert page.context["followed_newer"].startswith("Version 2 is agreed since. It touches future procurements")
    assert [form["threshold"].value() for form in page.context["forms"].rows] == ["40", "60"]
    newer = taken(joint, cast.ekby)
    answer = pressed(ada, asked, f"joint:{newer.uuid}")
    assert [row["threshold"] for row in answer.context["forms"].typed.rows] == ["50", "90"]
    with open_access(access_for_work(cast.ekby.pk)):
        assert Staircase.objects.filter(joint_version__number=1).exists()


def test_only_what_was_taken_over_is_followed(cast: Cast, joint: JointStaircase, asked: AskedRequirement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = joint.versions.select_related("joint").get()
        with pytest.raises(StaircaseNotPossibleError, match="over first"):
            let_rise(asked, STEPS, Rules(follows=Followed(version)))


def test_the_matrix_counts_procurements_in_sight_by_version(
    cast: Cast, client_for: In, joint: JointStaircase, asked: AskedRequirement
) -> None:
    risen(asked, Followed(taken(joint, cast.ekby)))
    for seen_by in ("network", "own"):
        risen(asked_by(cast.granby), Followed(taken(joint, cast.granby)), seen_by=seen_by)

    with open_access(access_for_work(cast.granby.pk)):
        assert ShownStaircase.objects.get().joint_version == joint.versions.get()
    counted = {}
    for place, user in (("ekby", cast.ada), ("granby", cast.cilla)):
        page = client_for(user).get(f"/o/{place}/procurements/joint-staircases/{joint.uuid}/")
        counted[place] = [said for _row, _cells, said, _late in page.context["rows"]]
    assert counted == {"ekby": ["1", "1"], "granby": ["", "2"]}

    with open_access(access_for_work(cast.network.pk)):
        propose_version(joint, [Step(Decimal(50), months=0)], note="More")
    agree_on(joint, cast.ekby)
    page = client_for(cast.ada).get(f"{EKBY}{joint.uuid}/")
    assert "1, on an earlier version" in page.content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        Staircase.objects.get().asked.procurement.__class__.objects.update(stage="stopped", stopped_because="No")
        assert [row.procurements for row in matrix_of(joint, joint.versions.get(state="agreed"))] == [(), (1,)]


def test_what_is_followed_out_of_sight_is_said_without_its_name(
    cast: Cast, client_for: In, joint: JointStaircase, asked: AskedRequirement
) -> None:
    risen(asked, Followed(taken(joint, cast.ekby)))
    with open_access(access_for_work(cast.network.pk)):
        JointVersion.objects.update(seen_by="own")
        JointStaircase.objects.update(seen_by="own")
    page = client_for(cast.bo).get(page_of(asked)).content.decode()

    assert "Follows a joint staircase that you do not see." in page
    assert "Varelevering" not in page
