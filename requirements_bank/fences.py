"""Who reads the bank's rows beside their owner's own people, for the fences that migrations put up."""

SEEN = (
    "organisation_id IS NULL OR seen_by = 'public'"
    " OR seen_by = 'network' AND organisation_id IN (SELECT organisations_neighbours())"
)
"""SQL: shipped rows and public ones are everybody's; what a network sees is for today's neighbours of its owner."""
