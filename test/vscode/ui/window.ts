import type { Locator, Page } from 'playwright-core';

/** What a person's hands do in the window of VS Code. Nothing waits for a time; everything waits for what a person would see. */
export class Window {
  constructor(readonly page: Page) {}

  /** Makes the side bar wider by this much. */
  async widenSideBar(by: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('there is no side bar');
    const edge = box.x + box.width;
    await this.page.mouse.move(edge, box.y + box.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(edge + by, box.y + box.height / 2, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Runs a command from the palette by its whole title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.input.fill(`>${title}`);
    await this.pick(title);
  }

  /** Opens a file by its path in the folder. */
  async openFile(path: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.input.fill(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.pick(name);
    await this.tab(name).waitFor();
  }

  /** The text box of the palette, of a pick or of a question. */
  get input(): Locator {
    return this.page.locator('.quick-input-widget:visible input[type=text]').first();
  }

  /** Title of the question that is asked. */
  question(text: RegExp): Locator {
    return this.page.locator('.quick-input-widget:visible').filter({ hasText: text });
  }

  /** An entry of the list that is offered. */
  choice(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  async pick(text: string | RegExp): Promise<void> {
    await this.choice(text).click();
  }

  /** Whether an entry of a list with boxes has its box ticked. */
  ticked(text: RegExp): Promise<boolean> {
    return this.choice(text).getByRole('checkbox').isChecked();
  }

  /** No palette, pick or question is open any more. */
  async closed(): Promise<void> {
    await this.page.locator('.quick-input-widget:visible').waitFor({ state: 'detached' });
  }

  tab(name: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name });
  }

  /** A row of the tree in the side bar. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.sidebar .monaco-list-row').filter({ hasText: text });
  }

  notification(text: RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /** Lines of the editor; VS Code draws no-break spaces. */
  line(text: RegExp): Locator {
    return this.page.locator('.monaco-editor .view-line').filter({ hasText: text });
  }

  /** Under what has no migration: a warning, or information where it stood in the last commit already. */
  get squiggle(): Locator {
    return this.page.locator('.monaco-editor').locator('.squiggly-warning, .squiggly-info');
  }

  /** Types a new line below the one with this number. */
  async typeBelow(line: number, text: string): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.input.fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.statusbar').getByText(`Ln ${line}, Col 1`, { exact: true }).waitFor();
    await this.closed();
    await this.page.keyboard.press('End');
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.type(text);
  }
}
