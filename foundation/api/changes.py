"""The change feed: what was changed, in an order in which nothing is ever missed."""

from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.changes.models import Change
from foundation.changes.sealed import readable
from foundation.changes.sentences import without_numbers
from foundation.sealed_text import seal, unseal

CHANGE: Final = "change"
SETTLED = "age(foundation_change.xmin) > age(pg_snapshot_xmin(pg_current_snapshot())::xid)"


@extend_schema_field({"type": "string", "format": "change", "minLength": 1, "maxLength": 100})
class ChangeId(serializers.Field[int, str, str, int]):
    """The number of a change, sealed: numbers have holes where changes are sealed, and holes can be counted."""

    default_error_messages = {
        "unknown_change": gettext_lazy(
            "This is no id of a change. Read the changes from the start once, and go on from the last id."
        )
    }

    def to_representation(self, value: int) -> str:
        """Return the id that a client gets."""
        return seal(str(value), CHANGE)

    def to_internal_value(self, data: Any) -> int:  # noqa: ANN401 - the framework's signature
        """Return the number behind an id."""
        number = unseal(str(data), CHANGE)
        if number is None:
            self.fail("unknown_change")
        return int(number)


class Summary(serializers.DictField):
    """The values of a change, personal numbers in them hidden."""

    def to_representation(self, value: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
        """Return them as a program may read them."""
        return super().to_representation(without_numbers(value))


class ChangeOutput(serializers.ModelSerializer[Change]):
    """One change: who did what to which thing."""

    id = ChangeId(help_text="Where the feed goes on: ask for what comes `after` it. Opaque, and in no order.")
    object = serializers.CharField(source="object_id", help_text="The thing's own id, most often a uuid.")
    version = serializers.IntegerField(help_text="Counts the changes of this thing.")
    summary = Summary(help_text="Figures and names that belong to the change.")
    actor = serializers.CharField(source="actor_name", help_text="The person, client or command, as named then.")

    class Meta:
        model = Change
        fields = ["id", "kind", "object", "version", "action", "summary", "actor", "request_id", "made_at"]
        read_only_fields = fields


def settled_changes(organisation_id: int) -> QuerySet[Change]:
    """Return the changes that a program may know of and that no running transaction can put another one before.

    A row gets its number when it is written and is seen when its transaction ends; a reader that follows the numbers
    would miss one that ends late. Rows younger than the oldest running transaction are therefore held back.
    """
    settled = Change.objects.filter(organisation_id=organisation_id).extra(where=[SETTLED])  # noqa: S610 - a constant
    return readable(settled, organisation_id, None)
