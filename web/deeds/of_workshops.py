"""Everything that one may do on the page of a workshop."""

from web.deeds.at_workshop import AtWorkshop, find
from web.deeds.carrying_out import Noun
from web.deeds.deed import Deed
from web.deeds.workshop_people import PEOPLE, SAID, WORK
from web.deeds.workshop_plan import PLAN

ITSELF: tuple[Deed[AtWorkshop], ...] = PLAN
COMERS: tuple[Deed[AtWorkshop], ...] = PEOPLE
PREPARED: tuple[Deed[AtWorkshop], ...] = WORK
TOLD: tuple[Deed[AtWorkshop], ...] = SAID
DEEDS = {each.code: each for each in (*ITSELF, *COMERS, *PREPARED, *TOLD)}
WORKSHOP = Noun("workshop", DEEDS, find, lambda at: at.round_)
