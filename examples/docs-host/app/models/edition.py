"""What readers see: an address of a product that shows one of its builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .tag import edition_tags
from .timestamps import CreatedAt

if TYPE_CHECKING:
    from .build import Build
    from .product import Product
    from .tag import Tag


class Edition(CreatedAt, db.Model):
    __tablename__ = "editions"
    __table_args__ = (db.UniqueConstraint("product_id", "slug", name="uq_editions_product_id_slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(
        db.ForeignKey("products.id", name="fk_editions_product_id_products", ondelete="CASCADE")
    )
    slug: Mapped[str] = mapped_column(db.String(64))
    title: Mapped[str] = mapped_column(db.Unicode(255))

    #: Nothing is shown until the first build is ready.
    build_id: Mapped[Optional[int]] = mapped_column(
        db.ForeignKey("builds.id", name="fk_editions_build_id_builds", ondelete="SET NULL")
    )

    product: Mapped[Product] = relationship(back_populates="editions")
    build: Mapped[Optional[Build]] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=edition_tags, back_populates="editions")
