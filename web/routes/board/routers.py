"""Every route about a round's plan."""

from web.routes.board import deciding, files, pages, people, questions, repairs, rules, sending

ROUTERS = (
    pages.router,
    rules.router,
    deciding.router,
    files.router,
    people.router,
    sending.router,
    repairs.router,
    questions.router,
)
