"""All pages of those who take part, and of their supervisors."""

from fastapi import APIRouter

from web.routes.my import (
    applying,
    calendar,
    data,
    days,
    exchanges,
    home,
    notes,
    offering,
    pairs,
    people,
    questions,
)

router = APIRouter()
APPLYING = (applying, offering)
LIVING = (questions, exchanges, days, notes, pairs)
OWN = (home, people, calendar, data)
for _each in (*APPLYING, *LIVING, *OWN):
    router.include_router(_each.router)
