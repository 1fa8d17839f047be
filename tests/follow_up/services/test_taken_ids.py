"""An id that something of another organisation has is refused, without a word of what or whose it is."""

import pytest
from django.utils import timezone

from follow_up.models import Control, ControlKind, Evidence
from follow_up.services.evidence import Handed, Told, file_evidence
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.start_control import Begun, start_control
from foundation.access import open_access
from foundation.scoping import access_for_work
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = timezone.localdate()


def test_an_id_of_anothers_evidence_is_taken(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        theirs = Evidence.objects.create(
            organisation=cast.granby, contract=make_followed(cast.granby), title="Theirs", link="https://a.example/",
            effective_on=TODAY,
        )  # fmt: skip
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby))
        told = Told("Ours", effective_on=TODAY, key=theirs.uuid)
        with pytest.raises(FollowUpNotPossibleError, match="belongs to something else"):
            file_evidence(obligation.contract, told, Handed(link="https://b.example/"), obligations=[obligation])


def test_an_id_of_anothers_control_is_taken(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        theirs = Control.objects.create(organisation=cast.granby, contract=make_followed(cast.granby), held_on=TODAY)
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby)
        obligation = make_obligation(contract)
        with pytest.raises(FollowUpNotPossibleError, match="belongs to something else"):
            start_control(
                contract,
                Begun(kind=ControlKind.DESK, is_announced=True, held_on=TODAY, key=theirs.uuid),
                obligations=[obligation],
            )
