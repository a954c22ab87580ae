import type { StoryLabels } from './story-labels.js';

export const storyLabelsAr: StoryLabels = {
  language: 'ar',
  // Latin digits: the copy of most Arabic papers uses them, and counts line up with the other languages' pages.
  locale: 'ar-u-nu-latn',
  by: 'بقلم {names}',
  published: 'نُشر في {time}',
  updated: 'حُدّث في {time}',
  dateUnknown: 'تاريخ النشر غير معروف',
  sourceDated: 'تاريخ المصدر {time}',
  sourceVersionDated: 'نسخة المصدر بتاريخ {time}',
  zoneAssumed: 'المنطقة الزمنية مفترضة',
  source: 'المصدر: {name}',
  corrections: { correction: 'تصحيح', clarification: 'توضيح', 'editors-note': 'ملاحظة من التحرير' },
  alsoIn: 'بلغات أخرى',
  topics: 'المواضيع',
  views: {
    zero: '{count} مشاهدة حتى {time}',
    one: 'مشاهدة واحدة ({count}) حتى {time}',
    two: 'مشاهدتان ({count}) حتى {time}',
    few: '{count} مشاهدات حتى {time}',
    many: '{count} مشاهدة حتى {time}',
    other: '{count} مشاهدة حتى {time}',
  },
  notCountedYet: 'لم تُحصَ بعد',
  howWeCount: 'كيف نحصي',
  worthReading: 'تستحق القراءة',
  worthReadingGiven: 'قلتَ ذلك',
  readersSaidSo: {
    zero: 'عدد القراء الذين قالوا ذلك: {count}',
    other: 'عدد القراء الذين قالوا ذلك: {count}',
  },
  countedAt: 'حتى {time}',
  pictureElsewhere: 'صورة في {host}',
  opensElsewhere: 'يُفتح في {host}',
  wideTable: 'جدول',
};
