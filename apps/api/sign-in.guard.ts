import { AuthService, hasRole, POLICY, type Policy } from '@app/org';
import { problem } from '@app/platform';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type {} from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';

export const COOKIE = 'xiaohao';

/** Global and deny by default: a route without a policy answers 403 to everybody, and a test names it. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly auth: AuthService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (policy === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.auth.principalOf(tokenOf(request) ?? '');
    if (!principal) throw problem.signedOut();
    if (policy !== 'signed-in' && !(policy && hasRole(principal, ...policy))) throw problem.forbidden();
    request.principal = principal;
    return true;
  }
}

/** The bearer token, or the cookie's; a cookie writes only for pages of our own address (no cross-site request). */
export function tokenOf(request: FastifyRequest): string | undefined {
  const { authorization, origin, host } = request.headers;
  if (authorization?.startsWith('Bearer ')) return authorization.slice(7);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads && origin !== undefined && origin.replace(/^https?:\/\//, '') !== host) return undefined;
  return request.cookies[COOKIE];
}
