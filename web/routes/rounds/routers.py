"""All pages below /rounds that steer them, in the order in which their addresses are tried."""

from web.routes.rounds import applications, importing, offers, pages, preparing, solving, starting, steering

ROUTERS = (
    starting.router,
    pages.router,
    steering.router,
    preparing.router,
    applications.router,
    offers.router,
    importing.router,
    solving.router,
)
