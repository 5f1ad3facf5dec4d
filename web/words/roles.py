"""Roles in words."""

from models.languages import _
from models.states import Role

ROLES = {
    Role.HR: _("HR"),
    Role.COORDINATOR: _("Coordinator"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.AUDITOR: _("Auditor"),
}
