"""One upload of a product's documentation."""

import enum

from ..extensions import db
from .timestamps import CreatedAt


class BuildState(enum.Enum):
    queued = "queued"
    uploading = "uploading"
    ready = "ready"
    failed = "failed"


class Build(CreatedAt, db.Model):
    __tablename__ = "builds"
    __table_args__ = (
        db.UniqueConstraint("product_id", "number", name="uq_builds_product_id_number"),
        db.Index("ix_builds_product_id_created_at", "product_id", "created_at"),
    )

    id = db.Column(db.Integer, primary_key=True)

    product_id = db.Column(
        db.Integer, db.ForeignKey("products.id", name="fk_builds_product_id_products"), nullable=False
    )

    #: Counts up within a product.
    number = db.Column(db.Integer, nullable=False)

    #: The branch or tag that was built.
    git_ref = db.Column(db.String(255), nullable=False)

    #: The commit that was built, for uploaders that tell.
    commit_sha = db.Column(db.String(40), nullable=True)

    state = db.Column(
        db.Enum(BuildState, name="build_state"), nullable=False, server_default=BuildState.queued.name
    )

    product = db.relationship("Product", back_populates="builds")
