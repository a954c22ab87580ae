import type { Browser, BrowserContext, BrowserContextOptions, Page, Response } from 'playwright-core';

/** A browser as people use it. What drives it here says so of itself, and such browsers are not counted. */
const agent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';
const brands = '"Chromium";v="147", "Not.A/Brand";v="8"';

/** A step of a journey that takes longer on a busy machine has failed. */
const stepMs = 20_000;

export interface ReaderOptions extends BrowserContextOptions {
  /** The address that a trusted proxy names. Two readers at one address, alike in their browser, are one. */
  readonly address?: string;
}

/** A reader with a device of their own, and what went wrong on the pages that they opened. */
export interface Reader {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors on the console and exceptions, each with the page it happened on. */
  readonly errors: string[];
  /** Addresses asked for that are not the site's. */
  readonly foreign: string[];
  /** From now on the proxy names this address. */
  moveTo(address: string): Promise<void>;
  /** What the site left on the device. */
  leftOnDevice(): Promise<{
    cookies: string[];
    localStorage: string[];
    sessionStorage: string[];
    databases: string[];
  }>;
  /** Waits until the page has told the site of a view, and the site has it. */
  untilCounted(action: () => Promise<unknown>): Promise<void>;
}

export async function openReader(
  browser: Browser,
  origin: string,
  options: ReaderOptions = {},
): Promise<Reader> {
  const { address, ...settings } = options;
  const headersFrom = (from: string | undefined) => ({
    ...(settings.userAgent ? {} : { 'sec-ch-ua': brands }),
    ...forwardedFrom(from),
  });
  const context = await browser.newContext({
    baseURL: origin,
    userAgent: agent,
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...settings,
    extraHTTPHeaders: headersFrom(address),
  });
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false }),
  );
  context.setDefaultTimeout(stepMs);
  const errors: string[] = [];
  const foreign: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.location().url}: ${message.text()}`);
  });
  context.on('weberror', (error) => errors.push(`${error.page()?.url()}: ${error.error().message}`));
  context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
      foreign.push(request.url());
  });
  const page = await context.newPage();
  return {
    context,
    page,
    errors,
    foreign,
    moveTo: (to) => context.setExtraHTTPHeaders(headersFrom(to)),
    leftOnDevice: async () => ({
      cookies: (await context.cookies()).map(({ name }) => name),
      ...(await page.evaluate(async () => ({
        localStorage: Object.keys(localStorage),
        sessionStorage: Object.keys(sessionStorage),
        databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
      }))),
    }),
    untilCounted: async (action) => {
      const isOfView = (answer: Response) =>
        answer.url() === `${origin}/api/v1/events` && (answer.request().postData() ?? '').includes('"view"');
      await Promise.all([page.waitForResponse(isOfView), action()]);
    },
  };
}

export const forwardedFrom = (address: string | undefined): Record<string, string> =>
  address === undefined ? {} : { 'x-forwarded-for': address };

export const nothingOnDevice = { cookies: [], localStorage: [], sessionStorage: [], databases: [] };
