/** Runs the suite in the extension host of code-server. Ends with 0 when it holds. */
import { resolve } from 'node:path';
import { copySample } from './sample';
import { openWorkbench } from './workbench';

const root = resolve(__dirname, '../../..');

async function main(): Promise<number> {
  const sample = copySample();
  try {
    const workbench = await openWorkbench({
      folder: sample.folder,
      extension: root,
      tests: resolve(__dirname, 'suite/index'),
      env: { SAMPLE: sample.folder },
      testDriver: true,
    });
    let code = 1;
    try {
      code = await workbench.testsDone;
    } finally {
      if (code !== 0) {
        await workbench.picture(resolve(root, 'test/vscode/shots/suite-failed.png')).catch(() => undefined);
        console.log(workbench.log.join('\n'));
      }
      await workbench.close();
    }
    return code;
  } finally {
    sample.remove();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
