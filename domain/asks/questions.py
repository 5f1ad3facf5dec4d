"""Every kind of question, in one table."""

from domain import endorsements, evenings
from domain.agreeing import dates_asked, laggards, unit_asked
from domain.asks.question import Question
from domain.workshops import asking_to_come, attendance, seats, work
from models.asks import About

WORKSHOPS = (asking_to_come.QUESTION, seats.QUESTION, work.QUESTION, attendance.QUESTION)
QUESTIONS: dict[About, Question] = {
    each.about: each
    for each in (
        endorsements.QUESTION,
        evenings.QUESTION,
        dates_asked.QUESTION,
        laggards.QUESTION,
        unit_asked.QUESTION,
        *WORKSHOPS,
    )
}


def question(about: About) -> Question:
    return QUESTIONS[about]
