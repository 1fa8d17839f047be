"""Examples: find, read, write, publish and withdraw them; whom to ask comes with those in one's networks only."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.fields import CodeText, LongText, Names, PatternText, WordsText, YesOrNo, says_something
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InOrder, OldestFirst
from foundation.api.preconditions import etag_of_data, require_match
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from requirements_bank.calculations.requirement import Area, Theme
from requirements_bank.models import Example, SeenBy
from requirements_bank.queries.example_search import (
    KNOWN,
    NOT_KNOWN,
    WHOSE,
    ExampleFilter,
    examples_in_sight,
    find_examples,
)
from requirements_bank.services.examples import change_example, new_example, publish_example, withdraw_example

READING = Needs("requirements_bank.view_bank")
WRITING = Needs("requirements_bank.write_bank", "bank:write", Reach.WRITE)
TEXT_LENGTH, TITLE_LENGTH, CONTACT_LENGTH, REASON_LENGTH = 10_000, 300, 300, 500
FIRST_YEAR, LAST_YEAR = 1990, 2100


class ExampleSourceOutput(serializers.Serializer[Any]):
    """Where an example was published."""

    title = serializers.CharField()
    publisher = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    url = serializers.CharField(help_text="Empty where it is not on the web.")


class ExampleOutput(serializers.Serializer[Example]):
    """What one buyer asked for or did, and what came of it."""

    example = serializers.UUIDField(source="uuid")
    code = serializers.CharField(help_text="In its owner's bank.")
    organisation = serializers.CharField(
        source="organisation.slug", allow_null=True, default=None, help_text="Its owner; null for a shipped one."
    )
    is_published = serializers.BooleanField()
    seen_by = serializers.ChoiceField(choices=SeenBy.values)
    copied_from = serializers.SerializerMethodField(help_text="The example it was copied from, if it is in sight.")
    who = serializers.CharField(source="content.who")
    country = serializers.CharField(source="content.country")
    years = serializers.ListField(source="content.years", child=serializers.IntegerField(), default=list)
    areas = serializers.ListField(child=serializers.CharField())
    themes = serializers.ListField(child=serializers.CharField())
    categories = serializers.ListField(child=serializers.CharField())
    requirements = serializers.ListField(child=serializers.CharField(), help_text="Codes.")
    is_demonstration = serializers.BooleanField(
        source="content.is_demonstration", default=False, help_text="Whether buyer and figures are made up."
    )
    title = Names(source="content.title")
    asked = Names(source="content.asked")
    happened = Names(source="content.happened", default=None, allow_null=True)
    price_effect = Names(source="content.price_effect", default=None, allow_null=True)
    lesson = Names(source="content.lesson", default=None, allow_null=True)
    sources = ExampleSourceOutput(source="content.sources", many=True)
    contact = serializers.SerializerMethodField(help_text="Whom to ask; null outside the owner's networks.")
    updated_at = serializers.DateTimeField()

    def get_copied_from(self, example: Example) -> UUID | None:
        """Return the id of the example that it was copied from."""
        return example.copied_from.uuid if example.copied_from else None

    def get_contact(self, example: Example) -> str | None:
        """Return whom to ask."""
        contact = getattr(example, "contact", None)
        return contact.words if contact else None


class ExampleParameters(Parameters):
    """Which examples; all of what is given must hold."""

    q = WordsText(required=False, help_text="Words, in any language.")
    area = serializers.ChoiceField(choices=[area.value for area in Area], required=False, help_text="Of the bank.")
    category = CodeText(required=False, help_text="A purchase category or an area of them.")
    theme = serializers.ChoiceField(choices=[theme.value for theme in Theme], required=False, help_text="Such as food.")
    country = PatternText(r"^[A-Z]{2}\Z", trim_whitespace=False, required=False, help_text="Such as NO.")
    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, help_text="Told of.")
    price = serializers.ChoiceField(choices=[KNOWN, NOT_KNOWN], required=False, help_text="Whether its effect is told.")
    whose = serializers.ChoiceField(choices=list(WHOSE), required=False, help_text="Own, others' or shipped ones.")
    requirement = CodeText(required=False, max_length=30, help_text="The code of a requirement that it names.")


class TextsInput(Input):
    """A text by language."""

    nb = LongText(required=False, max_length=TEXT_LENGTH)
    nn = LongText(required=False, max_length=TEXT_LENGTH)
    sv = LongText(required=False, max_length=TEXT_LENGTH)
    en = LongText(required=False, max_length=TEXT_LENGTH)
    da = LongText(required=False, max_length=TEXT_LENGTH)


class ExampleSourceInput(Input):
    """Where an example was published."""

    title = WordsText(max_length=TITLE_LENGTH)
    publisher = WordsText(max_length=200)
    year = serializers.IntegerField(allow_null=True, default=None, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    url = PatternText(
        r"^(https?://[^\x00-\x20]+)?\Z",
        trim_whitespace=False,
        allow_blank=True,
        default="",
        max_length=500,
        help_text="http or https.",
    )


class ExampleInput(Input):
    """An example of one's own. Title and what was asked stand in every language that is begun."""

    who = WordsText(max_length=200)
    country = PatternText(r"^[A-Z]{2}\Z", trim_whitespace=False)
    years = serializers.ListField(
        child=serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR), default=list, max_length=50
    )
    areas = serializers.ListField(child=CodeText(max_length=30), default=list, max_length=20)
    themes = serializers.ListField(child=CodeText(max_length=30), default=list, max_length=20)
    categories = serializers.ListField(child=CodeText(max_length=60), default=list, max_length=50)
    requirements = serializers.ListField(child=WordsText(max_length=30), default=list, max_length=50)
    is_demonstration = YesOrNo(default=False)
    title = TextsInput()
    asked = TextsInput()
    happened = TextsInput(required=False)
    price_effect = TextsInput(required=False)
    lesson = TextsInput(required=False)
    sources = ExampleSourceInput(many=True)
    contact = LongText(default="", max_length=CONTACT_LENGTH, help_text="For one's own networks at most.")


class ExamplePublicationInput(Input):
    """Who is to see it."""

    seen_by = serializers.ChoiceField(choices=SeenBy.values)


class WithdrawalInput(Input):
    """Why it is taken back."""

    reason = WordsText(max_length=REASON_LENGTH, validators=[says_something])


class ExamplesView(ClientView):
    """The examples in sight."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List examples", output=ExampleOutput, many=True, parameters=ExampleParameters)
    def get(self) -> Response:
        """Shipped ones, one's own, and what others show; drafts are their owner's alone.

        With words the best first, otherwise in the order they were written.
        """
        asked = {name: str(value) for name, value in self.asked.items()}
        chosen = ExampleFilter(words=asked.pop("q", ""), **asked)
        found = find_examples(self.organisation, chosen)
        rows = _rows(self).filter(pk__in=found.keys)
        return self.page(InOrder(rows, found.keys) if chosen.words else OldestFirst(rows), ExampleOutput)

    @operation("Write an example", output=ExampleOutput, status=201, body=ExampleInput)
    def post(self) -> Response:
        """A draft of the organisation's own, which only its own people see until it is published."""
        example = new_example(organisation=self.organisation, said=_said(self.sent), contact=self.sent["contact"])
        return Response(_output(self, example.uuid), status=201)


class OwnExampleView(ClientView):
    """Changes an example of one's own; any other is not there, whatever is sent about it."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Find what is to be changed before what was sent is read."""
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            self.own = _own(self, kwargs["example"])


class ExampleView(OwnExampleView):
    """One example."""

    needs = {"GET": READING, "PUT": WRITING}

    @operation("Read an example", output=ExampleOutput)
    def get(self, example: UUID) -> Response:
        """What was asked, what happened, what it did to the price and what was learned, with its sources."""
        return Response(_output(self, example))

    @operation("Correct an example", output=ExampleOutput, body=ExampleInput, names_version=True)
    def put(self, example: UUID) -> Response:
        """Replaces what an example of one's own says, for everybody who sees it."""
        require_match(self.request, etag_of_data(_output(self, example)))
        change_example(self.own, said=_said(self.sent), contact=self.sent["contact"], seen_hash=self.own.content_hash)
        return Response(_output(self, example))


class PublishExampleView(OwnExampleView):
    """Who sees an example."""

    needs = {"POST": WRITING}

    @operation("Publish an example", output=ExampleOutput, body=ExamplePublicationInput)
    def post(self, example: UUID) -> Response:
        """Lets only one's own people, the networks or everybody see it; sent again, nothing changes."""
        if not self.own.is_published or self.own.seen_by != self.sent["seen_by"]:
            publish_example(self.own, seen_by=self.sent["seen_by"])
        return Response(_output(self, example))


class WithdrawExampleView(OwnExampleView):
    """An example taken back."""

    needs = {"POST": WRITING}

    @operation("Withdraw an example", output=ExampleOutput, body=WithdrawalInput)
    def post(self, example: UUID) -> Response:
        """Makes it a draft again; sent again, nothing changes. Copies that others have made stay theirs."""
        if self.own.is_published:
            withdraw_example(self.own, reason=self.sent["reason"])
        return Response(_output(self, example))


def _rows(view: ClientView) -> Any:  # noqa: ANN401 - a query set with what the output needs
    return examples_in_sight(view.organisation).select_related("organisation", "copied_from", "contact")


def _output(view: ClientView, uuid: UUID) -> dict[str, Any]:
    found = _rows(view).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return dict(ExampleOutput(found).data)


def _own(view: ClientView, uuid: UUID) -> Example:
    found = Example.objects.filter(uuid=uuid, organisation=view.organisation).first()
    if found is None:
        raise Http404
    return found


def _said(sent: dict[str, Any]) -> dict[str, Any]:
    """Return what the example says; a text that is empty in every language is left out."""
    said: dict[str, Any] = {name: value for name, value in sent.items() if name != "contact"}
    for name in ("title", "asked", "happened", "price_effect", "lesson"):
        said[name] = {language: text for language, text in said.get(name, {}).items() if text.strip()}
    return {name: value for name, value in said.items() if value or name not in ("happened", "price_effect", "lesson")}
