"""tasks: repeats, counted, shared; settings of reminders; campaigns, materials"""

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
