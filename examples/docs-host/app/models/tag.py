"""Words that group editions across products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db

if TYPE_CHECKING:
    from .edition import Edition

edition_tags = db.Table(
    "edition_tags",
    db.Column(
        "edition_id",
        db.ForeignKey("editions.id", name="fk_edition_tags_edition_id_editions", ondelete="CASCADE"),
        primary_key=True,
    ),
    db.Column(
        "tag_id",
        db.ForeignKey("tags.id", name="fk_edition_tags_tag_id_tags", ondelete="CASCADE"),
        primary_key=True,
    ),
)


class Tag(db.Model):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(db.String(32), unique=True)

    editions: Mapped[list[Edition]] = relationship(secondary=edition_tags, back_populates="tags")
