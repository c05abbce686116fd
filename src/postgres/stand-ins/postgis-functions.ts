/** What PostGIS' functions give, by the signatures of its reference: enough for a definition or a statement that calls them to be taken. */

const geometries = 'geometry';
const names: Readonly<Record<string, string>> = {
  text: `st_asencodedpolyline st_asewkt st_asgeojson st_asgml st_ashexewkb st_askml st_aslatlontext st_asmarc21 st_assvg st_astext st_asx3d
    st_geohash st_geometrytype st_isvalidreason st_summary geometrytype postgis_geos_version postgis_proj_version postgis_svn_version`,
  boolean: `st_3ddfullywithin st_3ddwithin st_3dintersects st_contains st_containsproperly st_coveredby st_covers st_crosses st_dfullywithin
    st_disjoint st_dwithin st_equals st_hasarc st_hasm st_hasz st_intersects st_isclosed st_iscollection st_isempty st_ispolygonccw
    st_ispolygoncw st_isring st_issimple st_isvalid st_orderingequals st_overlaps st_touches st_within st_cpawithin st_isvalidtrajectory
    st_pointinsidecircle st_relatematch st_relate`,
  integer: `st_dimension st_linecrossingdirection st_memsize st_npoints st_nrings st_numcurves st_numgeometries st_numinteriorring
    st_numinteriorrings st_numpatches st_numpoints st_srid find_srid`,
  smallint: 'st_coorddim st_ndims st_zmflag',
  'double precision': `st_3ddistance st_3dlength st_3dmaxdistance st_3dperimeter st_angle st_area st_area2d st_azimuth st_closestpointofapproach
    st_distance st_distancecpa st_distancesphere st_distance_sphere st_distancespheroid st_frechetdistance st_hausdorffdistance
    st_interpolatepoint st_length st_length2d st_length2dspheroid st_lengthspheroid st_linelocatepoint st_m st_maxdistance
    st_minimumclearance st_perimeter st_perimeter2d st_x st_xmax st_xmin st_y st_ymax st_ymin st_z st_zmax st_zmin`,
  bytea: 'st_asbinary st_asewkb st_astwkb st_asmvt st_asgeobuf st_asflatgeobuf',
  geography: 'st_geogfromtext st_geogfromwkb st_geographyfromtext',
  'geometry[]': 'st_clusterintersecting st_clusterwithin',
  box2d: 'st_box2dfromgeohash st_estimatedextent st_findextent st_makebox2d st_extent st_combinebbox box2d',
  box3d: 'st_3dmakebox st_3dextent box3d',
};

const typeOf = new Map(Object.entries(names).flatMap(([type, list]) => list.split(/\s+/).map((name) => [name, type] as const)));

/** A value of each type that is no value of anything. */
const values: Readonly<Record<string, string>> = {
  text: `''::text`,
  boolean: 'true',
  integer: '0',
  smallint: '0::smallint',
  'double precision': '0::double precision',
  bytea: `''::bytea`,
  geography: `'POINT EMPTY'::geography`,
  'geometry[]': 'ARRAY[]::geometry[]',
  box2d: `''::box2d`,
  box3d: `''::box3d`,
  [geometries]: `'POINT EMPTY'::geometry`,
};

/** What checks ask of a geometry; a check holds where the answer is not known. */
const asked: ReadonlySet<string> = new Set([
  'st_srid',
  'st_ndims',
  'st_coorddim',
  'st_zmflag',
  'geometrytype',
  'st_geometrytype',
  'st_dimension',
]);

/** These give for a geography what they give for a geometry. */
const alike =
  /^st_(?:buffer|centroid|closestpoint|intersection|lineinterpolatepoints?|linesubstring|project|segmentize|setsrid|shortestline|expand)$/;

export const isPostgisFunction = (name: string): boolean => name.startsWith('st_') || typeOf.has(name);

/** Whether a query asks for what PostGIS computes: nothing here does. */
export const asksPostgis = (sql: string): boolean => /\bST_\w+\s*\(/i.test(sql);

/** The function with these types of arguments, in the words of PostgreSQL's message that there is none. */
export function postgisFunction(name: string, argumentTypes: readonly string[]): string {
  const types = argumentTypes.map((type) => (type === 'unknown' ? 'text' : type));
  const type = typeOf.get(name) ?? (alike.test(name) && types[0] === 'geography' ? 'geography' : geometries);
  return `CREATE FUNCTION ${name}(${types.join(', ')}) RETURNS ${type} LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN ${asked.has(name) ? `NULL::${type}` : values[type]}`;
}
