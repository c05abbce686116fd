/** The modules of the standard library that matter for models and migrations; any other is a module of which nothing is known. */
import type { HostModules } from '../interpreter';
import { collectionsModule } from './collections';
import { dataclassesModule } from './dataclasses';
import { datetimeModule } from './datetime/module';
import { enumModule } from './enum';
import { abcModule, contextlibModule, functoolsModule } from './functools';
import { base64Module, binasciiModule, hashlibModule } from './hashlib';
import { importlibModule, pkgutilModule } from './importing';
import { copyModule, itertoolsModule, operatorModule, typesModule } from './itertools';
import { mathModule } from './math';
import { decimalModule } from './numbers/decimal';
import { osModule, osPathModule, sysModule } from './os';
import { ioModule, pathlibModule } from './paths';
import { reModule } from './re';
import { jsonModule, stringModule, textwrapModule } from './text';
import { typingModule } from './typing';
import { uuidModule } from './uuid';

export const standardModules: HostModules = new Map([
  ['abc', abcModule],
  ['base64', base64Module],
  ['binascii', binasciiModule],
  ['collections', collectionsModule],
  ['collections.abc', typingModule('collections.abc')],
  ['contextlib', contextlibModule],
  ['copy', copyModule],
  ['dataclasses', dataclassesModule],
  ['datetime', datetimeModule],
  ['decimal', decimalModule],
  ['enum', enumModule],
  ['functools', functoolsModule],
  ['hashlib', hashlibModule],
  ['importlib', importlibModule],
  ['io', ioModule],
  ['itertools', itertoolsModule],
  ['json', jsonModule],
  ['math', mathModule],
  ['operator', operatorModule],
  ['os', osModule],
  ['os.path', osPathModule],
  ['pathlib', pathlibModule],
  ['pkgutil', pkgutilModule],
  ['re', reModule],
  ['string', stringModule],
  ['sys', sysModule],
  ['textwrap', textwrapModule],
  ['types', typesModule],
  ['typing', typingModule('typing')],
  ['typing_extensions', typingModule('typing_extensions')],
  ['uuid', uuidModule],
]);
