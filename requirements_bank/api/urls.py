"""The addresses of the API that belong to the bank."""

from typing import Any

urlpatterns: list[Any] = []
