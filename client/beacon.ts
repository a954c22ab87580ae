// Tells the server that a story was seen, read and followed. Sets no cookie, keeps nothing on the device, and waits
// until the page has been on screen for a second. The rules: docs/counting.md.

interface StoryData {
  readonly token: string;
  readonly edition?: number;
}
interface BeaconEvent {
  readonly kind: 'view' | 'leave' | 'impression' | 'click';
  readonly [field: string]: string | number | undefined;
}
interface Timed {
  readonly at: number;
  readonly event: BeaconEvent & { readonly id: string };
}

const address = '/api/v1/events';
const oneSecond = 1000;
const retryAfter = 3000;
const data = document.getElementById('story-data')?.textContent;
const page = document as Document & { readonly prerendering?: boolean };
const on = (type: string, listener: (event: never) => void): void =>
  document.addEventListener(type, listener as EventListener);
const browser = navigator as Navigator & { readonly globalPrivacyControl?: boolean };

if (data) start(JSON.parse(data) as StoryData);

function start({ token, edition }: StoryData): void {
  let queue: Timed[] = [];
  let visibleSince = 0;
  let dwell = 0;
  let scrolled = 0;
  let isViewed = false;
  let pending: number | undefined;

  const isVisible = () => !document.hidden && !page.prerendering;

  const add = (event: BeaconEvent) => {
    const id = crypto.getRandomValues(new Uint32Array(3)).join('-');
    queue.push({ at: performance.now(), event: { ...event, id } });
  };

  const bodyOf = (events: readonly Timed[]) =>
    JSON.stringify({
      v: 1,
      token,
      ...(navigator.webdriver ? { signs: ['webdriver'] } : {}),
      events: events.map(({ at, event }) => ({ ...event, ageMs: Math.round(performance.now() - at) })),
    });

  // A type that needs no question beforehand, and keepalive, so that it leaves with a page that is closing.
  const post = (body: string) =>
    fetch(address, { method: 'POST', body, keepalive: true, headers: { 'content-type': 'text/plain' } });

  // The ids stay the same, so what did arrive the first time is not counted again.
  const send = () => {
    for (; queue.length > 0; queue = queue.slice(50)) {
      const events = queue.slice(0, 50);
      const again = () => setTimeout(() => post(bodyOf(events)).catch(() => {}), retryAfter);
      post(bodyOf(events)).then((answer) => answer.status === 503 && again(), again);
    }
  };

  const measureScroll = () => {
    const end = (innerHeight + scrollY) / document.documentElement.scrollHeight;
    scrolled = Math.max(scrolled, Math.min(100, Math.round(end * 100)));
  };

  const view = () => {
    isViewed = true;
    measureScroll();
    add({ kind: 'view' });
    send();
  };

  const leave = () => {
    dwell += visibleSince ? performance.now() - visibleSince : 0;
    visibleSince = 0;
    const dwellSeconds = Math.round(dwell / oneSecond);
    if (isViewed && dwellSeconds > 0) {
      add({ kind: 'leave', dwellSeconds, scrollPercent: scrolled });
      dwell = 0;
    }
    send();
  };

  const update = () => {
    clearTimeout(pending);
    if (!isVisible()) return leave();
    visibleSince ||= performance.now();
    if (!isViewed) pending = setTimeout(view, oneSecond);
  };

  on('visibilitychange', update);
  on('prerenderingchange', update);
  addEventListener('pagehide', leave);
  // Back from the browser's cache the page is read anew; the rules decide whether it is a repeat.
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    isViewed = false;
    update();
  });
  addEventListener('scroll', measureScroll, { passive: true });
  update();

  // Under Global Privacy Control what was shown and followed is not even sent.
  if (browser.globalPrivacyControl) return;
  watchLists(edition, add);
}

function watchLists(edition: number | undefined, add: (event: BeaconEvent) => void): void {
  const timers = new Map<Element, number>();

  const placeOf = (link: HTMLElement | null) => {
    // A list made on the device carries no name here: picks say that one was shown, and no more.
    const list = link?.closest<HTMLElement>('[data-list]')?.dataset.list;
    return list && { list, position: Number(link?.dataset.position), edition };
  };

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(timers.get(target));
        if (isIntersecting) timers.set(target, setTimeout(seen, oneSecond, target as HTMLElement));
      }
    },
    { threshold: 0.5 },
  );
  const seen = (link: HTMLElement) => {
    observer.unobserve(link);
    const place = placeOf(link);
    if (place && !document.hidden) add({ kind: 'impression', ...place });
  };

  for (const link of document.querySelectorAll('[data-list] a[data-position]')) observer.observe(link);
  on('click', ({ target }: Event) => {
    const link = (target as Element).closest<HTMLElement>('a[data-position]');
    const place = placeOf(link);
    if (place) add({ kind: 'click', ...place, to: link?.dataset.story });
  });
  on('broadsheet:event', ({ detail }: CustomEventInit<BeaconEvent>) => detail && add(detail));
}
