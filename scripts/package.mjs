// Makes the .vsix, beside package.json or where the first argument says. The bundle is made anew by the `vscode:prepublish` script.
import { createVSIX } from '@vscode/vsce';

await createVSIX({ dependencies: false, packagePath: process.argv[2] });
