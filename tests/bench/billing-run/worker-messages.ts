/** What a worker process is to do. */
export interface WorkerOrder {
  readonly url: string;
  /** The instant of the run, ISO 8601. */
  readonly now: string;
  /** Also previews seat changes: so many before the run, and all the time while it is on. */
  readonly previews?: number;
}

/** What a worker process did and took. */
export interface WorkerReport {
  readonly seconds: number;
  /** The same run once more, right after: nothing is due any more. */
  readonly againSeconds: number;
  /** Processor time of the process, without the database's. */
  readonly cpuSeconds: number;
  readonly queries: number;
  /** Resident memory before the run, and the most the process ever had. */
  readonly loadedMegabytes: number;
  readonly peakMegabytes: number;
  /** Milliseconds each preview took, before the run and during it. */
  readonly previews: { readonly idle: number[]; readonly during: number[] };
  readonly run: {
    readonly done: number;
    readonly failed: number;
    readonly invoices: number;
    readonly creditNotes: number;
    readonly lines: number;
  };
}
