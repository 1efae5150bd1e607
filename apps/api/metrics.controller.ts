import { createHash, timingSafeEqual } from 'node:crypto';
import { AuthService, hasRole, Public } from '@app/org';
import { problem, Settings } from '@app/platform';
import { type CanActivate, Controller, type ExecutionContext, Get, Injectable, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Metrics } from './metrics';
import { tokenOf } from './sign-in.guard';

/** Of one length whatever was sent, so that how long comparing takes tells nothing. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A program with the token of the settings, or an administrator who is signed in. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(
    private readonly auth: AuthService,
    private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const given = tokenOf(context.switchToHttp().getRequest<FastifyRequest>()) ?? '';
    const { METRICS_TOKEN: wanted } = this.settings;
    if (wanted !== undefined && timingSafeEqual(digest(given), digest(wanted))) return true;
    const principal = await this.auth.principalOf(given);
    if (!principal) throw problem.signedOut();
    if (!hasRole(principal, 'administrator')) throw problem.forbidden();
    return true;
  }
}

@ApiTags('系统')
@Controller('api/metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** The state of this process, the queue, sweeps and deliveries, for Prometheus. */
  @Public()
  @UseGuards(ThrottlerGuard, MetricsGuard)
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Get()
  async scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { type, text } = await this.metrics.read();
    void reply.headers({ 'content-type': type, 'cache-control': 'no-store' });
    return text;
  }
}
