import type { home as English } from '../en/home.ts';

export const home: typeof English = {
  title: 'الأفلام',
  now: 'الليلة',
  goOn: 'تابع من حيث توقفت',
  fresh: 'جديد في الدار',
  all: 'في البرنامج',
  play: 'تشغيل',
  goOnFrom: (time) => `تابع من ${time}`,
  fromStart: 'من البداية',
  about: 'المزيد',
  aboutFilm: (name) => `المزيد عن ${name}`,
  left: (span) => `بقي ${span}`,
  upTo: (height) => `حتى ${height}p`,
  loading: 'الدار تفتح أبوابها',
  everything: 'كل ما في الدار',
  empty: {
    title: 'الدار مظلمة الليلة',
    sentence: 'لا يوجد فيلم هنا بعد. أضف فيلمًا، ويمكن مشاهدته ما إن تجهز نظرته الأولى.',
    action: 'أضف فيلمًا',
  },
};
