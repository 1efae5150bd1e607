import { readSettings, SettingsError } from './env';

const least = { DATABASE_URL: 'postgres://a:b@localhost/c' };

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('need nothing but a database', () => {
    expect(readSettings(least)).toMatchObject({ PORT: 3000, DEMO: false, publicUrl: 'http://localhost:3000' });
    expect(readSettings({ ...least, PORT: '8080', DEMO: '1', REDIS_URL: '' })).toMatchObject({
      PORT: 8080,
      DEMO: true,
    });
  });

  it('list all faults at once, each as a sentence', () => {
    const faults = faultsOf({ PORT: 'x', DEMO: 'maybe', REDIS_URL: 'http://no', SESSION_HOURS: '0' });
    expect(faults).toHaveLength(5);
    expect(faults.join()).toMatch(/PORT.*DATABASE_URL.*REDIS_URL.*DEMO.*SESSION_HOURS/);
  });
});
