// Two walks over the same revisions, held against each other step by step.

/** The table or the object that a row of the catalog is about: what differs there differs again with every step that touches it. */
const subject = (key) => /(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")\.(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")/.exec(key)?.[0] ?? key;

const name = ({ revision, direction }) => `${direction} ${revision}`;

/**
 * `real` and `ours`: the lines of real_history.py and our-history.ts. A step differs when it brings a difference between the two catalogs
 * that was not there before: each object is counted once, where it began to differ.
 */
export function compareHistories(real, ours) {
  const order = firstDifference(real.map(name), ours.map(name));
  if (order !== null) return { order, steps: [], objects: null };
  const [left, right] = [new Map(), new Map()];
  const differing = new Set();
  // Where we said that something is not known, and what had differed before: what follows from that is not said again.
  const doubtful = new Set();
  let objects = null;
  const steps = real.map((there, at) => {
    const here = ours[at];
    const touched = new Set([...apply(left, there), ...apply(right, here)]);
    const began = [];
    for (const key of touched) {
      const [a, b] = [left.get(key), right.get(key)];
      if (a === b) differing.delete(key);
      else if (!differing.has(key)) {
        differing.add(key);
        began.push({ key, rows: rowsOf(key, a, b) });
      }
    }
    // The last step up: what an upgrade to the heads leaves.
    if (there.direction === 'upgrade' && real[at + 1]?.direction !== 'upgrade') {
      const rows = [...differing].flatMap((key) => rowsOf(key, left.get(key), right.get(key)));
      objects = {
        equal: [...left.keys()].filter((key) => !differing.has(key)).length,
        different: differing.size,
        rows,
        ...rowCounts(there, here),
      };
    }
    const counts = rowCounts(there, here);
    const afresh = began.some(({ key }) => !doubtful.has(subject(key)));
    for (const { key } of began) doubtful.add(subject(key));
    // What a table holds decides what may be done to it later; that it holds something else is counted apart.
    for (const { table } of counts.otherCounts) doubtful.add(table);
    const told = verdict(there, here, began.length > 0, afresh);
    const rows = began.flatMap((object) => object.rows);
    return { revision: there.revision, direction: there.direction, ...told, rows, counts };
  });
  return { order, steps, objects };
}

function apply(catalog, { changed, gone }) {
  for (const key of gone) catalog.delete(key);
  for (const [key, text] of Object.entries(changed)) catalog.set(key, text);
  return [...gone, ...Object.keys(changed)];
}

const rowsOf = (key, there, here) => [
  ...(there === undefined ? [] : [`- ${key} ${there}`]),
  ...(here === undefined ? [] : [`+ ${key} ${here}`]),
];

/**
 * equal: real Alembic does it whole, and so do we. refused by both: it cannot, or not whole, and the catalogs are the same. refused by us: the
 * catalogs are the same, and we passed something over that PostgreSQL takes. different: the catalogs differ, `silent` where we said nothing and
 * objects differ that nothing had been said of before.
 */
function verdict(there, here, differs, afresh) {
  const said = [...here.opaque, ...here.refused.map(({ error }) => error)];
  const theirs = [
    ...there.refused.map(({ error, statement }) => `${error.split('\n')[0]}: ${statement.replace(/\s+/g, ' ').slice(0, 150)}`),
    ...(there.raised ? [there.raised] : []),
  ];
  const told = { said, theirs, opaque: here.opaque.length > 0 };
  if (differs) return { verdict: 'different', silent: said.length === 0 && afresh, ...told };
  if (theirs.length > 0) return { verdict: 'refused by both', silent: false, ...told };
  if (here.refused.length > 0) return { verdict: 'refused by us', silent: false, ...told };
  return { verdict: 'equal', silent: false, ...told };
}

/** Tables with rows: those with as many on both sides and the same, with as many and others, and with more on one side. */
function rowCounts(there, here) {
  const tables = [...new Set([...Object.keys(there.rows), ...Object.keys(here.rows)])];
  const of = (walk, table) => walk.rows[table] ?? [0, ''];
  const otherCount = tables.filter((table) => of(there, table)[0] !== of(here, table)[0]);
  const otherContent = tables.filter((table) => !otherCount.includes(table) && of(there, table)[1] !== of(here, table)[1]);
  const text = (table) => ({ table, text: `${table}: ${of(there, table)[0]} and ${of(here, table)[0]}` });
  return { sameRows: tables.length - otherCount.length - otherContent.length, otherRows: otherContent, otherCounts: otherCount.map(text) };
}

function firstDifference(there, here) {
  const at = there.findIndex((step, index) => step !== here[index]);
  if (at >= 0) return `${there[at]} with Alembic, ${here[at] ?? 'nothing'} with us`;
  return here.length > there.length ? `nothing with Alembic, ${here[there.length]} with us` : null;
}
