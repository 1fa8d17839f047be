"""Factor sets of an organisation's own: hand a file in, read it, say what stands for categories, publish."""

from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from emissions.api.own_sets_input import (
    NewSetInput,
    NewVersionInput,
    PublishFactorsInput,
    ReadFactorsInput,
    ReviewFactorsInput,
    facts_sent,
)
from emissions.api.own_sets_output import OwnCategoryOutput, OwnFactorOutput, OwnSetDetail, OwnSetOutput
from emissions.api.uploads import BoundedUpload
from emissions.importers.factor_table import MOST_BYTES, read_factor_table
from emissions.models import OwnFactorSet, OwnSetVersion
from emissions.queries.own_sets import own_set_called, own_sets_of, sets_of_networks, versions_of
from emissions.reports.own_set_words import file_sentence, row_problem
from emissions.services.locked_own_set import OwnSetNotPossibleError
from emissions.services.own_sets import begin_own_set, begin_version
from emissions.services.read_own_set import FileRefusedError, price_year_of_draft, read_draft
from emissions.services.review_own_set import publish_draft, review_draft
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from foundation.api.problem_details import FieldError, ProblemDetails
from foundation.api.problems import details_of, refused
from foundation.guards import takes_files
from foundation.problems import Problem
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach

READING = Needs("emissions.view_factor_sets")
WRITING = Needs("emissions.keep_factor_sets", "footprint:write", Reach.WRITE)
MOST_PROBLEMS = 200
FORM_BYTES = 64 * 1024


def _keeper(view: ClientView) -> dict[str, Any]:
    """Return as context the organisation whose sets the client keeps, if it may."""
    may = view.api_client.place.may("emissions.keep_factor_sets")
    return {"keeps": view.organisation.pk if may else None}


class FactorUpload(BoundedUpload):
    """Takes a file of factors."""

    def refuse_too_large(self, size: int) -> None:
        """Raise what tells the client that the body is larger than what is taken here."""
        if size > MOST_BYTES + FORM_BYTES:
            raise RequestDataTooBig


class VersionParameters(Parameters):
    """Which version of a set."""

    version = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="The newest published one, else the draft."
    )


@takes_files
class OwnSetsView(ClientView):
    """The sets that an organisation owns or may use."""

    needs = {"GET": READING, "POST": WRITING}
    parser_classes = (FactorUpload,)

    @operation("List factor sets of one's own", output=OwnSetOutput, many=True)
    def get(self) -> Response:
        """Its own sets, and those that its networks let their members use."""
        found = [*own_sets_of(self.organisation), *sets_of_networks(self.organisation)]
        return self.page(InMemory(found, _place), OwnSetOutput)

    @operation("Hand in a factor set", output=OwnSetDetail, status=201, body=NewSetInput)
    def post(self) -> Response:
        """The file is kept as the draft of the first version; read it next. A title is given once: 422."""
        made = begin_own_set(
            organisation=self.organisation,
            title=self.sent["title"],
            stream=_table(self.sent),
            name=self.sent["file"].name,
            form_key=self.sent.get("key"),
        )
        return Response(OwnSetDetail(made, context=_keeper(self)).data, status=201)


class OneSetView(ClientView):
    """Something of one set, looked up before anything sent is read; another organisation's is 404."""

    found: OwnFactorSet

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the set up; one of a network is read by members and written by the network."""
        super().initial(request, *args, **kwargs)
        found = own_set_called(self.organisation, self.kwargs["own_set"])
        writes = request.method not in ("GET", "HEAD")
        if found is None or (writes and found.organisation_id != self.organisation.pk):
            raise Http404
        self.found = found

    def answer(self, status: int = 200) -> Response:
        """Answer with the set as it is now."""
        self.found.refresh_from_db()
        return Response(OwnSetDetail(self.found, context=_keeper(self)).data, status=status)

    def version(self) -> OwnSetVersion:
        """Return the version that was asked for, else the newest published one, else the draft."""
        versions = list(versions_of(self.found))
        if number := self.asked.get("version"):
            versions = [one for one in versions if one.number == number]
        published = [one for one in versions if not one.is_draft]
        if not versions:
            raise Http404
        return (published or versions)[0]


class OwnSetView(OneSetView):
    """One set."""

    needs = {"GET": READING}

    @operation("Read a factor set of one's own", output=OwnSetDetail)
    def get(self, own_set: UUID) -> Response:  # noqa: ARG002 - looked up already
        """With its versions; a footprint keeps the one that it was made with."""
        return self.answer()


@takes_files
class OwnVersionsView(OneSetView):
    """The versions of a set."""

    needs = {"POST": WRITING}
    parser_classes = (FactorUpload,)

    @operation("Hand in a new version", output=OwnSetDetail, status=201, body=NewVersionInput)
    def post(self, own_set: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The file is kept as a draft; the versions before stay. There is one draft at a time: 422."""
        begin_version(self.found, stream=_table(self.sent), name=self.sent["file"].name)
        return self.answer(201)


class OwnFiguresView(OneSetView):
    """The figures of a set."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List figures of one's own", output=OwnFactorOutput, many=True, parameters=VersionParameters)
    def get(self, own_set: UUID) -> Response:  # noqa: ARG002 - looked up already
        """In the order of the file."""
        return self.page(InMemory(list(self.version().factors.order_by("row")), _row, (int,)), OwnFactorOutput)

    @operation("Read the file of the draft", output=OwnSetDetail, body=ReadFactorsInput)
    def post(self, own_set: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Wrong rows refuse the whole file, each told with its row and column: 422. Categories are proposed anew."""
        columns = self.sent["columns"]
        read_draft(
            self.found,
            revision=self.sent["revision"],
            columns=columns,
            facts=facts_sent(self.sent, self.sent["price_year"] or price_year_of_draft(self.found, columns)),
            keep_good_rows=self.sent["keep_good_rows"],
        )
        return self.answer()


class OwnCategoriesView(OneSetView):
    """What stands for each category."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List what stands for categories", output=OwnCategoryOutput, many=True, parameters=VersionParameters)
    def get(self, own_set: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Every category, with or without a factor."""
        return self.page(InMemory(list(self.version().categories.order_by("category")), _category), OwnCategoryOutput)

    @operation("Say what stands for categories", output=OwnSetDetail, body=ReviewFactorsInput)
    def post(self, own_set: UUID) -> Response:  # noqa: ARG002 - looked up already
        """All of it or nothing: 422 for an unknown category or code, and for weights that do not sum to 1."""
        chosen = {
            one["category"]: [(part["code"], part["weight"]) for part in one["factors"]]
            for one in self.sent["categories"]
        }
        review_draft(
            self.found, revision=self.sent["revision"], chosen=chosen, accept_the_rest=self.sent["accept_the_rest"]
        )
        return self.answer()


class PublishOwnSetView(OneSetView):
    """Publishes the draft of a set."""

    needs = {"POST": WRITING}

    @operation("Publish the draft", output=OwnSetDetail, body=PublishFactorsInput)
    def post(self, own_set: UUID) -> Response:  # noqa: ARG002 - looked up already
        """From then on it never changes. 422 while a category is left to look at."""
        publish_draft(self.found, revision=self.sent["revision"])
        return self.answer()


def _table(sent: dict[str, Any]) -> Any:  # noqa: ANN401 - the framework's file
    """Return the uploaded file if there is a table in it; else say why not, and nothing is kept."""
    file = sent["file"]
    found = read_factor_table(file.read(MOST_BYTES + 1))
    file.seek(0)
    if isinstance(found, Problem):
        raise OwnSetNotPossibleError(file_sentence(found), field="file")
    return file


def _place(own_set: OwnFactorSet) -> tuple[str]:
    return (str(own_set.uuid),)


def _row(factor: Any) -> tuple[int]:  # noqa: ANN401 - a row of the model
    return (factor.row,)


def _category(entry: Any) -> tuple[str]:  # noqa: ANN401 - a row of the model
    return (entry.category,)


@details_of.register
def set_refused(exc: OwnSetNotPossibleError) -> ProblemDetails:
    """Word what cannot be done with a set, at the field that stands in the way."""
    if not exc.field:
        return refused(exc)
    error = FieldError("refused", str(exc), exc.field, f"/{exc.field}")
    return ProblemDetails(exc.status, "refused", str(exc), (error,))


@details_of.register
def rows_refused(exc: FileRefusedError) -> ProblemDetails:
    """Word each row that keeps a file from being read, the first two hundred of them."""
    errors = []
    for problem in exc.problems[:MOST_PROBLEMS]:
        worded = row_problem(problem)
        sentence = f"{worded.column}: {worded.sentence}"
        errors.append(FieldError(problem.code, sentence, worded.column, place=problem.place))
    detail = _("%(bad)s rows cannot be read, %(good)s can. Nothing is kept.")
    return ProblemDetails(
        exc.status, "rows_refused", detail % {"bad": len(exc.problems), "good": exc.good}, tuple(errors)
    )
