"""The pages of HR's daily work."""

from web.routes import exchanges, people, workshops

ROUTERS = (exchanges.router, people.router, workshops.router)
