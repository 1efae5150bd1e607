import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { problem } from '@app/platform';
import type { Principal } from '@app/org';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the sign-in guard; absent on public routes without a session. */
    principal?: Principal;
  }
}

/** The signed-in person, in a controller's arguments. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw problem.signedOut();
  return principal;
});
