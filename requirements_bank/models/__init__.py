"""The bank: requirements, their versions and how they relate, and examples."""

from requirements_bank.models.examples import Example
from requirements_bank.models.requirements import Relation, Requirement, RequirementVersion, State, Visibility

__all__ = ["Example", "Relation", "Requirement", "RequirementVersion", "State", "Visibility"]
