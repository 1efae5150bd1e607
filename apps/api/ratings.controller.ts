import {
  IssueRatingsView,
  RatingBody,
  RatingLinkBody,
  RatingLinkView,
  RatingPageView,
  RatingService,
  RatingSummaryQuery,
  RatingSummaryView,
  RatingTokenBody,
} from '@app/rating';
import { Allow, type Principal, Public, SignedIn } from '@app/org';
import { Bell } from '@app/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('企业评价')
@Controller('api')
export class RatingsController {
  constructor(
    private readonly ratings: RatingService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** How enterprises find their problems solved (满意度), by the day on which these were solved. */
  @Allow('supervisor', 'leader')
  @Get('ratings/summary')
  summary(@Query() query: RatingSummaryQuery): Promise<RatingSummaryView> {
    return this.ratings.summary(this.database.manager, query);
  }

  /** What the enterprise sees before it rates. The secret travels in the body, so that no log of addresses has it. */
  @Public()
  @UseGuards(ThrottlerGuard)
  @HttpCode(200)
  @Post('ratings/look')
  look(@Body() { token }: RatingTokenBody): Promise<RatingPageView> {
    return this.database.transaction((tx) => this.ratings.look(tx, token));
  }

  /** The enterprise rates, once; the same again answers as the first time. */
  @Public()
  @UseGuards(ThrottlerGuard)
  @HttpCode(200)
  @Post('ratings')
  async rate(@Body() body: RatingBody): Promise<RatingPageView> {
    const rated = await this.database.transaction((tx) => this.ratings.rate(tx, body));
    this.bell.ring('sweep');
    return rated;
  }

  /** The ratings of an issue, one for each time that it was solved. */
  @SignedIn()
  @Get('issues/:id/ratings')
  ofIssue(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<IssueRatingsView> {
    return this.ratings.ofIssue(this.database.manager, principal, id);
  }

  /** A new link for the enterprise, shown this once; the earlier one ends. */
  @Allow('supervisor', 'officer')
  @Post('issues/:id/rating-link')
  link(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RatingLinkBody,
  ): Promise<RatingLinkView> {
    return this.database.transaction((tx) => this.ratings.link(tx, principal, id, body));
  }
}
