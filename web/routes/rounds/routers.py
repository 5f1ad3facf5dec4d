"""All pages below /rounds that steer them, in the order in which their addresses are tried."""

from web.routes.rounds import applications, offers, pages, steering

ROUTERS = (pages.router, steering.router, applications.router, offers.router)
