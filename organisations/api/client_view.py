"""The ground of every view for API clients: what it needs is declared, and its access is open while it answers."""

from typing import Any, ClassVar, cast

from rest_framework.request import Request

from foundation.access import open_access
from foundation.api.operations import OperationView
from foundation.api.throttling import PerClient, PerStranger
from foundation.audience import Audience
from foundation.changes.record import Actor, acting
from organisations.api.clients import ApiClient, Needs
from organisations.models import Organisation, ServiceAccount


class ClientView(OperationView):
    """Opens the client's access for the request and attributes what it changes to the client's name."""

    audience = Audience.CLIENT
    throttle_classes = (PerClient, PerStranger)
    needs: ClassVar[dict[str, Needs]]
    organisation: Organisation

    def __init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Write the permission of reading, else of the first method, where the isolation test looks for it."""
        super().__init_subclass__(**kwargs)
        if "needs" in cls.__dict__:
            cls.permission = next(iter(cls.needs.values())).permission

    @property
    def api_client(self) -> ApiClient:
        """The client that asks."""
        return cast("ApiClient", self.request.user)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Let the client in, and open its access until the answer is written."""
        super().initial(request, *args, **kwargs)
        self.opened.enter_context(open_access(self.api_client.place.access))
        self.opened.enter_context(acting(_actor(self.api_client.account)))


def _actor(account: ServiceAccount) -> Actor:
    return Actor(account.name, client=str(account.uuid))
