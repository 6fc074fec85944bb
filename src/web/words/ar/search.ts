import type { search as English } from '../en/search.ts';
import { pluralOf } from '../plural.ts';

export const search: typeof English = {
  title: 'البحث',
  field: 'فيلم أو مسلسل أو شخص',
  clear: 'مسح',
  idle: { title: 'ماذا تودّ أن تشاهد؟', sentence: 'تكفي بضعة أحرف، ولا بأس بالأخطاء الإملائية.' },
  loading: 'جارٍ البحث',
  found: pluralOf('ar', {
    zero: 'لا نتائج',
    one: 'نتيجة واحدة',
    two: 'نتيجتان',
    few: '# نتائج',
    many: '# نتيجة',
    other: '# نتيجة',
  }),
  none: {
    title: (wanted) => `لا نتائج لـ «${wanted}»`,
    sentence: 'جرّب أحرفًا أقل، أو تصفّح المكتبة.',
    action: 'تصفّح المكتبة',
  },
};
