"""An accepted proposal begins a draft with what was proposed; its proposer is told of every answer."""

import pytest

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.errors import ConflictError
from foundation.models import Message
from foundation.scoping import access_for_work
from requirements_bank.models import Proposal, Requirement, State
from requirements_bank.services.decide_proposals import accept_proposal, decline_proposal
from requirements_bank.services.drafts import begin_version
from requirements_bank.services.proposals import propose
from tests.factories.bank import make_bank, make_published, said
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


def proposed(cast: Cast, requirement: Requirement | None = None, **fields: object) -> Proposal:
    with open_access(access_for_work(cast.network.pk)):
        bank = requirement.bank if requirement else make_bank(cast.network, languages=["sv"])
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.ada.name, cast.ada.pk)):
        return propose(
            organisation=cast.ekby,
            bank=bank,
            title="Cykelbud",
            wording="Varor ska komma med lastcykel.",
            reason="Två kommuner frågar.",
            requirement=requirement,
            language="sv",
            **fields,  # type: ignore[arg-type]
        )


def test_a_new_one_becomes_a_draft_with_all_that_was_said(cast: Cast) -> None:
    proposal = proposed(cast, said=said("XX-1", level="spearhead"))
    with open_access(access_for_work(cast.network.pk)):
        draft = accept_proposal(proposal, reason="Gärna!")
        message = Message.objects.get()

    assert (draft.state, draft.requirement.code, draft.level) == (State.DRAFT, "TRA-101", "spearhead")
    assert draft.content["title"] == {"nb": "Egne leveranser", "sv": "Cykelbud"}
    assert (message.receiver, "Gärna!" in message.body) == (cast.ada.email, True)


def test_a_change_becomes_the_next_version_unless_one_is_under_way(cast: Cast) -> None:
    with open_access(access_for_work(cast.network.pk)):
        published = make_published(cast.network)
    proposal, other = proposed(cast, published.requirement), proposed(cast, published.requirement)
    with open_access(access_for_work(cast.network.pk)):
        draft = accept_proposal(proposal)
        with pytest.raises(ConflictError, match="alt et utkast"):
            accept_proposal(other)
        assert Proposal.objects.get(pk=other.pk).state == Proposal.State.RECEIVED

    assert (draft.number, draft.content["wording"]["sv"]) == (2, "Varor ska komma med lastcykel.")
    assert draft.content["motive"] == published.content["motive"]
    with open_access(access_for_work(cast.network.pk)):
        assert begin_version(published.requirement)[0] == draft


def test_a_declined_one_tells_why_and_begins_nothing(cast: Cast) -> None:
    proposal = proposed(cast)
    with open_access(access_for_work(cast.network.pk)):
        decline_proposal(proposal, reason="Finns redan.")
        assert "Finns redan." in Message.objects.get().body
        assert not Requirement.objects.filter(organisation=cast.network).exists()
