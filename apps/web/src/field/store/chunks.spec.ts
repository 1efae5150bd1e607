import { backoff } from './backoff';
import { LARGEST, larger, nextPiece, smaller } from './chunks';

it('pieces cover a file once and to the end, whatever the network carried', () => {
  const size = 400_001;
  const pieces: [number, number][] = [];
  let chunk = LARGEST;
  let received = 0;
  for (let piece = nextPiece(size, received, chunk); piece; piece = nextPiece(size, received, chunk)) {
    pieces.push([piece.from, piece.to]);
    received = piece.to;
    // It fails now and then.
    chunk = pieces.length % 3 === 0 ? smaller(chunk) : larger(chunk);
  }
  expect(pieces[0]).toEqual([0, LARGEST]);
  expect(pieces[pieces.length - 1]?.[1]).toBe(size);
  pieces.slice(1).forEach(([from], index) => expect(from).toBe(pieces[index]?.[1]));
});

it('goes on where the server says, and ends when it has all', () => {
  expect(nextPiece(1000, 990, LARGEST)).toEqual({ from: 990, to: 1000 });
  expect(nextPiece(1000, 1000, LARGEST)).toBeNull();
});

it('halves down to 16 kB and grows back to 128 kB', () => {
  const down = [1, 2, 3, 4, 5].reduce<number[]>(
    (sizes) => [...sizes, smaller(sizes[sizes.length - 1] ?? 0)],
    [LARGEST],
  );
  expect(down.map((bytes) => bytes / 1024)).toEqual([128, 64, 32, 16, 16, 16]);
  expect(larger(LARGEST)).toBe(LARGEST);
});

it('tries that follow one another wait longer, spread, and five minutes at most', () => {
  expect([1, 2, 3, 8, 9, 40].map((attempts) => backoff(attempts, 1) / 1000)).toEqual([2, 4, 8, 256, 300, 300]);
  expect(backoff(3, 0)).toBe(4000);
});
