import type { InputOf } from '../../../../contracts/calls/index.ts';
import type { studioContract } from '../../../../contracts/studio/index.ts';

export type ManyEdit = Omit<InputOf<(typeof studioContract)['calls']['editMany']>, 'ids'>;

/** What is entered to change many titles; what is left empty stays as it is. */
export interface ManyForm {
  readonly year: string;
  readonly maturity: string;
  readonly series: string;
  readonly season: string;
  readonly addGenres: string;
  readonly removeGenres: string;
}

export const emptyForm: ManyForm = {
  ...{ year: '', maturity: '', series: '', season: '', addGenres: '', removeGenres: '' },
};

export type ManyWrong = Partial<Record<'year' | 'season', 'year' | 'number'>>;

export function wrongIn({ year, season }: ManyForm): ManyWrong {
  return {
    ...(year.trim() === '' || isYear(year.trim()) ? {} : { year: 'year' as const }),
    ...(season.trim() === '' || /^\d{1,4}$/.test(season.trim()) ? {} : { season: 'number' as const }),
  };
}

/** What is to be changed, or undefined where nothing was entered. */
export function editOf(form: ManyForm): ManyEdit | undefined {
  const [year, maturity, name, season] = [form.year, form.maturity, form.series, form.season].map((text) =>
    text.trim(),
  );
  const [addGenres, removeGenres] = [listIn(form.addGenres), listIn(form.removeGenres)];
  const series = { ...(name ? { name } : {}), ...(season ? { season: Number(season) } : {}) };
  const edit: ManyEdit = {
    ...(year ? { year: Number(year) } : {}),
    ...(maturity ? { maturity } : {}),
    ...(Object.keys(series).length > 0 ? { series } : {}),
    ...(addGenres.length > 0 ? { addGenres } : {}),
    ...(removeGenres.length > 0 ? { removeGenres } : {}),
  };
  return Object.keys(edit).length === 0 ? undefined : edit;
}

function isYear(text: string): boolean {
  return /^\d{4}$/.test(text) && Number(text) >= 1800 && Number(text) <= 2200;
}

function listIn(text: string): string[] {
  return text.split(/[,،]/).flatMap((part) => part.trim() || []);
}
