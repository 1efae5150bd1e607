import { createHash } from 'node:crypto';
import { IssueReader, IssueService } from '@app/ledger';
import type { Principal } from '@app/org';
import { PhotoReader, PhotoService, type PhotoSource, PhotoWorkService, UploadService } from '@app/photo';
import {
  type CalendarService,
  type FileStore,
  FixedClock,
  instantAt,
  isoInstant,
  type Tx,
  type WorkingCalendar,
} from '@app/platform';
import {
  type CorrectionBody,
  CorrectionService,
  RecheckService,
  type VisitBody,
  VisitReader,
  VisitService,
} from '@app/visit';
import type { DataSource } from 'typeorm';
import type { Random } from './random';

/** A photo as it lies on a phone. */
export interface Shot {
  bytes: Buffer;
  source: PhotoSource;
  takenAt: Date;
  place: { latitude: number; longitude: number; accuracy: number } | null;
}

/** What is sent of a visit, and when it arrives. */
export interface Sending {
  body: VisitBody & { id: string };
  shots: Shot[];
  arrivesAt: Date;
  /** Milliseconds that the clock of the phone is ahead. */
  ahead?: number;
}

/** The phones of the district: what they send goes the way of everything that phones send, on the day of the story. */
export class Phone {
  private readonly clock: FixedClock;
  private readonly database: DataSource;
  private readonly uploads: UploadService;
  private readonly photos: PhotoService;
  private readonly work: PhotoWorkService;
  private readonly visits: VisitService;
  private readonly corrections: CorrectionService;
  readonly issues: IssueService;

  constructor(
    private readonly tx: Tx,
    private readonly random: Random,
    { today, calendar, store }: { today: string; calendar: WorkingCalendar; store: FileStore },
  ) {
    const clock = new FixedClock(instantAt(today));
    const calendars = { current: () => Promise.resolve(calendar) } as CalendarService;
    const photoReader = new PhotoReader();
    this.clock = clock;
    // These services open transactions of their own; here all of it belongs to the one of the seed.
    this.database = {
      manager: tx,
      transaction: <T>(run: (inner: Tx) => Promise<T>) => run(tx),
    } as unknown as DataSource;
    this.uploads = new UploadService(clock);
    this.photos = new PhotoService(clock, store, photoReader);
    this.work = new PhotoWorkService(store);
    this.issues = new IssueService(clock, calendars, new IssueReader(clock, calendars));
    this.visits = new VisitService(this.issues, this.photos, new RecheckService(clock), clock);
    this.corrections = new CorrectionService(clock, new VisitReader(clock, photoReader), this.photos);
  }

  /** The photos first, then the visit that names them. */
  async send(by: Principal, { body, shots, arrivesAt, ahead = 0 }: Sending): Promise<void> {
    const photoIds: string[] = [];
    for (const [index, shot] of shots.entries()) {
      const at = new Date(arrivesAt.getTime() - (shots.length - index) * 4_000);
      this.clock.set(at);
      photoIds.push(await this.photo(by, body, shot, at, ahead));
    }
    this.clock.set(arrivesAt);
    const visitedAt = isoInstant(new Date(Date.parse(body.visitedAt) + ahead));
    await this.visits.log(this.tx, by, { ...body, visitedAt, photoIds }, new Date(arrivesAt.getTime() + ahead));
  }

  async correct(by: Principal, id: string, at: Date, body: CorrectionBody): Promise<void> {
    this.clock.set(at);
    await this.corrections.correct(this.tx, by, id, { id: this.random.id(at), ...body });
  }

  /** Closes an issue that waits for it, on what was seen at a visit. */
  async verify(
    by: Principal,
    issue: { id: string; version: number },
    visit: { id: string; at: Date; note: string },
  ): Promise<void> {
    this.clock.set(visit.at);
    const { id, version } = issue;
    const body = { id: this.random.id(visit.at), version, note: visit.note, visitId: visit.id };
    await this.issues.act(this.tx, by, id, 'verify', body);
  }

  /** Watermarks and comparisons, as the worker makes them. */
  async develop(at: Date): Promise<void> {
    await this.work.run(this.database, () => Promise.resolve(at));
  }

  private async photo(
    by: Principal,
    { id: visitId, projectId }: Sending['body'],
    { bytes, source, takenAt, place }: Shot,
    at: Date,
    ahead: number,
  ): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { kept } = await this.uploads.begin(this.tx, by, { sha256, size: bytes.length });
    if (!kept) await this.uploads.take(this.database, by, { sha256, from: 0, piece: { bytes, cut: false } });
    const id = this.random.id(takenAt);
    const told = isoInstant(new Date(takenAt.getTime() + ahead));
    const body = { visitId, projectId, sha256, source, takenAt: told, location: place };
    await this.photos.put(this.database, by, { id, body, sentAt: new Date(at.getTime() + ahead) });
    return id;
  }
}
