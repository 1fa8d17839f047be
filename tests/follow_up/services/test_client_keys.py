"""An id that a client gives belongs to one thing alone; whoever has it, nothing is told but that it is taken."""

from uuid import uuid4

import pytest

from follow_up.models import Evidence
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.access import open_access
from foundation.scoping import access_for_work
from tests.factories.cast import Cast
from tests.factories.controls import make_evidence
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_evidence_with_the_key_of_a_neighbour_is_refused(cast: Cast) -> None:
    key = uuid4()
    for organisation in (cast.granby, cast.ekby):
        with open_access(access_for_work(organisation.pk)):
            contract = make_followed(organisation)
            make_obligation(contract)
            if organisation == cast.granby:
                make_evidence(contract, key=key)
                continue
            with pytest.raises(FollowUpNotPossibleError, match="belongs to something else") as refused:
                make_evidence(contract, key=key)
            assert refused.value.field == "key"
            assert not Evidence.objects.exists()
