"""What an organisation uses of all banks: begin, renew, pass over and end."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.fields import WordsText, YesOrNo, says_something
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.problem_details import UnfitError
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from requirements_bank.api.drafts import DraftDetail
from requirements_bank.models import Adoption, RequirementVersion, SeenBy
from requirements_bank.queries.adoptions import adoption_called, newer_version_of
from requirements_bank.queries.related import versions_called
from requirements_bank.services.adopt import (
    adopt,
    end_adoption,
    make_variant,
    pass_over,
    take_newer,
)
from requirements_bank.services.own_bank import own_bank
from requirements_bank.services.show_use import show_use

READING = Needs("requirements_bank.view_bank")
WRITING = Needs("requirements_bank.use_bank", "bank:write", Reach.WRITE)
DRAFTING = Needs("requirements_bank.write_bank", "bank:write", Reach.WRITE)
REASON_LENGTH = 500


class AdoptionOutput(serializers.ModelSerializer[Adoption]):
    """The use of one requirement."""

    adoption = serializers.UUIDField(source="uuid")
    requirement = serializers.UUIDField(source="requirement.uuid")
    code = serializers.CharField(source="requirement.code")
    version = serializers.UUIDField(source="version.uuid", help_text="In use, or what the variant is built on.")
    number = serializers.IntegerField(source="version.number")
    variant = serializers.UUIDField(
        source="variant.uuid", default=None, allow_null=True, help_text="The organisation's own."
    )
    passed_over = serializers.UUIDField(source="passed_over.uuid", default=None, allow_null=True)
    seen_by = serializers.ChoiceField(choices=SeenBy.values)

    class Meta:
        model = Adoption
        fields = [
            "adoption", "requirement", "code", "version", "number", "variant", "passed_over", "seen_by", "adopted_by",
            "adopted_at", "ended_at",
        ]  # fmt: skip
        read_only_fields = fields


class AdoptionDetail(AdoptionOutput):
    """The use of one requirement, and the newer version that waits for an answer."""

    newer = serializers.SerializerMethodField(help_text="The source's newer version, neither taken nor passed over.")

    class Meta(AdoptionOutput.Meta):
        fields = [*AdoptionOutput.Meta.fields, "newer"]
        read_only_fields = fields

    def get_newer(self, adoption: Adoption) -> UUID | None:
        """Return the newer version's id."""
        newer = None if adoption.ended_at else newer_version_of(adoption)
        return newer.uuid if newer else None


class AdoptionParameters(Parameters):
    """Which uses."""

    in_force = YesOrNo(required=False, help_text="Only those in force, or only those that have ended.")


class AdoptionInput(Input):
    """What to use, and who sees it."""

    version = serializers.UUIDField(help_text="A published version.")
    seen_by = serializers.ChoiceField(choices=SeenBy.values, default=SeenBy.NETWORK.value)


class NewerInput(Input):
    """The newer version that was looked at."""

    version = serializers.UUIDField()


class PassOverInput(NewerInput):
    """The newer version that was looked at, and why it is not taken."""

    reason = WordsText(max_length=REASON_LENGTH, validators=[says_something])


class EndInput(Input):
    """Why the use ends."""

    reason = WordsText(max_length=REASON_LENGTH, validators=[says_something])


class AdoptionsView(ClientView):
    """What the organisation uses."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List what is used", output=AdoptionOutput, many=True, parameters=AdoptionParameters)
    def get(self) -> Response:
        """The newest first; uses that have ended stay."""
        found = Adoption.objects.filter(organisation=self.organisation)
        if "in_force" in self.asked:
            found = found.filter(ended_at__isnull=self.asked["in_force"])
        rows = found.select_related("requirement", "version", "variant", "passed_over")
        return self.page(NewestFirst(rows), AdoptionOutput)

    @operation("Use a requirement", output=AdoptionDetail, body=AdoptionInput)
    def post(self) -> Response:
        """Use a version as it is from now on. Sent again, nothing changes; another version moves the use on to it."""
        version = version_named(self.sent["version"])
        adoption, is_new = adopt(organisation=self.organisation, version=version, seen_by=self.sent["seen_by"])
        if not is_new:
            show_use(adoption, seen_by=self.sent["seen_by"])
        return Response(AdoptionDetail(adoption).data)


class UseView(ClientView):
    """One use of the organisation in the address; any other is 404, whatever is sent."""

    use: Adoption

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the use up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        found = adoption_called(self.organisation, self.kwargs["adoption"])
        if found is None:
            raise Http404
        self.use = found


class AdoptionView(UseView):
    """One use."""

    needs = {"GET": READING}

    @operation("Read a use", output=AdoptionDetail)
    def get(self, adoption: UUID) -> Response:  # noqa: ARG002 - looked up already
        """What is used, and whether its source has a newer version."""
        return Response(AdoptionDetail(self.use).data)


class VariantView(UseView):
    """The organisation's own variant of what it uses."""

    needs = {"POST": DRAFTING}

    @operation("Begin a variant", output=DraftDetail, status=201)
    def post(self, adoption: UUID) -> Response:  # noqa: ARG002 - looked up already
        """A draft in the organisation's own bank that says what the version in use says, and keeps the link to it."""
        use = self.use
        bank = own_bank(self.organisation)
        draft = make_variant(organisation=self.organisation, bank=bank, version=use.version, seen_by=use.seen_by)
        return Response(DraftDetail(draft).data, status=201)


class TakeNewerView(UseView):
    """A newer version, taken."""

    needs = {"POST": WRITING}

    @operation("Take a newer version", output=AdoptionDetail, body=NewerInput)
    def post(self, adoption: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Use this published version from now on; sent again, nothing changes. A variant's text stays as it is."""
        use, version = self.use, version_named(self.sent["version"])
        if use.version_id != version.pk:
            use = take_newer(use, version)
        return Response(AdoptionDetail(use).data)


class PassOverView(UseView):
    """A newer version, passed over."""

    needs = {"POST": WRITING}

    @operation("Pass a newer version over", output=AdoptionDetail, body=PassOverInput)
    def post(self, adoption: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Stay with what is used; this version is not offered again. Sent again, nothing changes."""
        use, version = self.use, version_named(self.sent["version"])
        if use.passed_over_id != version.pk:
            use = pass_over(use, version, reason=self.sent["reason"])
        return Response(AdoptionDetail(use).data)


class EndAdoptionView(UseView):
    """A use, ended."""

    needs = {"POST": WRITING}

    @operation("End a use", output=AdoptionDetail, body=EndInput)
    def post(self, adoption: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The requirement is used no longer; sent again, nothing changes."""
        use = self.use
        end_adoption(use, reason=self.sent["reason"])
        use.refresh_from_db()
        return Response(AdoptionDetail(use).data)


def version_named(uuid: UUID) -> RequirementVersion:
    """Return the version that a body names; UnfitError where it is not in sight."""
    found = versions_called([uuid])
    if not found:
        sentence = _("There is no such version, or it is not shown to this organisation.")
        raise UnfitError({"version": [ErrorDetail(sentence, "unknown_version")]})
    return found[0]
