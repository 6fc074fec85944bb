import type { house as English } from '../en/house.ts';

export const house: typeof English = {
  name: 'Bijou',
  untitled: 'بلا عنوان',
  tagline: 'دار عرضك الخاصة',
  skip: 'انتقل إلى الأفلام',
  close: 'إغلاق',
  cancel: 'إلغاء',
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
    title: 'حدث خطأ ما',
    retry: 'إعادة المحاولة',
    code: 'رمز الدعم',
    stale: 'قد لا يكون هذا محدّثًا.',
    undone: 'لم ينجح ذلك، فتم التراجع عنه.',
  },
  offline: {
    title: 'لا يوجد اتصال',
    sentence: 'هذا الجهاز غير متصل. ستعود الصفحة تلقائيًّا عند عودة الاتصال.',
    action: 'إعادة المحاولة',
  },
  nowhere: {
    title: 'الصفحة غير موجودة',
    sentence: 'لا يوجد شيء في هذا العنوان.',
    action: 'العودة إلى الأفلام',
  },
  loading: 'لحظة من فضلك',
  span: {
    hours: (hours, minutes) => (minutes === undefined ? `${hours} س` : `${hours} س ${minutes} د`),
    minutes: (minutes) => `${minutes} د`,
    seconds: (seconds) => `${seconds} ث`,
  },
  row: { on: (name) => `${name}: التالي`, back: (name) => `${name}: السابق` },
  required: 'مطلوب',
};
