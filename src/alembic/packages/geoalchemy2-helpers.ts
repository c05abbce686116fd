/** GeoAlchemy2 0.20 (alembic_helpers.py) on PostgreSQL: its operations are Alembic's own, but for the index that a column's type asks for. */
export const geoalchemy2Helpers = `
from alembic.operations import BatchOperations, MigrateOperation, Operations


def render_item(obj_type, obj, autogen_context):
    return False


def include_object(obj, name, obj_type, reflected, compare_to):
    internal = ("geometry_columns", "spatial_ref_sys", "spatialite_history", "sqlite_sequence", "views_geometry_columns")
    others = ("virts_geometry_columns", "idx_", "gpkg_", "vgpkg_")
    return not (obj_type == "table" and name.startswith(internal + others))


def writer(context, revision, directives):
    return directives


def _alone(column):
    """The column without the index that its type would bring: the package adds no more than the column."""
    if getattr(column.type, "spatial_index", False):
        column.type.spatial_index = False
    return column


@Operations.register_operation("create_geospatial_table")
class CreateGeospatialTableOp(MigrateOperation):
    @classmethod
    def create_geospatial_table(cls, operations, table_name, *columns, **kw):
        return operations.create_table(table_name, *columns, **kw)


@Operations.register_operation("drop_geospatial_table")
class DropGeospatialTableOp(MigrateOperation):
    @classmethod
    def drop_geospatial_table(cls, operations, table_name, schema=None, **kw):
        return operations.drop_table(table_name, schema=schema, **kw)


@Operations.register_operation("add_geospatial_column")
@BatchOperations.register_operation("add_geospatial_column", "batch_add_geospatial_column")
class AddGeospatialColumnOp(MigrateOperation):
    @classmethod
    def add_geospatial_column(cls, operations, table_name, column, schema=None):
        return operations.add_column(table_name, _alone(column), schema=schema)

    @classmethod
    def batch_add_geospatial_column(cls, operations, column, insert_before=None, insert_after=None):
        return operations.add_column(_alone(column), insert_before=insert_before, insert_after=insert_after)


@Operations.register_operation("drop_geospatial_column")
@BatchOperations.register_operation("drop_geospatial_column", "batch_drop_geospatial_column")
class DropGeospatialColumnOp(MigrateOperation):
    @classmethod
    def drop_geospatial_column(cls, operations, table_name, column_name, schema=None, **kw):
        return operations.drop_column(table_name, column_name, schema=schema, **kw)

    @classmethod
    def batch_drop_geospatial_column(cls, operations, column_name, **kw):
        return operations.drop_column(column_name, **kw)


@Operations.register_operation("create_geospatial_index")
@BatchOperations.register_operation("create_geospatial_index", "batch_create_geospatial_index")
class CreateGeospatialIndexOp(MigrateOperation):
    @classmethod
    def create_geospatial_index(cls, operations, index_name, table_name, columns, schema=None, unique=False, **kw):
        return operations.create_index(index_name, table_name, columns, schema=schema, unique=unique, **kw)

    @classmethod
    def batch_create_geospatial_index(cls, operations, index_name, columns, **kw):
        return operations.create_index(index_name, columns, **kw)


@Operations.register_operation("drop_geospatial_index")
@BatchOperations.register_operation("drop_geospatial_index", "batch_drop_geospatial_index")
class DropGeospatialIndexOp(MigrateOperation):
    @classmethod
    def drop_geospatial_index(cls, operations, index_name, table_name, column_name, schema=None, unique=False, **kw):
        return operations.drop_index(index_name, table_name, schema=schema, **kw)

    @classmethod
    def batch_drop_geospatial_index(cls, operations, index_name, **kw):
        return operations.drop_index(index_name, **kw)


@Operations.register_operation("create_geospatial_constraints")
class CreateGeospatialConstraintsOp(MigrateOperation):
    @classmethod
    def create_geospatial_constraints(cls, operations, table_name, column, schema=None):
        pass


@Operations.register_operation("drop_geospatial_constraints")
class DropGeospatialConstraintsOp(MigrateOperation):
    @classmethod
    def drop_geospatial_constraints(cls, operations, table_name, column_name, schema=None):
        pass
`;
