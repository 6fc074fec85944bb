import type { library as English } from '../en/library.ts';
import { pluralOf } from '../plural.ts';

const films = pluralOf('ar', {
  zero: 'لا أفلام',
  one: 'فيلم واحد',
  two: 'فيلمان',
  few: '# أفلام',
  many: '# فيلمًا',
  other: '# فيلم',
});

export const library: typeof English = {
  title: 'المكتبة',
  loading: 'جارٍ إحضار المكتبة',
  count: films,
  sort: 'الترتيب',
  sorts: {
    added: 'الأحدث وصولًا أولًا',
    name: 'حسب الاسم',
    year: 'أحدث الأفلام أولًا',
    'year-up': 'أقدم الأفلام أولًا',
    duration: 'الأقصر أولًا',
    'duration-down': 'الأطول أولًا',
  },
  genre: 'النوع',
  anyGenre: 'كل الأنواع',
  language: 'لغة الحوار',
  anyLanguage: 'أي لغة',
  clear: 'أظهر الكل',
  more: 'أظهر المزيد',
  empty: { title: 'الرفوف فارغة', sentence: 'هنا تقف الأفلام التي تُضاف.', action: 'أضف فيلمًا' },
  none: { title: 'لا شيء كذلك', sentence: 'لا يوجد في الدار فيلم يوافق كل ما اختير.' },
};
