"""The version of the method that a result stands on. Source: docs/methods/spend_based.md."""

# Raised when the same input gives another figure. Results keep the version they were made with.
METHOD_VERSION = "1.0"
