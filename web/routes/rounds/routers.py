"""All pages below /rounds that steer them, in the order in which their addresses are tried."""

from web.routes.rounds import (
    application,
    applications,
    entering,
    importing,
    offer,
    offers,
    pages,
    preparing,
    solving,
    starting,
    steering,
)

ROUTERS = (
    starting.router,
    pages.router,
    steering.router,
    preparing.router,
    applications.router,
    application.router,
    entering.router,
    offers.router,
    offer.router,
    importing.router,
    solving.router,
)
