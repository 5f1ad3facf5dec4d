"""Every kind of question, in one table."""

from domain import endorsements, evenings, supervising
from domain.agreeing import dates_asked, laggards, unit_asked
from domain.asks.question import Question
from domain.hosting import interest, offering
from domain.mentoring import agreements, first_meeting, mid_term, succession
from domain.workshops import asking_to_come, attendance, seats, work
from models.asks import About

WORKSHOPS = (asking_to_come.QUESTION, seats.QUESTION, work.QUESTION, attendance.QUESTION)
MENTORING = (
    first_meeting.QUESTION,
    agreements.QUESTION,
    mid_term.QUESTION,
    succession.GOALS,
    succession.FINDING,
)
QUESTIONS: dict[About, Question] = {
    each.about: each
    for each in (
        endorsements.QUESTION,
        supervising.QUESTION,
        evenings.QUESTION,
        dates_asked.QUESTION,
        laggards.QUESTION,
        unit_asked.QUESTION,
        interest.QUESTION,
        offering.QUESTION,
        *WORKSHOPS,
        *MENTORING,
    )
}


def question(about: About) -> Question:
    return QUESTIONS[about]
