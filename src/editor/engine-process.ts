import { t } from '@vscode/l10n';
import type { Decisions } from '../migrations/decisions';
import type { Cancellation, EmptyRevisionRequest, Engine, GenerateRequest, MergeRequest, ReparentRequest } from '../migrations/engine';
import { type Channel, remoteEngine } from '../migrations/messages';

/** A process that serves an engine over its channel. */
export interface EngineChild {
  readonly channel: Channel;
  /** `how` says how it ended, for the log: `signal SIGKILL`, `exit code 1`. */
  onExit(listener: (how: string) => void): void;
  stop(): void;
}

export interface EngineProcessEvents {
  /** The process ended though nobody asked it to. */
  died(how: string): void;
  /** It ended so often in a row that it is not started any more before `reset`. */
  gaveUp(): void;
}

const restartsInARow = 3;

/**
 * The engine in a process of its own. The process is started by the first request. When it dies, what waits rejects, and
 * the next request starts it again with the same unsaved texts and connections: at most three times in a row.
 */
export class EngineProcess implements Engine {
  private readonly overlays = new Map<string, string>();
  private readonly connections = new Map<string, string>();
  private running: { readonly engine: Engine; readonly child: EngineChild } | null = null;
  private reconnected: Promise<unknown> = Promise.resolve();
  private deaths = 0;

  constructor(
    private readonly start: () => EngineChild,
    private readonly events: EngineProcessEvents,
  ) {}

  overlay(path: string, text: string | null): void {
    if (text === null) this.overlays.delete(path);
    else this.overlays.set(path, text);
    this.running?.engine.overlay(path, text);
  }

  filesChanged(paths: readonly string[]): void {
    this.running?.engine.filesChanged(paths);
  }

  outline() {
    return this.ask((engine) => engine.outline());
  }

  async status(cancellation: Cancellation) {
    const status = await this.askConnected((engine) => engine.status(cancellation));
    this.deaths = 0;
    return status;
  }

  async check(cancellation: Cancellation) {
    // What stands before the first revision may be the connected database.
    const checked = await this.askConnected((engine) => engine.check(cancellation));
    this.deaths = 0;
    return checked;
  }

  suggestMessage(environment: string, changes: readonly string[]) {
    return this.ask((engine) => engine.suggestMessage(environment, changes));
  }

  generate(request: GenerateRequest, decisions: Decisions, cancellation: Cancellation) {
    return this.ask((engine) => engine.generate(request, decisions, cancellation));
  }

  newRevision(request: EmptyRevisionRequest, decisions: Decisions) {
    return this.ask((engine) => engine.newRevision(request, decisions));
  }

  merge(request: MergeRequest, decisions: Decisions) {
    return this.ask((engine) => engine.merge(request, decisions));
  }

  reparent(request: ReparentRequest, decisions: Decisions) {
    return this.ask((engine) => engine.reparent(request, decisions));
  }

  prove(environment: string, range: string | null, cancellation: Cancellation) {
    return this.ask((engine) => engine.prove(environment, range, cancellation));
  }

  sql(environment: string, range: string | null, direction: 'upgrade' | 'downgrade', cancellation: Cancellation) {
    return this.ask((engine) => engine.sql(environment, range, direction, cancellation));
  }

  async connect(environment: string, url: string | null): Promise<void> {
    await this.ask((engine) => engine.connect(environment, url));
    if (url === null) this.connections.delete(environment);
    else this.connections.set(environment, url);
  }

  upgrade(environment: string, target: string, decisions: Decisions, cancellation: Cancellation) {
    return this.askConnected((engine) => engine.upgrade(environment, target, decisions, cancellation));
  }

  downgrade(environment: string, target: string, decisions: Decisions, cancellation: Cancellation) {
    return this.askConnected((engine) => engine.downgrade(environment, target, decisions, cancellation));
  }

  baselines(environment: string) {
    return this.askConnected((engine) => engine.baselines(environment));
  }

  stamp(environment: string, target: string) {
    return this.askConnected((engine) => engine.stamp(environment, target));
  }

  /** Forgets the deaths: somebody asked for another attempt. */
  reset(): void {
    this.deaths = 0;
  }

  /** Stops the process; the next request starts it again. */
  dispose(): void {
    const { running } = this;
    this.running = null;
    running?.engine.dispose();
    running?.child.stop();
  }

  private async ask<T>(call: (engine: Engine) => Promise<T>): Promise<T> {
    return call(this.engine());
  }

  /** For what reads the database: after a restart it waits until the connections stand again. */
  private async askConnected<T>(call: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = this.engine();
    await this.reconnected;
    return call(engine);
  }

  private engine(): Engine {
    if (this.running) return this.running.engine;
    if (this.deaths > restartsInARow)
      throw new Error(t('The engine of Migration Keeper stopped {0} times in a row. See the log.', this.deaths));
    const child = this.start();
    const engine = remoteEngine(child.channel, t('The engine of Migration Keeper stopped unexpectedly. The next request starts it again.'));
    child.onExit((how) => this.ended(child, how));
    this.running = { engine, child };
    for (const [path, text] of this.overlays) engine.overlay(path, text);
    // A database that cannot be reached any more shows itself in the status that is asked for next.
    this.reconnected = Promise.allSettled([...this.connections].map(([environment, url]) => engine.connect(environment, url)));
    return engine;
  }

  private ended(child: EngineChild, how: string): void {
    if (this.running?.child !== child) return;
    this.running = null;
    this.deaths += 1;
    this.events.died(how);
    if (this.deaths > restartsInARow) this.events.gaveUp();
  }
}
