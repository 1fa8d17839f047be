"""The change feed of an organisation."""

from rest_framework.response import Response

from foundation.api.changes import ChangeId, ChangeOutput, settled_changes
from foundation.api.fields import CodeText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import OldestFirst
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs


class ChangeParameters(Parameters):
    """Which changes."""

    after = ChangeId(required=False, help_text="Only changes after the one with this id.")
    kind = CodeText(required=False, help_text="Such as emissions.ledger_import.")


class ChangesView(ClientView):
    """What was changed."""

    needs = {"GET": Needs("organisations.view_changes")}

    @operation("Follow changes", output=ChangeOutput, many=True, parameters=ChangeParameters)
    def get(self) -> Response:
        """The oldest first. Keep the id of the last one and ask for what comes after it; no change is ever missed.

        A change appears once no older transaction is running, which may take as long as an import does. Those of bids
        are sealed until the award, and then stand at their old place: read the bids when you read of the award.
        """
        changes = settled_changes(self.organisation.pk)
        if "kind" in self.asked:
            changes = changes.filter(kind=self.asked["kind"])
        if "after" in self.asked:
            changes = changes.filter(pk__gt=self.asked["after"])
        return self.page(OldestFirst(changes), ChangeOutput)
