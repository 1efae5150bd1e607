/** So long the last answer of the database is carried on. */
const CARRIED_MS = 1_000;

/**
 * The database's time for whoever needs it often: asked at most once a second, in between this process's stopwatch goes
 * on. The stopwatch knows no date, so a machine whose clock is wrong is not early; it never runs ahead of the database,
 * for an answer is counted from when it came.
 */
export class DatabaseClock {
  private answer?: { now: number; came: number };
  private asking?: Promise<{ now: number; came: number }>;

  constructor(
    private readonly ask: () => Promise<Date>,
    private readonly stopwatch: () => number = () => performance.now(),
  ) {}

  async now(): Promise<Date> {
    let answer = this.answer;
    if (!answer || this.stopwatch() - answer.came > CARRIED_MS) {
      this.asking ??= this.renew().finally(() => (this.asking = undefined));
      answer = await this.asking;
    }
    return new Date(answer.now + this.stopwatch() - answer.came);
  }

  private async renew(): Promise<{ now: number; came: number }> {
    const now = (await this.ask()).getTime();
    return (this.answer = { now, came: this.stopwatch() });
  }
}
