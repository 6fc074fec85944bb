/**
 * Words for numbers of things: a form for each of the language's own plural categories (CLDR), `#` where the number
 * stands. Takes the number, and as it is written for the reader.
 */
export function pluralOf(
  language: string,
  forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string },
): (count: number, shown: string) => string {
  const rules = new Intl.PluralRules(language);
  return (count, shown) => (forms[rules.select(count)] ?? forms.other).replace('#', shown);
}
