/** Indexes that GeoAlchemy2 adds by an event; the answers are what its 0.20 makes, which no server of the tests can hold. */
import assert from 'node:assert/strict';
import { createIndex } from '../../src/postgres/ddl/indexes';
import { modelsOf } from './read-models-of';

describe('the indexes that a column type brings', () => {
  it('are those of GeoAlchemy2, through a TypeDecorator too', async () => {
    const { metadata, notUnderstood } = await modelsOf(`import sqlalchemy as sa
from geoalchemy2 import Geography, Geometry, Raster
from sqlalchemy.types import TypeDecorator

class Wrapped(TypeDecorator):
    impl = Geometry("POINT", 4326)

metadata = sa.MetaData()
places = sa.Table(
    "places",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("point", Geometry("POINT", 4326)),
    sa.Column("area", Geography("polygon", 4326, use_N_D_index=True)),
    sa.Column("picture", Raster),
    sa.Column("plain", Geometry(spatial_index=False)),
    sa.Column("wrapped", Wrapped),
)
`);
    assert.deepEqual(notUnderstood, []);
    const [table] = metadata.tables;
    assert.ok(table);
    assert.deepEqual(
      table.columns.map(({ type }) => type.sql),
      ['INTEGER', 'geometry(POINT,4326)', 'geography(POLYGON,4326)', 'raster', 'geometry(GEOMETRY,-1)', 'geometry(POINT,4326)'],
    );
    assert.deepEqual(table.indexes.map((index) => createIndex(table, index)).sort(), [
      'CREATE INDEX idx_places_area ON places USING gist (area gist_geometry_ops_nd)',
      'CREATE INDEX idx_places_picture ON places USING gist (ST_ConvexHull(picture))',
      'CREATE INDEX idx_places_point ON places USING gist (point)',
      'CREATE INDEX idx_places_wrapped ON places USING gist (wrapped)',
    ]);
    for (const index of table.indexes) assert.equal(index.place?.file, 'models.py');
  });

  it('are not there where what makes the column is another event', async () => {
    const { notUnderstood } = await modelsOf(`import sqlalchemy as sa
from geoalchemy2 import Geometry
places = sa.Table("places", sa.MetaData(), sa.Column("point", Geometry("POINT", use_typmod=False)))
`);
    assert.deepEqual(
      notUnderstood.map(({ message, place, tables }) => [message, place?.line, ...tables.map(({ name }) => name)]),
      [['a geometry with use_typmod=False, whose column AddGeometryColumn() makes', 3, 'places']],
    );
  });
});
