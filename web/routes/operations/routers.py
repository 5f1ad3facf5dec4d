"""All pages of the operations."""

from web.routes.operations import cases, integrations, interface

ROUTERS = (cases.router, integrations.router, interface.router)
