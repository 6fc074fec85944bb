import type { library as English } from '../en/library.ts';
import { pluralOf } from '../plural.ts';

export const library: typeof English = {
  title: 'المكتبة',
  loading: 'جارٍ تحميل المكتبة',
  films: pluralOf('ar', {
    zero: 'لا أفلام',
    one: 'فيلم واحد',
    two: 'فيلمان',
    few: '# أفلام',
    many: '# فيلمًا',
    other: '# فيلم',
  }),
  series: pluralOf('ar', {
    zero: 'لا مسلسلات',
    one: 'مسلسل واحد',
    two: 'مسلسلان',
    few: '# مسلسلات',
    many: '# مسلسلًا',
    other: '# مسلسل',
  }),
  sort: 'الترتيب حسب',
  sorts: {
    added: 'المضاف حديثًا',
    name: 'الاسم',
    year: 'أحدث الأفلام أولًا',
    'year-up': 'أقدم الأفلام أولًا',
    duration: 'الأقصر أولًا',
    'duration-down': 'الأطول أولًا',
  },
  genre: 'النوع',
  anyGenre: 'كل الأنواع',
  decade: 'العقد',
  anyDecade: 'كل العقود',
  decadeName: (year) => `أعوام ${year}`,
  language: 'لغة الحوار',
  anyLanguage: 'كل اللغات',
  clear: 'مسح عوامل التصفية',
  more: 'عرض المزيد',
  empty: { title: 'الرفوف فارغة', sentence: 'تظهر هنا الأفلام التي تضيفها.', action: 'إضافة فيلم' },
  none: { title: 'لا توجد نتائج', sentence: 'لا شيء في المكتبة يطابق كل ما اخترته.' },
};
