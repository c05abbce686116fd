/** Packages that bring a column type or two. */

/** sqlalchemy-citext 1.8 (citext/__init__.py). */
export const citext = `
from sqlalchemy.types import UserDefinedType


class CIText(UserDefinedType):
    def get_col_spec(self):
        return "CITEXT"
`;

/** pgvector 0.5 (pgvector/sqlalchemy/*.py). */
export const pgvector = `
from sqlalchemy.dialects.postgresql import BIT as PGBit
from sqlalchemy.types import TypeDecorator, UserDefinedType


class _Sized(UserDefinedType):
    def __init__(self, dim=None):
        self.dim = dim

    def get_col_spec(self, **kw):
        return self.spec if self.dim is None else "%s(%d)" % (self.spec, self.dim)


class VECTOR(_Sized):
    spec = "VECTOR"


class HALFVEC(_Sized):
    spec = "HALFVEC"


class SPARSEVEC(_Sized):
    spec = "SPARSEVEC"


class BIT(TypeDecorator):
    impl = PGBit


Vector = VECTOR
`;

/** GeoAlchemy2 0.20 (types/__init__.py; admin/__init__.py \`after_parent_attach\` for the index of each column). */
export const geoalchemy2 = `
from sqlalchemy import func
from sqlalchemy.types import UserDefinedType


class _GISType(UserDefinedType):
    name = None

    def __init__(
        self,
        geometry_type="GEOMETRY",
        srid=-1,
        dimension=None,
        spatial_index=True,
        use_N_D_index=False,
        use_typmod=None,
        from_text=None,
        name=None,
        nullable=True,
        _spatial_index_reflected=None,
        management=None,
    ):
        self.geometry_type = geometry_type.upper() if geometry_type else None
        self.srid = -1 if srid is None else int(srid)
        self.spatial_index = spatial_index
        self.use_N_D_index = use_N_D_index
        self.use_typmod = use_typmod
        self.nullable = nullable
        if name is not None:
            self.name = name

    def get_col_spec(self):
        if self.use_typmod is False:
            return not_understood("a geometry with use_typmod=False, whose column AddGeometryColumn() makes")
        if not self.nullable:
            return not_understood("a geometry type with nullable=False, which makes its column NOT NULL")
        if not self.geometry_type:
            return self.name
        return "%s(%s,%d)" % (self.name, self.geometry_type, self.srid)

    def __column_index__(self, table, column):
        if not self.spatial_index:
            return None
        keywords = {"postgresql_using": "gist"}
        if self.use_N_D_index:
            keywords["postgresql_ops"] = {column.name: "gist_geometry_ops_nd"}
        return "idx_%s_%s" % (table, column.name), self._indexed(column), keywords

    def _indexed(self, column):
        return column


class Geometry(_GISType):
    name = "geometry"


class Geography(_GISType):
    name = "geography"


class Raster(_GISType):
    name = "raster"

    def __init__(self, spatial_index=True, from_text=None, name=None, nullable=True, _spatial_index_reflected=None):
        super().__init__(None, spatial_index=spatial_index, name=name, nullable=nullable)

    def _indexed(self, column):
        return func.ST_ConvexHull(column)
`;

/** sqlalchemy-json 0.7 (__init__.py): the types of SQLAlchemy, tracked in Python. */
export const sqlalchemyJson = `
from sqlalchemy import JSON
from sqlalchemy.ext.mutable import Mutable


class MutableContainer(Mutable):
    pass


class NestedMutableContainer(Mutable):
    pass


class NestedMutableDict(Mutable):
    pass


class NestedMutableList(Mutable):
    pass


def mutable_json_type(dbtype=JSON, nested=False):
    return (NestedMutableContainer if nested else MutableContainer).as_mutable(dbtype)


MutableJson = mutable_json_type()
NestedMutableJson = mutable_json_type(nested=True)
`;

/** sqlalchemy-file 0.7 (types.py). */
export const sqlalchemyFile = `
from sqlalchemy import JSON
from sqlalchemy.types import TypeDecorator


class FileField(TypeDecorator):
    impl = JSON

    def __init__(self, *args, **kwargs):
        super().__init__()


class ImageField(FileField):
    pass
`;
