"""Records how Alembic's autogenerate renders operations, for test/alembic/render/conformance.test.ts.

Run with a Python that has alembic and sqlalchemy: python scripts/conformance/alembic-rendering.py
"""

import json
import pathlib

import alembic
import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.ddl.postgresql import CreateExcludeConstraintOp
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import conv

context = MigrationContext.configure(dialect_name="postgresql")


def products(**kw):
    return sa.Table(
        "products",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Unicode(length=255), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True, comment="the owner's id"),
        sa.Column("made", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("twice", sa.Integer(), sa.Computed("id * 2", persisted=True), nullable=True),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True, start=5), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug", name="uq_products_slug"),
        sa.CheckConstraint("owner_id > 0", name="positive"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_owner", ondelete="CASCADE"),
        **kw,
    )


column = sa.Column("homepage", sa.Unicode(length=255), nullable=True)
slug = sa.Table("products", sa.MetaData(), sa.Column("slug", sa.Unicode(255)), sa.Column("id", sa.Integer))
in_schema = sa.Table("products", sa.MetaData(), sa.Column("slug", sa.Unicode(255)), sa.Column("id", sa.Integer), schema="docs")

cases = {
    "create_table": [ops.CreateTableOp.from_table(products())],
    "create_table in a schema": [ops.CreateTableOp.from_table(products(schema="docs", comment="it's \"here\""))],
    "drop_table": [ops.DropTableOp("products")],
    "drop_table in a schema": [ops.DropTableOp("products", schema="docs", if_exists=True)],
    "add_column": [ops.AddColumnOp("products", column)],
    "add_column in a schema": [ops.AddColumnOp("products", column, schema="docs")],
    "drop_column": [ops.DropColumnOp("products", "homepage")],
    "drop_column in a schema": [ops.DropColumnOp("products", "homepage", schema="docs")],
    "alter_column type": [
        ops.AlterColumnOp(
            "products", "slug", existing_type=sa.VARCHAR(length=50), modify_type=sa.Unicode(length=255), existing_nullable=False
        )
    ],
    "alter_column nullable": [ops.AlterColumnOp("products", "slug", existing_type=sa.Unicode(length=255), modify_nullable=False)],
    "alter_column server_default": [
        ops.AlterColumnOp(
            "products",
            "made",
            existing_type=sa.DateTime(),
            modify_server_default=sa.DefaultClause(sa.text("now()")),
            existing_nullable=False,
            schema="docs",
        )
    ],
    "alter_column without server_default": [
        ops.AlterColumnOp("products", "made", existing_type=sa.DateTime(), modify_server_default=None, existing_nullable=False)
    ],
    "alter_column comment": [
        ops.AlterColumnOp(
            "products", "slug", existing_type=sa.Text(), modify_comment="what\nit is", existing_comment="old", existing_nullable=True
        )
    ],
    "alter_column name": [ops.AlterColumnOp("products", "slug", modify_name="name", existing_type=sa.Text(), existing_nullable=True)],
    "create_index": [ops.CreateIndexOp.from_index(sa.Index(conv("ix_products_slug"), slug.c.slug, unique=True))],
    "create_index with options": [
        ops.CreateIndexOp.from_index(
            sa.Index(
                "by_slug",
                in_schema.c.slug,
                postgresql_using="gin",
                postgresql_include=["id"],
                postgresql_where=sa.text("id > 0"),
                postgresql_ops={"slug": "gin_trgm_ops"},
            )
        )
    ],
    "create_index on an expression": [ops.CreateIndexOp("by_lower", "products", [sa.literal_column("lower(slug)")])],
    "drop_index": [ops.DropIndexOp(conv("ix_products_slug"), "products")],
    "drop_index in a schema": [ops.DropIndexOp("by_slug", "products", schema="docs")],
    "create_unique_constraint": [ops.CreateUniqueConstraintOp("uq_slug", "products", ["slug", "id"])],
    "create_unique_constraint unnamed, deferrable": [
        ops.CreateUniqueConstraintOp(None, "products", ["slug"], schema="docs", deferrable=True, initially="DEFERRED")
    ],
    "create_foreign_key": [
        ops.CreateForeignKeyOp("fk_owner", "products", "users", ["owner_id"], ["id"], ondelete="SET NULL", onupdate="CASCADE")
    ],
    "create_foreign_key between schemas": [
        ops.CreateForeignKeyOp(
            None, "products", "users", ["owner_id"], ["id"], source_schema="docs", referent_schema="people", initially="DEFERRED",
            deferrable=True,
        )
    ],
    "create_check_constraint": [ops.CreateCheckConstraintOp("positive", "products", sa.text("id > 0"), schema="docs")],
    "create_exclude_constraint": [
        CreateExcludeConstraintOp(
            "apart", "products", [(sa.column("id"), "="), (sa.literal_column("int4range(id, id)"), "&&")], where=sa.text("id > 0"), using="gist"
        )
    ],
    "drop_constraint": [ops.DropConstraintOp("uq_slug", "products", type_="unique")],
    "drop_constraint in a schema": [ops.DropConstraintOp("fk_owner", "products", type_="foreignkey", schema="docs")],
    "create_table_comment": [ops.CreateTableCommentOp("products", "what it is", existing_comment="it's old")],
    "drop_table_comment": [ops.DropTableCommentOp("products", existing_comment="old", schema="docs")],
    "execute": [ops.ExecuteSQLOp("UPDATE products SET slug = 'it''s'")],
    "batch": [
        ops.ModifyTableOps(
            "products",
            [
                ops.AddColumnOp("products", column),
                ops.CreateIndexOp.from_index(sa.Index(conv("ix_products_slug"), slug.c.slug)),
                ops.CreateForeignKeyOp("fk_owner", "products", "users", ["owner_id"], ["id"]),
                ops.AlterColumnOp("products", "slug", existing_type=sa.Text(), modify_nullable=True),
                ops.DropIndexOp("by_slug", "products"),
                ops.DropConstraintOp("uq_slug", "products", type_="unique"),
                ops.DropColumnOp("products", "old"),
            ],
        )
    ],
    "batch in a schema": [ops.ModifyTableOps("products", [ops.DropColumnOp("products", "old", schema="docs")], schema="docs")],
}



def rendered(operations, batch):
    return render_python_code(ops.UpgradeOps(ops=operations), render_as_batch=batch, migration_context=context)


if __name__ == "__main__":
    out = {
        "alembic": alembic.__version__,
        "sqlalchemy": sa.__version__,
        "cases": {name: rendered(operations, name.startswith("batch")) for name, operations in cases.items()},
    }
    target = pathlib.Path(__file__).parents[2] / "test" / "alembic" / "recorded" / "rendering.json"
    target.write_text(json.dumps(out, indent=2) + "\n")
