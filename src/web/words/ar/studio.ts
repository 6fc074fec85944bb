import type { studio as English } from '../en/studio.ts';
import { pluralOf } from '../plural.ts';

const findings = pluralOf('ar', {
  one: 'ملاحظة واحدة',
  two: 'ملاحظتان',
  few: '# ملاحظات',
  other: '# ملاحظة',
});

export const studio: typeof English = {
  title: 'الاستوديو',
  lead: 'من هنا يدخل الفيلم. يمكن مشاهدته ما إن تجهز نظرته الأولى، ثم تأتي الصور الأفضل.',
  drop: 'أفلت فيلمًا هنا',
  or: 'أو اختر واحدًا من هذا الجهاز',
  choose: 'اختر فيلمًا',
  paused: 'انقطع الطريق إلى الخادم. سيتابع وحده من حيث كان.',
  sent: (done, all) => `${done} من ${all}`,
  cancel: 'إيقاف',
  empty: { title: 'لا شيء على الطاولة', sentence: 'الأفلام التي تُضاف هنا تُفحص وتُقطّع وتُرمّز.' },
  states: {
    inspecting: 'قيد الفحص',
    planning: 'قيد التخطيط',
    encoding: 'قيد الترميز',
    ready: 'جاهز',
    refused: 'مرفوض',
    failed: 'فشل',
    cancelled: 'أُلغي',
  },
  watchable: 'يمكن مشاهدته',
  watch: 'مشاهدة',
  remove: 'إزالة',
  removeAsk: (name) => `إزالة «${name}»؟`,
  removeWhy: 'لن يستطيع أحد أن يبدأه بعد الآن. ومن يشاهده الآن يمكنه أن يكمله.',
  removeNo: 'أبقه',
  findings: (count) => findings(count, String(count)),
  severities: { refused: 'مرفوض', repaired: 'أُصلح', warned: 'لوحظ' },
  progress: (done, all) => `رُمّز ${done} من ${all} قطعة`,
  owner: {
    title: 'هذا لصاحب الدار',
    sentence: 'أدخل الرمز الذي يطبعه `bijou token` على الجهاز الذي يعمل عليه Bijou.',
    field: 'رمز المالك',
    action: 'افتح الاستوديو',
  },
};
