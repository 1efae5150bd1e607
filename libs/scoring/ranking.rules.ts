import { decimal } from '@app/platform';
import { ranked } from './rank.rules';
import type { Order, PaceLight, RankingRow, RankingWithout } from './ranking.dto';

/** A figure of a unit as the roll-up has it. */
export interface UnitFigure {
  unitId: string;
  name: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  gap: string | null;
  basisNote: string | null;
}

/** Points behind the time schedule from which on a unit is clearly late, rather than a little. */
export const CLEARLY_BEHIND = 5;

/** 绿: at or above the time schedule; 黄: up to five points behind; 红: more. */
export function paceLight(gap: string | null): PaceLight | null {
  if (gap === null) return null;
  if (!decimal(gap).isNegative() || decimal(gap).isZero()) return 'green';
  return decimal(gap).greaterThanOrEqualTo(-CLEARLY_BEHIND) ? 'yellow' : 'red';
}

/**
 * Units in the order of their figure. Shares are compared exactly, by their two numbers: what is only rounded to the same
 * digits shares no rank. Units without a base stand apart.
 */
export function rankUnits(
  figures: readonly UnitFigure[],
  order: Order,
): { rows: RankingRow[]; without: RankingWithout[] } {
  const based = figures.filter((figure): figure is UnitFigure & { value: string } => figure.value !== null);
  const turn = order === 'asc' ? 1 : -1;
  const ordered = [...based].sort((a, b) => turn * compared(a, b) || byName(a, b));
  return {
    rows: ranked(ordered, (a, b) => compared(a, b) === 0).map((row) => ({ ...row, light: paceLight(row.gap) })),
    without: figures
      .filter(({ value }) => value === null)
      .sort(byName)
      .map(({ unitId, name }) => ({ unitId, name, reason: '没有基数（分母为零或没有数据），不参与排名' })),
  };
}

function compared(a: UnitFigure, b: UnitFigure): number {
  const [left, right] = [a, b].map(({ numerator, denominator }) => ({ numerator, denominator }));
  if (left?.numerator != null && right?.numerator != null && left.denominator !== null && right.denominator !== null) {
    // Without dividing: a third is no decimal. Denominators below zero do not occur.
    return decimal(left.numerator)
      .times(right.denominator)
      .comparedTo(decimal(right.numerator).times(left.denominator));
  }
  return decimal(exact(a)).comparedTo(exact(b));
}

const exact = ({ value, numerator, denominator }: UnitFigure): string =>
  denominator === null ? (numerator ?? value ?? '0') : (value ?? '0');

const byName = (a: UnitFigure, b: UnitFigure): number =>
  a.name.localeCompare(b.name, 'zh-Hans-CN') || a.unitId.localeCompare(b.unitId);
