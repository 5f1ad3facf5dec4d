"""What one side says of whether they met."""

from models.languages import _
from models.presences import Came

CAME = {
    Came.AS_PLANNED: _("It took place as planned"),
    Came.PARTLY: _("It took place in part"),
    Came.OTHER_ABSENT: _("The other side did not come"),
    Came.I_WAS_ABSENT: _("They themselves did not come"),
}
