"""The API keeps what its description says: schemathesis sends good and bad requests to the real application.

An example of each operation in the suite, and every sixteenth of the cases at the edges of what is described, another
sixteenth for each operation; many, and all of these, in `make endurance`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from io import BytesIO
from itertools import count
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, assume, settings
from rest_framework.renderers import JSONRenderer
from schemathesis.checks import load_all_checks
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.meta import TestPhase
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.schemas import APIOperation, BaseSchema

from config.wsgi import application
from emissions.models import ActivitySeries, Footprint, LedgerImport, LedgerJoin, OwnFactorSet
from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.network_rules import publish_rule_set
from follow_up.models import Control, Deviation
from foundation.api.changes import CHANGE
from foundation.api.documentation import schema_document
from foundation.api.pagination import Key, cursor_of, list_at
from foundation.models import Job
from foundation.sealed_text import seal
from organisations.models import Organisation, Role
from procurement.models import AskedRequirement, Bid, Contract, JointStaircase, Obligation, Procurement, Stage
from requirements_bank.models import (
    Adoption,
    Basket,
    BasketItem,
    Comment,
    Example,
    Proposal,
    Requirement,
    RequirementVersion,
)
from requirements_bank.services.adopt import adopt
from requirements_bank.services.versions import publish
from tests.api.callers import Caller, make_caller
from tests.emissions.activity_cases import buses
from tests.emissions.api.conftest import at_work, calculate, import_file, upload
from tests.emissions.own_set_cases import begun, read
from tests.factories.bank import make_bank, make_draft
from tests.factories.baskets import make_filled_basket
from tests.factories.bids import make_bid
from tests.factories.contracts import make_contract
from tests.factories.dialogues import make_talk, noted
from tests.factories.examples import make_example
from tests.factories.follow_up import make_deviation, make_followed, make_obligation
from tests.factories.joint_staircases import make_joint
from tests.factories.ledgers import joined_samples
from tests.factories.organisations import join_network, make_organisation
from tests.factories.procurements import make_rising
from tests.factories.registered import make_registered
from tests.factories.shared_controls import make_finished

HasTurn = Callable[[Any], bool]
Operation = APIOperation[Any, Any, Any, Any]
DESCRIPTION = "/described"
ENDURANCE = bool(os.environ.get("KLIMATRAPPA_ENDURANCE"))
EXAMPLES, ONE_IN = (300, 1) if ENDURANCE else (1, 16)
REAL = {
    "job": "11111111-1111-4111-8111-111111111111",
    "ledger_import": "22222222-2222-4222-8222-222222222222",
    "ledger_join": "23232323-2323-4232-8232-232323232323",
    "footprint": "33333333-3333-4333-8333-333333333333",
    "requirement": "44444444-4444-4444-8444-444444444444",
    "version": "55555555-5555-4555-8555-555555555555",
    "adoption": "66666666-6666-4666-8666-666666666666",
    "example": "77777777-7777-4777-8777-777777777777",
    "basket": "88888888-8888-4888-8888-888888888888",
    "item": "99999999-9999-4999-8999-999999999999",
    "draft": "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa",
    "comment": "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
    "proposal": "cccccccc-cccc-4ccc-8ccc-cccccccccccc",
    "procurement": "dddddddd-dddd-4ddd-8ddd-dddddddddddd",
    "asked": "eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee",
    "joint": "ffffffff-ffff-4fff-8fff-ffffffffffff",
    "awarded": "12121212-1212-4121-8121-121212121212",
    "registered": "1d1d1d1d-1d1d-41d1-81d1-1d1d1d1d1d1d",
    "bid": "13131313-1313-4131-8131-131313131313",
    "contract": "14141414-1414-4141-8141-141414141414",
    "series": "15151515-1515-4151-8151-151515151515",
    "obligation": "16161616-1616-4161-8161-161616161616",
    "control": "17171717-1717-4171-8171-171717171717",
    "evidence": "18181818-1818-4181-8181-181818181818",
    "deviation": "19191919-1919-4191-8191-191919191919",
    "task": "1a1a1a1a-1a1a-41a1-81a1-1a1a1a1a1a1a",
    "report": "1b1b1b1b-1b1b-41b1-81b1-1b1b1b1b1b1b",
    "own_set": "1e1e1e1e-1e1e-41e1-81e1-1e1e1e1e1e1e",
    "report_request": "1c1c1c1c-1c1c-41c1-81c1-1c1c1c1c1c1c",
}
PARTS = {
    "organisation": ["vik", "nowhere"],
    "factor_set": ["no-snac", "us-epa-1.3.0", "none"],
    "activity_set": ["agribalyse", "uk-desnz-2025", "none"],
    "category": ["food", "food.meat", "none"],
    "code_list": ["cpv", "kostra_arter", "none"],
    "code": ["03000000", "010", "none"],
    "scheme": ["cpv", "unspsc", "none"],
    "chart": ["kostra", "bas", "none"],
    "kind": ["docx", "pdf", "xlsx", "none"],
    "published": ["terms", "notice", "ocds", "none"],
    "table": ["json", "csv", "none"],
    "bank": ["vik-bank", "none"],
    "network": ["nettet", "none"],
    "year": ["2024", "1999"],
    "supplier": ["24242424-2424-4242-8242-242424242424"],
    "merge": ["25252525-2525-4252-8252-252525252525"],
    **{name: [uuid] for name, uuid in REAL.items()},
    "procurement": [REAL["procurement"], REAL["awarded"]],
    "contract": [REAL["contract"], REAL["registered"]],
}
OF_THE_BANK = (
    "/(requirements|adoptions|examples|baskets|document-templates|drafts|proposals|banks|bank-loads|old-wordings)/"
)
OF_PROCUREMENTS = (
    "/(procurements|procurements-from-notices|notice-checks|shown-staircases|joint-staircases|contracts|coming)/"
    r"|/procurement-plan\."
)
OF_FOLLOW_UP = (
    "/(controls|evidence|deviations|price-claims|planned-tasks|priority-list|control-hours|supplier-reports|report-requests)/"
    "|{organisation}/obligations/"
)
TEXT_KEYS = (
    "code-lists/", "codes/", "crosswalks/", "commodities/{scheme}/", "factors/{factor_set}/", "factor-sets/",
    "{activity_set}/factors/", "own-factor-sets/", "{own_set}/categories/", "network-rules/",
    "v1/banks/", "{organisation}/banks/",
)  # fmt: skip
OTHER_KEYS: dict[str, Key] = {
    "ledger-lines/": (0, 0),
    "{bank}/requirements/": ("A", 0),
    "{factor_set}/factors/": ("R01", 2020, "basic", "world"),
    "{own_set}/figures/": (3,),
    "factor-set-comparison/": ("food.meat", "no-snac"),
}


def cursor_for(path: str) -> str:
    """A cursor of the list at a path."""
    key = next((key for end, key in OTHER_KEYS.items() if path.endswith(end)), None)
    return cursor_of(key or (("a",) if path.endswith(TEXT_KEYS) else (0,)), list_at(path))


def with_known_parts() -> dict[str, Any]:
    """The description, in which parts of addresses are those of things that there are, or may be."""
    document = deepcopy(schema_document())
    # werkzeug's test client writes the part of an empty file without the line that ends its head
    for upload_of in (
        "LedgerUploadRequest",
        "DocumentTemplateRequest",
        "BankLoadRequest",
        "NoticeUploadRequest",
        "NewFactorSetRequest",
        "NewFactorSetVersionRequest",
    ):
        document["components"]["schemas"][upload_of]["properties"]["file"]["minLength"] = 1
    for path, methods in document["paths"].items():
        for described in methods.values():
            for parameter in described.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["schema"] = {"type": "string", "enum": PARTS[parameter["name"]]}
                elif parameter["name"] == "cursor":
                    parameter["schema"] = {"type": "string", "enum": [cursor_for(path)]}
                elif parameter["schema"].get("format") == "change":
                    parameter["schema"] = {"type": "string", "enum": [seal("0", CHANGE)]}
    return document


def serving(document: dict[str, Any]) -> Any:
    """The real application, and the document at one more address."""
    content = JSONRenderer().render(document)

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] != DESCRIPTION:
            return application(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json")])
        return BytesIO(content)

    return serve


@pytest.fixture(scope="module")
def vik(module_transaction: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_organisation("vik", country="SE", chart="kommun_bas")


@pytest.fixture(scope="module")
def finance(vik: Organisation) -> Caller:
    """A client that delivers accounts."""
    return make_caller(vik, Role.FINANCE).sign_in()


@pytest.fixture(scope="module")
def officer(vik: Organisation) -> Caller:
    """A client that may use the bank and buy, which one that delivers accounts may not."""
    return make_caller(vik, Role.OFFICER, name="Buying").sign_in()


@pytest.fixture(scope="module")
def account_things(vik: Organisation, finance: Caller) -> None:
    """What accounts have, with the ids that the description names: imports, a footprint, a join, a job, rules, sets."""
    import_file(vik, "ekby_supplier_ledger.csv")
    calculate(vik)
    upload(finance, "ekby_supplier_ledger_months.csv")
    network = make_organisation("nettet", kind=Organisation.Kind.NETWORK)
    join_network(vik, network)
    with at_work(network):
        draft = RuleDraft(account="74", category="it.services", explanation="Computers")
        add_rule(organisation=network, draft=draft)
        publish_rule_set(network=network)
    with at_work(vik):
        buses(vik)
        read(begun(vik))
        named(
            vik,
            {LedgerImport: "ledger_import", Footprint: "footprint", Job: "job", ActivitySeries: "series"}
            | {OwnFactorSet: "own_set"},
        )
        joined_samples(vik)
        named(vik, {LedgerJoin: "ledger_join"})


def named(vik: Organisation, kept: dict[Any, str]) -> None:
    """Give the one thing of each kind the id that the description names."""
    for model, name in kept.items():
        assert model.objects.filter(organisation=vik).update(uuid=REAL[name]) == 1


@pytest.fixture(scope="module")
def bank_things(vik: Organisation) -> None:
    """A bank with a requirement that is used, lies in a basket, and is talked about, and an example."""
    with at_work(vik):
        make_bank(vik, slug="vik-bank")
        draft = make_draft(vik)
        RequirementVersion.objects.filter(pk=draft.pk).update(uuid=REAL["version"])
        adopt(organisation=vik, version=publish(draft))
        make_example(vik)
        make_filled_basket(vik, *RequirementVersion.objects.filter(organisation=vik))
        named(
            vik,
            {Requirement: "requirement", Adoption: "adoption", Example: "example"}
            | {Basket: "basket", BasketItem: "item"},
        )
        talked_about(vik)


def talked_about(vik: Organisation) -> None:
    """A draft, a comment and a proposal, with the ids that the description names."""
    draft = make_draft(vik)
    RequirementVersion.objects.filter(pk=draft.pk).update(uuid=REAL["draft"])
    requirement = Requirement.objects.get(uuid=REAL["requirement"])
    Comment.objects.create(
        uuid=REAL["comment"], organisation=vik, requirement=requirement, text="Godt krav.", written_by="Ada"
    )
    Proposal.objects.create(
        uuid=REAL["proposal"],
        organisation=vik,
        receiver=make_bank(vik),
        title="Bud",
        wording="Bud.",
        language="nb",
        reason="Nye bud.",
        proposed_by="Ada",
    )


@pytest.fixture(scope="module")
def procurement_things(vik: Organisation) -> None:
    """A procurement that asks for more in steps and talks about them, and a joint staircase that is voted on."""
    network = make_organisation("nett", kind=Organisation.Kind.NETWORK, population=None)
    join_network(vik, network)
    with at_work(network):
        JointStaircase.objects.filter(pk=make_joint(network).pk).update(uuid=REAL["joint"])
    with at_work(vik):
        asked = make_rising(vik)
        noted(make_talk(asked.procurement), asked, "Vidde", "yes", "no", price=4)
        Procurement.objects.filter(pk=asked.procurement_id).update(uuid=REAL["procurement"])
        AskedRequirement.objects.filter(pk=asked.pk).update(uuid=REAL["asked"])
        awarded_things(vik)


def awarded_things(vik: Organisation) -> None:
    """A procurement that was awarded, with a bid and a contract, and a contract that was signed elsewhere."""
    procurement = make_rising(vik).procurement
    Bid.objects.filter(pk=make_bid(procurement, "Buss AS").pk).update(uuid=REAL["bid"])
    Contract.objects.filter(pk=make_contract(procurement).pk).update(uuid=REAL["contract"])
    Procurement.objects.filter(pk=procurement.pk).update(uuid=REAL["awarded"], stage=Stage.AWARDED)
    Contract.objects.filter(pk=make_registered(vik).pk).update(uuid=REAL["registered"])


@pytest.fixture(scope="module")
def controller(vik: Organisation) -> Caller:
    """A client that follows contracts up."""
    return make_caller(vik, Role.CONTROLLER, name="Following up").sign_in()


@pytest.fixture(scope="module")
def followed_things(vik: Organisation) -> None:
    """An obligation with a control and a deviation, with the ids that the description names; what else is not there."""
    with at_work(vik):
        obligation = make_obligation(make_followed(vik))
        make_finished(obligation, held_on=timezone.localdate())
        make_deviation(vik, obligation=obligation)
        Obligation.objects.filter(pk=obligation.pk).update(uuid=REAL["obligation"])
        named(vik, {Control: "control", Deviation: "deviation"})


@contextmanager
def undone() -> Iterator[None]:
    """Undo what happens within: the next case finds everything as it was made."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def open_connection() -> Iterator[None]:
    """Keep the test's transaction open between requests, as Django's own client does for its own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def has_turn(request: pytest.FixtureRequest) -> HasTurn:
    """Whether a case has its turn: of those at the edges every sixteenth, another for each operation."""
    turns = count(crc32(request.node.name.encode()))
    return lambda case: case.meta.phase.name != TestPhase.COVERAGE or next(turns) % ONE_IN == 0


def described() -> BaseSchema:
    """The API as it describes itself, in front of the real application."""
    described = schemathesis.openapi.from_wsgi(DESCRIPTION, serving(with_known_parts()))
    # 412: not the version that is there; 422: right in form, and still not to be done
    described.config.checks.positive_data_acceptance.expected_statuses += ["412", "422"]
    described.config.checks.missing_required_header.expected_statuses += ["428"]
    return described


API = described()


def operations_of(schema: BaseSchema) -> pytest.MarkDecorator:
    """A test for each operation. What is sent is made when it runs: made for all at once it takes ten seconds."""
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    return pytest.mark.parametrize("operation", operations, ids=[operation.label for operation in operations])


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def send(case: Any, caller: Caller) -> None:
    """Send a case, and check the answer against the description; nothing of it is kept."""
    if case.media_type == "multipart/form-data" and isinstance(case.body, dict):
        assume(not any(value in ([], "") for value in case.body.values()))  # of which no part remains
    with undone():
        case.call_and_validate(headers={"Authorization": f"Bearer {caller.token}"})


def fuzz(operation: Operation, caller: Caller, has_turn: HasTurn) -> None:
    """Send what schemathesis thinks of for an operation, and has its turn."""
    load_all_checks()
    test: Any = build_operation_test(
        config=API.config, operation=operation, test_func=send, given_kwargs={}, feedback=FeedbackSources()
    )
    # hypothesis runs through its examples from the last one
    in_turn = [example for example in reversed(test.hypothesis_explicit_examples) if has_turn(example.kwargs["case"])]
    test.hypothesis_explicit_examples = in_turn[::-1]
    test(caller=caller)


@operations_of(API.exclude(path_regex=f"{OF_THE_BANK}|{OF_PROCUREMENTS}|{OF_FOLLOW_UP}"))
@pytest.mark.usefixtures("account_things", "db", "open_connection")
def test_api_of_the_accounts_keeps_what_it_describes_when_fuzzed(
    operation: Operation, finance: Caller, has_turn: HasTurn
) -> None:
    fuzz(operation, caller=finance, has_turn=has_turn)


@operations_of(API.include(path_regex=OF_THE_BANK).exclude(path_regex=OF_PROCUREMENTS))
@pytest.mark.usefixtures("bank_things", "db", "open_connection")
def test_api_of_the_bank_keeps_what_it_describes_when_fuzzed(
    operation: Operation, officer: Caller, has_turn: HasTurn
) -> None:
    fuzz(operation, caller=officer, has_turn=has_turn)


@operations_of(API.include(path_regex=OF_PROCUREMENTS))
@pytest.mark.usefixtures("procurement_things", "db", "open_connection")
def test_api_of_procurements_keeps_what_it_describes_when_fuzzed(
    operation: Operation, officer: Caller, has_turn: HasTurn
) -> None:
    fuzz(operation, caller=officer, has_turn=has_turn)


@operations_of(API.include(path_regex=OF_FOLLOW_UP))
@pytest.mark.usefixtures("followed_things", "db", "open_connection")
def test_api_of_follow_up_keeps_what_it_describes_when_fuzzed(
    operation: Operation, controller: Caller, has_turn: HasTurn
) -> None:
    fuzz(operation, caller=controller, has_turn=has_turn)
