// Loaded before the program: its machine's clock is wrong by so many milliseconds.
const shift = Number(process.env.FAULTS_CLOCK_SHIFT_MS);
const Real = Date;
const now = () => Real.now() + shift;
globalThis.Date = new Proxy(Real, {
  construct: (target, args, maker) => Reflect.construct(target, args.length === 0 ? [now()] : args, maker),
  apply: () => new Real(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
