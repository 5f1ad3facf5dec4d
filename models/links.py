"""What answer links are made from: where the pages are, and the key that signs."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class LinkKey(Base):
    """The one key of this database. All processes share it; without it letters go without links."""

    __tablename__ = "link_keys"
    stays_at_hand = True

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    key: Mapped[bytes] = mapped_column(LargeBinary)
    address: Mapped[str]  # of the pages, as people outside reach them; empty: they do not
