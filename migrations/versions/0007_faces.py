"""People come in and see what is theirs."""

from migrations.board import board, not_board
from migrations.entering import entering, not_entering
from migrations.integrations import integrations, not_integrations

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    entering()
    integrations()
    board()


def downgrade() -> None:
    not_board()
    not_integrations()
    not_entering()
