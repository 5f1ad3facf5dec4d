"""People come in and see what is theirs."""

from migrations.board import board, not_board
from migrations.entering import entering, not_entering
from migrations.forgetting import forgetting, not_forgetting
from migrations.integrations import integrations, not_integrations
from migrations.organisations_look import not_organisations_look, organisations_look
from migrations.rounds_pages import not_rounds_pages, rounds_pages
from migrations.steering_pages import not_steering_pages, steering_pages

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    entering()
    integrations()
    board()
    rounds_pages()
    organisations_look()
    forgetting()
    steering_pages()


def downgrade() -> None:
    not_steering_pages()
    not_forgetting()
    not_organisations_look()
    not_rounds_pages()
    not_board()
    not_integrations()
    not_entering()
