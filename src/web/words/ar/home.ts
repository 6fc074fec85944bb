import type { home as English } from '../en/home.ts';

export const home: typeof English = {
  title: 'الأفلام',
  now: 'الليلة',
  goOn: 'متابعة المشاهدة',
  fresh: 'أُضيف حديثًا',
  play: 'تشغيل',
  goOnFrom: (time) => `متابعة من ${time}`,
  about: 'المزيد',
  aboutFilm: (name) => `المزيد عن ${name}`,
  left: (span) => `بقي ${span}`,
  loading: 'الدار تفتح أبوابها',
  decade: (year) => `من أعوام ${year}`,
  short: 'أفلام قصيرة',
  long: 'لسهرة طويلة',
  everything: 'كل شيء',
  empty: {
    title: 'الدار مظلمة الليلة',
    sentence: 'لا توجد أفلام هنا بعد. أضف فيلمًا لتشاهده ما إن تجهز نظرته الأولى.',
    action: 'إضافة فيلم',
  },
};
