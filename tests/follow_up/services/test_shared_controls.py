"""A control of another buyer stands in for one's own where the rule allows it, and the reasoning is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from follow_up.models import ControlReuse, ControlState, KeptState, ObligationStanding, SharedControl
from follow_up.queries.shared_controls import candidates
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.rely_on_control import rely_no_more, rely_on
from follow_up.services.share_control import Sharing, share_control, take_back
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Obligation
from requirements_bank.models import RequirementVersion
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.shared_controls import make_finished, make_shared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
TODAY = timezone.localdate()
HALF, MORE, LESS = ((Decimal(50), 0),), ((Decimal(70), 0),), ((Decimal(40), 0),)


@pytest.fixture
def version(cast: Cast) -> RequirementVersion:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_published(cast.ekby)


def shared_in_ekby(cast: Cast, version: RequirementVersion, **said: Any) -> SharedControl:
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby), steps=HALF, version=version)
        return make_shared(obligation, held_on=said.pop("held_on", TODAY), **said)


def asked_in_granby(cast: Cast, version: RequirementVersion, steps: Any = HALF) -> Obligation:
    return make_obligation(make_followed(cast.granby), steps=steps, version=version)


@pytest.mark.parametrize(("steps", "against"), [(HALF, []), (LESS, []), (MORE, ["threshold"])])
def test_terms_that_are_equal_or_weaker_are_shown_to_be_kept(
    cast: Cast, version: RequirementVersion, steps: Any, against: list[str]
) -> None:
    shared_in_ekby(cast, version)
    with open_access(access_for_work(cast.granby.pk)):
        asked_in_granby(cast, version, steps)

        (found,) = candidates(cast.granby, TODAY)

    assert [each.condition.value for each in found.verdict.against] == against


@pytest.mark.parametrize(
    ("theirs", "against"),
    [
        ({"share": "60", "max_age_years": "5", "wage_floor": "250"}, []),
        ({"share": "50", "max_age_years": "10", "wage_floor": "150"}, ["variables"]),
    ],
)
def test_every_figure_but_the_measured_one_has_to_be_the_same(
    cast: Cast, version: RequirementVersion, theirs: dict[str, str], against: list[str]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_shared(
            make_obligation(make_followed(cast.ekby), steps=HALF, version=version, values=theirs), held_on=TODAY
        )
    with open_access(access_for_work(cast.granby.pk)):
        mine = {"share": "50", "max_age_years": "5", "wage_floor": "250"}
        make_obligation(make_followed(cast.granby), steps=HALF, version=version, values=mine)

        (found,) = candidates(cast.granby, TODAY)

    assert [each.condition.value for each in found.verdict.against] == against


@pytest.mark.parametrize(("asked", "against"), [("50", []), ("40", []), ("70", ["threshold"])])
def test_a_figure_without_steps_is_compared_as_well(
    cast: Cast, version: RequirementVersion, asked: str, against: list[str]
) -> None:
    said: dict[str, Any] = {"steps": (), "version": version, "unit": "%", "direction": "at_least"}
    with open_access(access_for_work(cast.ekby.pk)):
        make_shared(make_obligation(make_followed(cast.ekby), **said, values={"share": "50"}), held_on=TODAY)
    with open_access(access_for_work(cast.granby.pk)):
        obligation = make_obligation(make_followed(cast.granby), **said, values={"share": asked})

        (found,) = candidates(cast.granby, TODAY)

        assert [each.condition.value for each in found.verdict.against] == against
        if not against:
            rely_on(obligation, found.finding.uuid, kind="desk")
            obligation.standing.refresh_from_db()
            assert (obligation.standing.state, obligation.standing.value) == (KeptState.KEPT, Decimal(50))


def test_what_is_relied_on_is_kept_in_ones_own_unit(cast: Cast, version: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        theirs = make_obligation(make_followed(cast.ekby), steps=((Decimal(60), 0),), version=version, unit="km")
        make_shared(theirs, held_on=TODAY)
    with open_access(access_for_work(cast.granby.pk)):
        steps = ((Decimal(50_000), 0),)
        obligation = make_obligation(make_followed(cast.granby), steps=steps, version=version, unit="m")
        (found,) = candidates(cast.granby, TODAY)

        result = rely_on(obligation, found.finding.uuid, kind="desk").result

        assert (result.value, result.unit, result.threshold) == (Decimal(60_000), "m", Decimal(50_000))
        obligation.standing.refresh_from_db()
        assert obligation.standing.state == KeptState.KEPT


def test_a_control_that_is_relied_on_shows_that_it_is_kept(cast: Cast, version: RequirementVersion) -> None:
    finding = shared_in_ekby(cast, version).findings.get
    with open_access(access_for_work(cast.ekby.pk)):
        uuid = finding().uuid
    with open_access(access_for_work(cast.granby.pk)):
        obligation = asked_in_granby(cast, version, LESS)

        reuse = rely_on(obligation, uuid, kind="desk")

        assert rely_on(obligation, uuid, kind="desk") == reuse
        obligation.standing.refresh_from_db()
        assert (obligation.standing.state, obligation.standing.checked_on) == (KeptState.KEPT, TODAY)
        assert (reuse.provenance["buyer"], len(reuse.verdict)) == ("Ekby kommun", 9)
        assert candidates(cast.granby, TODAY) == []

        rely_no_more(reuse, because="We look ourselves")
        obligation.standing.refresh_from_db()
        assert obligation.standing.state == KeptState.UNKNOWN


def test_a_site_is_no_proof_of_another_place_and_a_desk_none_of_a_site(cast: Cast, version: RequirementVersion) -> None:
    shared_in_ekby(cast, version, covers_all_places=False)
    with open_access(access_for_work(cast.granby.pk)):
        asked_in_granby(cast, version)

        (found,) = candidates(cast.granby, TODAY, kind="site")

    assert [each.condition.value for each in found.verdict.against] == ["method", "places"]


def test_what_is_older_than_36_months_is_not_relied_on(cast: Cast, version: RequirementVersion) -> None:
    old = TODAY - timedelta(days=3 * 366 + 2)
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(
            cast.ekby, first_day=date(old.year, 1, 1), signed_on=date(old.year, 1, 1) - timedelta(days=40), months=72
        )
        uuid = make_shared(make_obligation(contract, steps=HALF, version=version), held_on=old).findings.get().uuid
    with open_access(access_for_work(cast.granby.pk)):
        obligation = asked_in_granby(cast, version)

        with pytest.raises(FollowUpNotPossibleError, match="a condition is not met"):
            rely_on(obligation, uuid, kind="desk")

        assert not ControlReuse.objects.exists()


def test_what_is_taken_back_helps_nobody_else(cast: Cast, version: RequirementVersion) -> None:
    shared = shared_in_ekby(cast, version)
    with open_access(access_for_work(cast.ekby.pk)):
        uuid = shared.findings.get().uuid
        take_back(shared, because="The supplier objects")
    with open_access(access_for_work(cast.granby.pk)):
        obligation = asked_in_granby(cast, version)

        assert candidates(cast.granby, TODAY) == []
        with pytest.raises(FollowUpNotPossibleError, match="shared no more"):
            rely_on(obligation, uuid, kind="desk")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"informed_how": " "}, "how the supplier was informed"),
        ({"informed_on": TODAY + timedelta(days=1)}, "has to know before"),
        ({"informed_on": TODAY - timedelta(days=1)}, "before the control was held"),
        ({"seen_by": "own"}, "with whom"),
    ],
)
def test_control_is_shared_only_once_the_supplier_knows(
    cast: Cast, version: RequirementVersion, changes: dict[str, Any], sentence: str
) -> None:
    said = {"seen_by": "network", "informed_on": TODAY, "informed_how": "E-mail", **changes}
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby), steps=HALF, version=version)
        control = make_finished(obligation, held_on=TODAY)

        with pytest.raises(FollowUpNotPossibleError, match=sentence):
            share_control(control, Sharing(**said))


def test_control_under_way_and_without_a_requirement_of_the_bank_is_not_shared(cast: Cast) -> None:
    said = Sharing("network", TODAY, "E-mail")
    with open_access(access_for_work(cast.ekby.pk)):
        control = make_finished(make_obligation(make_followed(cast.ekby), steps=HALF), held_on=TODAY)

        with pytest.raises(FollowUpNotPossibleError, match="nothing about a requirement"):
            share_control(control, said)
        control.state, control.finished_at = ControlState.UNDER_WAY, None
        control.save()
        with pytest.raises(FollowUpNotPossibleError, match="Finish the control first"):
            share_control(control, said)


def test_control_of_a_person_is_not_shared(cast: Cast, version: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby)
        contract.parties.update(number="811228-9874")
        control = make_finished(make_obligation(contract, steps=HALF, version=version), held_on=TODAY)

        with pytest.raises(FollowUpNotPossibleError, match="number is a person's"):
            share_control(control, Sharing("network", TODAY, "E-mail"))


def test_pages_show_the_reasoning_and_rely(
    cast: Cast, client_for: In, cilla: User, ada: User, version: RequirementVersion
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby), steps=HALF, version=version)
        control = make_finished(obligation, held_on=TODAY, kind="desk")
    sent = {
        "seen_by": "network",
        "informed_on": TODAY.isoformat(),
        "informed_how": "Meeting",
        "covers_all_places": "on",
    }
    client_for(ada).post(f"/o/ekby/follow-up/controls/{control.uuid}/share/", sent)
    with open_access(access_for_work(cast.granby.pk)):
        asked_in_granby(cast, version)
        ObligationStanding.objects.all().delete()
    client = client_for(cilla)

    page = client.get("/o/granby/follow-up/shared-controls/")

    assert "Ekby kommun looked at Nordbygg AS" in page.content.decode()
    (usable,) = page.context["usable"]
    address = f"/o/granby/follow-up/shared-controls/{usable['obligation'].uuid}/{usable['finding'].uuid}/"
    with open_access(access_for_work(cast.granby.pk)):
        ObligationStanding.objects.all().delete()
    assert "rests on this control now" in client.post(address, {"kind": "desk"}, follow=True).content.decode()
