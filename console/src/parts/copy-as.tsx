import { CopyButton } from './copy-button.tsx';
import './copy-as.css';

interface CopyAsProps {
  /** A complete command, as `makeCommand` returns it. */
  make?: string | undefined;
  aws?: string | undefined;
}

/** Buttons that copy the command which does the same in a terminal. */
export function CopyAs({ make, aws }: CopyAsProps) {
  return (
    <span class="copy-as">
      {make && (
        <CopyButton text={make} label={`Copy as ${make}`}>
          Copy as <code>make</code>
        </CopyButton>
      )}
      {aws && (
        <CopyButton text={aws} label={`Copy as ${aws}`}>
          Copy as <code>aws</code>
        </CopyButton>
      )}
    </span>
  );
}
