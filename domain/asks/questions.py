"""Every kind of question, in one table."""

from domain import endorsements, evenings, ill_words, presence_asked, supervising
from domain.afterwards import contacts, reviews, seminars, visits
from domain.agreeing import dates_asked, laggards, unit_asked
from domain.agreements import asked as agreement_asked
from domain.asks.question import Question
from domain.hosting import interest, offering
from domain.mentoring import agreements, first_meeting, mid_term, succession
from domain.new_days import asked as new_days_asked
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
AFTERWARDS = (reviews.QUESTION, contacts.QUESTION, seminars.QUESTION, visits.QUESTION)
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
        new_days_asked.QUESTION,
        ill_words.QUESTION,
        presence_asked.QUESTION,
        agreement_asked.QUESTION,
        *WORKSHOPS,
        *AFTERWARDS,
        *MENTORING,
    )
}


def question(about: About) -> Question:
    return QUESTIONS[about]
