"""The change feed: what was changed, in an order in which nothing is ever missed."""

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.changes.models import Change
from foundation.changes.sealed import readable

SETTLED = "age(foundation_change.xmin) > age(pg_snapshot_xmin(pg_current_snapshot())::xid)"


class ChangeOutput(serializers.ModelSerializer[Change]):
    """One change: who did what to which thing."""

    id = serializers.IntegerField(help_text="Rises along the feed.")
    object = serializers.CharField(source="object_id", help_text="The thing's own id, most often a uuid.")
    version = serializers.IntegerField(help_text="Counts the changes of this thing.")
    summary = serializers.DictField(help_text="Figures and names that belong to the change.")
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
