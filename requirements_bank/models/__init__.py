"""Banks: requirements, their versions and how they relate, who uses them, what is found of them, and examples."""

from requirements_bank.models.adoptions import Adoption
from requirements_bank.models.banks import Bank, SeenBy
from requirements_bank.models.baskets import Basket, BasketItem, DocumentTemplate
from requirements_bank.models.example_texts import ExampleContact, ExampleText
from requirements_bank.models.examples import Example
from requirements_bank.models.limits import ProportionalityLimit
from requirements_bank.models.requirements import Relation, Requirement, RequirementVersion, State
from requirements_bank.models.texts import RequirementText

__all__ = [
    "Adoption", "Bank", "Basket", "BasketItem", "DocumentTemplate", "Example", "ExampleContact", "ExampleText",
    "ProportionalityLimit", "Relation", "Requirement", "RequirementText", "RequirementVersion", "SeenBy", "State",
]  # fmt: skip
