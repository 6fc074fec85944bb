import type { operations as English } from '../en/operations.ts';
import { pluralOf } from '../plural.ts';

const processes = pluralOf('ar', {
  one: 'تعمل عملية واحدة، ولا شيء يتطلب انتباهك.',
  two: 'تعمل عمليتان، ولا شيء يتطلب انتباهك.',
  few: 'تعمل # عمليات، ولا شيء يتطلب انتباهك.',
  other: 'تعمل # عملية، ولا شيء يتطلب انتباهك.',
});
const unwell = pluralOf('ar', { one: 'مشكلة واحدة', two: 'مشكلتان', few: '# مشاكل', other: '# مشكلة' });
const waiting = pluralOf('ar', {
  one: 'مهمة واحدة في الانتظار، لكن لا يوجد مرمّز متاح.',
  two: 'مهمتان في الانتظار، لكن لا يوجد مرمّز متاح.',
  few: '# مهام في الانتظار، لكن لا يوجد مرمّز متاح.',
  other: '# مهمة في الانتظار، لكن لا يوجد مرمّز متاح.',
});
const failed = pluralOf('ar', {
  one: 'فشلت مهمة واحدة وتتطلب انتباهك.',
  two: 'فشلت مهمتان وتتطلبان انتباهك.',
  few: 'فشلت # مهام وتتطلب انتباهك.',
  other: 'فشلت # مهمة وتتطلب انتباهك.',
});
const uploads = pluralOf('ar', {
  zero: 'لا عمليات رفع',
  one: 'عملية رفع واحدة جارية',
  two: 'عمليتا رفع جاريتان',
  few: '# عمليات رفع جارية',
  other: '# عملية رفع جارية',
});

export const operations: typeof English = {
  title: 'التشغيل',
  loading: 'جارٍ تفقّد الدار',
  well: 'كل شيء على ما يرام',
  wellMore: processes,
  wellOne: 'كل شيء يعمل في عملية واحدة، ولا شيء يتطلب انتباهك.',
  unwell,
  complaints: {
    missing: (targets) => `لا يعمل: ${targets}.`,
    unready: (targets, why) => `${targets}: غير جاهز. ${why}`,
    disk: (held) => `الأعمال الجديدة معلّقة: ${held}`,
    'no-encoder': waiting,
    failed,
  },
  noWhy: 'لم يُذكر السبب.',
  seeFailed: 'عرض ما فشل',
  asOf: (time) => `حتى ${time}`,
  live: 'مباشر',
  processes: {
    title: 'العمليات',
    label: 'العمليات',
    targets: 'الخدمات',
    pid: 'معرّف العملية',
    address: 'العنوان',
    up: 'مدة التشغيل',
    ready: 'جاهزة',
    unready: 'غير جاهزة',
  },
  jobs: {
    title: 'المهام',
    label: 'المهام بحسب حالتها',
    states: { waiting: 'في الانتظار', leased: 'قيد التنفيذ', done: 'تمت', failed: 'فشلت' },
    uploads,
    none: 'لا يوجد ما يُنفَّذ الآن.',
  },
  encoders: {
    title: 'المرمّزات',
    label: 'المرمّزات ومهامها الحالية',
    name: 'المرمّز',
    leased: 'قيد التنفيذ',
    seen: 'آخر ظهور',
    none: 'لم يطلب أي مرمّز عملًا بعد.',
  },
  disk: {
    title: 'القرص',
    free: (free, all) => `المتاح ${free} من ${all}`,
    used: (share) => `${share} مشغول`,
    unknown: 'لم تُقَس مساحة القرص بعد.',
  },
  troubles: {
    title: 'آخر الأخطاء',
    label: 'آخر الأخطاء، الأحدث أولًا',
    none: 'لا أخطاء حديثة.',
  },
  version: (version) => `Bijou ${version}`,
  hooks: {
    title: 'خطافات الويب',
    lead: 'يمكن إبلاغ برامج أخرى عند إضافة عنوان أو جاهزيته أو تعثره. تُوقَّع الرسائل وفق معيار Standard Webhooks.',
    url: 'العنوان الإلكتروني',
    which: 'الإبلاغ عن',
    all: 'كل الأحداث',
    events: {
      'title.added': 'أُضيف',
      'title.watchable': 'جاهز للمشاهدة',
      'title.ready': 'اكتمل ترميزه',
      'title.refused': 'مرفوض',
      'title.failed': 'فشل',
      'title.removed': 'حُذف',
      'title.restored': 'استُعيد',
    },
    add: 'إضافة خطاف',
    try: 'إرسال تجربة',
    remove: 'إزالة',
    never: 'لم يُرسل شيء بعد.',
    waiting: pluralOf('ar', {
      one: 'رسالة واحدة في الانتظار',
      two: 'رسالتان في الانتظار',
      few: '# رسائل في الانتظار',
      other: '# رسالة في الانتظار',
    }),
    secret: 'تُوقَّع الرسائل بهذا السر. انسخه الآن فلن يُعرض مرة أخرى.',
  },
};
