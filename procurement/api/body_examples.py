"""Examples of bodies, as the description of the API shows them."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer

from foundation.api.input import Input

Body = TypeVar("Body", bound=type[Input])

PROCUREMENT = {
    "title": "School transport 2028",
    "category": "transport.passenger",
    "cpv": ["60130000"],
    "value": "12000000.00",
    "procedure": "open",
    "announced_on": "2028-01-10",
    "bids_due_on": "2028-02-21",
    "first_day": "2028-08-01",
    "months": 48,
    "options": [12, 12],
    "price_weight": "70",
}
PROCUREMENT_CHANGE = {"revision": 1, "case_number": "28/0042", "value": "12500000.00"}
REGISTERED = {
    "title": "Fruit and vegetables",
    "number": "2025/17",
    "signed_on": "2025-01-10",
    "first_day": "2025-02-01",
    "months": 24,
    "options": [12, 12],
    "value": "4000000.00",
    "parties": [{"name": "Fersk AS", "number": "974760673"}],
}
REGISTERED_CHANGE = {"revision": 1, "number": "2025/18"}
WITHDRAWN = {"revision": 2, "because": "Registered twice: 2025/17 is the same contract."}
ADDED_OBLIGATION = {
    "revision": 1,
    "title": "Deliveries without emissions",
    "themes": ["climate"],
    "direction": "at_least",
    "unit": "%",
    "steps": [{"threshold": "50", "months": 0}, {"threshold": "80", "months": 12}],
}
LOTS = {"lots": [{"title": "North", "value": "7000000.00"}, {"title": "South", "cpv": ["60130000"]}]}
ASKED = {
    "version": "5b0e9d9e-4d0f-4a51-9a3c-1f6f6f0a2d11",
    "values": {"share": "50"},
    "note": "Agreed with schools.",
}
LAW = {
    "revision": 0,
    "contract": "services",
    "is_above_eu_threshold": True,
    "climate_by": "weight",
    "vehicles": [{"vehicle_class": "M3-I", "number": 12, "clean": 8, "zero_emission": 6}],
}
STAIRCASE = {
    "revision": None,
    "steps": [
        {"threshold": "50", "months": 0},
        {"threshold": "70", "months": 24, "notice_months": 6, "bonus": "fixed", "bonus_amount": "100000"},
        {"threshold": "90", "day": "2031-08-01"},
    ],
    "seen_by": "network",
    "saving": {"emissions": {"value": "400", "low": "300", "high": "520", "source": "Footprint 2026"}},
}
JOINT = {
    "title": "Deliveries by bicycle",
    "requirement": "5b0e9d9e-4d0f-4a51-9a3c-1f6f6f0a2d11",
    "steps": [{"threshold": "40", "months": 0}, {"threshold": "60", "months": 24}],
    "category": "transport.goods",
}
OTHERWISE = {
    "way": "otherwise",
    "steps": [{"threshold": "30", "months": 0}, {"threshold": "60", "months": 36}],
    "reason": "Long roads between the villages.",
}
BID = {
    "supplier_name": "Nordbuss AS",
    "supplier_number": "974760673",
    "price": "11800000.00",
    "tonnes": "420.5",
    "answers": [{"asked": "0c5f9f0e-61a5-4c0c-8f0a-0d1a7a1f7f11", "answer": "65", "evidence": "Annex 3"}],
    "steps": [{"asked": "4f5b2a90-8c0d-4f7a-9d65-7a3c0e7d2b22", "number": 1, "threshold": "55"}],
}
EVALUATION = {
    "revision": 0,
    "model": "linear",
    "per_tonne": "1000.00",
    "tonne_day": "2028-01-15",
    "tonne_source": "The council",
    "criteria": [{"asked": "0c5f9f0e-61a5-4c0c-8f0a-0d1a7a1f7f11", "by": "linear", "worst": "40", "best": "100"}],
}


def shown_by(example: dict[str, Any]) -> Callable[[Body], Body]:
    """Let the description of the API show a body by an example."""
    shown = OpenApiExample("example", value=example, request_only=True)

    def describe(body: Body) -> Body:
        described: Body = extend_schema_serializer(examples=[shown])(body)
        return described

    return describe
