import type { search as English } from '../en/search.ts';
import { pluralOf } from '../plural.ts';

export const search: typeof English = {
  title: 'البحث',
  field: 'اسم فيلم أو مسلسل أو شخص',
  clear: 'مسح',
  idle: { title: 'ماذا تود أن تشاهد', sentence: 'تكفي بضعة أحرف، ولا بأس بخطأ صغير.' },
  loading: 'جارٍ البحث',
  found: pluralOf('ar', {
    zero: 'لم يُعثر على شيء',
    one: 'عُثر على فيلم واحد',
    two: 'عُثر على فيلمين',
    few: 'عُثر على # أفلام',
    many: 'عُثر على # فيلمًا',
    other: 'عُثر على # فيلم',
  }),
  none: {
    title: (wanted) => `لا شيء هنا باسم «${wanted}»`,
    sentence: 'جرّب أحرفًا أقل، أو تصفّح كل شيء.',
    action: 'إلى المكتبة',
  },
};
