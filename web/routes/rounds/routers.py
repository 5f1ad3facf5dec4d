"""All pages below /rounds that steer them, in the order in which their addresses are tried."""

from web.routes.rounds import pages, steering

ROUTERS = (pages.router, steering.router)
