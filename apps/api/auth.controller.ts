import { LedgersService } from '@app/ledger';
import {
  ActivateBody,
  AuthService,
  ChangePasswordBody,
  hasRole,
  LoginBody,
  LoginView,
  MeView,
  OrgService,
  type Principal,
  Public,
  type Role,
  SignedIn,
  StandInService,
} from '@app/org';
import { Settings } from '@app/platform';
import { Body, Controller, Get, HttpCode, Post, Put, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import { InjectDataSource } from '@nestjs/typeorm';
import type {} from '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { COOKIE } from './sign-in.guard';
import { Who } from './who.decorator';

/** What the pages show or hide by; the server checks each call all the same. */
const PERMISSIONS: Record<string, Role[]> = {
  'visit.log': ['officer', 'supervisor'],
  'calendar.subscribe': ['officer', 'handler', 'head', 'supervisor', 'leader'],
  'duty.excuse': ['supervisor'],
  'duty.questions': ['supervisor'],
  'duty.matrix': ['supervisor', 'leader', 'administrator', 'head'],
  'stand-in.write': ['officer', 'supervisor', 'administrator'],
  'handover.write': ['supervisor'],
  'issue.assign': ['supervisor'],
  'issue.urge': ['supervisor', 'leader'],
  'view.share': ['supervisor', 'administrator'],
  'project.write': ['supervisor'],
  'progress.write': ['supervisor', 'officer'],
  'progress.confirm': ['supervisor', 'officer'],
  'month.read': ['supervisor', 'leader', 'administrator', 'head'],
  'month.close': ['supervisor'],
  'month.confirmations': ['supervisor', 'leader', 'administrator', 'head', 'handler'],
  'bulletin.read': ['supervisor', 'leader', 'administrator', 'head'],
  'bulletin.preview': ['supervisor', 'leader', 'administrator'],
  'bulletin.make': ['supervisor', 'administrator'],
  'scoring.read': ['supervisor', 'leader', 'administrator', 'head'],
  'scoring.scheme': ['supervisor', 'administrator'],
  'scoring.run': ['supervisor'],
  'indicator.read': ['supervisor', 'leader', 'administrator', 'head', 'handler'],
  'indicator.write': ['supervisor', 'administrator'],
  'board.read': ['supervisor', 'leader', 'administrator'],
  'overview.read': ['supervisor', 'leader', 'administrator'],
  'screen.write': ['administrator'],
  'channel.write': ['administrator'],
  'ledger.write': ['administrator'],
  'pipeline.read': ['supervisor', 'administrator', 'leader', 'head', 'handler'],
  'pipeline.write': ['supervisor', 'administrator'],
  'order.read': ['supervisor', 'leader', 'head', 'handler'],
  'order.issue': ['supervisor'],
  'rating.read': ['supervisor', 'leader'],
  'org.write': ['administrator'],
  'reminder.write': ['administrator'],
  'record.read': ['administrator', 'supervisor'],
};

@ApiTags('登录')
@Controller('api')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly org: OrgService,
    private readonly standIns: StandInService,
    private readonly ledgers: LedgersService,
    private readonly settings: Settings,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Sign in: a token for programs, the same in an httpOnly cookie for the pages. */
  @Public()
  @UseGuards(ThrottlerGuard)
  @HttpCode(200)
  @Post('auth/login')
  async login(@Body() body: LoginBody, @Res({ passthrough: true }) reply: FastifyReply): Promise<LoginView> {
    const { token, personId, expiresAt } = await this.auth.login(body.username, body.password);
    void reply.setCookie(COOKIE, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: this.settings.publicUrl.startsWith('https:'),
      expires: expiresAt,
    });
    return { accessToken: token, user: await this.org.user(this.database.manager, personId) };
  }

  /** Set a password by a one-time link. */
  @Public()
  @UseGuards(ThrottlerGuard)
  @HttpCode(204)
  @Post('auth/activate')
  activate(@Body() body: ActivateBody): Promise<void> {
    return this.auth.activate(body.token, body.password);
  }

  /** End this session. */
  @SignedIn()
  @HttpCode(204)
  @Post('auth/logout')
  async logout(@Who() principal: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    void reply.clearCookie(COOKIE, { path: '/' });
    await this.auth.logout(principal.sessionId);
  }

  /** Who I am and what I may do. */
  @SignedIn()
  @Get('me')
  async me(@Who() principal: Principal): Promise<MeView> {
    const user = await this.org.user(this.database.manager, principal.id);
    const permissions = Object.keys(PERMISSIONS).filter((name) => hasRole(principal, ...(PERMISSIONS[name] ?? [])));
    // Who registers is for each ledger to say.
    if (await this.ledgers.mayRegister(this.database.manager, principal)) permissions.push('issue.register');
    return { ...user, permissions, standsInFor: await this.standIns.standsInFor(this.database.manager, principal.id) };
  }

  /** Replace my password; every session of mine ends. */
  @SignedIn()
  @HttpCode(204)
  @Put('me/password')
  changePassword(@Who() principal: Principal, @Body() body: ChangePasswordBody): Promise<void> {
    return this.auth.changePassword(principal, body.current, body.next);
  }
}
