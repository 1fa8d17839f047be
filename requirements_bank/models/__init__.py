"""Banks: requirements, their versions and how they relate, who uses them, what is found of them, and examples."""

from requirements_bank.models.adoptions import Adoption
from requirements_bank.models.banks import Bank, SeenBy
from requirements_bank.models.baskets import Basket, BasketItem, DocumentTemplate
from requirements_bank.models.comments import Comment
from requirements_bank.models.counterparts import Counterpart
from requirements_bank.models.decisions import Decision
from requirements_bank.models.example_texts import ExampleContact, ExampleText
from requirements_bank.models.examples import Example
from requirements_bank.models.limits import ProportionalityLimit
from requirements_bank.models.proposals import Proposal
from requirements_bank.models.requirements import Relation, Requirement, RequirementVersion, State
from requirements_bank.models.texts import IndexedWord, KnownWord, ListedRequirement, RequirementText
from requirements_bank.models.told import Told
from requirements_bank.models.wordings import OldWording, WordingSet
from requirements_bank.models.writers import ReviewReminder, VersionWriter

__all__ = [
    "Adoption",
    "Bank",
    "Basket",
    "BasketItem",
    "Comment",
    "Counterpart",
    "Decision",
    "DocumentTemplate",
    "Example",
    "ExampleContact",
    "ExampleText",
    "IndexedWord",
    "KnownWord",
    "ListedRequirement",
    "OldWording",
    "ProportionalityLimit",
    "Proposal",
    "Relation",
    "Requirement",
    "RequirementText",
    "RequirementVersion",
    "ReviewReminder",
    "SeenBy",
    "State",
    "Told",
    "VersionWriter",
    "WordingSet",
]  # fmt: skip
