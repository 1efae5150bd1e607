import { PageOf, PageQuery, IsId, IsStorable, IsText, IsVersion, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsBoolean, IsIn, IsString, Length, Matches } from 'class-validator';
import { type Role, ROLES, UNIT_KINDS, type UnitKind } from './org.policy';

const PASSWORD = { message: '密码至少 8 位，且同时含有字母和数字。' };

export class LoginBody {
  /** Sign-in name. */
  @IsString({ message: '请填写用户名。' })
  @Length(1, 40, { message: '请填写用户名。' })
  @IsStorable('用户名')
  username: string;

  /** Password. */
  @IsString({ message: '请填写密码。' })
  @Length(1, 200, { message: '请填写密码。' })
  password: string;
}

export class ActivateBody {
  /** The secret part of the one-time link. */
  @IsString({ message: '链接不完整，请从收到的地址重新打开。' })
  @Length(20, 100, { message: '链接不完整，请从收到的地址重新打开。' })
  token: string;

  /** The password to use from now on. */
  @Matches(/^(?=.*[A-Za-z])(?=.*\d).{8,200}$/, PASSWORD)
  password: string;
}

export class ChangePasswordBody {
  /** The password used until now. */
  @IsString({ message: '请填写原密码。' })
  current: string;

  /** The password to use from now on. */
  @Matches(/^(?=.*[A-Za-z])(?=.*\d).{8,200}$/, PASSWORD)
  next: string;
}

/** A person as others see them. */
export class UserView {
  id: string;
  username: string;
  name: string;
  /** Post (职务), may be empty. */
  title: string;
  unitId: string;
  unitName: string;
  @ApiProperty({ enum: ROLES, isArray: true }) roles: Role[];
  active: boolean;
  version: number;
}

export class UserCreated extends UserView {
  /** One-time address to set the password, when none was given: valid for 72 hours, shown only here. */
  activationLink?: string;
}

export class LoginView {
  /** Sent as `Authorization: Bearer …`; the same in an httpOnly cookie. */
  accessToken: string;
  user: UserView;
}

/** Somebody by name. */
export class NamedPerson {
  id: string;
  name: string;
}

export class MeView extends UserView {
  /** What I may do, as dotted names: `issue.register`, `month.close` … */
  permissions: string[];
  /** For whom I stand in today (代访). */
  standsInFor: NamedPerson[];
}

export class UnitView {
  id: string;
  name: string;
  @ApiProperty({ enum: UNIT_KINDS }) kind: UnitKind;
  active: boolean;
  version: number;
}

export class UnitBody {
  /** Name, used once. */
  @IsText('单位名称', { min: 1, max: 60 })
  name: string;

  /** Kind of unit. */
  @Optional()
  @ApiProperty({ enum: UNIT_KINDS, required: false })
  @IsIn(UNIT_KINDS, { message: '单位类别不在可选范围内。' })
  kind: UnitKind = 'department';
}

export class UnitPatch {
  /** The version that was seen. */
  @IsVersion()
  version: number;

  @Optional()
  @IsText('单位名称', { min: 1, max: 60 })
  name?: string;

  @Optional()
  @ApiProperty({ enum: UNIT_KINDS, required: false })
  @IsIn(UNIT_KINDS, { message: '单位类别不在可选范围内。' })
  kind?: UnitKind;

  /** False: nothing new is given to it; what it has stays on record. */
  @Optional()
  @IsBoolean({ message: '是否停用应为真或假。' })
  active?: boolean;
}

export class UserBody {
  /** Sign-in name: small letters, digits, dot, dash; used once. */
  @Matches(/^[a-z0-9][a-z0-9._-]{1,39}$/, { message: '用户名为 2 至 40 位小写字母、数字、点或横线。' })
  username: string;

  /** Name of the person. */
  @IsText('姓名', { min: 1, max: 40 })
  name: string;

  /** Post (职务). */
  @Optional()
  @IsText('职务', { max: 40 })
  title: string = '';

  /** The unit the person works in. */
  @IsId('单位')
  unitId: string;

  /** At least one role. */
  @ApiProperty({ enum: ROLES, isArray: true })
  @ArrayNotEmpty({ message: '请至少选择一个角色。' })
  @ArrayUnique({ message: '角色不能重复。' })
  @IsIn(ROLES, { each: true, message: '角色不在可选范围内。' })
  roles: Role[];

  /** First password; without it the answer carries a one-time link. */
  @Optional()
  @Matches(/^(?=.*[A-Za-z])(?=.*\d).{8,200}$/, PASSWORD)
  password?: string;
}

export class UserPatch {
  /** The version that was seen. */
  @IsVersion()
  version: number;

  @Optional()
  @IsText('姓名', { min: 1, max: 40 })
  name?: string;

  @Optional()
  @IsText('职务', { max: 40 })
  title?: string;

  @Optional()
  @IsId('单位')
  unitId?: string;

  @Optional()
  @ApiProperty({ enum: ROLES, isArray: true, required: false })
  @ArrayNotEmpty({ message: '请至少选择一个角色。' })
  @IsIn(ROLES, { each: true, message: '角色不在可选范围内。' })
  roles?: Role[];

  /** False: may not sign in any more; open sessions end. */
  @Optional()
  @IsBoolean({ message: '是否停用应为真或假。' })
  active?: boolean;
}

export class UserQuery extends PageQuery {
  /** Part of a name or sign-in name. */
  @Optional()
  @IsText('查询词', { max: 40 })
  q?: string;

  /** Only people with this role. */
  @Optional()
  @ApiProperty({ enum: ROLES, required: false })
  @IsIn(ROLES, { message: '角色不在可选范围内。' })
  role?: Role;

  /** Only people of this unit. */
  @Optional()
  @IsId('单位')
  unitId?: string;
}

export class UserPage extends PageOf(UserView) {}
export class UnitPage extends PageOf(UnitView) {}
