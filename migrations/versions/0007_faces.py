"""People come in and see what is theirs."""

from migrations.board import board, not_board
from migrations.counting import counting, not_counting
from migrations.entering import entering, not_entering
from migrations.erasing import erasing, not_erasing
from migrations.forgetting import forgetting, not_forgetting
from migrations.glances import glances, not_glances
from migrations.integrations import integrations, not_integrations
from migrations.letters import letters, not_letters
from migrations.my_exchange import my_exchange, not_my_exchange
from migrations.organisations_look import not_organisations_look, organisations_look
from migrations.rehearsing import not_rehearsing, rehearsing
from migrations.rounds_pages import not_rounds_pages, rounds_pages
from migrations.steering_pages import not_steering_pages, steering_pages
from migrations.taking_part import not_taking_part, taking_part

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
    letters()
    steering_pages()
    rehearsing()
    taking_part()
    my_exchange()
    glances()
    erasing()
    counting()


def downgrade() -> None:
    not_counting()
    not_erasing()
    not_glances()
    not_my_exchange()
    not_taking_part()
    not_rehearsing()
    not_steering_pages()
    not_letters()
    not_forgetting()
    not_organisations_look()
    not_rounds_pages()
    not_board()
    not_integrations()
    not_entering()
