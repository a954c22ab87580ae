import { startPicks } from './picks-list.js';

startPicks({
  document,
  storage: () => localStorage,
  fetchText: async (address) => {
    const response = await fetch(address, { credentials: 'omit' });
    if (!response.ok) throw new Error(String(response.status));
    return response.text();
  },
  now: () => Date.now(),
  later: (action, milliseconds) => {
    setTimeout(action, milliseconds);
  },
  whenSeen: (element, action) => {
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      action();
    });
    observer.observe(element);
  },
});
