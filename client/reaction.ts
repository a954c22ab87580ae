// Gives and takes back a reaction without a new page. The receipt, kept on this device and only after the reader
// gave the reaction, is all that can take it back.

/** The form, its button and the words for both states, as the page brings them. */
interface ReactionForm {
  readonly form: HTMLFormElement;
  readonly button: HTMLButtonElement;
  readonly label: Element;
  readonly words: { readonly give: string; readonly given: string };
  readonly token: string;
  readonly receiptKey: string;
}

const element = document.querySelector<HTMLFormElement>('form[data-reaction]');
if (element) start(reactionIn(element));

function reactionIn(form: HTMLFormElement): ReactionForm {
  const data = new FormData(form);
  const label = form.querySelector('[data-reaction-label]')!;
  const give = label.textContent ?? '';
  return {
    form,
    button: form.querySelector('button')!,
    label,
    words: { give, given: form.dataset.given ?? give },
    token: String(data.get('token')),
    receiptKey: `broadsheet-reaction:${data.get('storyId')}`,
  };
}

function start(reaction: ReactionForm): void {
  const { form, button, receiptKey } = reaction;
  show(reaction, receiptIn(receiptKey) !== null);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    const receipt = receiptIn(receiptKey);
    try {
      await (receipt === null ? give(reaction) : takeBack(reaction, receipt));
    } catch {
      // Without this script the form works by itself; so it does where the script failed.
      form.submit();
    }
    button.disabled = false;
  });
}

async function give(reaction: ReactionForm): Promise<void> {
  const answer = await post(reaction.form.action, { token: reaction.token });
  // Already given, by a browser that cannot be told from this one: shown as given, without a receipt.
  if (answer.status === 409) return show(reaction, true);
  if (!answer.ok) throw new Error(String(answer.status));
  const { receipt } = (await answer.json()) as { readonly receipt: string };
  localStorage.setItem(reaction.receiptKey, receipt);
  show(reaction, true);
}

async function takeBack(reaction: ReactionForm, receipt: string): Promise<void> {
  const answer = await post(`${reaction.form.action}/take-back`, { receipt });
  if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
  localStorage.removeItem(reaction.receiptKey);
  show(reaction, false);
}

function show({ button, label, words }: ReactionForm, isGiven: boolean): void {
  button.setAttribute('aria-pressed', String(isGiven));
  label.textContent = isGiven ? words.given : words.give;
}

/** Null where there is none, or where the browser lets no script remember anything. */
function receiptIn(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const post = (address: string, body: object): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
