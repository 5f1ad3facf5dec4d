"""Task queues and search attributes, named once."""

from temporalio.common import SearchAttributeKey

EXCHANGES = "exchanges"  # workflows and their light steps
SOLVER = "solver"

REFUSAL = "refusal"  # the type of failure that is a rule's no

ROUND_ID = SearchAttributeKey.for_keyword("RoundId")
PHASE = SearchAttributeKey.for_keyword("Phase")
SEARCH_ATTRIBUTES = (ROUND_ID, PHASE)
