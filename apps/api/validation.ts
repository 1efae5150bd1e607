import { type FieldFault, Problem } from '@app/platform';
import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

/** No body of ours goes deeper than a list of objects; what goes on without end would exhaust the stack. */
const DEEPEST = 8;

const deeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => deeperThan(levels - 1, inner)));

class BoundedValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value))) {
      const message = '请以 JSON 对象提交内容。';
      throw new Problem('validation', 400, message, [{ field: 'body', message }]);
    }
    if (deeperThan(DEEPEST, value)) throw new Problem('validation', 400, '提交的内容层次过多，请检查后重新提交。');
    return (await super.transform(value, metadata)) as unknown;
  }
}

/** Whitelist: what the class does not name is refused; every fault names its field and the way out. */
export const validation = (): ValidationPipe =>
  new BoundedValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    transformOptions: { exposeDefaultValues: true },
    stopAtFirstError: true,
    exceptionFactory: (errors) => {
      const details = errors.flatMap((error) => faultsOf(error));
      return new Problem('validation', 400, details[0]?.message ?? '填写的内容有误，请检查。', details);
    },
  });

function faultsOf(error: ValidationError, path = ''): FieldFault[] {
  const field = path + error.property;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? `不认识的字段“${error.property}”，请去掉后重试。` : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, `${field}.`))];
}
