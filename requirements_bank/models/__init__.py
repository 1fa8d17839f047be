"""Banks: requirements, their versions and how they relate, who uses them, what is found of them, and examples."""

from requirements_bank.models.adoptions import Adoption
from requirements_bank.models.banks import Bank, SeenBy
from requirements_bank.models.examples import Example
from requirements_bank.models.requirements import Relation, Requirement, RequirementVersion, State
from requirements_bank.models.texts import IndexedWord, KnownWord, ListedRequirement, RequirementText

__all__ = [
    "Adoption", "Bank", "Example", "IndexedWord", "KnownWord", "ListedRequirement", "Relation", "Requirement",
    "RequirementText", "RequirementVersion", "SeenBy", "State",
]  # fmt: skip
