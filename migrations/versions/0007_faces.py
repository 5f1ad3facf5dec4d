"""People come in and see what is theirs."""

from migrations.entering import entering, not_entering

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    entering()


def downgrade() -> None:
    not_entering()
