import { BoardQuery, BoardReader, BoardRowPage, BoardRowsQuery, BoardView } from '@app/desk';
import { Allow } from '@app/org';
import { snapshot, Together } from '@app/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@ApiTags('督办看板')
@Controller('api/board')
export class BoardController {
  /** The same for all who may see it: those who open it at once share one answer. */
  private readonly boards = new Together<BoardView>();

  constructor(
    private readonly board: BoardReader,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** The supervisor's board: investment held up, who is late, what waits. */
  @Allow('supervisor', 'leader', 'administrator')
  @Get()
  one(@Query() query: BoardQuery): Promise<BoardView> {
    const read = () => snapshot(this.database, (tx) => this.board.board(tx, query));
    return this.boards.ask(String(query.untouched), read);
  }

  /** The issues behind a figure of the board. */
  @Allow('supervisor', 'leader', 'administrator')
  @Get('rows')
  rows(@Query() query: BoardRowsQuery): Promise<BoardRowPage> {
    return snapshot(this.database, (tx) => this.board.rows(tx, query));
  }
}
