"""All pages of those who take part, and of their supervisors."""

from fastapi import APIRouter

from web.routes.my import (
    afterwards,
    applying,
    calendar,
    data,
    days,
    exchanges,
    home,
    notes,
    offering,
    pairs,
    parting,
    people,
    questions,
    undoing,
)

router = APIRouter()
APPLYING = (applying, offering, undoing)
LIVING = (questions, exchanges, days, notes, pairs, parting, afterwards)
OWN = (home, people, calendar, data)
for _each in (*APPLYING, *LIVING, *OWN):
    router.include_router(_each.router)
