"""All pages below /rounds that steer them, in the order in which their addresses are tried."""

from web.routes.rounds import (
    application,
    applications,
    entering,
    filters,
    importing,
    lists,
    offer,
    pages,
    preparing,
    rehearsing,
    solving,
    starting,
    steering,
)

ROUTERS = (
    starting.router,
    pages.router,
    steering.router,
    preparing.router,
    rehearsing.router,
    lists.router,
    filters.router,
    applications.router,
    application.router,
    entering.router,
    offer.router,
    importing.router,
    solving.router,
)
