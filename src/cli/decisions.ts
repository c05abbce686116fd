/** Decisions answered by flags; where no flag answers, the Failure names the flag that would. */
import { createInterface } from 'node:readline/promises';
import type { Decisions } from '../migrations/decisions';
import { Failure } from '../migrations/failure';
import type { Options } from './arguments';
import { databaseSqlText } from './print';

interface Rename {
  readonly flag: string;
  readonly from: string;
  readonly to: string;
}

export interface FlagDecisions {
  readonly decisions: Decisions;
  /** A sentence about flags that answered no question, for a typing error in one must not pass for an answer; null: all did. */
  readonly unused: () => string | null;
}

/** Decisions for one run of a command. `apply` asks on the terminal unless `--yes` was given. */
export function flagDecisions(options: Options): FlagDecisions {
  const renames = (options.rename ?? []).map(asRename);
  const fills = new Map((options.default ?? []).map(assignment));
  const answered = new Set<string>();
  const decisions: Decisions = {
    async renamed({ kind, table, oldName, newName }) {
      const from = kind === 'table' ? oldName : `${table}.${oldName}`;
      const to = kind === 'table' ? newName : `${table}.${newName}`;
      const said = renames.find((rename) => rename.from === from && (rename.to === to || rename.to === newName));
      if (said) {
        answered.add(said.flag);
        return true;
      }
      // One of the two has another partner already.
      const sameTarget = (rename: Rename) => rename.to === to || (rename.to === newName && rename.from.startsWith(`${table}.`));
      if (renames.some((rename) => rename.from === from || sameTarget(rename))) return false;
      if (options['no-rename']) return false;
      throw new Failure(
        `Was ${kind} ${from} renamed to ${newName}? Say --rename ${from}=${newName}, or --no-rename to drop the one and add the other.`,
      );
    },
    async fillFor(table, column, type, reason) {
      const fill = fills.get(`${table}.${column}`);
      if (fill !== undefined) {
        answered.add(`--default ${table}.${column}=${fill}`);
        return fill;
      }
      if (reason === 'altered') return '';
      throw new Failure(
        `${table}.${column} (${type}) is NOT NULL and has no server default: rows that stand would refuse it. ` +
          `Say what fills them, --default "${table}.${column}=SQL", or --default "${table}.${column}=" if the table is empty.`,
      );
    },
    head: async () => options.head ?? null,
    merged: async (heads) => heads.map(({ id }) => id),
    async versionDirectory(directories) {
      throw new Failure(`Multiple version locations present, please specify --version-path: ${directories.join(', ')}.`);
    },
    async reparented(offers) {
      const lines = offers.map(({ revision, onto, message }) => `  reparent ${revision} --onto ${onto.join(' --onto ')}    ${message}`);
      throw new Failure(`Say which revision shall follow which head:\n${lines.join('\n')}`);
    },
    async apply(database, revisions) {
      if (options.yes) return true;
      process.stderr.write(`${databaseSqlText(database, revisions)}\n`);
      if (!process.stdin.isTTY) throw new Failure('There is no terminal to ask on; say --yes to run this SQL.');
      const answer = await ask(`Run this on ${database}? [y/N] `);
      return /^y(es)?$/i.test(answer.trim());
    },
  };
  const given = [...renames.map(({ flag }) => flag), ...[...fills].map(([column, fill]) => `--default ${column}=${fill}`)];
  const unused = () => {
    const idle = given.filter((flag) => !answered.has(flag));
    return idle.length === 0 ? null : `Nothing was written: ${idle.join(' and ')} fits none of the changes that were chosen.`;
  };
  return { decisions, unused };
}

/** One line from the terminal; Ctrl-C and Ctrl-D are no answer. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new Promise<string>((resolve) => {
    terminal.once('SIGINT', () => terminal.close());
    terminal.once('close', () => resolve(''));
  });
  const answer = terminal.question(question).catch(() => '');
  try {
    return await Promise.race([answer, gone]);
  } finally {
    terminal.close();
  }
}

/** `table=new`, `table.column=new`, or `table.column=table.new`, as it is asked for. */
function asRename(text: string): Rename {
  const [from, to, ...more] = text.split('=');
  if (!from || !to || more.length > 0) throw new Failure(`--rename ${text}: write it as OLD=NEW, for a column TABLE.OLD=NEW.`);
  return { flag: `--rename ${text}`, from, to };
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) throw new Failure(`--default ${text}: write it as TABLE.COLUMN=SQL.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
