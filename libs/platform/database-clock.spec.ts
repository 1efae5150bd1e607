import { DatabaseClock } from './database-clock';

describe('the time of the database, carried on by a stopwatch', () => {
  let asked: number;
  let database: number;
  let stopwatch: number;
  let clock: DatabaseClock;
  const pass = (milliseconds: number): void => {
    database += milliseconds;
    stopwatch += milliseconds;
  };

  beforeEach(() => {
    asked = 0;
    database = Date.parse('2024-10-16T10:00:00+08:00');
    stopwatch = 5_000;
    const ask = (): Promise<Date> => {
      asked += 1;
      return Promise.resolve(new Date(database));
    };
    clock = new DatabaseClock(ask, () => stopwatch);
  });

  it('asks once a second, also when many want to know at once', async () => {
    await Promise.all([clock.now(), clock.now(), clock.now()]);
    pass(400);
    expect((await clock.now()).getTime()).toBe(database);
    pass(600);
    expect((await clock.now()).getTime()).toBe(database);
    expect(asked).toBe(1);
    pass(1);
    expect((await clock.now()).getTime()).toBe(database);
    expect(asked).toBe(2);
  });

  it('is never ahead of the database, however long its answer takes', async () => {
    const slow = new DatabaseClock(
      () => {
        const answer = new Date(database);
        pass(800);
        return Promise.resolve(answer);
      },
      () => stopwatch,
    );
    expect((await slow.now()).getTime()).toBeLessThanOrEqual(database);
    pass(300);
    expect((await slow.now()).getTime()).toBeLessThanOrEqual(database);
  });

  it('asks again after a failure', async () => {
    let fails = true;
    const shaky = new DatabaseClock(
      () => (fails ? Promise.reject(new Error('away')) : Promise.resolve(new Date(database))),
      () => stopwatch,
    );
    await expect(shaky.now()).rejects.toThrow('away');
    fails = false;
    expect((await shaky.now()).getTime()).toBe(database);
  });
});
