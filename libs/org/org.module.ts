import { Module } from '@nestjs/common';
import { AuthService } from './auth.service';
import { OrgService } from './org.service';

@Module({ providers: [AuthService, OrgService], exports: [AuthService, OrgService] })
export class OrgModule {}
