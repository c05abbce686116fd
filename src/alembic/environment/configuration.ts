/** The whole config file of an environment, for code of the project that asks `context.config` for its options. */
import type { SourceFiles } from '../../python/files';
import type { Environment } from './environment';
import { IniError, iniValue, parseIni } from './ini';
import { folderOf } from './path';

export interface Configuration {
  readonly file: string;
  /** The environment's own section. */
  readonly section: string;
  /** Every section's options, interpolated, with those of `[DEFAULT]`; an option that cannot be interpolated is left out. */
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Reads the config file again, all of its sections; an unreadable one has none, and nor has a pyproject.toml, which `get_section` does not
 * look at. `%(here)s` is the config's folder in the project. Null where code builds the configuration.
 */
export function readConfiguration(environment: Environment, files: SourceFiles): Configuration | null {
  const { configFile: file, configKind, section } = environment;
  if (configKind === 'code') return null;
  if (configKind === 'pyproject') return { file, section, sections: new Map() };
  const variables = new Map([['here', folderOf(file) || '.']]);
  try {
    const ini = parseIni(files.read(file) ?? '');
    const options = (name: string): ReadonlyMap<string, string> => {
      const known = new Map<string, string>();
      for (const option of [...ini.defaults.keys(), ...(ini.sections.get(name)?.keys() ?? [])]) {
        const value = readable(() => iniValue(ini, name, option, variables));
        if (value !== null) known.set(option, value);
      }
      return known;
    };
    return { file, section, sections: new Map([...ini.sections.keys()].map((name) => [name, options(name)])) };
  } catch (error) {
    if (!(error instanceof IniError)) throw error;
    return { file, section, sections: new Map() };
  }
}

function readable(read: () => string | null): string | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof IniError)) throw error;
    return null;
  }
}
