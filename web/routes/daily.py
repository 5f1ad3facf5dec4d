"""The pages of HR's daily work."""

from web.routes import exchanges

ROUTERS = (exchanges.router,)
