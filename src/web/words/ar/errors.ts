import type { errors as English } from '../en/errors.ts';

export const errors: typeof English = {
  'peer.unavailable': 'الدار لا تجيب. ربما هي قيد التشغيل؛ حاول بعد لحظة.',
  'peer.timeout': 'تأخرت الدار في الجواب. حاول بعد لحظة.',
  'peer.answer': 'أجابت الدار بما لا تفهمه هذه الصفحة. قد يفيد تحميل الصفحة من جديد.',
  'server.fault': 'حدث خطأ في الدار. في سجلّها المزيد.',
  'request.owner-only': 'هذا لصاحب الدار وحده.',
  'catalog.no-such-title': 'لا يوجد فيلم كهذا هنا.',
  'catalog.no-such-version': 'لم تعد هذه النسخة من الفيلم هنا.',
  'app.no-script': 'تعذّر إحضار جزء من التطبيق. حاول مرة أخرى أو حمّل الصفحة من جديد.',
};
