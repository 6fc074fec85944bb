import type { errors as English } from '../en/errors.ts';

export const errors: typeof English = {
  'peer.unavailable': 'لا يستجيب Bijou. ربما لا يزال قيد التشغيل؛ حاول بعد لحظة.',
  'peer.timeout': 'يستغرق Bijou وقتًا طويلًا للرد. حاول بعد لحظة.',
  'peer.answer': 'أرسل Bijou ردًّا لا تفهمه هذه الصفحة. قد تفيد إعادة تحميلها.',
  'server.fault': 'حدث خطأ في الخادم. التفاصيل في السجل.',
  'request.owner-only': 'هذا متاح للمالك فقط.',
  'catalog.no-such-title': 'هذا الفيلم غير موجود هنا.',
  'catalog.no-such-version': 'لم تعد هذه النسخة من الفيلم متاحة.',
  'catalog.no-such-series': 'هذا المسلسل غير موجود هنا.',
  'app.no-script': 'تعذّر تحميل جزء من التطبيق. حاول مرة أخرى أو أعد تحميل الصفحة.',
};
