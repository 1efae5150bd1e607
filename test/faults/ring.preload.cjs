// Loaded before the program: it dies, as by `kill -9`, just when it would ring the bell for what it has committed.
const { Queue } = require('bullmq');

Queue.prototype.addBulk = function die() {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};
