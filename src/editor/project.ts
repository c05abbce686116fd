import { t } from '@vscode/l10n';
import { CancellationSource } from '../migrations/cancellation';
import type { Engine } from '../migrations/engine';
import type { CheckResult, EnvironmentStatus, StatusResult } from '../migrations/results';
import { urlWithoutPassword } from '../postgres/database-url';
import { DebouncedWork } from './debounced-work';
import { Idle } from './idle';

/** A development database that was asked for; `reason` says why it cannot be reached, null when it can. */
export interface Connection {
  readonly url: string;
  readonly reason: string | null;
}

export interface ProjectState {
  /** The files have been read once. */
  readonly known: boolean;
  /** The models have been compared once. */
  readonly checked: boolean;
  readonly environments: readonly EnvironmentStatus[];
  readonly connections: ReadonlyMap<string, Connection>;
  /** Why the last reading or comparing failed; what was known before it stays. */
  readonly failure: string | null;
}

/** Gathers the edits of one keystroke (a bracket closes itself, a completion adds an import); a comparing takes longer than this. */
const typingPause = 5;
/** A checkout or a formatter writes many files; they are read once. */
const filePause = 100;

/**
 * What is known about one workspace folder: asks the engine, keeps the last good answers, tells when they change.
 * Of two comparings the newer wins and the older is cancelled.
 */
export class Project {
  private readonly idle = new Idle();
  private readonly connecting = new Idle();
  private readonly listeners = new Set<() => void>();
  private readonly urls = new Map<string, Connection>();
  private base: StatusResult | null = null;
  private latestCheck: CheckResult | null = null;
  private failure: string | null = null;
  private checking: CancellationSource | null = null;
  private lastCheck: Promise<void> = Promise.resolve();
  private refreshing: Promise<void> | null = null;
  private refreshAgain: Promise<void> | null = null;
  private readonly comparing = new DebouncedWork(this.idle, typingPause, () => this.check());
  private readonly reading = new DebouncedWork(this.idle, filePause, () => this.refresh());
  private current: ProjectState = { known: false, checked: false, environments: [], connections: new Map(), failure: null };

  constructor(
    /** The folder's name, shown where there are several. */
    readonly name: string,
    /** The folder's path. */
    readonly root: string,
    readonly engine: Engine,
  ) {}

  get state(): ProjectState {
    return this.current;
  }

  environment(path: string): EnvironmentStatus | null {
    return this.current.environments.find((environment) => environment.path === path) ?? null;
  }

  /** Calls `listener` after each change of the state; what comes back ends that. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Resolves when the files have been read once, or could not be read. */
  whenKnown(): Promise<void> {
    if (this.current.known) return Promise.resolve();
    return new Promise((resolve) => {
      const subscription = this.onDidChange(() => {
        if (!this.current.known) return;
        subscription.dispose();
        resolve();
      });
    });
  }

  /** Resolves when the newest texts have been compared. */
  whenCompared(): Promise<void> {
    return this.idle.whenIdle();
  }

  /** Resolves when nothing is asked of the engine any more. */
  async whenIdle(): Promise<void> {
    await this.connecting.whenIdle();
    await this.idle.whenIdle();
  }

  /** Reads files, compares, and asks the connected databases; the state changes after each. Never rejects. */
  refresh(): Promise<void> {
    if (this.refreshing) {
      this.refreshAgain ??= this.idle.track(
        this.refreshing.then(() => {
          this.refreshAgain = null;
          return this.refresh();
        }),
      );
      return this.refreshAgain;
    }
    this.refreshing = this.idle.track(this.refreshOnce());
    return this.refreshing;
  }

  /** The unsaved text of a file, or null when what is on disk counts again. Compares after the next pause. */
  overlay(path: string, text: string | null): void {
    this.engine.overlay(path, text);
    // Before the first reading is done nothing is compared, and that reading will see this text.
    if (this.current.environments.length > 0) this.comparing.want();
  }

  /** Files changed on disk: everything is read again after a pause. */
  filesChanged(paths: readonly string[]): void {
    this.engine.filesChanged(paths);
    this.reading.want();
  }

  /** Connects an environment, or rejects and leaves everything as it was. */
  async connect(environment: string, url: string): Promise<void> {
    await this.engine.connect(environment, url);
    this.urls.set(environment, { url: urlWithoutPassword(url), reason: null });
    await this.refresh();
  }

  /**
   * Connects to what was connected in an earlier session; `url` fetches the URL with its password. When that fails, the
   * reason becomes part of the state.
   */
  reconnect(environment: string, url: () => Promise<string>): Promise<void> {
    return this.connecting.track(this.tryToConnect(environment, url));
  }

  async disconnect(environment: string): Promise<void> {
    this.urls.delete(environment);
    await this.engine.connect(environment, null);
    await this.refresh();
  }

  dispose(): void {
    this.listeners.clear();
    this.checking?.cancel();
    this.comparing.dispose();
    this.reading.dispose();
    this.engine.dispose();
  }

  private async tryToConnect(environment: string, fetchUrl: () => Promise<string>): Promise<void> {
    const url = await fetchUrl();
    const shown = urlWithoutPassword(url);
    try {
      await this.engine.connect(environment, url);
      this.urls.set(environment, { url: shown, reason: null });
      await this.askDatabases();
    } catch (reason) {
      this.urls.set(environment, { url: shown, reason: words(reason) });
    }
    this.publish();
  }

  private async refreshOnce(): Promise<void> {
    try {
      const outline = await this.engine.outline();
      this.base = withDatabasesOf(outline, this.base, (path) => this.urls.get(path)?.reason === null);
      this.failure = null;
      this.publish();
      if (outline.environments.length === 0) {
        // A folder without environments needs no process; the next request starts it again.
        this.latestCheck = null;
        this.engine.dispose();
        this.publish();
        return;
      }
      await this.check();
      await this.askDatabases();
    } catch (reason) {
      this.failure = words(reason);
    } finally {
      this.refreshing = null;
      this.publish();
    }
  }

  /** One comparing at a time: a newer one cancels the one that runs, and starts when that has ended. */
  private check(): Promise<void> {
    this.checking?.cancel();
    const cancellation = new CancellationSource();
    this.checking = cancellation;
    this.lastCheck = this.lastCheck.then(() => (cancellation.cancelled ? undefined : this.checkOnce(cancellation)));
    return this.lastCheck;
  }

  private async checkOnce(cancellation: CancellationSource): Promise<void> {
    try {
      const checked = await this.engine.check(cancellation);
      // The first answer can take seconds, and somebody who types meanwhile still wants to see it; later ones are a blink apart.
      if (cancellation.cancelled && this.latestCheck !== null) return;
      this.latestCheck = checked;
      this.failure = null;
    } catch (reason) {
      if (cancellation.cancelled) return;
      this.failure = words(reason);
    }
    if (this.checking === cancellation) this.checking = null;
    this.publish();
  }

  private async askDatabases(): Promise<void> {
    const connected = [...this.urls].filter(([, connection]) => connection.reason === null);
    if (connected.length === 0) return;
    try {
      const status = await this.engine.status(new CancellationSource());
      this.base = status;
      for (const [path, connection] of connected) {
        const environment = status.environments.find((one) => one.path === path);
        if (environment?.database !== null) continue;
        const lost = environment.problems.find((problem) => problem.code === 'database-unreachable');
        this.urls.set(path, { ...connection, reason: lost?.message ?? t('The database gave no answer.') });
      }
    } catch (reason) {
      this.base = this.base && withoutDatabases(this.base);
      for (const [path, connection] of connected) this.urls.set(path, { ...connection, reason: words(reason) });
    }
  }

  private publish(): void {
    this.current = {
      known: this.base !== null || this.failure !== null,
      checked: this.latestCheck !== null,
      environments: merged(this.base, this.latestCheck),
      connections: new Map(this.urls),
      failure: this.failure,
    };
    for (const listener of [...this.listeners]) listener();
  }
}

function words(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/** What the newest comparing found stands over what the outline or the status said of it. */
function merged(base: StatusResult | null, check: CheckResult | null): readonly EnvironmentStatus[] {
  return (base?.environments ?? []).map((environment) => {
    const checked = check?.environments.find((one) => one.path === environment.path);
    if (!checked) return environment;
    const { problems, changes, notUnderstood } = checked;
    return { ...environment, problems, changes, notUnderstood };
  });
}

/** An outline knows no database; until one that is connected is asked again, the revisions keep the state they had. */
function withDatabasesOf(outline: StatusResult, before: StatusResult | null, isConnected: (path: string) => boolean): StatusResult {
  return {
    environments: outline.environments.map((environment) => {
      const known = before?.environments.find((one) => one.path === environment.path);
      if (!known?.database || !isConnected(environment.path)) return environment;
      const applied = new Map(known.revisions.map((revision) => [revision.id, revision.applied]));
      return {
        ...environment,
        database: known.database,
        revisions: environment.revisions.map((revision) => ({ ...revision, applied: applied.get(revision.id) ?? 'pending' })),
      };
    }),
  };
}

function withoutDatabases(status: StatusResult): StatusResult {
  return {
    environments: status.environments.map((environment) => ({
      ...environment,
      database: null,
      revisions: environment.revisions.map((revision) => ({ ...revision, applied: 'unknown' })),
    })),
  };
}
