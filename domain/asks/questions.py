"""Every kind of question, in one table."""

from domain import evenings
from domain.agreeing import dates_asked, laggards, unit_asked
from domain.asks.question import Question
from models.asks import About

QUESTIONS: dict[About, Question] = {
    each.about: each
    for each in (evenings.QUESTION, dates_asked.QUESTION, laggards.QUESTION, unit_asked.QUESTION)
}


def question(about: About) -> Question:
    return QUESTIONS[about]
