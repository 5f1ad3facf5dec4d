"""All pages of the operations."""

from web.routes.operations import cases, house, integrations, interface, providers

ROUTERS = (cases.router, house.router, integrations.router, interface.router, providers.router)
