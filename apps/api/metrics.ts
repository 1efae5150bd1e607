import { Bell, lastBeat, Together } from '@app/platform';
import { InboxStreams, reminderNumbers } from '@app/reminder';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';

/** A database that is busy does not hold up whoever looks how it is. */
const PATIENCE = '3s';
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Held open as long as somebody looks, which is no time of answering. */
const STREAM = '/api/notifications/stream';

/** What Prometheus reads. Labels are routes, statuses and kinds, so there are only so many: never a person or an address. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly reads = new Together<string>();
  private begun = false;
  private readonly requests = new Histogram({
    ...this.named('http_request_seconds', 'Time until a request was answered.'),
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
  });
  private readonly up = this.gauge('up', 'Whether a part answers: 1 or 0.', 'part');
  private readonly jobs = this.gauge('queue_jobs', 'Jobs in the queue by state.', 'state');
  private readonly streams = this.gauge('inbox_streams', 'Pages of this process that are told live.');
  private readonly sweepAge = this.gauge('sweep_age_seconds', 'Since when no sweep has come to its end.');
  private readonly sweepTook = this.gauge('sweep_seconds', 'How long the last sweep took.');
  private readonly sweepMade = this.gauge('sweep_made', 'Reminders that the last sweep wrote.');
  private readonly sweepFaults = this.gauge(
    'sweep_faults',
    'Rules that failed in the last sweep or were still being swept when it ended.',
  );
  private readonly failingRules = this.gauge('reminder_rules_failing', 'Rules in force whose last sweep failed.');
  private readonly unread = this.gauge('reminders_unread', 'Reminders that nobody has read, up to 100000.');
  private readonly due = this.gauge('deliveries_due', 'Deliveries that should have left, by kind of channel.', 'kind');
  private readonly oldest = this.gauge('delivery_oldest_due_seconds', 'How long the oldest has been due.', 'kind');
  private readonly sending = this.gauge('deliveries_sending', 'Calls under way, by kind of channel.', 'kind');
  private readonly sends = new Counter({
    ...this.named('deliveries_total', 'Deliveries by kind of channel and how they ended.'),
    labelNames: ['kind', 'result'],
  });

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly bell: Bell,
    private readonly inbox: InboxStreams,
  ) {}

  /** Writes down how long a request took. */
  observe(method: string, route: string | undefined, status: number, seconds: number): void {
    if (route === STREAM) return;
    // Every file of the pages is a route of its own.
    const known = route === undefined ? 'none' : route.startsWith('/api/') ? route : 'pages';
    this.requests.observe({ method, route: known, status }, seconds);
  }

  /** What Prometheus understands, and its type; who asks at the same time shares one look. */
  async read(): Promise<{ type: string; text: string }> {
    return { type: this.registry.contentType, text: await this.reads.ask('all', () => this.text()) };
  }

  private async text(): Promise<string> {
    if (!this.begun) collectDefaultMetrics({ register: this.registry });
    this.begun = true;
    await Promise.all([this.lookAtQueue(), this.lookAtDatabase()]);
    this.streams.set(this.inbox.open);
    return this.registry.metrics();
  }

  private async lookAtQueue(): Promise<void> {
    const counts = await this.bell.counts();
    this.up.set({ part: 'queue' }, counts ? 1 : 0);
    this.jobs.reset();
    for (const [state, count] of Object.entries(counts ?? {})) this.jobs.set({ state }, count);
  }

  private async lookAtDatabase(): Promise<void> {
    for (const one of [this.due, this.oldest, this.sending, this.sends]) one.reset();
    try {
      await this.database.transaction(async (tx) => {
        await tx.query(`set local statement_timeout = '${PATIENCE}'`);
        const sweep = await lastBeat(tx, 'sweep');
        this.sweepAge.set(sweep ? sweep.ageMs / 1000 : NaN);
        this.sweepTook.set(sweep ? sweep.tookMs / 1000 : NaN);
        this.sweepMade.set(sweep?.made ?? 0);
        this.sweepFaults.set(sweep?.faults ?? 0);
        const { waiting, ended, unread, failingRules } = await reminderNumbers(tx);
        this.unread.set(unread);
        this.failingRules.set(failingRules);
        for (const { kind, due, oldestSeconds, sending } of waiting) {
          this.due.set({ kind }, due);
          this.oldest.set({ kind }, oldestSeconds);
          this.sending.set({ kind }, sending);
        }
        for (const { kind, result, count } of ended) this.sends.inc({ kind, result }, count);
      });
      this.up.set({ part: 'database' }, 1);
    } catch {
      this.up.set({ part: 'database' }, 0);
    }
  }

  private named(name: string, help: string) {
    return { name: `xiaohao_${name}`, help, registers: [this.registry] };
  }

  private gauge<Label extends string>(name: string, help: string, ...labelNames: Label[]): Gauge<Label> {
    return new Gauge({ ...this.named(name, help), labelNames });
  }
}

/** Every answer is measured. */
export function measureRequests(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      app.get(Metrics).observe(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime / 1000);
      done();
    });
}
