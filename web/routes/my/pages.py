"""All pages of those who take part, and of their supervisors."""

from fastapi import APIRouter

from web.routes.my import exchanges, home, pairs, people, questions

router = APIRouter()
for _each in (home, questions, exchanges, pairs, people):
    router.include_router(_each.router)
