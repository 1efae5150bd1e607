/** A district as it is: 250 projects in a year. */
export const SMALL = { year: 2024, projects: 250, issues: 2_000 };
/** `--quick`: a tenth of the large year and short slices, to see that everything runs. */
export const quickly = (): boolean => process.argv.includes('--quick');
/** A hundred districts in one. */
export const LARGE = { year: 2025, projects: quickly() ? 2_500 : 25_000, issues: 18_000 };
/** With it the lists have 200 000 issues; they are registered in the year that ends today, so that all lights burn. */
export const ARCHIVE = { year: 2023, projects: 500, issues: quickly() ? 18_000 : 180_000 };
/** Of the accounts that only this run's own database has. */
export const PASSWORD = 'bench-only-2024';
/** For the month: a hundred districts in one with a year of issues and visits, and one district beside it. */
const tenth = quickly() ? 10 : 1;
export const MONTHS_SMALL = { year: 2024, projects: 250, issues: 2_000, visits: 30_000 };
export const MONTHS_LARGE = {
  year: 2025,
  projects: 25_000 / tenth,
  issues: 1_000_000 / tenth,
  visits: 3_000_000 / tenth,
};
