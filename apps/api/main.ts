import 'reflect-metadata';
import { readSettings, SettingsError } from '@app/platform';
import { createApp } from './app';

async function main(): Promise<void> {
  const settings = readSettings();
  const app = await createApp(settings);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  // Started by a launcher that is gone: do not stay behind.
  process.on('disconnect', () => void app.close().then(() => process.exit(0)));
  await app.listen(settings.PORT, settings.HOST);
  process.send?.('ready');
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof SettingsError ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
  process.exit(1);
});
