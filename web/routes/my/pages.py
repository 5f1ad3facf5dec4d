"""All pages of those who take part, and of their supervisors."""

from fastapi import APIRouter

from web.routes.my import applying, calendar, data, exchanges, home, offering, pairs, people, questions

router = APIRouter()
for _each in (home, questions, exchanges, pairs, applying, offering, people, calendar, data):
    router.include_router(_each.router)
