/** One thing that is wrong with one field; `message` is a Chinese sentence that says the way out. */
export interface FieldFault {
  field: string;
  message: string;
}

/** An answer that is not a success: a stable code for programs, a Chinese sentence for people. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly details?: unknown,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

type Values = Record<string, string | number>;
type Catalogue = Record<string, readonly [status: number, code: string, sentence: string]>;

/**
 * A lib's problems as a table `name: [status, code, sentence]`; each becomes a function that makes the {@link Problem}.
 * `{name}` in a sentence is filled from `values`.
 */
export function problems<T extends Catalogue>(
  catalogue: T,
): { [K in keyof T]: (values?: Values, details?: unknown) => Problem } {
  const make =
    ([status, code, sentence]: T[keyof T]) =>
    (values: Values = {}, details?: unknown) =>
      new Problem(
        code,
        status,
        sentence.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? '')),
        details,
      );
  return Object.fromEntries(Object.entries(catalogue).map(([name, row]) => [name, make(row as T[keyof T])])) as {
    [K in keyof T]: (values?: Values, details?: unknown) => Problem;
  };
}

export const problem = problems({
  notFound: [404, 'not-found', '没有找到这条记录，或者您无权查看。'],
  forbidden: [403, 'forbidden', '您没有进行此操作的权限。'],
  signedOut: [401, 'signed-out', '请先登录。'],
  stale: [409, 'stale', '这条记录刚被他人修改，请核对最新内容后再提交。'],
  sameIdOtherBody: [409, 'same-id-other-body', '这个编号已用于另一份内容，请核对后重新提交。'],
  tooMany: [429, 'too-many', '操作过于频繁，请稍后再试。'],
});

/** A 400 that names one field. */
export const invalid = (field: string, message: string): Problem =>
  new Problem('validation', 400, message, [{ field, message }] satisfies FieldFault[]);
