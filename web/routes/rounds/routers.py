"""All pages below /rounds that steer them, in the order in which their addresses are tried."""

from web.routes.rounds import (
    applications,
    entering,
    filters,
    importing,
    lists,
    pages,
    preparing,
    rehearsing,
    requests,
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
    entering.router,
    requests.router,
    importing.router,
    solving.router,
)
