"""Examples and tip sheets."""

from django.urls import path

from requirements_bank.urls.places import REQUIREMENT, REQUIREMENTS
from requirements_bank.views import examples, examples_write, tip_sheets

EXAMPLES = f"{REQUIREMENTS}examples/"
EXAMPLE = f"{EXAMPLES}<uuid:example>/"

urlpatterns = [
    path(EXAMPLES, examples.examples, name="examples"),
    path(f"{EXAMPLES}new/", examples_write.new, name="new_example"),
    path(EXAMPLE, examples.example, name="example"),
    path(f"{EXAMPLE}edit/", examples_write.edit, name="edit_example"),
    path(f"{EXAMPLE}copy/", examples_write.copy, name="copy_example"),
    path(f"{EXAMPLE}publish/", examples_write.publish, name="publish_example"),
    path(f"{EXAMPLE}withdraw/", examples_write.withdraw, name="withdraw_example"),
    path(f"{EXAMPLE}tip-sheet/", tip_sheets.example, name="example_tip_sheet"),
    path(f"{REQUIREMENT}tip-sheet/", tip_sheets.requirement, name="tip_sheet"),
]
