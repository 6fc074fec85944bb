import type { house as English } from '../en/house.ts';

export const house: typeof English = {
  name: 'Bijou',
  untitled: 'بلا عنوان',
  tagline: 'دار عرضك الخاصة',
  skip: 'انتقل إلى الأفلام',
  close: 'إغلاق',
  more: 'المزيد',
  back: 'رجوع',
  nav: {
    label: 'القائمة الرئيسية',
    films: 'الأفلام',
    library: 'المكتبة',
    search: 'البحث',
    studio: 'الاستوديو',
    operations: 'التشغيل',
  },
  language: 'اللغة',
  wrong: {
    title: 'هناك ما يعيق الطريق',
    retry: 'حاول مرة أخرى',
    code: 'رمز للدعم',
    stale: 'قد تكون القائمة غير محدّثة.',
    undone: 'لم ينجح ذلك، فأُعيد كل شيء إلى ما كان عليه.',
  },
  offline: {
    title: 'لا يوجد اتصال',
    sentence: 'هذا الجهاز غير متصل. تعود الصفحة وحدها حين يعود الاتصال.',
    action: 'حاول مرة أخرى',
  },
  nowhere: {
    title: 'لا توجد قاعة كهذه',
    sentence: 'هذا العنوان لا يؤدي إلى أي مكان في هذه الدار.',
    action: 'إلى الأفلام',
  },
  loading: 'لحظة واحدة',
  span: {
    hours: (hours, minutes) => (minutes === undefined ? `${hours} س` : `${hours} س ${minutes} د`),
    minutes: (minutes) => `${minutes} د`,
    seconds: (seconds) => `${seconds} ث`,
  },
  row: { on: (name) => `${name}: التالي`, back: (name) => `${name}: السابق` },
  required: 'مطلوب',
};
