"""The pages of HR's daily work."""

from web.routes import exchanges, people

ROUTERS = (exchanges.router, people.router)
