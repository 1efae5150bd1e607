import { type FieldFault, problem, Problem } from '@app/platform';
import { closedProblem } from '@app/project';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { QueryFailedError } from 'typeorm';
import { CONSTRAINT_SENTENCES } from './constraint-sentences';

/** What the framework itself refuses, in words for people. */
const FRAMEWORK: Record<number, Problem> = {
  400: new Problem('bad-request', 400, '请求的格式不对，请检查后重新提交。'),
  404: problem.notFound(),
  413: new Problem('too-large', 413, '提交的内容太大，请减少后重试。'),
  415: new Problem('unsupported-media-type', 415, '请以 JSON 格式提交。'),
  429: problem.tooMany(),
};
const UNEXPECTED = new Problem(
  'unexpected',
  500,
  '系统出了意外，您填写的内容没有保存，请稍后重试；若仍不行，请联系管理员。',
);
const BUSY = new Problem('busy', 503, '系统正忙，请稍后重试。');

/** Every error leaves as `{code, message, details?}`: `message` is a Chinese sentence, nothing of the inside is told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const { code, status, message, details } = problemOf(error);
    if (status >= 500) {
      // The route, not the address: that may hold a secret (a calendar's, a rating's).
      this.logger.error(
        `${request.method} ${request.routeOptions.url ?? ''}`,
        error instanceof Error ? error.stack : String(error),
      );
    }
    void reply.status(status).send({ code, message, ...(details === undefined ? {} : { details }) });
  }
}

/** What a person is told of any error. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return FRAMEWORK[error.getStatus()] ?? UNEXPECTED;
  if (error instanceof QueryFailedError) return closedProblem(error) ?? ofDatabase(error.driverError as DriverError);
  // What the pool says when every connection was busy for as long as one may wait.
  if (error instanceof Error && error.message === 'timeout exceeded when trying to connect') return BUSY;
  const status = (error as { statusCode?: number } | null)?.statusCode;
  return (status !== undefined && FRAMEWORK[status]) || UNEXPECTED;
}

interface DriverError {
  code?: string;
  constraint?: string;
}

/** The name of a broken constraint becomes its sentence; time-outs and lost connections say that it is worth trying again. */
function ofDatabase({ code = '', constraint }: DriverError): Problem {
  const sentence = constraint === undefined ? undefined : CONSTRAINT_SENTENCES[constraint];
  if (sentence) {
    const details: FieldFault[] | undefined = sentence.field
      ? [{ field: sentence.field, message: sentence.message }]
      : undefined;
    return new Problem(sentence.status === 409 ? 'conflict' : 'validation', sentence.status, sentence.message, details);
  }
  // 40001/40P01: serialisation and deadlock; 55P03/57014: lock or statement time-out; 08*: connection.
  return /^(40001|40P01|55P03|57014|57P0.|53300|08)/.test(code) ? BUSY : UNEXPECTED;
}
