"""What all files of a bank may hold together, counted while they are read and not when it is too late."""

import re
from dataclasses import dataclass

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError

DEEPEST = 20
MOST_NODES = 2_500_000
MOST_REQUIREMENTS = 10_000
_TEXT_OR_MARK = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)


@dataclass(slots=True)
class Budget:
    """What is left; five thousand requirements as long as those that come with Klimatrappa are 1,850,000 nodes."""

    nodes: int = MOST_NODES
    requirements: int = MOST_REQUIREMENTS

    def take_nodes(self, count: int = 1) -> None:
        """Raise BankFileError where there are more values, lists and fields than a bank has."""
        self.nodes -= count
        if self.nodes < 0:
            raise BankFileError(Problem("file_too_large", ""))

    def take_requirements(self, count: int) -> None:
        """Raise BankFileError where there are more entries than are taken at once."""
        self.requirements -= count
        if self.requirements < 0:
            raise BankFileError(Problem("file_too_large", ""))

    def take_json(self, text: str, place: str) -> None:
        """Count a JSON text before it is read: each thing in it stands behind a mark. Raises BankFileError."""
        self.take_nodes(text.count("{") + text.count("[") + text.count(","))
        depth = 0
        for found in _TEXT_OR_MARK.finditer(text):
            mark = found[0]
            depth += (mark in "[{") - (mark in "]}")
            if depth > DEEPEST:
                raise BankFileError(Problem("too_deep", place))
