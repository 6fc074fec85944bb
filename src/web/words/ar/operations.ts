import type { operations as English } from '../en/operations.ts';
import { pluralOf } from '../plural.ts';

const unwell = pluralOf('ar', {
  one: 'أمر واحد ليس على ما يرام',
  two: 'أمران ليسا على ما يرام',
  few: '# أمور ليست على ما يرام',
  other: '# أمرًا ليس على ما يرام',
});
const waiting = pluralOf('ar', {
  one: 'مهمة واحدة تنتظر، ولا مرمّز مستيقظ.',
  two: 'مهمتان تنتظران، ولا مرمّز مستيقظ.',
  few: '# مهام تنتظر، ولا مرمّز مستيقظ.',
  other: '# مهمة تنتظر، ولا مرمّز مستيقظ.',
});
const failed = pluralOf('ar', {
  one: 'فشلت مهمة واحدة وهي تنتظرك.',
  two: 'فشلت مهمتان وهما تنتظرانك.',
  few: 'فشلت # مهام وهي تنتظرك.',
  other: 'فشلت # مهمة وهي تنتظرك.',
});
const uploads = pluralOf('ar', {
  zero: 'لا فيلم في الطريق',
  one: 'فيلم واحد في الطريق',
  two: 'فيلمان في الطريق',
  few: '# أفلام في الطريق',
  other: '# فيلمًا في الطريق',
});

export const operations: typeof English = {
  title: 'التشغيل',
  loading: 'نظرة في أرجاء الدار',
  well: 'كل شيء على ما يرام',
  wellMore: (processes) => `عدد العمليات العاملة ${processes}، ولا شيء ينتظرك.`,
  wellOne: 'كل شيء يعمل في عملية واحدة، ولا شيء ينتظرك.',
  unwell,
  complaints: {
    missing: (targets) => `لا يعمل: ${targets}.`,
    unready: (targets, why) => `${targets} غير جاهز. ${why}`,
    disk: (held) => `لا يبدأ عمل جديد: ${held}`,
    'no-encoder': waiting,
    failed,
  },
  noWhy: 'لم يذكر السبب.',
  asOf: (time) => `حتى ${time}`,
  live: 'مباشر',
  processes: {
    title: 'ما يعمل وأين',
    label: 'العمليات',
    targets: 'الخدمات',
    pid: 'العملية',
    address: 'العنوان',
    up: 'تعمل منذ',
    ready: 'جاهزة',
    unready: 'غير جاهزة',
  },
  jobs: {
    title: 'المهام',
    label: 'المهام بحسب حالتها',
    states: { waiting: 'تنتظر', leased: 'قيد العمل', done: 'تمت', failed: 'فشلت' },
    uploads,
    none: 'لا عمل الآن.',
  },
  encoders: {
    title: 'المرمّزات',
    label: 'المرمّزات وما بيدها',
    name: 'المرمّز',
    leased: 'قيد العمل',
    seen: 'آخر خبر عنه',
    none: 'لم يطلب أي مرمّز عملًا بعد.',
  },
  disk: {
    title: 'القرص',
    free: (free, all) => `المتاح ${free} من ${all}`,
    used: 'المشغول',
    unknown: 'لم يُقَس القرص بعد.',
  },
  troubles: {
    title: 'آخر الأخطاء',
    label: 'آخر الأخطاء، الأحدث أولًا',
    none: 'لا شيء. لم يحدث خطأ في الآونة الأخيرة.',
  },
  version: (version) => `Bijou ${version}`,
};
