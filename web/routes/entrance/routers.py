"""Every way in, and what people and administrators do with it."""

from web.routes.entrance import asking, links

ROUTERS = (asking.router, links.router, links.inside)
