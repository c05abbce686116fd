/**
 * INI files as Python's `configparser.ConfigParser` reads them (Lib/configparser.py: `RawConfigParser._read`,
 * `BasicInterpolation`), because Alembic reads alembic.ini with it.
 */

export interface IniOption {
  /** As it stands in the file, continuation lines joined, nothing interpolated. */
  readonly raw: string;
  /** Counts from 1. */
  readonly line: number;
}

export interface IniFile {
  /** `DEFAULT` is not among them. */
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, IniOption>>;
  readonly defaults: ReadonlyMap<string, IniOption>;
}

/** What ConfigParser would refuse, with the line. */
export class IniError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

interface Gathered {
  readonly lines: string[];
  readonly line: number;
}

/** Reads the text of an INI file; throws an IniError for what ConfigParser refuses. */
export function parseIni(text: string): IniFile {
  const sections = new Map<string, Map<string, Gathered>>();
  const defaults = new Map<string, Gathered>();
  let section: Map<string, Gathered> | null = null;
  let sectionName = '';
  let option: Gathered | null = null;
  let indent = 0;

  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const value = line.trim();
    if (value.startsWith('#') || value.startsWith(';')) continue;
    if (value === '') {
      option?.lines.push('');
      continue;
    }
    const here = line.length - line.trimStart().length;
    if (section && option && here > indent) {
      option.lines.push(value);
      continue;
    }
    indent = here;
    const header = /^\[(.+)\]/.exec(value)?.[1];
    if (header !== undefined) {
      if (header === 'DEFAULT') section = defaults;
      else {
        if (sections.has(header)) throw new IniError(`section '${header}' already exists`, index + 1);
        section = new Map();
        sections.set(header, section);
      }
      sectionName = header;
      option = null;
      continue;
    }
    if (!section) throw new IniError('File contains no section headers.', index + 1);
    const [, name = '', given] = /^(.*?)\s*(?:[=:]\s*(.*))?$/.exec(value) ?? [];
    if (name === '' || given === undefined) throw new IniError(`Source contains parsing errors: ${JSON.stringify(value)}`, index + 1);
    const key = name.toLowerCase();
    if (section.has(key)) throw new IniError(`option '${key}' in section '${sectionName}' already exists`, index + 1);
    option = { lines: [given.trim()], line: index + 1 };
    section.set(key, option);
  }
  const finished = (gathered: Map<string, Gathered>) =>
    new Map([...gathered].map(([name, { lines, line }]) => [name, { raw: lines.join('\n').trimEnd(), line }]));
  return { sections: new Map([...sections].map(([name, options]) => [name, finished(options)])), defaults: finished(defaults) };
}

/**
 * The value of an option with `%(name)s` and `%%` replaced (BasicInterpolation), null where neither the section nor the
 * defaults have it. `variables` stand below the defaults, as `ConfigParser(defaults)` does; throws an IniError.
 */
export function iniValue(ini: IniFile, section: string, name: string, variables: ReadonlyMap<string, string>): string | null {
  const raw = (key: string): IniOption | null => {
    const found = ini.sections.get(section)?.get(key) ?? ini.defaults.get(key);
    if (found) return found;
    const variable = variables.get(key);
    return variable === undefined ? null : { raw: variable, line: 1 };
  };
  const interpolate = (text: string, line: number, depth: number): string => {
    if (depth > 10) throw new IniError(`Recursion limit exceeded in value substitution: option '${name}' in section '${section}'`, line);
    return text.replace(/%(?:(%)|\(([^)]+)\)s|)/g, (_whole, percent: string | undefined, key: string | undefined) => {
      if (percent) return '%';
      if (key === undefined) throw new IniError(`'%' must be followed by '%' or '(' in option '${name}' of section '${section}'`, line);
      const inner = raw(key.toLowerCase());
      if (!inner) {
        throw new IniError(
          `Bad value substitution: option '${name}' in section '${section}' contains an interpolation key '${key}' which is not a valid option name`,
          line,
        );
      }
      return interpolate(inner.raw, line, depth + 1);
    });
  };
  const found = raw(name);
  return found ? interpolate(found.raw, found.line, 1) : null;
}
