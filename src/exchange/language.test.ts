import { describe, expect, it } from 'vitest';
import { detectLanguage, normalLanguage } from './language.js';

describe('detectLanguage', () => {
  it.each([
    [
      'en',
      'The harbour council said on Tuesday that the bridge would open again in June, four weeks later than it had promised to the people who live on the island.',
    ],
    [
      'de',
      'Die Brücke am Hafen soll nach Angaben der Stadt im Juni wieder für den Verkehr freigegeben werden, vier Wochen später als den Bewohnern der Insel versprochen.',
    ],
    [
      'fr',
      'Le conseil du port a annoncé mardi que le pont serait rouvert en juin, quatre semaines plus tard que ce qui avait été promis aux habitants de l’île.',
    ],
    [
      'da',
      'Havnerådet oplyste tirsdag, at broen åbner igen i juni, fire uger senere end man havde lovet de mennesker, der bor ude på øen, og som i et halvt år har måttet tage færgen. Nogle af dem siger, at de ikke længere tror på, hvad kommunen fortæller.',
    ],
    ['zh', '港口管理委员会星期二举行会议，讨论大桥重新开放的时间。'],
    ['ja', '港湾委員会は火曜日に会議を開き、橋の再開の時期について話し合った。'],
    ['ko', '항만위원회는 화요일 회의를 열고 다리 재개통 시기를 논의했다.'],
    [
      'ru',
      'Совет порта сообщил во вторник, что мост снова откроют в июне, на четыре недели позже, чем обещали жителям острова, которые с осени ездят на пароме.',
    ],
    [
      'ar',
      'قال مجلس الميناء يوم الثلاثاء إن الجسر سيفتح من جديد في شهر يونيو بعد أربعة أسابيع من الموعد الذي وعد به سكان الجزيرة.',
    ],
    ['el', 'Το συμβούλιο του λιμανιού ανακοίνωσε την Τρίτη ότι η γέφυρα θα ανοίξει ξανά.'],
  ])('%s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it.each(['', 'Bridge opens', '1234 5678', 'Bahnhof Berlin Hafen Brücke'])('is not sure of “%s”', (text) => {
    expect(detectLanguage(text)).toBeUndefined();
  });

  it('is not led by a quotation in another script', () => {
    const english =
      'The sign on the harbour gate said that the bridge was closed, which nobody on the island could read.';
    expect(detectLanguage(`${english} 大桥重新开放 ${english}`)).toBe('en');
  });
});

describe('normalLanguage', () => {
  it.each([
    ['en_us.UTF-8', 'en-US'],
    ['deu', 'de'],
    ['iw', 'he'],
    ['zh_Hant_TW', 'zh-Hant-TW'],
    ['EN', 'en'],
    ['pt-br', 'pt-BR'],
    ['English', undefined],
    ['xx', undefined],
    ['und', undefined],
    ['x-default', undefined],
    ['', undefined],
  ])('%s is %s', (written, normal) => {
    expect(normalLanguage(written)).toBe(normal);
  });
});
