// Gives and takes back a reaction without a new page. The receipt, kept on this device and only after the reader
// gave the reaction, is all that can take it back.

const form = document.querySelector<HTMLFormElement>('form[data-reaction]');
if (form) enhance(form);

function enhance(form: HTMLFormElement): void {
  const data = new FormData(form);
  const key = `broadsheet-reaction:${data.get('storyId')}`;
  const button = form.querySelector('button')!;
  const label = form.querySelector('[data-reaction-label]')!;
  const words = { give: label.textContent, taken: form.dataset.given ?? label.textContent };

  const receipt = (): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const show = (isGiven: boolean) => {
    button.setAttribute('aria-pressed', String(isGiven));
    label.textContent = isGiven ? words.taken : words.give;
  };

  show(receipt() !== null);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    const kept = receipt();
    (kept === null ? give() : takeBack(kept))
      .catch(() => form.submit())
      .finally(() => {
        button.disabled = false;
      });
  });

  async function give(): Promise<void> {
    const answer = await post(form.action, { token: data.get('token') });
    // Already given, by a browser that cannot be told from this one: shown as given, without a receipt.
    if (answer.status === 409) return show(true);
    if (!answer.ok) throw new Error(String(answer.status));
    const given = (await answer.json()) as { readonly receipt: string };
    localStorage.setItem(key, given.receipt);
    show(true);
  }

  async function takeBack(kept: string): Promise<void> {
    const answer = await post(`${form.action}/take-back`, { receipt: kept });
    if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
    localStorage.removeItem(key);
    show(false);
  }
}

const post = (address: string, body: object): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
