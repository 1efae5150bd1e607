import { type FieldFault, Problem } from '@app/platform';
import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

/** Whitelist: what the class does not name is refused; every fault names its field and the way out. */
export const validation = (): ValidationPipe =>
  new ValidationPipe({
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
