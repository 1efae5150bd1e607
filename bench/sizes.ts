/** A district as it is: 250 projects in a year. The issues of both years together are the 20 000 of the list. */
export const SMALL = { year: 2024, projects: 250, issues: 2_000 };
/** `--quick`: a tenth of the large year and short slices, to see that everything runs. */
export const quickly = (): boolean => process.argv.includes('--quick');
/** A hundred districts in one. */
export const LARGE = { year: 2025, projects: quickly() ? 2_500 : 25_000, issues: 18_000 };
/** Of the accounts that only this run's own database has. */
export const PASSWORD = 'bench-only-2024';
