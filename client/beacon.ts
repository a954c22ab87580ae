// Tells the server that a story was seen, read and followed. Sets no cookie, keeps nothing on the device, and waits
// until the page has been on screen for a second. The rules: docs/counting.md.

interface StoryData {
  readonly token: string;
  readonly edition?: number;
  /** What the lists show, as the server signed it: sent back with what was seen and followed there. None where nothing is learned. */
  readonly slate?: string;
}
interface BeaconEvent {
  readonly kind: 'view' | 'leave' | 'impression' | 'click';
  readonly [field: string]: string | number | undefined;
}
interface Timed {
  readonly at: number;
  readonly event: BeaconEvent & { readonly id: string };
}

const oneSecond = 1000;
const eventsAtOnce = 50;
const pathCharacters = 300;
const page = document as Document & { readonly prerendering?: boolean };
const browser = navigator as Navigator & { readonly globalPrivacyControl?: boolean };
const data = JSON.parse(document.getElementById('story-data')?.textContent ?? 'null') as StoryData | null;

/** Under Global Privacy Control, and from a page that names no slate, nothing but the reading is told. */
const tellsMore = data?.slate && !browser.globalPrivacyControl;

let queue: Timed[] = [];
let visibleSince = 0;
let dwellMs = 0;
let scrollPercent = 0;
let isViewed = false;
let pending: number | undefined;

function add(event: BeaconEvent): void {
  const id = crypto.getRandomValues(new Uint32Array(3)).join('-');
  queue.push({ at: performance.now(), event: { ...event, id } });
}

const bodyOf = (events: readonly Timed[]): string =>
  JSON.stringify({
    v: 1,
    token: data?.token,
    ...(events.some(({ event }) => 'position' in event) ? { slate: data?.slate } : {}),
    ...(navigator.webdriver ? { signs: ['webdriver'] } : {}),
    events: events.map(({ at, event }) => ({ ...event, ageMs: Math.round(performance.now() - at) })),
  });

// A type that needs no question beforehand, and keepalive, so that it leaves with a page that is closing.
const post = (events: readonly Timed[]): Promise<Response> =>
  fetch('/api/v1/events', {
    method: 'POST',
    body: bodyOf(events),
    keepalive: true,
    headers: { 'content-type': 'text/plain' },
  });

// The ids stay the same, so what did arrive the first time is not counted again.
function send(): void {
  for (; queue.length > 0; queue = queue.slice(eventsAtOnce)) {
    const events = queue.slice(0, eventsAtOnce);
    const again = () => setTimeout(() => post(events).catch(() => {}), 3 * oneSecond);
    post(events).then((answer) => answer.status === 503 && again(), again);
  }
}

function measureScroll(): void {
  const end = (innerHeight + scrollY) / document.documentElement.scrollHeight;
  scrollPercent = Math.max(scrollPercent, Math.min(100, Math.round(end * 100)));
}

/**
 * Path of the page of this site that a link led from, as the page's address is read, which is short in any script. A reload and
 * a step back tell of a way again that is behind them, and a page in a frame has none.
 */
function pathBefore(): string | undefined {
  const [opened] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const { origin, pathname } = new URL(document.referrer || 'about:blank');
  const isWay = opened?.type === 'navigate' && parent === self && pathname !== location.pathname;
  if (!isWay || origin !== location.origin) return undefined;
  try {
    const path = decodeURI(pathname).slice(0, pathCharacters);
    // The server reads no such path, and would refuse the view with it.
    return /\p{Cc}/u.test(path) ? undefined : path;
  } catch {
    return undefined;
  }
}

function view(): void {
  isViewed = true;
  measureScroll();
  add({ kind: 'view', from });
  from = undefined;
  send();
}

function leave(): void {
  dwellMs += visibleSince && performance.now() - visibleSince;
  visibleSince = 0;
  const dwellSeconds = Math.round(dwellMs / oneSecond);
  if (isViewed && dwellSeconds > 0) {
    add({ kind: 'leave', dwellSeconds, scrollPercent });
    dwellMs = 0;
  }
  send();
}

function update(): void {
  clearTimeout(pending);
  if (document.hidden || page.prerendering) {
    leave();
    return;
  }
  visibleSince ||= performance.now();
  if (!isViewed) pending = setTimeout(view, oneSecond);
}

// A list made on the device carries no name here: picks say that one was shown, and no more.
function placeOf(link: HTMLElement | null) {
  const list = link?.closest<HTMLElement>('[data-list]')?.dataset.list;
  return list && { list, position: Number(link?.dataset.position), edition: data?.edition };
}

const on = (type: string, listener: (event: never) => void): void =>
  document.addEventListener(type, listener as EventListener);

function watchLists(): void {
  const timers = new Map<Element, number>();
  const seen = (link: HTMLElement) => {
    observer.unobserve(link);
    const place = placeOf(link);
    if (place && !document.hidden) add({ kind: 'impression', ...place });
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
  for (const link of document.querySelectorAll('[data-list] a[data-position]')) observer.observe(link);

  on('click', ({ target }: Event) => {
    const link = (target as Element).closest<HTMLElement>('a[data-position]');
    const place = placeOf(link);
    if (place) add({ kind: 'click', ...place });
  });
  on('broadsheet:event', ({ detail }: CustomEventInit<BeaconEvent>) => detail && add(detail));
}

let from = tellsMore ? pathBefore() : undefined;

if (data) {
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
  if (tellsMore) watchLists();
}
