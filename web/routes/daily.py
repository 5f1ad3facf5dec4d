"""The pages of HR's daily work."""

from web.routes import exchanges, organisations, people, workshops

ROUTERS = (exchanges.router, people.router, workshops.router, organisations.router, organisations.inside)
