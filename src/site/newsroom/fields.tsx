import type { ComponentChildren } from 'preact';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly isReadOnly?: boolean;
}

/** What describes a field, for screen readers too. */
const describedBy = ({ name, hint, fault }: FieldProps): string | undefined =>
  [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ') || undefined;

const shared = (props: FieldProps) => ({
  id: props.name,
  name: props.name,
  'aria-describedby': describedBy(props),
  'aria-invalid': props.fault === undefined ? undefined : true,
  readOnly: props.isReadOnly,
});

function Field({ children, ...props }: FieldProps & { readonly children: ComponentChildren }) {
  const { name, label, hint, fault } = props;
  return (
    <div class={fault ? 'field faulty' : 'field'}>
      <label for={name}>{label}</label>
      {children}
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

export const Line = (
  props: FieldProps & {
    readonly list?: string;
    readonly lang?: string;
  },
) => (
  <Field {...props}>
    <input
      {...shared(props)}
      type="text"
      value={props.value}
      list={props.list}
      lang={props.lang}
      dir="auto"
      autoComplete="off"
    />
  </Field>
);

export const Area = (props: FieldProps & { readonly rows: number; readonly lang?: string }) => (
  <Field {...props}>
    <textarea {...shared(props)} rows={props.rows} lang={props.lang} dir="auto">
      {leadingLine(props.value)}
    </textarea>
  </Field>
);

/** HTML drops a line break that follows the opening tag; one more keeps the first that was typed. */
const leadingLine = (value: string): string => (value.startsWith('\n') ? `\n${value}` : value);

export const Choice = ({
  options,
  ...props
}: FieldProps & { readonly options: readonly { readonly value: string; readonly label: string }[] }) => (
  <Field {...props}>
    <select
      id={props.name}
      name={props.name}
      aria-describedby={describedBy(props)}
      disabled={props.isReadOnly}
    >
      {options.map(({ value, label }) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </Field>
);

interface TickProps {
  readonly name: string;
  readonly label: string;
  readonly isOn: boolean;
  readonly isReadOnly?: boolean;
}

export const Tick = ({ name, label, isOn, isReadOnly = false }: TickProps) => (
  <label class="tick">
    <input type="checkbox" name={name} value="yes" checked={isOn} disabled={isReadOnly} /> {label}
  </label>
);
