"""Load the demonstration: `manage.py load_demo`. What is there already is left as it is."""

import time
from typing import Any

from foundation.commands import PlainCommand
from leadership.demonstration.cast import MUNICIPALITIES, PASSWORD, PEOPLE
from leadership.demonstration.load import load_demonstration


class Command(PlainCommand):
    """Prints what it loads and one sign-in per role."""

    help = "Load the shipped bank and a fictional purchasing network: five municipalities, three years of accounts."

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Load and list the sign-ins."""
        start = time.monotonic()
        load_demonstration(progress=self._say)
        self.report(
            {"municipalities": len(MUNICIPALITIES), "seconds": round(time.monotonic() - start)}, as_json=options["json"]
        )
        for person in PEOPLE:
            roles = ", ".join(f"{role} in {slug}" for slug, role in person.places) or "operator"
            self.stdout.write(f"  {person.email:<28} {roles}")
        self.stdout.write(f"  password for all of them: {PASSWORD}")

    def _say(self, step: str, done: int = 0, total: int = 0) -> None:
        if step:
            self.stdout.write(f"{done + 1} of {total}: {step}")
