"""Every way in, and what people and administrators do with it."""

from web.routes.entrance import accesses, again, asking, audit, links, me, with_provider

ROUTERS = (
    asking.router,
    with_provider.router,
    again.router,
    links.router,
    links.inside,
    me.router,
    accesses.router,
    audit.router,
)
