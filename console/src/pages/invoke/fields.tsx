import { useId } from 'preact/hooks';
import { type Field, isObject, toFieldText } from './form.ts';
import { describeSchema } from './json-schema.ts';
import type { PayloadState } from './use-payload.ts';

/** The form that the function's schema describes. */
export function Fields({ payload }: { payload: PayloadState }) {
  const { parsed, variants, variant, findings } = payload;
  const value = parsed.isJson && isObject(parsed.value) ? parsed.value : {};
  return (
    <fieldset class="fields" disabled={!parsed.isJson}>
      <legend class="unseen">Fields</legend>
      {variants.length > 1 && <Variants payload={payload} />}
      {variants[variant]?.fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          text={toFieldText(value[field.name])}
          problem={findings.fields[field.name]}
          onType={(text) => payload.setField(field, text)}
        />
      ))}
    </fieldset>
  );
}

function Variants({ payload }: { payload: PayloadState }) {
  const name = useId();
  return (
    <div class="variants" role="radiogroup" aria-label="Kind of request">
      {payload.variants.map(({ title }, index) => (
        <label key={title}>
          <input
            type="radio"
            name={name}
            checked={index === payload.variant}
            onChange={() => payload.setVariant(index)}
          />{' '}
          {title}
        </label>
      ))}
    </div>
  );
}

interface FieldInputProps {
  field: Field;
  text: string;
  problem: string | undefined;
  onType(text: string): void;
}

function FieldInput({ field, text, problem, onType }: FieldInputProps) {
  const id = useId();
  const { name, kind, schema, isRequired } = field;
  const shared = {
    id,
    value: text,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-help`,
    onInput: (event: { currentTarget: { value: string } }) =>
      onType(event.currentTarget.value),
  };
  return (
    <div class="field-input" data-invalid={problem && ''}>
      <label class="mono" for={id}>
        {name}
        {isRequired && <span class="quiet"> required</span>}
      </label>
      {kind === 'choice' ? (
        <select class="select" {...shared}>
          <option value="" />
          {schema.enum?.map((choice) => (
            <option key={String(choice)}>{toFieldText(choice)}</option>
          ))}
        </select>
      ) : (
        <input
          class="field"
          inputMode={kind === 'number' ? 'numeric' : 'text'}
          autocomplete="off"
          spellcheck={false}
          placeholder={toFieldText(schema.default)}
          {...shared}
        />
      )}
      <p id={`${id}-help`} class="help-text">
        {problem ?? schema.description ?? describeSchema(schema)}
      </p>
    </div>
  );
}
