import type { title as English } from '../en/title.ts';

export const title: typeof English = {
  loading: 'جارٍ إيجاد الفيلم',
  play: 'تشغيل',
  goOn: (left) => `تابع · بقي ${left}`,
  fromStart: 'من البداية',
  facts: 'باختصار',
  episodes: 'الحلقات',
  season: (season) => `الموسم ${season}`,
  episode: (season, episode) => `الموسم ${season}، الحلقة ${episode}`,
  chapters: 'الفصول',
  people: 'المشاركون',
  more: 'أفلام مشابهة',
  sound: 'الصوت',
  captions: 'الترجمة',
  noCaptions: 'لا توجد',
  genres: 'النوع',
  maturity: 'الفئة العمرية',
  unknownLanguage: 'لغة غير معروفة',
  others: (_count, shown) => `و${shown} أخرى`,
  gone: {
    title: 'هذا الفيلم ليس في الدار',
    sentence: 'ربما أُزيل من العرض. وما يُعرض الآن على بعد خطوة.',
    action: 'إلى المكتبة',
  },
};
