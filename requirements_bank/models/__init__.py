"""The bank: requirements, their versions and how they relate."""

from requirements_bank.models.requirements import Relation, Requirement, RequirementVersion, State, Visibility

__all__ = ["Relation", "Requirement", "RequirementVersion", "State", "Visibility"]
