"""Task queues and search attributes, named once."""

from temporalio.common import SearchAttributeKey

EXCHANGES = "exchanges"  # workflows and their light steps
SOLVER = "solver"

REFUSAL = "refusal"  # the type of failure that is a rule's no
FAILING = "failing"  # what needs attention: a step that could not be done at once

ROUND_ID = SearchAttributeKey.for_keyword("RoundId")
ORGANISATION_ID = SearchAttributeKey.for_keyword("OrgId")
PHASE = SearchAttributeKey.for_keyword("Phase")
WAITING_FOR = SearchAttributeKey.for_keyword("WaitingFor")
ATTENTION = SearchAttributeKey.for_keyword("Attention")  # a code, or empty
SEARCH_ATTRIBUTES = (ROUND_ID, ORGANISATION_ID, PHASE, WAITING_FOR, ATTENTION)
